import LedgerDomain
import Presentation

extension Deed {
  /// What is done by a type of event, as a button and the form it leads to say it; the type's own name for one of a programme.
  static func name(of type: String, in frame: Frame) -> String {
    verbs[type].map(frame.say) ?? frame.name(ofType: type)
  }

  /// The same for what waits: a judgement is reviewed by the type of event that decides an appeal.
  static func name(of type: String, for work: QueueItem.Work, in frame: Frame) -> String {
    work == .reviewJudgement ? frame.say(review) : name(of: type, in: frame)
  }

  /// What is done to meet a duty of a clause, before what it is about.
  static func words(for duty: Duty) -> Words {
    switch duty {
    case .answer: Words(zh: "响应求助", en: "answer")
    case .exitResponse: Words(zh: "响应退出申请", en: "answer the exit request of")
    case .applications: Words(zh: "提交保证金申请", en: "submit the applications of")
    case .expansionTarget(_, .firstBatch): Words(zh: "签约首批网点", en: "sign the first batch of outlets in")
    case .expansionTarget(_, .complete): Words(zh: "签约全部计划网点", en: "sign all outlets planned for")
    case .promotion: Words(zh: "开展活动推广", en: "run a promotion in")
    }
  }

  /// What a duty of a clause is about: a ticket, an outlet, a meeting, a city or a month.
  static func subject(of duty: Duty) -> String {
    switch duty {
    case .answer(let ticket): ticket.text
    case .exitResponse(let outlet): outlet.text
    case .applications(let meeting): meeting.text
    case .expansionTarget(let city, _): city.text
    case .promotion(let month): month.description
    }
  }

  /// What is done where a judgement waits to be reviewed that nobody appealed against.
  static let review = Words(zh: "复核评定", en: "review the judgement")

