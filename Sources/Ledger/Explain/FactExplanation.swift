import EventStore
public import LedgerDomain
import LedgerFormat

/// A fact as it was recorded, every correction of it with what followed, and how it is read now (offices §10).
public struct FactExplanation: Sendable {
  /// The provider.
  public var provider: Key<Provider>
  /// The ledger's zone.
  public var zone: Zone
  /// The state of knowledge.
  public var knownAt: Instant
  /// The fact as it stands in the log.
  public var recorded: ChainedEvent
  /// The corrections of it, in log order.
  public var corrections: [Correction]
  /// How it is read now; nil where it is not read at all.
  public var read: Event?
  /// Whether it is a report or a judgement that is taken back.
  public var isTakenBack: Bool
  /// How it was read last: now, or before it was retracted.
  public var lastRead: Event

  /// One correction.
  public struct Correction: Sendable {
    /// The correction: who, when, why.
    public var event: ChainedEvent
    /// How the fact was read before it; nil where it was not read.
    public var before: Event?
    /// How it was read after it; nil where it was not read.
    public var after: Event?
    /// What followed from it.
    public var followed: [ChainedEvent]
  }
}

extension Ledger {
  /// A fact with all its readings.
  ///
  /// - Parameters:
  ///   - name: its position, or the id it was submitted under.
  ///   - provider: the provider it is of; nil for whichever.
  ///   - known: the state of knowledge.
  /// - Throws: `unknown-fact` where there is none of this name.
  public func explain(
    fact name: FactName, of provider: Key<Provider>? = nil, knownAt known: Instant
  ) throws -> FactExplanation {
    try store.read { reader in
      guard let fact = try self.fact(name, from: reader), provider ?? fact.provider == fact.provider else {
        throw Refusal.unknown(.unknownFact, named: name.description, near: nil)
      }
      var events: [ChainedEvent] = []
      try reader.scan(EntrySelection(of: fact.provider)) { entry in
        let event = try Event(line: entry.line, in: zone)
        if event.recordedAt <= known {
          events.append(ChainedEvent(event: event, hash: Hash(bytes: Array(entry.hash)) ?? .zero))
        }
        return true
      }
      guard let explanation = FactExplanation(of: fact.position, in: events, zone, knownAt: known) else {
        throw Refusal.unknown(.unknownFact, named: name.description, near: nil)
      }
      return explanation
    }
  }

  private func fact(_ name: FactName, from reader: any EventStoreReader) throws -> Event? {
    let found =
      switch name {
      case .position(let position): try event(at: position, from: reader)
      case .id(let id): try reader.position(ofID: id).flatMap { try event(at: $0, from: reader) }
      }
    guard case .fact? = found?.body else { return nil }
    return found
  }
}

extension FactExplanation {
  init?(of position: Int, in events: [ChainedEvent], _ zone: Zone, knownAt: Instant) {
    guard let recorded = events.first(where: { $0.event.position == position }) else { return nil }
    self.recorded = recorded
    provider = recorded.event.provider
    self.zone = zone
    self.knownAt = knownAt
    var readings = Readings()
    var corrections: [Correction] = []
    lastRead = recorded.event
    for chained in events where chained.event.corrected == position {
      let before = readings.asRead(recorded.event)
      readings.note(chained.event)
      let after = readings.asRead(recorded.event)
      lastRead = after ?? lastRead
      let followed = events.filter { $0.event.cause == chained.event.position }
      corrections.append(Correction(event: chained, before: before, after: after, followed: followed))
    }
    self.corrections = corrections
    read = readings.asRead(recorded.event)
    isTakenBack = readings.isTakenBack(position)
  }
}

extension Ledger {
  /// The positions of the facts that are corrected, and of those retracted (true): what a listing of the log marks.
  public func correctedFacts() throws -> [Int: Bool] {
    var found: [Int: Bool] = [:]
    for event in try events(of: CorrectionFact.Kind.allCases.map(\.rawValue)) {
      if let position = event.corrected { found[position] = event.kind == .fact(.correction(.retracted)) }
    }
    return found
  }

  /// How the facts of all providers are read by what is known at a moment.
  func readings(knownAt known: Instant?) throws -> Readings {
    var readings = Readings()
    let raising = ConsequenceKind.breachDetected.rawValue
    let outages = OutageFact.Kind.allCases.map(\.rawValue)
    for event in try events(of: CorrectionFact.Kind.allCases.map(\.rawValue) + outages + [raising]) {
      if known.map({ event.recordedAt <= $0 }) ?? true { readings.note(event) }
    }
    return readings
  }

  /// The events of some types, in log order; none in a ledger in which no breach comes to be of another day.
  private func events(of types: [String]) throws -> [Event] {
    try store.read { reader in
      guard try source.rules(in: reader).moveBreaches else { return [] }
      var events: [Event] = []
      for type in types {
        try reader.scan(EntrySelection(type: type)) { entry in
          events.append(try Event(line: entry.line, in: zone))
          return true
        }
      }
      return events.sorted { $0.position < $1.position }
    }
  }
}

extension FactExplanation {
  /// How the fact is read behind one more correction; nil where it is not read any more.
  public func reading(after correction: Event) -> Event? {
    var readings = Readings()
    for known in corrections { readings.note(known.event.event) }
    readings.note(correction)
    return readings.asRead(recorded.event)
  }
}
