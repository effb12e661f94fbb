/// What is known of a provider's way in: what was found of it and of its outlets, its channel, by what it is reached.
public struct ProviderAdmission: Equatable, Sendable {
  /// The admission of the provider itself.
  public var own = Reviews()
  /// Those of its outlets of which something was found, by key.
  public var outlets: [Key<Outlet>: Reviews] = [:]
  /// When the channel was opened; nil while no opening is recorded.
  public var channelOpenedAt: Instant?
  /// What was said of each thing by which it is reached, by when that is from, then by the log.
  public var contacts: [Key<ContactRow>: [Contact]] = [:]

  /// Nothing known.
  init() {}

  /// What was found of a provider or an outlet.
  public struct Reviews: Equatable, Sendable {
    /// The latest finding of each criterion.
    public var findings: [Key<CriterionRow>: Found] = [:]
    /// All criteria by the version that the last review was decided under, in the order of the file.
    public var asked: [AskedCriterion] = []
    /// How it stands by what was drawn last.
    public var drawn = AdmissionResult()
  }

  /// The latest finding of a criterion.
  public struct Found: Equatable, Sendable {
    /// What was found.
    public var value: FindingValue
    /// Whether it will do, decided when it was recorded.
    public var isMet: Bool
    /// When it was found.
    public var at: Instant
  }

  /// What was said of one thing by which a provider is reached.
  public struct Contact: Equatable, Sendable {
    /// From when on it holds.
    public var at: Instant
    /// What was said.
    public var text: String
  }
}

extension ProviderState {
  /// What is known of the way in; nil while nothing is.
  public var admission: ProviderAdmission? { admissionBox.part }

  /// Whether the version of its registration had no gates: it counts as admitted and its channel as open (offices §1).
  public var isGrandfathered: Bool { registration?.isGated == false }

  /// Whether its channel is open.
  public var isChannelOpen: Bool { isGrandfathered || admission?.channelOpenedAt != nil }

  /// Whether its admission is fit, by what was found; not true of one that was never asked (offices §3).
  public var isAdmissionFit: Bool { !isGrandfathered && admissionResult.state == .fit }

  /// What held at a moment of a thing by which the provider is reached; nil where nothing was said of it before.
  public func contact(_ key: Key<ContactRow>, at moment: Instant) -> String? {
    admission?.contacts[key]?.last { $0.at <= moment }?.text
  }

  /// By what the provider is reached, by what was said last of each thing.
  public var contacts: [Key<ContactRow>: String] { admission?.contacts.compactMapValues(\.last?.text) ?? [:] }
}

/// How admissions stand (offices §4).
extension ProviderState {
  /// How the provider's own stands.
  public var admissionResult: AdmissionResult { admission.map { result(of: $0.own) } ?? AdmissionResult() }

  /// How an outlet's stands.
  public func admissionResult(of outlet: Key<Outlet>) -> AdmissionResult {
    admission?.outlets[outlet].map(result) ?? AdmissionResult()
  }

  private func result(of reviews: ProviderAdmission.Reviews) -> AdmissionResult {
    let own = admission?.own.findings
    let applying = reviews.asked.filter { criterion in
      criterion.conditions.allSatisfy { holds($0) { own?[$0]?.value } }
    }
    let unmet = applying.filter { reviews.findings[$0.slug]?.isMet == false }.map(\.slug)
    let missing = applying.filter { !$0.isRunning && reviews.findings[$0.slug] == nil }.map(\.slug)
    let state: AdmissionState =
      reviews.findings.isEmpty ? .unreviewed : !unmet.isEmpty ? .unfit : !missing.isEmpty ? .incomplete : .fit
    return AdmissionResult(state: state, unmet: unmet, missing: missing)
  }

  /// Whether what a criterion depends on is so.
  ///
  /// - Parameter value: the latest value found of a criterion of the provider.
  func holds(_ condition: CriterionCondition, _ value: (Key<CriterionRow>) -> FindingValue?) -> Bool {
    switch condition {
    case .finding(let slug, let wanted): value(slug) == wanted
    case .thirdParty: registration?.kind == .thirdParty
    case .selfOperated: registration?.kind == .selfOperated
    }
  }
}

extension ProviderState {
  mutating func evolve(_ fact: AdmissionFact, _ decided: Decided, _ event: Event) {
    switch fact {
    case .reviewed(let fact):
      guard case .review(let decided) = decided else { return }
      admissionBox.change(from: ProviderAdmission()) { $0.take(fact, decided, at: event.at) }
    case .channelOpened: admissionBox.change(from: ProviderAdmission()) { $0.channelOpenedAt = event.at }
    case .contactsSet(let fact): admissionBox.change(from: ProviderAdmission()) { $0.take(fact, at: event.at) }
    }
  }

  mutating func evolve(_ changed: AdmissionChanged) {
    admissionBox.change(from: ProviderAdmission()) { admission in
      if let outlet = changed.outlet {
        admission.outlets[outlet, default: .init()].drawn = changed.result
      } else {
        admission.own.drawn = changed.result
      }
    }
  }
}

extension ProviderAdmission {
  fileprivate mutating func take(_ review: AdmissionReviewed, _ decided: ReviewDecided, at moment: Instant) {
    if let outlet = review.outlet {
      outlets[outlet, default: Reviews()].take(review.findings, decided, at: moment)
    } else {
      own.take(review.findings, decided, at: moment)
    }
  }

  fileprivate mutating func take(_ fact: ContactsSet, at moment: Instant) {
    for (key, text) in fact.contacts {
      let index = contacts[key]?.firstIndex { $0.at > moment } ?? contacts[key]?.endIndex ?? 0
      contacts[key, default: []].insert(Contact(at: moment, text: text), at: index)
    }
  }
}

extension ProviderAdmission.Reviews {
  fileprivate mutating func take(_ taken: [Finding], _ decided: ReviewDecided, at moment: Instant) {
    let unmet = Set(decided.unmet)
    for finding in taken {
      findings[finding.criterion] = ProviderAdmission.Found(
        value: finding.value, isMet: !unmet.contains(finding.criterion), at: moment)
    }
    asked = decided.asked
  }
}
