/// Refusals of what is told of the provider, its cities, meetings, outlets and service, a family each.
extension RefusalCode {
  /// This id already belongs to an event with other content.
  public static let idConflict = RefusalCode(
    "id-conflict",
    reason: "该 id 已被内容不同的另一事件使用。", "This id already belongs to an event with other content.",
    remedy: "请换一个新 id 提交；如属重发，内容须与首次完全一致。", "Submit under a new id, or resend exactly what was first sent.")

  /// The event is dated later than this machine's clock.
  public static let inTheFuture = RefusalCode(
    "in-the-future",
    reason: "事件时间晚于本机时钟。", "The event is dated later than this machine's clock.",
    remedy: "请改正事件时间，或待事情发生后再登记。", "Correct the time, or record the event once it has happened.")

  /// No provider is registered under this key.
  public static let unknownProvider = RefusalCode(
    "unknown-provider",
    reason: "没有以该编号登记的服务商。", "No provider is registered under this key.",
    remedy: "请核对编号（查询时还有日期）；新服务商须先登记。",
    "Check the key, and the date if you asked for one; register a new provider first.")

  /// The provider's channel is frozen; this kind of event is no longer accepted.
  public static let providerTerminated = RefusalCode(
    "provider-terminated",
    reason: "该服务商的渠道权限已冻结，不再接受此类事件。", "The provider's channel is frozen; this kind of event is no longer accepted.",
    remedy: "只可办理保证金处置、投诉、违规评定、申诉和终止通知；另签协议的，须以新编号登记。",
    "Only what settles deposit, complaints, breaches and appeals goes on; a new agreement takes a new key.")

  /// The submitter's role may not submit this event.
  public static let roleNotAllowed = RefusalCode(
    "role-not-allowed",
    reason: "提交人的角色无权提交此事件。", "The submitter's role may not submit this event.",
    remedy: "请由有权的角色提交，并在 by 中写明该角色。", "Have someone in a permitted role submit it, and name that role in by.")

  /// The event's time, or a date given in it, is out of order.
  public static let timeOrder = RefusalCode(
    "time-order",
    reason: "事件时间或其中填写的日期先后颠倒。", "The event's time, or a date given in it, is out of order.",
    remedy: "请对照相关的前一事件，核对事件时间和所填日期。", "Check its time and dates against each other and the event it follows.")

  static let envelope: [RefusalCode] = [
    .idConflict, .inTheFuture, .unknownProvider, .providerTerminated, .roleNotAllowed, .timeOrder,
  ]

  /// A provider is already registered under this key.
  public static let providerExists = RefusalCode(
    "provider-exists",
    reason: "该编号已登记过服务商。", "A provider is already registered under this key.",
    remedy: "请直接登记后续事件；另一家公司须换一个编号。", "Go on with it as registered, or choose another key for another company.")

  /// The amount is more than the deposit's balance.
  public static let depositInsufficient = RefusalCode(
    "deposit-insufficient",
    reason: "金额超过履约保证金余额。", "The amount is more than the deposit's balance.",
    remedy: "请将金额降至余额以内；合作期内也可先追加冻结保证金。",
    "Stay within the balance, or have more frozen while the agreement still runs.")

  /// The deposit has already been released.
  public static let depositReleased = RefusalCode(
    "deposit-released",
    reason: "履约保证金已经解冻。", "The deposit has already been released.",
    remedy: "不必再登记；后续款项请在保证金之外结算。", "Nothing is left to record; settle later payments outside the deposit.")

  /// The amount does not match what may be returned, or the balance.
  public static let amountMismatch = RefusalCode(
    "amount-mismatch",
    reason: "金额与账本中可退还的罚没款或保证金余额不符。", "The amount does not match what may be returned, or the balance.",
    remedy: "退还不得超过该违规名下未退还的罚没款；解冻须等于全部余额。",
    "Return at most what is still forfeited under the breach; release exactly the balance.")

  /// The provider is not terminated, so its deposit stays frozen.
  public static let notTerminated = RefusalCode(
    "not-terminated",
    reason: "该服务商尚未终止，保证金不得解冻。", "The provider is not terminated, so its deposit stays frozen.",
    remedy: "请先办完终止程序，直至冻结渠道权限。", "Take the termination through to the freeze of the channel first.")

