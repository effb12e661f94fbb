/// Refusals of what only a rulebook that defines its own points knows (programmes §5, §10).
extension RefusalCode {
  /// No such programme is published.
  public static let unknownProgramme = RefusalCode(
    "unknown-programme",
    reason: "没有发布过这样的规则方案。", "No such programme is published.",
    remedy: "请核对 programme；koufen rulebook list 列出已发布的规则。",
    "Check `programme`; koufen rulebook list lists what is published.")

  /// A fact of this kind was recorded under this key already.
  public static let factExists = RefusalCode(
    "fact-exists",
    reason: "该类事实已以此编号登记过。", "A fact of this kind was recorded under this key already.",
    remedy: "另一件事实请换一个编号；重发同一件的，请用原来的 id。",
    "Use another key for another fact; to send the same one again, use its id.")

  /// Something that a rule asks for was never recorded.
  public static let factsMissing = RefusalCode(
    "facts-missing",
    reason: "规则所问的内容从未登记。", "Something that a rule asks for was never recorded.",
    remedy: "请先登记所缺的内容，或在本事件中填写。", "Record what is missing first, or state it in this event.")

  /// A day lies outside of the days that the rulebook lists.
  public static let windowUnknown = RefusalCode(
    "window-unknown",
    reason: "该日不在规则所列的期间之内，期限无从得知。",
    "The day lies outside of the days that the rulebook lists, so nobody knows how long it counts.",
    remedy: "请发布列有后续日期的规则版本，或核对日期。", "Publish a version that lists more dates, or check the date.")

  /// The clause wants a grade.
  public static let gradeMissing = RefusalCode(
    "grade-missing",
    reason: "该条款须评定情节等级。", "The clause wants a grade.",
    remedy: "请填写 grade；koufen rulebook show 列出各条款的等级。",
    "State `grade`; koufen rulebook show lists those of each clause.")

  /// The amount is not within the range.
  public static let amountOutOfRange = RefusalCode(
    "amount-out-of-range",
    reason: "金额未填写或不在允许的范围内。", "The amount is missing, or not within the allowed range.",
    remedy: "请填写范围之内的 fen（单位 0.01 元）。", "State `fen`, an amount in fen within the range.")

  /// Those that only a programme knows.
  public static let programmes: [RefusalCode] = [
    .unknownProgramme, .factExists, .factsMissing, .windowUnknown, .gradeMissing, .amountOutOfRange,
  ]
}
