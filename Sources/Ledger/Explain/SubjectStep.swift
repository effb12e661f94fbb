import EventStore
public import LedgerDomain
import LedgerFormat
import Programmes

/// One step of the fold of a subject's stream: an event, and what it changed in the standing (programmes §11).
public struct SubjectStep: Sendable {
  /// The event, with the hash the store holds for it.
  public let event: ChainedEvent
  /// What it changed, as of the date it was recorded on.
  public let changes: [StandingDifference.Change]
  /// The version before it; nil where there is none.
  public let previous: Int?
  /// The version behind it; nil where there is none.
  public let next: Int?
  /// The zone of the programme.
  public let zone: Zone
}

extension Ledger {
  /// One step of the fold of a subject's stream; nil where the stream has no such version, or is none of a subject's.
  ///
  /// Both standings are of the day on which the event was recorded, of what was known then.
  public func subjectStep(_ version: Int, of subject: Key<Provider>) throws -> SubjectStep? {
    try store.read { reader in
      let last = try reader.head(of: subject).version
      let programmes = try source.programmes(in: reader)
      guard version > 0, version <= last, try reader.isSubject(subject) else { return nil }
      var state: SubjectState?
      var found: SubjectStep?
      try reader.scan(EntrySelection(stream: subject.stream, limit: version)) { entry in
        let event = try Event(line: entry.line, in: state?.zone ?? zone, of: .programme)
        guard let versions = state.flatMap({ programmes[$0.programme] }) ?? programmes.holding(version: event.rulebook),
          let folded = event.ofSubject
        else { return false }
        let day = versions.zone.date(of: event.recordedAt)
        let isAsked = event.version == version
        let known = isAsked ? programmes.known(before: event.position)[versions.name] ?? versions : versions
        let before = isAsked ? state?.standing(asOf: day, by: known)?.json(in: versions.zone, event.recordedAt) : nil
        var next = state.take() ?? SubjectState(subject, of: versions.name, zone: versions.zone)
        next.evolve(folded)
        if isAsked {
          let after = next.standing(asOf: day, by: known)?.json(in: versions.zone, event.recordedAt)
          found = SubjectStep(
            event: ChainedEvent(event: event, hash: Hash(bytes: Array(entry.hash)) ?? .zero),
            changes: StandingDifference.changes(before ?? .null, after ?? .null),
            previous: version > 1 ? version - 1 : nil, next: version < last ? version + 1 : nil, zone: versions.zone)
        }
        state = consume next
        return true
      }
      return found
    }
  }
}
