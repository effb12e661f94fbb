import EventStore
public import LedgerDomain
public import Programmes

/// What may become of a subject, and what waits at it (programmes §11).
public struct SubjectOutlook: Sendable {
  /// The subject.
  public let provider: Key<Provider>
  /// Its name.
  public let name: String
  /// Its programme.
  public let programme: String
  /// The day it is seen from.
  public let asOf: LocalDate
  /// The day from which the subject is out; nil for none.
  public let closed: LocalDate?
  /// The zone of its programme.
  public let zone: Zone
  /// The courses of its counters, its measures.
  public let forecast: SubjectForecast
  /// Breaches that wait for a judge, open appeals, open duties; in order of their dates.
  public let waiting: [SubjectQueueItem]
}

extension Ledger {
  /// What may become of one subject, seen from the day asked about.
  ///
  /// - Throws: `unknown-provider` when the view knows of no such subject.
  public func subjectOutlook(
    of subject: Key<Provider>, _ question: StandingQuestion, now: Instant
  ) throws -> SubjectOutlook {
    try store.read { reader in
      let programmes = try source.programmes(in: reader).known(at: question.knownAt)
      let state = try subjectState(of: subject, knownAt: question.knownAt, among: programmes, from: reader)
      guard let outlook = state?.outlook(question, now: now, among: programmes) else {
        throw try reader.unknown(subject)
      }
      return outlook
    }
  }

  /// The same of all subjects in the view, those nearest to a node that what is pending may reach first, then by key.
  public func subjectOutlooks(_ question: StandingQuestion, now: Instant) throws -> [SubjectOutlook] {
    try store.read { reader in
      let programmes = try source.programmes(in: reader).known(at: question.knownAt)
      guard !programmes.isEmpty else { return [] }
      let outlooks = try reader.subjects().compactMap { subject in
        try subjectState(of: subject, knownAt: question.knownAt, among: programmes, from: reader)?
          .outlook(question, now: now, among: programmes)
      }
      return outlooks.filter(\.mayReachNode) + outlooks.filter { !$0.mayReachNode }
    }
  }
}

extension SubjectState {
  fileprivate func outlook(
    _ question: StandingQuestion, now: Instant, among programmes: PublishedProgrammes
  ) -> SubjectOutlook? {
    let day = question.asOf ?? zone.date(of: now)
    guard let versions = programmes[programme], let forecast = forecast(from: day, by: versions),
      let standing = standing(asOf: day, by: versions)
    else { return nil }
    return SubjectOutlook(
      provider: provider, name: standing.name, programme: programme, asOf: day, closed: standing.closed, zone: zone,
      forecast: forecast, waiting: queue(by: versions).sorted { ($0.due ?? $0.since) < ($1.due ?? $1.since) })
  }
}

extension SubjectOutlook {
  /// Whether what is pending may bring a counter to its next node.
  fileprivate var mayReachNode: Bool { forecast.counters.contains(where: \.mayReachNode) }
}

extension SubjectForecast.Course {
  /// Points to the next node; nil where there is none.
  public var distance: Int? { nextNode.map { $0 - value } }

  /// Whether what is pending, charged at its most, may bring the counter to its next node.
  public var mayReachNode: Bool {
    guard let distance, let pending else { return false }
    return pending >= distance
  }
}
