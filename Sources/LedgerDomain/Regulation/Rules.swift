/// The versions of the rulebook, each in force from its date.
///
/// An act is judged by the version in force on its date, as published by the day of the decision: of all versions known,
/// the one with the latest effective date not after the act, and of two with the same date the later published.
public struct Rules: Sendable {
  /// One version; shared, because terms are large.
  private final class Version: Sendable {
    let from: LocalDate
    let publishedAt: Instant?
    let terms: Terms

    init(from: LocalDate, publishedAt: Instant?, terms: Terms) {
      self.from = from
      self.publishedAt = publishedAt
      self.terms = terms
    }
  }

  /// By effective date, then in the order of their publication.
  private var versions: [Version]
  /// What is tried in the place of everything in force from its date on.
  private var trial: Version?

  /// One version, in force from the beginning.
  public init(_ terms: Terms) {
    versions = [Version(from: LocalDate(daysSinceEpoch: .min), publishedAt: nil, terms: terms)]
  }

  /// Adds a version published after all others.
  public mutating func publish(_ terms: Terms, from date: LocalDate, at moment: Instant) {
    let index = versions.firstIndex { $0.from > date } ?? versions.endIndex
    versions.insert(Version(from: date, publishedAt: moment, terms: terms), at: index)
  }

  /// The same with other terms in the place of whatever is in force from `date` on, now and published later.
  public func trying(_ terms: Terms, from date: LocalDate?) -> Rules {
    var copy = self
    copy.trial = Version(from: date ?? LocalDate(daysSinceEpoch: .min), publishedAt: nil, terms: terms)
    return copy
  }

  /// The versions that were known at a moment.
  public func published(by moment: Instant) -> Rules {
    var copy = self
    copy.versions.removeAll { version in version.publishedAt.map { $0 > moment } ?? false }
    return copy
  }

  /// Whether by any version a breach may come to be of another day than it was raised for: after a correction, or an outage.
  public var moveBreaches: Bool {
    allowCorrections || versions.contains { $0.terms.outages != nil } || trial?.terms.outages != nil
  }

  /// Whether any version lets facts be corrected.
  public var allowCorrections: Bool {
    versions.contains { $0.terms.corrections != nil } || trial?.terms.corrections != nil
  }

  private func version(on date: LocalDate) -> Version {
    if let trial, trial.from <= date { return trial }
    return versions.last { $0.from <= date } ?? versions[0]
  }

  /// The terms an act of `date` is judged by.
  public func terms(on date: LocalDate) -> Terms { version(on: date).terms }

  /// The name of the rulebook in force on `date`.
  public func rulebook(on date: LocalDate) -> String { version(on: date).terms.rulebook }

  /// Whether a clause bound third-party providers only on `date`; asked for every duty, so no terms are copied for it.
  func isForThirdPartiesOnly(_ clause: Clause, on date: LocalDate) -> Bool {
    version(on: date).terms.clauses[clause]?.thirdPartyOnly ?? false
  }

  /// The duties of an office that arise from an act of `date`; nil where no version then in force has any.
  func duties(on date: LocalDate) -> DutyRows? { version(on: date).terms.duties }

  /// The duties of every version that has any.
  var allDuties: [DutyRows] { (versions + (trial.map { [$0] } ?? [])).compactMap { $0.terms.duties } }

  /// The slugs of the duties of every version, each once, in their order.
  public var dutySlugs: [Key<DutyRow>] { Array(Set(allDuties.flatMap(\.rows).map(\.slug))).sorted() }

  /// Whether any version has duties of an office.
  public var haveDuties: Bool { versions.contains { $0.terms.duties != nil } || trial?.terms.duties != nil }

  /// The cap a clause had on `date`; asked for every pending breach, so no terms are copied for it.
  func cap(of clause: Clause, on date: LocalDate) -> Int? { version(on: date).terms.clauses[clause]?.cap }

  /// The points a breach of a clause could cost on `date`; asked for every duty owed, so no terms are copied for it.
  func points(of clause: Clause, on date: LocalDate) -> ClosedRange<Int>? {
    version(on: date).terms.clauses[clause]?.points
  }

  /// Whether any version states a cap that all of a clause's breaches of one year share.
  var stateYearlyCap: Bool {
    (versions + (trial.map { [$0] } ?? [])).contains { version in
      version.terms.clauses.contains { $0.key.capScope == .year && $0.value.cap != nil }
    }
  }

  /// The thresholds in force on `date`; asked for every year after every event, so no terms are copied for them.
  func thresholds(on date: LocalDate) -> [Threshold] { version(on: date).terms.thresholds }

  /// Until when a year that is over opens a case by itself, by the version of `date`; asked after every event, so no terms are
  /// copied for it.
  func lateCases(on date: LocalDate) -> LateCaseTerms? { version(on: date).terms.lateCases }

  /// The dates on which a version takes effect.
  public var beginnings: [LocalDate] { versions.map(\.from) + (trial.map { [$0.from] } ?? []) }

  /// The ledger's zone, the same in every version.
  public var zone: Zone { versions[0].terms.zone }
}
