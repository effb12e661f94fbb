/// Refusals of what is judged and done about it: breaches, appeals, cases and the jobs, a family each.
extension RefusalCode {
  /// A breach was already raised under this id.
  public static let breachExists = RefusalCode(
    "breach-exists",
    reason: "该违规编号已使用。", "A breach was already raised under this id.",
    remedy: "另一项违规请换一个编号。", "For another breach, choose another id.")

  /// No breach is recorded under this id.
  public static let unknownBreach = RefusalCode(
    "unknown-breach",
    reason: "没有以该编号记录的违规。", "No breach is recorded under this id.",
    remedy: "请核对违规编号；koufen standing 列出全部违规。", "Check the id; koufen standing lists the provider's breaches.")

  /// The rulebook has no such clause.
  public static let unknownClause = RefusalCode(
    "unknown-clause",
    reason: "规则中没有这一条款。", "The rulebook has no such clause.",
    remedy: "请核对条款名；koufen rulebook show 列出全部条款。", "Check its name; koufen rulebook show lists the clauses.")

  /// Breaches of this clause follow from recorded facts, not reports.
  public static let clauseNotReportable = RefusalCode(
    "clause-not-reportable",
    reason: "该条款的违规由账本根据事实发现，不由人上报。", "Breaches of this clause follow from recorded facts, not reports.",
    remedy: "请登记有关事实，由账本裁定是否违规。", "Record the facts; the ledger raises the breach from them.")

  /// The clause binds third-party providers only, and this one is self-operated.
  public static let clauseNotBinding = RefusalCode(
    "clause-not-binding",
    reason: "该条款只约束第三方服务商，本服务商为自营。", "The clause binds third-party providers only, and this one is self-operated.",
    remedy: "请核对服务商与条款；koufen rulebook show 列出各条款约束谁。",
    "Check the provider and the clause; koufen rulebook show says whom each binds.")

  /// A breach of this clause must name the outlet.
  public static let outletRequired = RefusalCode(
    "outlet-required",
    reason: "该条款的违规须写明网点。", "A breach of this clause must name the outlet.",
    remedy: "请填写网点编号后重新上报。", "Add the outlet's key and report again.")

  /// The breach is no longer pending.
  public static let breachNotPending = RefusalCode(
    "breach-not-pending",
    reason: "该违规已不是待评定状态。", "The breach is no longer pending.",
    remedy: "已评定的可由服务商申诉；其余的不必再处理。", "If it is assessed, the provider may appeal; otherwise nothing is left to do.")

  /// The breach does not stand as assessed.
  public static let breachNotAssessed = RefusalCode(
    "breach-not-assessed",
    reason: "该违规不是已评定状态。", "The breach does not stand as assessed.",
    remedy: "待评定的请先评定；其余的没有扣分，不必处理。", "If it is pending, assess it first; otherwise it charges no points.")

  static let breaches: [RefusalCode] = [
    .breachExists, .unknownBreach, .unknownClause, .clauseNotReportable, .clauseNotBinding, .outletRequired,
    .breachNotPending,
    .breachNotAssessed,
  ]

  /// Only breaches for early exits are investigated.
  public static let notInvestigated = RefusalCode(
    "not-investigated",
    reason: "只有网点早期退出的违规须经调查。", "Only breaches for early exits are investigated.",
    remedy: "请核对违规编号；其他条款直接评定或认定不成立。", "Check the id; assess or dismiss a breach of another clause directly.")

  /// The investigation is already concluded.
  public static let investigationConcluded = RefusalCode(
    "investigation-concluded",
    reason: "该违规的调查已有结论。", "The investigation is already concluded.",
    remedy: "请接着提出新的要求（DemandsSet），或认定违规不成立。", "Go on to DemandsSet, or dismiss the breach.")

  /// No fault is found yet, or the demands are not yet judged unmet.
  public static let investigationRequired = RefusalCode(
    "investigation-required",
    reason: "尚未认定服务商有责，或尚未判定新要求未达到。", "No fault is found yet, or the demands are not yet judged unmet.",
    remedy: "请依次登记调查结论、新的要求、要求判定，再评定。", "Take the steps in order: investigation, demands, judgement, assessment.")

  /// Demands are already set for this breach.
  public static let demandsSet = RefusalCode(
    "demands-set",
    reason: "该违规的新要求已提出。", "Demands are already set for this breach.",
    remedy: "请在有结果后登记要求判定（DemandsJudged）。", "Record DemandsJudged once it is known whether they were met.")

  /// No demands are set for this breach.
  public static let demandsMissing = RefusalCode(
    "demands-missing",
    reason: "该违规尚未提出新的要求。", "No demands are set for this breach.",
    remedy: "请先提出新的要求及期限（DemandsSet）。", "Set them first, with a deadline (DemandsSet).")

  /// The demands are already judged.
  public static let demandsJudged = RefusalCode(
    "demands-judged",
    reason: "新要求是否达到已有判定。", "The demands are already judged.",
    remedy: "请评定该违规，或认定其不成立。", "Assess the breach now, or dismiss it.")

  /// The deadline has not passed.
  public static let deadlineNotPassed = RefusalCode(
    "deadline-not-passed",
    reason: "期限尚未届满。", "The deadline has not passed.",
    remedy: "请待期限过后再登记；已经达到要求的，可现在登记达到。",
    "Wait until it has, or, if the demands are met already, record that instead.")

  static let investigations: [RefusalCode] = [
    .notInvestigated, .investigationConcluded, .investigationRequired, .demandsSet, .demandsMissing, .demandsJudged,
    .deadlineNotPassed,
  ]

