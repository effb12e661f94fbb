import EventStore
public import LedgerDomain
import LedgerFormat

/// One step of the fold of a provider's stream: an event, and what it changed in the standing.
public struct FoldStep: Sendable {
  /// The event, with the hash the store holds for it.
  public var event: ChainedEvent
  /// What it changed, as of the date of the last event up to it.
  public var changes: [StandingDifference.Change]
  /// The standing before it; nil before the registration.
  public var before: Standing?
  /// The standing behind it.
  public var after: Standing?
  /// The version before it; nil where there is none.
  public var previous: Int?
  /// The version behind it; nil where there is none.
  public var next: Int?
  /// The ledger's zone.
  public var zone: Zone

  /// The event's hash in hexadecimal digits.
  public var hash: String { event.hash.hex }
}

extension Ledger {
  /// One step of the fold of a provider's stream; nil where the stream has no such version.
  ///
  /// Both standings are of the day and the year of the event, as known when it was recorded.
  public func step(_ version: Int, of provider: Key<Provider>) throws -> FoldStep? {
    try store.read { reader in
      let last = try reader.head(of: provider).version
      guard (1...max(1, last)).contains(version), last > 0 else { return nil }
      var events: [ChainedEvent] = []
      try reader.scan(EntrySelection(stream: provider.stream, limit: version)) { entry in
        let event = try Event(line: entry.line, in: zone)
        events.append(ChainedEvent(event: event, hash: Hash(bytes: Array(entry.hash)) ?? .zero))
        return true
      }
      guard let step = events.last, step.event.version == version else { return nil }
      let date = zone.date(of: step.event.recordedAt)
      let rulebook = try source.name(on: date, knownAt: step.event.recordedAt, in: reader)
      func standing(_ events: some Sequence<ChainedEvent>) -> Standing? {
        var history = History(of: provider, in: zone)
        for chained in events { history.take(chained.event) }
        return history.fold(asOf: date).standing(
          year: date.year, asOf: date, knownAt: step.event.recordedAt, rulebook: rulebook)
      }
      let (before, after) = (standing(events.dropLast()), standing(events))
      return FoldStep(
        event: step, changes: StandingDifference.changes(before, after, in: zone), before: before, after: after,
        previous: version > 1 ? version - 1 : nil, next: version < last ? version + 1 : nil, zone: zone)
    }
  }
}
