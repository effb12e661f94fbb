import LedgerDomain
import Presentation

/// What is done about something that waits: the forms that lead on from there (pages P10, P20).
enum Deed {
  /// The types of events by which a work is done, the usual one first, and the field its subject is filled into.
  static func types(for work: QueueItem.Work) -> (types: [String], field: String?) {
    switch work {
    case .assess: (["BreachAssessed", "BreachDismissed"], "breach")
    case .investigate: (["InvestigationConcluded"], "breach")
    case .setDemands: (["DemandsSet"], "breach")
    case .judgeDemands: (["DemandsJudged"], "breach")
    case .decideAppeal, .reviewJudgement: (["AppealDecided"], "breach")
    case .decideComplaint: (["ComplaintUpheld", "ComplaintRejected"], "complaint")
    case .confirmMeeting: (["MeetingRectified"], "meeting")
    case .orderRectification: (["RectificationOrdered"], nil)
    case .decideRectification: (["RectificationPassed", "RectificationExtended", "RectificationFailed"], nil)
    case .stepTermination: ([], nil)
    case .releaseDeposit: (["DepositReleased"], nil)
    case .meetDuty: (["DutyFulfilled"], "duty")
    case .mendCriterion: (["AdmissionReviewed"], nil)
    }
  }

  /// The type of the step of a termination that comes next.
  private static func type(of step: TerminationStep?) -> String? {
    switch step {
    case .proposed?: "TerminationProposed"
    case .departmentsNotified?: "DepartmentsNotified"
    case .confirmed?: "TerminationConfirmed"
    case .signedOnce?, .signed?: "TerminationSigned"
    case .frozen?: "ChannelFrozen"
    case .notified?: "TerminationNotified"
    case .opened?, nil: nil
    }
  }

  /// What is done by a type of event, as a button says it; the type's own name where that says it.
  static func name(of type: String, in frame: Frame) -> String {
    verbs[type].map(frame.say) ?? frame.name(ofType: type)
  }

  private static let verbs: [String: Words] = [
    "BreachAssessed": Words(zh: "评定", en: "assess"), "BreachDismissed": Words(zh: "认定不成立", en: "dismiss"),
    "InvestigationConcluded": Words(zh: "作出调查结论", en: "conclude the investigation"),
    "DemandsSet": Words(zh: "提出要求", en: "set demands"), "DemandsJudged": Words(zh: "判断要求", en: "judge demands"),
    "AppealFiled": Words(zh: "申诉", en: "appeal"), "AppealDecided": Words(zh: "裁定申诉", en: "decide the appeal"),
    "ComplaintUpheld": Words(zh: "认定投诉成立", en: "uphold"), "ComplaintRejected": Words(zh: "认定投诉不成立", en: "reject"),
    "MeetingRectified": Words(zh: "确认已整改", en: "confirm"),
    "RectificationOrdered": Words(zh: "下达整改要求", en: "order"), "RectificationPassed": Words(zh: "认定达标", en: "pass"),
    "RectificationExtended": Words(zh: "延长期限", en: "extend"),
    "RectificationFailed": Words(zh: "认定未达标", en: "fail"), "DepositReleased": Words(zh: "解冻保证金", en: "release"),
    "DutyFulfilled": Words(zh: "记为已履行", en: "fulfil"), "AdmissionReviewed": Words(zh: "审核", en: "review"),
    "TerminationProposed": Words(zh: "提议", en: "propose"), "DepartmentsNotified": Words(zh: "通知各部门", en: "notify"),
    "TerminationConfirmed": Words(zh: "确认", en: "confirm"), "TerminationSigned": Words(zh: "签字", en: "sign"),
    "ChannelFrozen": Words(zh: "冻结渠道", en: "freeze"), "TerminationNotified": Words(zh: "通知", en: "notify"),
  ]

  /// The forms by which an item of the queue is done, where the account may do it, in the present.
  static func links(for item: Part, in frame: Frame) -> HTML {
    guard frame.isPresent, frame.may("submit"), let work = item["work"].text.flatMap(QueueItem.Work.init) else {
      return ""
    }
    let roles = item["roles"].items.compactMap(\.text)
    guard roles.contains(where: frame.roles.contains) else { return "" }
    // What the ledger itself raises when it is missed is met by the fact, and not by a form of its own.
    if work == .meetDuty, item["clause"].isThere || item["programme"].isThere { return "" }
    var (types, field) = Self.types(for: work)
    if work == .stepTermination {
      types = [type(of: item["subject"].text.flatMap(TerminationStep.init))].compactMap(\.self)
    }
    let (provider, subject) = (item["provider"].text ?? "", item["subject"].text)
    return .joined(
      types.map { type in
        let address = frame.link("providers", provider, "do", type)
        let filled = field.map { address.replacing($0, subject) } ?? address
        return "<a class=\"button small\" href=\"\(filled)\">\(name(of: type, in: frame))</a>"
      }, by: " ")
  }
}
