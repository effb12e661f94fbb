import EventStore
public import LedgerDomain
import LedgerFormat
import Programmes

/// What changed in the standing of a subject between two states of knowledge (programmes §11).
extension Ledger {
  /// What changed in a subject's standing between what was known at `from` and at `to`, and which events did it.
  ///
  /// - Parameters:
  ///   - subject: the subject.
  ///   - from: the earlier state of knowledge.
  ///   - to: the later one.
  ///   - day: the date of both standings; nil for that of `to` in the zone of its programme.
  /// - Throws: `unknown-provider` when the later view knows of no such subject.
  public func difference(
    ofSubject subject: Key<Provider>, from: Instant, to: Instant, asOf day: LocalDate?
  ) throws -> StandingDifference {
    try store.read { reader in
      let programmes = try source.programmes(in: reader)
      guard !programmes.isEmpty, try reader.isSubject(subject),
        let found = try reader.difference(of: subject, from: from, to: to, asOf: day, among: programmes)
      else { throw try reader.unknown(subject) }
      return found
    }
  }

  /// The same of every subject whose standing changed, by key.
  public func subjectDifferences(from: Instant, to: Instant, asOf day: LocalDate?) throws -> [StandingDifference] {
    try store.read { reader in
      let programmes = try source.programmes(in: reader)
      guard !programmes.isEmpty else { return [] }
      return try reader.subjects().compactMap { subject in
        try reader.difference(of: subject, from: from, to: to, asOf: day, among: programmes)
      }.filter { !$0.changes.isEmpty }
    }
  }
}

extension EventStoreReader {
  /// What changed of a subject; nil where the later view knows of none.
  fileprivate func difference(
    of subject: Key<Provider>, from: Instant, to: Instant, asOf asked: LocalDate?, among programmes: PublishedProgrammes
  ) throws -> StandingDifference? {
    let (earlier, programmes) = (programmes.known(at: from), programmes.known(at: to))
    var view: (day: LocalDate, versions: ProgrammeVersions)?
    var state: SubjectState?
    var (before, after): (SubjectStanding?, SubjectStanding?)
    var hasNews = false
    var steps: [StandingDifference.Step] = []
    try scanEntries(of: subject, among: programmes) { folded, versions, event, entry in
      guard event.recordedAt <= to else { return false }
      let day = asked ?? versions.zone.date(of: to)
      view = (day, versions)
      let isNews = event.recordedAt > from
      if isNews, !hasNews {
        before = state?.standing(asOf: day, by: earlier[versions.name] ?? versions)
        (after, hasNews) = (state?.standing(asOf: day, by: versions), true)
      }
      var next = state.take() ?? SubjectState(subject, of: versions.name, zone: versions.zone)
      next.evolve(folded)
      if isNews {
        let standing = next.standing(asOf: day, by: versions)
        let changes = StandingDifference.changes(after, standing, in: versions.zone)
        if !changes.isEmpty {
          let chained = ChainedEvent(event: event, hash: Hash(bytes: Array(entry.hash)) ?? .zero)
          steps.append(StandingDifference.Step(event: chained, changes: changes))
        }
        after = standing
      }
      state = consume next
      return true
    }
    guard let view else { return nil }
    if !hasNews {
      before = state?.standing(asOf: view.day, by: earlier[view.versions.name] ?? view.versions)
      after = state?.standing(asOf: view.day, by: view.versions)
    }
    guard let last = after else { return nil }
    return StandingDifference(
      provider: subject, name: last.name, asOf: view.day, from: from, to: to, zone: view.versions.zone,
      changes: StandingDifference.changes(before, last, in: view.versions.zone), steps: steps)
  }
}

extension StandingDifference {
  /// What differs between two standings of a subject, in the order of the second.
  fileprivate static func changes(
    _ before: SubjectStanding?, _ after: SubjectStanding?, in zone: Zone
  ) -> [Change] {
    if before == after { return [] }
    // The moment of knowledge is no part of what is compared.
    func json(_ standing: SubjectStanding?) -> JSON { standing?.json(in: zone, Instant(seconds: 0)) ?? .null }
    return changes(json(before), json(after))
  }
}