  /// The waiting time after the contract's end is not over.
  public static let tooEarly = RefusalCode(
    "too-early",
    reason: "合同终止后的等待期未满，保证金不得解冻。", "The waiting time after the contract's end is not over.",
    remedy: "请在等待期满之日或以后办理解冻。", "Release the deposit on or after the day on which it ends.")

  /// A complaint is open, so the deposit stays frozen.
  public static let complaintsOpen = RefusalCode(
    "complaints-open",
    reason: "仍有投诉未处理完毕，保证金不得解冻。", "A complaint is open, so the deposit stays frozen.",
    remedy: "请先逐项认定投诉成立或不成立。", "Decide every open complaint first: upheld or rejected.")

  static let deposit: [RefusalCode] = [
    .providerExists, .depositInsufficient, .depositReleased, .amountMismatch, .notTerminated, .tooEarly,
    .complaintsOpen,
  ]

  /// The city is already authorised.
  public static let cityExists = RefusalCode(
    "city-exists",
    reason: "该城市已授权给此服务商。", "The city is already authorised.",
    remedy: "不必重复授权；另一城市请用其自己的编号。", "There is nothing to do; another city needs a key of its own.")

  /// Expansion is suspended: a rectification or termination is open.
  public static let expansionSuspended = RefusalCode(
    "expansion-suspended",
    reason: "服务商正在整改或终止程序中，拓展已中止。", "Expansion is suspended: a rectification or termination is open.",
    remedy: "请待案件了结、拓展恢复后再授权。", "Authorise the city once the case is closed and expansion resumed.")

  /// Expansion is paused because of a recruiting meeting's results.
  public static let expansionPaused = RefusalCode(
    "expansion-paused",
    reason: "会议营销效果未达标，拓展已暂停。", "Expansion is paused because of a recruiting meeting's results.",
    remedy: "整改完成后先登记会议整改确认（MeetingRectified），再授权城市。",
    "Record MeetingRectified once it is put right, then authorise the city.")

  /// The deposit does not cover the cities authorised and this one.
  public static let depositMissing = RefusalCode(
    "deposit-missing",
    reason: "保证金余额不足以覆盖已授权城市和本城市。", "The deposit does not cover the cities authorised and this one.",
    remedy: "请先按每城标准补足并冻结履约保证金（DepositFrozen）。", "Have the deposit for every city frozen first (DepositFrozen).")

  /// The city is not authorised, or no outlet was ever held there.
  public static let unknownCity = RefusalCode(
    "unknown-city",
    reason: "该城市未授权给此服务商，或其在当地从未有过网点。", "The city is not authorised, or no outlet was ever held there.",
    remedy: "请核对城市编号；新城市须先授权（CityAuthorised）。", "Check the city's key; a new city must be authorised first.")

  static let cities: [RefusalCode] = [
    .cityExists, .expansionSuspended, .expansionPaused, .depositMissing, .unknownCity,
  ]

  /// A meeting is already recorded under this key.
  public static let meetingExists = RefusalCode(
    "meeting-exists",
    reason: "该会议编号已登记。", "A meeting is already recorded under this key.",
    remedy: "另一场会议请换一个编号。", "For another meeting, choose another key.")

  /// No meeting is recorded under this key.
  public static let unknownMeeting = RefusalCode(
    "unknown-meeting",
    reason: "没有以该编号登记的会议。", "No meeting is recorded under this key.",
    remedy: "请核对会议编号，或先登记会议举办（MeetingHeld）。", "Check the key, or record MeetingHeld first.")

  /// The meeting's result is already recorded.
  public static let meetingConcluded = RefusalCode(
    "meeting-concluded",
    reason: "该会议的签约结果已登记。", "The meeting's result is already recorded.",
    remedy: "已登记的结果不变；对扣分有异议的，由服务商申诉。", "The record stands; if its points are wrong, the provider may appeal.")

  /// Expansion is not paused because of this meeting.
  public static let notPaused = RefusalCode(
    "not-paused",
    reason: "拓展没有因该会议而暂停。", "Expansion is not paused because of this meeting.",
    remedy: "请核对编号；koufen standing 列出造成暂停的会议。",
    "Check the key; koufen standing lists the meetings that pause expansion.")

  /// This meeting's deposit applications are already submitted.
  public static let applicationsExist = RefusalCode(
    "applications-exist",
    reason: "该会议的保证金申请已提交。", "This meeting's deposit applications are already submitted.",
    remedy: "不必重复登记；另一场会议请核对编号。", "There is nothing to do; for another meeting, check the key.")

