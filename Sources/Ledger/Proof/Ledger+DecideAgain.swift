import EventStore
package import LedgerDomain
import LedgerFormat
import Programmes
import Rulebook

/// What deciding a whole log again came to.
public struct DecidedAgain: Sendable {
  /// Facts submitted again and decided just as the log has it.
  public var facts = 0
  /// Facts recorded before a rule of shape existed that they would not pass now: held to every other rule.
  public var asRecorded = 0
  /// What sweeps and year ends found: taken where it stands, supported by the facts before it.
  public var found = 0
  /// The first event that is not what deciding again comes to; nil where the logs are the same bytes.
  public var finding: Verification.Finding?
}

extension Ledger {
  /// Submits every fact of the log again by the one way in, in memory, and compares the logs byte for byte.
  ///
  /// What sweeps and year ends found is taken where it stands, and the facts must support each. The store is only read.
  ///
  /// - Parameter progress: told now and then how many events have been decided.
  public func decideAgain(progress: (Int) throws -> Void = { _ in }) throws -> DecidedAgain {
    let trial = Ledger(store: InMemoryEventStore(), rules: source.rules)
    var second = SecondDecision(zone: zone)
    try store.read { reader in
      try trial.write { transaction in
        do {
          try reader.scan(EntrySelection()) { entry in
            try second.take(Event(line: entry.line, in: zone), Array(entry.line), in: transaction)
            try progress(entry.position)
            return true
          }
          try second.finish()
        } catch let fault as LogFault {
          second.result.finding = Verification.Finding(
            position: fault.position, provider: fault.provider, problem: fault.words)
        }
      }
    }
    return second.result
  }
}

/// A log being decided again: each fact is submitted, and what comes of it is laid beside what stands in the log.
private struct SecondDecision {
  let zone: Zone
  var result = DecidedAgain()
  /// What was decided and has not been met in the log yet.
  private var due: ArraySlice<RecordedEvent> = []

  init(zone: Zone) {
    self.zone = zone
  }

  mutating func take(_ event: Event, _ line: [UInt8], in transaction: LedgerTransaction) throws {
    if due.isEmpty { due = try decide(event, in: transaction)[...] }
    guard let decided = due.popFirst(), decided.line == line else {
      throw LogFault(
        event, "重新裁定所得与日志所载不同", "deciding again comes to another event than the one that stands here")
    }
  }

  func finish() throws(LogFault) {
    guard let missing = due.first?.event else { return }
    throw LogFault(
      missing, "日志缺少此条：\(missing.type)", "deciding again comes to \(missing.type) here, which the log lacks")
  }

  private mutating func decide(_ event: Event, in transaction: LedgerTransaction) throws -> [RecordedEvent] {
    switch event.body {
    case .publication(let publication):
      return try transaction.publishAgain(event, publication.file(), from: publication.effective)
    case .fact(let fact, _):
      guard let by = event.by else { throw LogFault(event, "事实须有提交人", "a fact has somebody who submitted it") }
      let draft = Draft(id: event.id, provider: event.provider, at: event.at, by: by, fact: fact, note: event.note)
      // A rule of shape that came later is the only one such a fact is not held to.
      if draft.isInShape(in: zone) { result.facts += 1 } else { result.asRecorded += 1 }
      do {
        return try transaction.submit(draft, now: event.recordedAt).events
      } catch let refusal as Refusal {
        throw LogFault(event, "重新提交被拒绝：\(refusal.code)", "submitted again, it is refused: \(refusal.code)")
      }
    case .consequence(.programme):
      guard event.cause == nil else { throw LogFault(event, "在它之前没有引出它的事实", "no fact before it calls for it") }
      let found = try transaction.sweepAgain(event)
      result.found += found.count
      return found
    case .consequence:
      guard event.cause == nil, let found = try transaction.findAgain(event) else {
        throw LogFault(event, "在它之前的事实不支持它", "the facts before it do not support it")
      }
      result.found += 1
      return found
    }
  }
}

extension Draft {
  /// Whether it could be handed in today.
  fileprivate func isInShape(in zone: Zone) -> Bool {
    guard let at else { return false }
    var writer = JSONWriter(zone: zone)
    writer.object { writer in
      if let id { writer.field("id", id) }
      writer.field("type", fact.kind.name)
      writer.field("provider", provider.text)
      writer.field("at", zone.text(at))
      writer.name("by")
      writer.object { writer in
        writer.field("id", by.id)
        writer.field("role", by.role.rawValue)
      }
      writer.name("data")
      writer.object { writer in fact.fields(&writer) }
      if let note { writer.field("note", note) }
    }
    return (try? Draft(json: writer.bytes, in: zone, mayBeOfProgramme: true)) != nil
  }
}

extension LedgerTransaction {
  /// Enters a publication as it stands in another log.
  package func publishAgain(
    _ event: Event, _ file: RulesFile, from effective: LocalDate
  ) throws -> [RecordedEvent] {
    var event = event
    event.position = position + 1
    let recorded = try append([event])
    know(file, from: effective, recordedAt: event.recordedAt)
    return recorded
  }

  /// Finds again what a sweep found of a subject: all of its days through the one on which it stands (programmes §1).
  fileprivate func sweepAgain(_ event: Event) throws -> [RecordedEvent] {
    let zone = try hold(subject: event.provider).state.zone
    return try sweep(subject: event.provider, through: zone.daySwept(by: event.at), recordedAt: event.recordedAt)
  }

  /// Enters what a sweep or a year end found, where the facts known support it; nil where they do not.
  fileprivate func findAgain(_ event: Event) throws -> [RecordedEvent]? {
    guard let found = try hold(event.provider).state.findAgain(event, by: rules) else { return nil }
    return try append([found])
  }
}