  /// A type's verb, which a test finds for every type.
  static let verbs: [String: Words] = [
    "ProviderRegistered": Words(zh: "登记服务商", en: "register a provider"),
    "AgreementSigned": Words(zh: "登记协议", en: "record an agreement"),
    "DepositFrozen": Words(zh: "冻结保证金", en: "freeze a deposit"),
    "DepositForfeited": Words(zh: "罚没保证金", en: "forfeit the deposit"),
    "DepositReturned": Words(zh: "退还罚没款", en: "return what was forfeited"),
    "DepositCompensated": Words(zh: "以保证金赔付", en: "compensate from the deposit"),
    "DepositReleased": Words(zh: "解冻保证金", en: "release the deposit"),
    "CityAuthorised": Words(zh: "授权城市", en: "authorise a city"),
    "TrainingExamined": Words(zh: "登记培训考核", en: "record an examination"),
    "PromotionRun": Words(zh: "登记活动推广", en: "record a promotion"),
    "MeetingHeld": Words(zh: "登记会议", en: "record a meeting"),
    "MeetingConcluded": Words(zh: "登记会议签约结果", en: "record a meeting's results"),
    "MeetingRectified": Words(zh: "确认会议已整改", en: "confirm a meeting's rectification"),
    "ApplicationsSubmitted": Words(zh: "提交保证金申请", en: "submit applications"),
    "ApplicationsReviewed": Words(zh: "审核保证金申请", en: "review applications"),
    "OutletSigned": Words(zh: "登记网点签约", en: "sign an outlet"),
    "OutletOpened": Words(zh: "登记网点开业", en: "open an outlet"),
    "OutletExitRequested": Words(zh: "申请网点退出", en: "ask for an outlet's exit"),
    "OutletExitAnswered": Words(zh: "响应退出申请", en: "answer an exit request"),
    "OutletExited": Words(zh: "登记网点退出", en: "record an outlet's exit"),
    "OutletTransferred": Words(zh: "登记网点转移", en: "transfer an outlet"),
    "HelpRequested": Words(zh: "登记网点求助", en: "ask for help"),
    "HelpAnswered": Words(zh: "响应求助", en: "answer a request for help"),
    "ComplaintFiled": Words(zh: "登记投诉", en: "file a complaint"),
    "ComplaintUpheld": Words(zh: "认定投诉成立", en: "uphold the complaint"),
    "ComplaintRejected": Words(zh: "认定投诉不成立", en: "reject the complaint"),
    "SalesReported": Words(zh: "上报成交数据", en: "report sales"),
    "BreachReported": Words(zh: "上报违规", en: "report a breach"),
    "InvestigationConcluded": Words(zh: "作出调查结论", en: "conclude the investigation"),
    "DemandsSet": Words(zh: "提出要求", en: "set demands"),
    "DemandsJudged": Words(zh: "判定要求", en: "judge demands"),
    "BreachAssessed": Words(zh: "评定", en: "assess"),
    "BreachDismissed": Words(zh: "认定不成立", en: "dismiss"),
    "AppealFiled": Words(zh: "申诉", en: "appeal"),
    "AppealDecided": Words(zh: "裁定申诉", en: "decide the appeal"),
    "RectificationOrdered": Words(zh: "下达整改要求", en: "order a rectification"),
    "RectificationPassed": Words(zh: "认定整改达标", en: "pass the rectification"),
    "RectificationExtended": Words(zh: "延长整改期限", en: "extend the rectification"),
    "RectificationFailed": Words(zh: "认定整改未达标", en: "fail the rectification"),
    "TerminationRequested": Words(zh: "申请终止", en: "ask for termination"),
    "TerminationProposed": Words(zh: "提议终止", en: "propose termination"),
    "DepartmentsNotified": Words(zh: "通知各部门", en: "notify the departments"),
    "TerminationConfirmed": Words(zh: "确认终止", en: "confirm the termination"),
    "TerminationSigned": Words(zh: "签署终止", en: "sign the termination"),
    "ChannelFrozen": Words(zh: "冻结渠道权限", en: "freeze the channel"),
    "TerminationNotified": Words(zh: "通知已终止", en: "notify of the termination"),
    "TerminationWaived": Words(zh: "免予终止", en: "waive the termination"),
    "OutletDepositFrozen": Words(zh: "冻结网点保证金", en: "freeze an outlet's deposit"),
    "OutletDepositReleased": Words(zh: "解冻网点保证金", en: "release an outlet's deposit"),
    "DutyFulfilled": Words(zh: "记为已履行", en: "mark a duty fulfilled"),
    "DutyExtended": Words(zh: "延长义务期限", en: "extend a duty"),
    "DutyWaived": Words(zh: "豁免义务", en: "waive a duty"),
    "OutageRecorded": Words(zh: "登记服务中断", en: "record an outage"),
    "ReinstatementProposed": Words(zh: "提议恢复", en: "propose reinstatement"),
    "ReinstatementConfirmed": Words(zh: "确认恢复", en: "confirm reinstatement"),
    "LateCaseOpened": Words(zh: "逾期立案", en: "open a late case"),
    "AdmissionReviewed": Words(zh: "审核准入", en: "review admission"),
    "ChannelOpened": Words(zh: "开通渠道", en: "open the channel"),
    "ContactsSet": Words(zh: "登记联系方式", en: "set contacts"),
    "MeasureOrdered": Words(zh: "下达处理措施", en: "order a measure"),
    "MeasureFulfilled": Words(zh: "记为措施已执行", en: "mark a measure fulfilled"),
    "MeasureLifted": Words(zh: "解除处理措施", en: "lift a measure"),
    "NoticeSent": Words(zh: "发出通知", en: "send a notice"),
    "NoticeReceived": Words(zh: "登记通知收到", en: "record a notice received"),
    "NoticeFailed": Words(zh: "登记通知未送到", en: "record a notice undelivered"),
    "NoticeRebutted": Words(zh: "登记送达被推翻", en: "record a delivery rebutted"),
    "FactCorrected": Words(zh: "更正", en: "put right"),
    "FactRetracted": Words(zh: "撤销记录", en: "take back"),
  ]
}