  /// This meeting has no deposit applications to review.
  public static let applicationsMissing = RefusalCode(
    "applications-missing",
    reason: "该会议尚未提交保证金申请，无从审核。", "This meeting has no deposit applications to review.",
    remedy: "请先登记保证金申请提交（ApplicationsSubmitted）。", "Record ApplicationsSubmitted first, then the review.")

  /// This meeting's deposit applications are already reviewed.
  public static let applicationsReviewed = RefusalCode(
    "applications-reviewed",
    reason: "该会议的保证金申请已审核。", "This meeting's deposit applications are already reviewed.",
    remedy: "以首次审核为准；如有错误，请在违规评定或申诉时提出。",
    "The first review stands; raise an error in it at assessment or on appeal.")

  /// A training's examination is already recorded under this key.
  public static let trainingExists = RefusalCode(
    "training-exists",
    reason: "该培训编号已登记考核结果。", "A training's examination is already recorded under this key.",
    remedy: "另一场培训请换一个编号。", "For another training, choose another key.")

  /// A promotion is already recorded under this key.
  public static let promotionExists = RefusalCode(
    "promotion-exists",
    reason: "该活动推广编号已登记。", "A promotion is already recorded under this key.",
    remedy: "另一次活动推广请换一个编号。", "For another promotion, choose another key.")

  static let meetings: [RefusalCode] = [
    .meetingExists, .unknownMeeting, .meetingConcluded, .notPaused, .applicationsExist, .applicationsMissing,
    .applicationsReviewed, .trainingExists, .promotionExists,
  ]

  /// The provider or receiver has, or once had, an outlet of this key.
  public static let outletExists = RefusalCode(
    "outlet-exists",
    reason: "该编号已是此服务商或接收方现有或曾有的网点。", "The provider or receiver has, or once had, an outlet of this key.",
    remedy: "新网点请换一个编号；转移网点请另选接收方。", "Give a new outlet another key; for a transfer, choose another receiver.")

  /// The provider never held this outlet, or not in the city reported.
  public static let unknownOutlet = RefusalCode(
    "unknown-outlet",
    reason: "该服务商从未有过此网点，或此网点不在所报城市。", "The provider never held this outlet, or not in the city reported.",
    remedy: "请核对网点、服务商和城市编号，或先登记网点签约（OutletSigned）。",
    "Check the keys of outlet, provider and city, or record OutletSigned first.")

  /// The outlet has exited, been transferred or been frozen.
  public static let outletGone = RefusalCode(
    "outlet-gone",
    reason: "该网点已退出、转移或冻结。", "The outlet has exited, been transferred or been frozen.",
    remedy: "请核对编号；已转移的网点，请登记在接收方名下。", "Check the key; if it was transferred, record the event with its receiver.")

  /// The outlet is already open.
  public static let outletOpen = RefusalCode(
    "outlet-open",
    reason: "该网点已开业。", "The outlet is already open.",
    remedy: "不必重复登记；另一网点请核对编号。", "There is nothing to do; for another outlet, check the key.")

  /// The outlet has already asked to exit.
  public static let exitRequested = RefusalCode(
    "exit-requested",
    reason: "该网点已申请退出。", "The outlet has already asked to exit.",
    remedy: "请响应原申请，或登记网点退出。", "Answer that request, or record the exit.")

  /// The outlet has not asked to exit.
  public static let exitNotRequested = RefusalCode(
    "exit-not-requested",
    reason: "该网点没有申请退出。", "The outlet has not asked to exit.",
    remedy: "请核对编号，或先登记退出申请（OutletExitRequested）。", "Check the key, or record OutletExitRequested first.")

  /// The request to exit is already answered.
  public static let exitAnswered = RefusalCode(
    "exit-answered",
    reason: "该退出申请已有响应。", "The request to exit is already answered.",
    remedy: "不必重复登记；网点离开时登记网点退出（OutletExited）。",
    "There is nothing to do; record OutletExited when the outlet leaves.")

  static let outlets: [RefusalCode] = [
    .outletExists, .unknownOutlet, .outletGone, .outletOpen, .exitRequested, .exitNotRequested, .exitAnswered,
  ]

  /// Outlets are transferred only while a termination case is open.
  public static let notTerminating = RefusalCode(
    "not-terminating",
    reason: "该服务商没有进行中的终止案件，网点不得转移。", "Outlets are transferred only while a termination case is open.",
    remedy: "请待终止案件开启后再转移；自行离开的网点，登记网点退出。",
    "Wait for a termination case, or record OutletExited if the outlet leaves.")

