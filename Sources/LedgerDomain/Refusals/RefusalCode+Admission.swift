/// Refusals of what is recorded of a provider's way in (offices §4), and those of the gates (offices §5), a family each.
extension RefusalCode {
  /// The version has no such criterion.
  public static let unknownCriterion = RefusalCode(
    "unknown-criterion",
    reason: "当日有效的规则版本没有这一准入条件。", "The rulebook in force on that date has no such criterion.",
    remedy: "请核对条件名；koufen admission 列出该服务商的全部准入条件。",
    "Check its name; koufen admission lists the criteria of a provider.")

  /// The criterion is asked of something else, or what it depends on is not so.
  public static let criterionNotApplicable = RefusalCode(
    "criterion-not-applicable",
    reason: "该准入条件在此不适用。", "The criterion does not apply here.",
    remedy: "网点的条件须写明网点，服务商的条件不写；以其他条件为前提的，请先认定那些条件。",
    "Name the outlet for a criterion of outlets and none for the others; find first what the criterion depends on.")

  /// A criterion of an earlier stage is not met yet.
  public static let stageOutOfOrder = RefusalCode(
    "stage-out-of-order",
    reason: "前一阶段的准入条件尚未全部满足。", "A criterion of an earlier stage is not met yet.",
    remedy: "请先完成前一阶段的审核；koufen admission 列出尚缺的条件。",
    "Finish the stage before; koufen admission lists what is missing.")

  /// The channel is open already.
  public static let channelIsOpen = RefusalCode(
    "channel-is-open",
    reason: "该服务商的渠道已开通。", "The provider's channel is open already.",
    remedy: "不必重复登记。", "There is nothing to do.")

  static let admission: [RefusalCode] = [.unknownCriterion, .criterionNotApplicable, .stageOutOfOrder, .channelIsOpen]

  /// A duty that comes before it is not met.
  public static let dutyUnmet = RefusalCode(
    "duty-unmet",
    reason: "须先履行的义务尚未履行。", "A duty that comes before it is not met.",
    remedy: "请先登记所示义务的履行，或由有权的角色豁免。", "Have the duty shown met first, or waived by who may.")

  /// The provider is not admitted.
  public static let notAdmitted = RefusalCode(
    "not-admitted",
    reason: "该服务商的准入条件尚未全部满足。", "The provider does not meet all criteria of admission.",
    remedy: "请先完成准入审核（AdmissionReviewed）；koufen admission 列出尚缺的条件。",
    "Finish the review first (AdmissionReviewed); koufen admission lists what is missing.")

  /// The provider's channel is not open.
  public static let channelNotOpen = RefusalCode(
    "channel-not-open",
    reason: "该服务商的渠道尚未开通。", "The provider's channel is not open.",
    remedy: "请先登记渠道开通（ChannelOpened）。", "Record ChannelOpened first.")

  /// No agreement is in force on that date.
  public static let agreementMissing = RefusalCode(
    "agreement-missing",
    reason: "当日没有有效的协议。", "No agreement is in force on that date.",
    remedy: "请先登记协议签订（AgreementSigned），其期间须包含该日。", "Record AgreementSigned first, its term holding that date.")

  /// The city is in the territory of no agreement in force.
  public static let outsideTerritory = RefusalCode(
    "outside-territory",
    reason: "该城市不在有效协议约定的区域内。", "The city is in the territory of no agreement in force.",
    remedy: "请核对城市编号；扩大区域须另签协议（AgreementSigned）。", "Check the city's key; a wider territory takes another agreement.")

  /// A measure stops the provider's business.
  public static let businessSuspended = RefusalCode(
    "business-suspended",
    reason: "该服务商正在停业整改。", "A measure stops the provider's business.",
    remedy: "请待该措施履行完毕或解除后再登记。", "Record it once the measure is fulfilled or lifted.")

  static let gates: [RefusalCode] = [
    .dutyUnmet, .notAdmitted, .channelNotOpen, .agreementMissing, .outsideTerritory, .businessSuspended,
  ]
}
