/// The type of a fact, as written in the log: the first column of the table in §4.
public enum FactKind: String, CaseIterable, Sendable {
  case providerRegistered = "ProviderRegistered"
  case depositFrozen = "DepositFrozen"
  case depositForfeited = "DepositForfeited"
  case depositReturned = "DepositReturned"
  case depositCompensated = "DepositCompensated"
  case depositReleased = "DepositReleased"
  case cityAuthorised = "CityAuthorised"
  case meetingHeld = "MeetingHeld"
  case meetingConcluded = "MeetingConcluded"
  case meetingRectified = "MeetingRectified"
  case applicationsSubmitted = "ApplicationsSubmitted"
  case applicationsReviewed = "ApplicationsReviewed"
  case trainingExamined = "TrainingExamined"
  case promotionRun = "PromotionRun"
  case outletSigned = "OutletSigned"
  case outletOpened = "OutletOpened"
  case outletExitRequested = "OutletExitRequested"
  case outletExitAnswered = "OutletExitAnswered"
  case outletExited = "OutletExited"
  case outletTransferred = "OutletTransferred"
  case helpRequested = "HelpRequested"
  case helpAnswered = "HelpAnswered"
  case complaintFiled = "ComplaintFiled"
  case complaintUpheld = "ComplaintUpheld"
  case complaintRejected = "ComplaintRejected"
  case salesReported = "SalesReported"
  case breachReported = "BreachReported"
  case investigationConcluded = "InvestigationConcluded"
  case demandsSet = "DemandsSet"
  case demandsJudged = "DemandsJudged"
  case breachAssessed = "BreachAssessed"
  case breachDismissed = "BreachDismissed"
  case appealFiled = "AppealFiled"
  case appealDecided = "AppealDecided"
  case rectificationOrdered = "RectificationOrdered"
  case rectificationPassed = "RectificationPassed"
  case rectificationExtended = "RectificationExtended"
  case rectificationFailed = "RectificationFailed"
  case terminationRequested = "TerminationRequested"
  case terminationProposed = "TerminationProposed"
  case departmentsNotified = "DepartmentsNotified"
  case terminationConfirmed = "TerminationConfirmed"
  case terminationSigned = "TerminationSigned"
  case channelFrozen = "ChannelFrozen"
  case terminationNotified = "TerminationNotified"
  case terminationWaived = "TerminationWaived"
}

extension Fact {
  /// The type under which the fact stands in the log.
  public var kind: FactKind {
    switch self {
    case .providerRegistered: .providerRegistered
    case .depositFrozen: .depositFrozen
    case .depositForfeited: .depositForfeited
    case .depositReturned: .depositReturned
    case .depositCompensated: .depositCompensated
    case .depositReleased: .depositReleased
    case .cityAuthorised: .cityAuthorised
    case .meetingHeld: .meetingHeld
    case .meetingConcluded: .meetingConcluded
    case .meetingRectified: .meetingRectified
    case .applicationsSubmitted: .applicationsSubmitted
    case .applicationsReviewed: .applicationsReviewed
    case .trainingExamined: .trainingExamined
    case .promotionRun: .promotionRun
    case .outletSigned: .outletSigned
    case .outletOpened: .outletOpened
    case .outletExitRequested: .outletExitRequested
    case .outletExitAnswered: .outletExitAnswered
    case .outletExited: .outletExited
    case .outletTransferred: .outletTransferred
    case .helpRequested: .helpRequested
    case .helpAnswered: .helpAnswered
    case .complaintFiled: .complaintFiled
    case .complaintUpheld: .complaintUpheld
    case .complaintRejected: .complaintRejected
    case .salesReported: .salesReported
    case .breachReported: .breachReported
    case .investigationConcluded: .investigationConcluded
    case .demandsSet: .demandsSet
    case .demandsJudged: .demandsJudged
    case .breachAssessed: .breachAssessed
    case .breachDismissed: .breachDismissed
    case .appealFiled: .appealFiled
    case .appealDecided: .appealDecided
    case .rectificationOrdered: .rectificationOrdered
    case .rectificationPassed: .rectificationPassed
    case .rectificationExtended: .rectificationExtended
    case .rectificationFailed: .rectificationFailed
    case .terminationRequested: .terminationRequested
    case .terminationProposed: .terminationProposed
    case .departmentsNotified: .departmentsNotified
    case .terminationConfirmed: .terminationConfirmed
    case .terminationSigned: .terminationSigned
    case .channelFrozen: .channelFrozen
    case .terminationNotified: .terminationNotified
    case .terminationWaived: .terminationWaived
    }
  }
}

extension FactKind {
  /// Whether the fact is still accepted once the provider's channel is frozen (§4).
  public var isAcceptedAfterFreeze: Bool {
    switch self {
    case .depositForfeited, .depositReturned, .depositCompensated, .depositReleased,
      .complaintFiled, .complaintUpheld, .complaintRejected,
      .breachAssessed, .breachDismissed, .appealFiled, .appealDecided,
      .investigationConcluded, .demandsSet, .demandsJudged, .terminationNotified:
      true
    default: false
    }
  }

  /// Who may submit it (§4); nil where the rulebook's termination procedure says (§3.3).
  public var roles: [Role]? {
    let feed: [Role] = [.integration, .channelOperations, .channelExpansion]
    let judges: [Role] = [.channelOperations, .departmentHead]
    switch self {
    case .providerRegistered: return [.channelExpansion, .channelOperations, .integration]
    case .depositFrozen: return [.channelOperations]
    case .depositForfeited, .depositReturned, .depositCompensated, .depositReleased: return [.finance]
    case .cityAuthorised: return [.channelExpansion, .channelOperations]
    case .meetingHeld, .meetingConcluded, .trainingExamined, .outletSigned, .outletOpened, .outletExited: return feed
    case .applicationsSubmitted, .promotionRun, .outletExitAnswered, .helpAnswered: return feed + [.provider]
    case .outletExitRequested, .helpRequested: return feed + [.outlet]
    case .complaintFiled: return feed + [.outlet, .customerSatisfaction]
    case .salesReported: return feed + [.finance]
    case .complaintUpheld, .complaintRejected: return [.channelOperations, .customerSatisfaction]
    case .applicationsReviewed, .outletTransferred: return [.channelOperations]
    case .breachReported: return [.channelExpansion, .channelOperations, .departmentHead, .customerSatisfaction]
    case .meetingRectified, .investigationConcluded, .demandsSet, .demandsJudged, .breachAssessed, .breachDismissed,
      .rectificationOrdered, .rectificationPassed, .rectificationExtended, .rectificationFailed:
      return judges
    case .appealFiled: return [.provider]
    case .appealDecided: return [.departmentHead, .legal]
    case .terminationWaived: return [.departmentHead]
    case .terminationRequested, .terminationProposed, .departmentsNotified, .terminationConfirmed, .terminationSigned,
      .channelFrozen, .terminationNotified:
      return nil
    }
  }
}
