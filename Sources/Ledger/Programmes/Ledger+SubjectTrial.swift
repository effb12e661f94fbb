package import EventStore
package import LedgerDomain
package import Programmes

/// Subjects in a log that is decided again (programmes §11).
extension LedgerTransaction {
  /// Decides by another version of a programme in the place of whatever is in force from a day on; with nil, from the beginning.
  package func put(inForce programme: Programme, from date: LocalDate?) {
    programmes = programmes.trying(programme, from: date)
  }

  /// The day through which a sweep ran that found something of a subject.
  package func daySwept(by event: Event) -> LocalDate {
    ((try? hold(subject: event.provider))?.state.zone ?? rules.zone).daySwept(by: event.at)
  }

  /// Sweeps every subject through a day, as the real ledger did.
  package func sweepSubjects(againThrough last: LocalDate, recordedAt: Instant) throws {
    _ = try sweepSubjects(through: last, recordedAt: recordedAt)
  }

  /// What a judge may set of a breach of a subject; nil for one that does not wait for a judge.
  package func asked(of breach: BreachID, at subject: Key<Provider>) throws -> SubjectQueueItem.BreachAsked? {
    let held = try hold(subject: subject)
    for item in held.versions.map({ held.state.queue(by: $0) }) ?? [] {
      if case .breach(let asked) = item.matter, asked.breach == breach { return asked }
    }
    return nil
  }

  /// Every subject as it stands on the day of a moment, once each is swept through the day before; nothing is recorded.
  package func standings(ofSubjectsAt moment: Instant) throws -> [SubjectAnswer] {
    let others = LinkedSubjects(of: self)
    let answers = try knownSubjects().compactMap { subject -> SubjectAnswer? in
      let held = try hold(subject: subject)
      return held.versions.flatMap { held.state.answer(at: moment, by: $0, among: others) }
    }
    if let failure = others.failure { throw failure }
    return answers
  }
}

extension Ledger {
  /// Every subject as it stands on the day of a moment, once each is swept through the day before; nothing is recorded.
  package func standings(
    ofSubjectsAt moment: Instant, in reader: any EventStoreReader
  ) throws -> [SubjectAnswer] {
    let programmes = try source.programmes(in: reader)
    guard !programmes.isEmpty else { return [] }
    let others = LinkedSubjects(among: programmes, from: reader)
    let answers = try reader.subjects().compactMap { subject -> SubjectAnswer? in
      let state = try subjectState(of: subject, knownAt: nil, among: programmes, from: reader)
      return state.flatMap { state in
        programmes[state.programme].flatMap { state.answer(at: moment, by: $0, among: others) }
      }
    }
    if let failure = others.failure { throw failure }
    return answers
  }

  /// The versions of a programme that the log publishes; nil for one it does not.
  package func versions(of programme: String, in reader: any EventStoreReader) throws -> ProgrammeVersions? {
    try source.programmes(in: reader)[programme]
  }
}

extension SubjectState {
  fileprivate func answer(
    at moment: Instant, by versions: ProgrammeVersions, among others: LinkedSubjects
  ) -> SubjectAnswer? {
    let day = zone.date(of: moment)
    var state = self
    _ = sweep(
      &state, through: day.adding(days: -1), by: versions, among: others, recordedAt: moment, after: version)
    return state.standing(asOf: day, by: versions).map {
      SubjectAnswer(standing: $0, knownAt: moment, zone: zone, programme: versions.on(day))
    }
  }
}
