import EventStore
public import LedgerDomain

/// How a provider's admission stands, criterion by criterion, as of a date and as known at a moment (offices §4).
public struct AdmissionReport: Sendable {
  /// The provider.
  public var provider: Key<Provider>
  /// Its name.
  public var name: String
  /// The date asked about.
  public var asOf: LocalDate
  /// The state of knowledge asked about.
  public var knownAt: Instant
  /// The ledger's zone.
  public var zone: Zone
  /// The version in force on that date.
  public var rulebook: String
  /// How the provider's own admission stands.
  public var result: AdmissionResult
  /// Whether its channel is open.
  public var isChannelOpen: Bool
  /// Whether it is held to no gates, for the version of its registration had none.
  public var isGrandfathered: Bool
  /// The criteria in the order of the file: the provider's own, then those of each outlet of which something was found.
  public var lines: [Line]

  /// One criterion.
  public struct Line: Sendable {
    /// The outlet it is asked of; nil for the provider itself.
    public var outlet: Key<Outlet>?
    /// The criterion.
    public var row: CriterionRow
    /// How it stands.
    public var standing: CriterionStanding
    /// What was found last, as it is read now; nil for nothing.
    public var found: Found?
  }

  /// What was found of a criterion.
  public struct Found: Sendable {
    /// The finding.
    public var finding: Finding
    /// Who found it.
    public var by: Person?
    /// When.
    public var at: Instant
    /// The position of the review.
    public var position: Int
  }
}

extension Ledger {
  /// A provider's admission, criterion by criterion.
  ///
  /// - Throws: `unknown-provider` when the view knows of no such provider.
  public func admission(
    of provider: Key<Provider>, _ question: StandingQuestion, now: Instant
  ) throws -> AdmissionReport {
    let asOf = question.asOf ?? zone.date(of: now)
    return try store.read { reader in
      let rules = try rules(for: question, in: reader)
      let state = try state(of: provider, question, asOf: asOf, from: reader)
      guard let registration = state.registration else { throw try reader.unknown(provider) }
      let found = try reader.findings(about: provider, asOf: asOf, knownAt: question.knownAt, zone)
      let terms = state.terms(of: rules, on: asOf)
      func lines(_ subject: CriterionSubject, _ outlet: Key<Outlet>?) -> [AdmissionReport.Line] {
        (terms.criteria ?? []).filter { $0.subject == subject }.map {
          AdmissionReport.Line(
            outlet: outlet, row: $0, standing: state.standing(of: $0, at: outlet), found: found[outlet]?[$0.slug])
        }
      }
      return AdmissionReport(
        provider: provider, name: registration.name, asOf: asOf,
        knownAt: try question.knowledge(now: now, in: reader, zone), zone: zone, rulebook: terms.rulebook,
        result: state.admissionResult, isChannelOpen: state.isChannelOpen, isGrandfathered: state.isGrandfathered,
        lines: lines(.provider, nil) + state.reviewedOutlets.flatMap { lines(.outlet, $0) })
    }
  }
}

extension EventStoreReader {
  /// The latest findings about a provider and its outlets in a view, as they are read in it.
  fileprivate func findings(
    about provider: Key<Provider>, asOf: LocalDate, knownAt: Instant?, _ zone: Zone
  ) throws -> [Key<Outlet>?: [Key<CriterionRow>: AdmissionReport.Found]] {
    var history = History(of: provider, in: zone)
    for event in try self.history(of: provider, in: zone).events where event.recordedAt <= knownAt ?? event.recordedAt {
      history.take(event)
    }
    var view = View(asOf: asOf, knownAt: knownAt, zone: zone)
    view.readings = history.readings
    var found: [Key<Outlet>?: [Key<CriterionRow>: AdmissionReport.Found]] = [:]
    for event in history.events where view.takes(event) {
      guard let read = history.readings.asRead(event), case .fact(.admission(.reviewed(let review)), _) = read.body
      else { continue }
      for finding in review.findings {
        found[review.outlet, default: [:]][finding.criterion] = AdmissionReport.Found(
          finding: finding, by: event.by, at: read.at, position: event.position)
      }
    }
    return found
  }
}
