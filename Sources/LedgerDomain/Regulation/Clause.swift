/// A penalty rule of the regulation, by its slug (§3).
public enum Clause: String, CaseIterable, Sendable {
  /// §1.1.3(4): media reports harm the service through the provider's failings.
  case negativePress = "negative-press"
  /// §1.1.3(5): similar business with a competitor.
  case competitorDealing = "competitor-dealing"
  /// §1.3.1(1): a recruiting meeting too few attended or signed at.
  case meetingResults = "meeting-results"
  /// §1.3.1(2): outlets planned for a city and not signed in time.
  case expansionTarget = "expansion-target"
  /// §1.3.2(1): an outlet's signs or forms not standard.
  case nonstandardMaterials = "nonstandard-materials"
  /// §1.3.2(2): materials not approved.
  case unapprovedMaterials = "unapproved-materials"
  /// §2.1.1(4): deposit applications late after a meeting, or entered with too many errors.
  case signingProgress = "signing-progress"
  /// §2.1.4(3): too many of those examined fail.
  case trainingFailure = "training-failure"
  /// §2.2.1: a natural month without a promotion.
  case promotionGap = "promotion-gap"
  /// §2.2.2: a late first answer, or an upheld complaint of an outlet about service.
  case serviceComplaint = "service-complaint"
  /// §2.2.3(1): too many outlets exit soon after opening.
  case earlyExits = "early-exits"
  /// §2.2.3(3): too many outlets sell little or nothing.
  case dormantOutlets = "dormant-outlets"
  /// §2.2.4(1): an exit asked for in the system is not answered.
  case exitResponse = "exit-response"
  /// §2.2.4(2): a consumer's claim on an exited outlet's earlier sale fails through the provider's fault.
  case afterSalesDispute = "after-sales-dispute"
  /// §3.1(4): a rectification not done as asked.
  case rectificationFailure = "rectification-failure"
}

/// How a clause comes to charge points (§3).
public enum ClauseMode: String, CaseIterable, Sendable {
  /// Waits as pending until a person assesses it within the range.
  case judged
  /// Charged at once, because the number follows from recorded counts.
  case counted
  /// Charged by the event that finds it.
  case byEvent = "by-event"
}

/// How a breach of a clause arises (§3).
public enum ClauseOrigin: String, CaseIterable, Sendable {
  /// A person reports it.
  case reported
  /// The ledger finds it in the facts.
  case detected
}

/// What one version of the rulebook says of one clause (§3).
public struct ClauseTerms: Equatable, Sendable {
  /// The § number, as printed in the regulation.
  public var section: String
  /// Fewest and most points one breach may cost; for counted clauses per unit counted.
  public var points: ClosedRange<Int>
  /// The most that breaches sharing the cap's key charge together; nil for no cap.
  public var cap: Int?
  /// Whether it binds third-party providers only.
  public var thirdPartyOnly: Bool
  /// Whether a report must name an outlet.
  public var outletRequired: Bool
  /// Who may assess it; nil for whoever may assess any breach.
  public var assessors: [Role]?

  /// What a rulebook says of one clause.
  public init(
    section: String, points: ClosedRange<Int>, cap: Int? = nil, thirdPartyOnly: Bool = false,
    outletRequired: Bool = false, assessors: [Role]? = nil
  ) {
    self.section = section
    self.points = points
    self.cap = cap
    self.thirdPartyOnly = thirdPartyOnly
    self.outletRequired = outletRequired
    self.assessors = assessors
  }
}