  /// A self-operated provider's outlets are not transferred.
  public static let notTransferable = RefusalCode(
    "not-transferable",
    reason: "自营服务商的网点不得转移。", "A self-operated provider's outlets are not transferred.",
    remedy: "请勿转移：冻结渠道时，其网点协议一并终止。", "Leave them where they are: their agreements end with the freeze.")

  /// The receiver is not a registered provider.
  public static let unknownReceiver = RefusalCode(
    "unknown-receiver",
    reason: "接收方尚未登记为服务商。", "The receiver is not a registered provider.",
    remedy: "请核对接收方编号，或先登记该服务商。", "Check the receiver's key, or register it first.")

  /// The receiver is the provider itself, or its status is not active.
  public static let receiverUnfit = RefusalCode(
    "receiver-unfit",
    reason: "接收方就是转出方，或其状态并非“正常”。", "The receiver is the provider itself, or its status is not active.",
    remedy: "请另选一家状态为“正常”的服务商。", "Choose another provider whose status is active.")

  static let transfers: [RefusalCode] = [.notTerminating, .notTransferable, .unknownReceiver, .receiverUnfit]

  /// A help ticket is already recorded under this key.
  public static let ticketExists = RefusalCode(
    "ticket-exists",
    reason: "该求助编号已登记。", "A help ticket is already recorded under this key.",
    remedy: "另一项求助请换一个编号。", "For another ticket, choose another key.")

  /// No help ticket is recorded under this key.
  public static let unknownTicket = RefusalCode(
    "unknown-ticket",
    reason: "没有以该编号登记的求助。", "No help ticket is recorded under this key.",
    remedy: "请核对求助编号，或先登记网点求助（HelpRequested）。", "Check the key, or record HelpRequested first.")

  /// The ticket already has its first answer.
  public static let ticketAnswered = RefusalCode(
    "ticket-answered",
    reason: "该求助已有首次响应。", "The ticket already has its first answer.",
    remedy: "只计首次响应，不必再登记。", "Only the first answer counts; there is nothing to do.")

  /// A complaint is already recorded under this key.
  public static let complaintExists = RefusalCode(
    "complaint-exists",
    reason: "该投诉编号已登记。", "A complaint is already recorded under this key.",
    remedy: "另一项投诉请换一个编号。", "For another complaint, choose another key.")

  /// No complaint is recorded under this key.
  public static let unknownComplaint = RefusalCode(
    "unknown-complaint",
    reason: "没有以该编号登记的投诉。", "No complaint is recorded under this key.",
    remedy: "请核对投诉编号，或先登记投诉提出（ComplaintFiled）。", "Check the key, or record ComplaintFiled first.")

  /// The complaint is already decided.
  public static let complaintClosed = RefusalCode(
    "complaint-closed",
    reason: "该投诉已有认定。", "The complaint is already decided.",
    remedy: "认定不变；对由此产生的违规有异议的，在评定或申诉时提出。",
    "The decision stands; dispute a breach it led to at assessment or on appeal.")

  /// The month reported is not over.
  public static let monthNotOver = RefusalCode(
    "month-not-over",
    reason: "所报月份尚未结束。", "The month reported is not over.",
    remedy: "请在该月结束后上报成交数据。", "Report its sales once the month has ended.")

  /// Sales of this city and month are already reported.
  public static let salesExist = RefusalCode(
    "sales-exists",
    reason: "该城市该月的成交数据已上报。", "Sales of this city and month are already reported.",
    remedy: "请核对城市和月份；数据不可重报，对扣分有异议的由服务商申诉。",
    "Check city and month; a report is final, and points from it can be appealed.")

  /// An outlet held in the city at the month's end is not listed.
  public static let outletsMissing = RefusalCode(
    "outlets-missing",
    reason: "月末仍在该城市的网点没有全部列出。", "An outlet held in the city at the month's end is not listed.",
    remedy: "请补齐网点（无成交的金额填零）后重新上报。", "List it too, with zero if it sold nothing, and report again.")

  static let service: [RefusalCode] = [
    .ticketExists, .unknownTicket, .ticketAnswered, .complaintExists, .unknownComplaint, .complaintClosed,
    .monthNotOver, .salesExist, .outletsMissing,
  ]
}