  /// Whoever reported or charged this breach may not judge it.
  public static let samePerson = RefusalCode(
    "same-person",
    reason: "提交人曾上报、评定该违规或触发其扣分，或录入了该事实，须回避。",
    "Whoever reported or charged this breach may not judge it, and whoever recorded a fact may not put it right.",
    remedy: "请由另一人评定或裁定。", "Have someone else assess it or decide the appeal.")

  /// The points are outside the range allowed.
  public static let pointsOutOfRange = RefusalCode(
    "points-out-of-range",
    reason: "分数超出允许范围。", "The points are outside the range allowed.",
    remedy: "请在范围内重填；申诉减分须低于原评定，且不低于下限。",
    "Stay within it; on appeal, below what was assessed and not below the minimum.")

  /// This breach was already appealed.
  public static let appealExists = RefusalCode(
    "appeal-exists",
    reason: "该违规已提出过申诉。", "This breach was already appealed.",
    remedy: "每项违规只能申诉一次；koufen explain 可查看结果。",
    "A breach is appealed only once; koufen explain shows what came of it.")

  /// The time for an appeal is over.
  public static let appealLate = RefusalCode(
    "appeal-late",
    reason: "申诉期限已过。", "The time for an appeal is over.",
    remedy: "扣分不变；如确在期限内提出，请按提出之日登记。", "The charge stands; if the appeal was made in time, date it to that day.")

  /// No appeal against this breach is open.
  public static let noAppeal = RefusalCode(
    "no-appeal",
    reason: "该违规没有待裁定的申诉。", "No appeal against this breach is open.",
    remedy: "请核对违规编号；未申诉的，须由服务商先申诉。", "Check the id; the provider must file an appeal first.")

  static let judgements: [RefusalCode] = [.samePerson, .pointsOutOfRange, .appealExists, .appealLate, .noAppeal]

  /// The provider has no rectification open.
  public static let noRectification = RefusalCode(
    "no-rectification",
    reason: "该服务商没有进行中的整改。", "The provider has no rectification open.",
    remedy: "请核对服务商编号；扣分达到标准线时，整改自动开启。", "Check the key; a rectification opens by itself at the threshold.")

  /// The rectification is already ordered.
  public static let rectificationOrdered = RefusalCode(
    "rectification-ordered",
    reason: "整改要求已下达。", "The rectification is already ordered.",
    remedy: "请登记其结果：达标、延期或未达标。", "Record what comes of it: passed, extended or failed.")

  /// The rectification is not yet ordered.
  public static let rectificationNotOrdered = RefusalCode(
    "rectification-not-ordered",
    reason: "整改要求尚未下达。", "The rectification is not yet ordered.",
    remedy: "请先下达整改要求、期限和达标标准（RectificationOrdered）。",
    "Order it first, with demands, deadline and standard (RectificationOrdered).")

  /// The standard was met only after the deadline.
  public static let deadlinePassed = RefusalCode(
    "deadline-passed",
    reason: "达标日期晚于整改期限。", "The standard was met only after the deadline.",
    remedy: "请核对日期；确已逾期的，登记整改延期或未达标。", "Check the date; if it is right, record an extension or a failure instead.")

  static let rectifications: [RefusalCode] = [
    .noRectification, .rectificationOrdered, .rectificationNotOrdered, .deadlinePassed,
  ]

  /// The provider already has a termination case open.
  public static let terminationOpen = RefusalCode(
    "termination-open",
    reason: "该服务商已有进行中的终止案件。", "The provider already has a termination case open.",
    remedy: "请在该案件上继续办理；koufen standing 显示已办到的步骤。", "Go on with that case; koufen standing shows its last step.")

  /// The provider has no termination case open.
  public static let noTermination = RefusalCode(
    "no-termination",
    reason: "该服务商没有进行中的终止案件。", "The provider has no termination case open.",
    remedy: "请核对服务商编号，或先登记终止申请（TerminationRequested）。", "Check the key, or submit TerminationRequested first.")

  /// This is not the termination's next step.
  public static let stepOutOfOrder = RefusalCode(
    "step-out-of-order",
    reason: "这不是终止程序的下一步。", "This is not the termination's next step.",
    remedy: "请按顺序办理，签字的角色各签一次；koufen standing 显示已办到的步骤。",
    "Go in order, each role signing once; koufen standing shows the last step.")

  /// The departments listed are not those to be notified.
  public static let departmentsMissing = RefusalCode(
    "departments-missing",
    reason: "所列部门与应通知的部门不一致。", "The departments listed are not those to be notified.",
    remedy: "请列出全部应通知的部门，每个一次，不多不少。", "List every department to be notified once, and no other.")

  static let terminations: [RefusalCode] = [.terminationOpen, .noTermination, .stepOutOfOrder, .departmentsMissing]

  /// The day is not over, so it cannot be swept.
  public static let dayNotOver = RefusalCode(
    "day-not-over",
    reason: "该日尚未结束，不能做到期检查。", "The day is not over, so it cannot be swept.",
    remedy: "请检查至昨天或更早的日期。", "Sweep through yesterday or an earlier day.")

  /// The year is not over, so it cannot be closed.
  public static let yearNotOver = RefusalCode(
    "year-not-over",
    reason: "该年度尚未结束，不能结算。", "The year is not over, so it cannot be closed.",
    remedy: "请从次年元旦起再运行年度结算。", "Run the year end on New Year's Day or later.")

  static let jobs: [RefusalCode] = [.dayNotOver, .yearNotOver]
}
