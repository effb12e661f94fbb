/// The type of a fact, as written in the log: the first column of the table in §4; each with its Chinese name.
public enum FactKind: String, CaseIterable, Sendable {
  /// 服务商登记
  case providerRegistered = "ProviderRegistered"
  /// 协议签订
  case agreementSigned = "AgreementSigned"
  /// 保证金冻结
  case depositFrozen = "DepositFrozen"
  /// 保证金罚没
  case depositForfeited = "DepositForfeited"
  /// 罚没款退还
  case depositReturned = "DepositReturned"
  /// 保证金赔付
  case depositCompensated = "DepositCompensated"
  /// 保证金解冻
  case depositReleased = "DepositReleased"
  /// 城市授权
  case cityAuthorised = "CityAuthorised"
  /// 会议举办
  case meetingHeld = "MeetingHeld"
  /// 会议签约结果
  case meetingConcluded = "MeetingConcluded"
  /// 会议整改确认
  case meetingRectified = "MeetingRectified"
  /// 保证金申请提交
  case applicationsSubmitted = "ApplicationsSubmitted"
  /// 保证金申请审核
  case applicationsReviewed = "ApplicationsReviewed"
  /// 培训考核
  case trainingExamined = "TrainingExamined"
  /// 活动推广
  case promotionRun = "PromotionRun"
  /// 网点签约
  case outletSigned = "OutletSigned"
  /// 网点开业
  case outletOpened = "OutletOpened"
  /// 退出申请
  case outletExitRequested = "OutletExitRequested"
  /// 退出申请响应
  case outletExitAnswered = "OutletExitAnswered"
  /// 网点退出
  case outletExited = "OutletExited"
  /// 网点转移
  case outletTransferred = "OutletTransferred"
  /// 网点求助
  case helpRequested = "HelpRequested"
  /// 求助响应
  case helpAnswered = "HelpAnswered"
  /// 投诉提出
  case complaintFiled = "ComplaintFiled"
  /// 投诉成立
  case complaintUpheld = "ComplaintUpheld"
  /// 投诉不成立
  case complaintRejected = "ComplaintRejected"
  /// 成交数据上报
  case salesReported = "SalesReported"
  /// 违规上报
  case breachReported = "BreachReported"
  /// 调查结论
  case investigationConcluded = "InvestigationConcluded"
  /// 提出新的要求
  case demandsSet = "DemandsSet"
  /// 要求判定
  case demandsJudged = "DemandsJudged"
  /// 违规评定
  case breachAssessed = "BreachAssessed"
  /// 违规不成立
  case breachDismissed = "BreachDismissed"
  /// 申诉提出
  case appealFiled = "AppealFiled"
  /// 申诉裁定
  case appealDecided = "AppealDecided"
  /// 整改要求下达
  case rectificationOrdered = "RectificationOrdered"
  /// 整改达标
  case rectificationPassed = "RectificationPassed"
  /// 整改延期
  case rectificationExtended = "RectificationExtended"
  /// 整改未达标
  case rectificationFailed = "RectificationFailed"
  /// 终止申请
  case terminationRequested = "TerminationRequested"
  /// 终止提议
  case terminationProposed = "TerminationProposed"
  /// 通知各部门
  case departmentsNotified = "DepartmentsNotified"
  /// 终止确认
  case terminationConfirmed = "TerminationConfirmed"
  /// 终止签字
  case terminationSigned = "TerminationSigned"
  /// 渠道权限冻结
  case channelFrozen = "ChannelFrozen"
  /// 终止通知
  case terminationNotified = "TerminationNotified"
  /// 免予终止
  case terminationWaived = "TerminationWaived"
}

extension Fact {
  /// The type under which the fact stands in the log.
  public var kind: FactKind {
    switch self {
    case .providerRegistered: .providerRegistered
    case .agreementSigned: .agreementSigned
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
    case .agreementSigned: return [.channelExpansion, .legal]
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
