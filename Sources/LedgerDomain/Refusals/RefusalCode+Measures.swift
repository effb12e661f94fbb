/// Refusals of measures (offices §6).
extension RefusalCode {
  /// The version in force knows no measure of this kind.
  public static let unknownKind = RefusalCode(
    "unknown-kind",
    reason: "规则中没有这一措施类型。", "The rulebook has no measure of this kind.",
    remedy: "请核对措施类型（kind）；koufen rulebook show 列出各类型。", "Check the kind; koufen rulebook show lists them.")

  /// A measure with this key was ordered already.
  public static let measureExists = RefusalCode(
    "measure-exists",
    reason: "该编号的处理措施已存在。", "A measure with this key was ordered already.",
    remedy: "请换一个编号；编号用过即不再使用。", "Use another key; keys are not used again.")

  /// No measure of this provider has this key.
  public static let unknownMeasure = RefusalCode(
    "unknown-measure",
    reason: "没有下达过这样的处理措施。", "No such measure was ordered.",
    remedy: "请核对编号；koufen standing 列出处理措施。因措施而退出的网点，须先下达针对该网点的措施（MeasureOrdered）。",
    "Check the key; koufen standing lists the measures. For an exit that was ordered, record the measure about that outlet "
      + "first (MeasureOrdered).")

  /// The measure is fulfilled or lifted.
  public static let measureClosed = RefusalCode(
    "measure-closed",
    reason: "该处理措施已执行或已解除。", "The measure is fulfilled or lifted already.",
    remedy: "无需再做；koufen standing 显示其结果。", "Nothing is left to do; koufen standing shows what became of it.")

  /// Measures of this kind are not lifted.
  public static let notLiftable = RefusalCode(
    "not-liftable",
    reason: "该类处理措施不能解除。", "A measure of this kind cannot be lifted.",
    remedy: "若下达有误，请撤销该记录（FactRetracted）。", "If its order was recorded by mistake, retract it (FactRetracted).")

  static let measures: [RefusalCode] = [.unknownKind, .measureExists, .unknownMeasure, .measureClosed, .notLiftable]
}
