import EventStore
public import LedgerDomain
public import LedgerFormat
import Programmes

/// Explanations of subjects (programmes §11): of a breach, a counter, a measure.
extension Ledger {
  /// Why a breach of a subject cost what it cost, as JSON: what raised and charged it, each leaf looked at with the value found,
  /// and each effect with what it did.
  ///
  /// - Throws: `unknown-breach`, `unknown-provider`.
  public func explainBreach(
    _ breach: BreachID, ofSubject subject: Key<Provider>, _ question: StandingQuestion, now: Instant
  ) throws -> JSON {
    try store.read { reader in
      let told = try told(of: subject, question, now: now, from: reader)
      let others = LinkedSubjects(among: told.programmes, from: reader)
      let found = told.state.explanation(of: breach, in: told.stream, by: told.versions, among: others)
      if let failure = others.failure { throw failure }
      guard let found else { throw Refusal.rules(.unknownBreach, found: .same(breach.text)) }
      return .object([
        .init("provider", .string(subject.text)), .init("breach", .string(breach.text)),
        .init("clause", .string(found.breach.clause)), .init("on", .string(found.breach.on.description)),
        .init("state", .string(found.breach.status.rawValue)), .init("raised", .integer(found.raised.position)),
        .init("charged", JSON(found.charging?.position)),
        .init("choices", .array(found.choices.map(\.json))),
        .init("effects", .array(found.drawn.map { told.json(of: $0) })),
        .init("appealUntil", JSON(found.appealUntil?.description)),
      ])
    }
  }

  /// How a counter of a subject comes to its value, as JSON: its entries with their first and last days, what is left of each
  /// from day to day, and the value from day to day.
  ///
  /// - Throws: bad input for a counter that the programme does not declare; `unknown-provider`.
  public func explainCounter(
    _ counter: String, ofSubject subject: Key<Provider>, _ question: StandingQuestion, now: Instant
  ) throws -> JSON {
    try store.read { reader in
      let told = try told(of: subject, question, now: now, from: reader)
      let declared = told.versions.on(told.day).counters.map(\.name)
      guard declared.contains(counter) else {
        throw InputError.field("counter", expected: .oneOf(declared))
      }
      let found = told.state.explanation(ofCounter: counter)
      return .object([
        .init("provider", .string(subject.text)), .init("counter", .string(counter)),
        .init("entries", .array(found?.entries.map(\.json) ?? [])),
        .init("values", .array(found?.values.map { $0.json("value") } ?? [])),
      ])
    }
  }

  /// Why a measure of a subject runs, and until when, as JSON: its instances in force on the day asked, else the last one.
  ///
  /// - Throws: bad input for a measure that the programme does not declare; `unknown-provider`.
  public func explainMeasure(
    _ measure: String, ofSubject subject: Key<Provider>, _ question: StandingQuestion, now: Instant
  ) throws -> JSON {
    try store.read { reader in
      let told = try told(of: subject, question, now: now, from: reader)
      let declared = told.versions.on(told.day).measures.map(\.name)
      guard declared.contains(measure) else {
        throw InputError.field("measure", expected: .oneOf(declared))
      }
      let others = LinkedSubjects(among: told.programmes, from: reader)
      let found = told.state.explanations(
        ofMeasure: measure, on: told.day, in: told.stream, by: told.versions, among: others)
      if let failure = others.failure { throw failure }
      return .object([
        .init("provider", .string(subject.text)), .init("measure", .string(measure)),
        .init("instances", .array(found.map { $0.json(told) })),
      ])
    }
  }

  private func told(
    of subject: Key<Provider>, _ question: StandingQuestion, now: Instant, from reader: any EventStoreReader
  ) throws -> ToldSubject {
    let programmes = try source.programmes(in: reader)
    var stream: [SubjectEvent] = []
    var state: SubjectState?
    try reader.scanSubject(subject, among: programmes) { event, versions in
      if let known = question.knownAt, event.recordedAt > known { return false }
      var next = state.take() ?? SubjectState(subject, of: versions.name, zone: versions.zone)
      next.evolve(event)
      state = consume next
      stream.append(event)
      return true
    }
    guard let state, let versions = programmes[state.programme] else { throw try reader.unknown(subject) }
    return ToldSubject(
      state: state, stream: stream, versions: versions, programmes: programmes,
      day: question.asOf ?? state.zone.date(of: now))
  }
}

/// A subject with its whole stream, as an explanation reads it.
private struct ToldSubject {
  let state: SubjectState
  let stream: [SubjectEvent]
  let versions: ProgrammeVersions
  let programmes: PublishedProgrammes
  let day: LocalDate

  /// An event as it stands in the log.
  func json(of event: SubjectEvent) -> JSON {
    let line = Event(event, of: state.provider).line(in: state.zone)
    return (try? JSON(parsing: String(decoding: line, as: UTF8.self))) ?? .null
  }
}

extension ChoiceMade {
  fileprivate var json: JSON {
    .object([
      .init("by", .string(rule.description)), .init("row", .integer(row)), .init("leaves", .array(leaves.map(\.json))),
    ])
  }
}

extension LeafFound {
  fileprivate var json: JSON {
    .object([
      .init("leaf", .string(leaf)), .init("found", found?.json ?? .null), .init("held", .boolean(held)),
    ])
  }
}

extension SubjectCounterExplanation.Step {
  fileprivate func json(_ name: String) -> JSON {
    .object([.init("on", .string(on.description)), .init(name, .integer(left))])
  }
}

extension SubjectCounterExplanation.Line {
  fileprivate var json: JSON {
    .object([
      .init("entry", .integer(entry.number)), .init("key", JSON(entry.key)), .init("breach", JSON(entry.breach?.text)),
      .init("charged", .integer(entry.charged)), .init("from", .string(entry.from.description)),
      .init("until", JSON(entry.until?.description)), .init("by", .string(entry.ground.rule.description)),
      .init("left", .array(steps.map { $0.json("left") })),
    ])
  }
}

extension SubjectMeasureExplanation {
  fileprivate func json(_ told: ToldSubject) -> JSON {
    .object([
      .init("instance", .integer(measure.instance)), .init("from", .string(measure.from.description)),
      .init("until", JSON(lastDay?.description)), .init("by", .string(measure.ground.rule.description)),
      .init("imposed", imposed.map { told.json(of: $0) } ?? .null), .init("leaves", .array(leaves.map(\.json))),
    ])
  }
}
