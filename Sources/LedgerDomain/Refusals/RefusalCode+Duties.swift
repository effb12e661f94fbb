/// Refusals about the duties of an office (offices §3).
extension RefusalCode {
  /// There is no such duty: the version has no such row, or it was never opened.
  public static let unknownDuty = RefusalCode(
    "unknown-duty",
    reason: "没有这项义务：规则中无此项，或从未产生。", "There is no such duty: the rulebook has no such row, or it was never opened.",
    remedy: "请核对义务编号；koufen standing 列出未了结的义务，koufen queue 列出待办。",
    "Check its id; koufen standing lists the duties still owed, koufen queue what waits.")

  /// Nobody records this duty as met: something else meets it.
  public static let notRecordable = RefusalCode(
    "not-recordable",
    reason: "该项义务不由人登记履行。", "This duty is not recorded as met by hand.",
    remedy: "请登记使其履行的事件；koufen rulebook show 说明它因何而履行。",
    "Record the event that meets it; koufen rulebook show says which does.")

  /// Nobody may put this duty off.
  public static let notExtendable = RefusalCode(
    "not-extendable",
    reason: "该项义务不得延期。", "This duty cannot be put off.",
    remedy: "koufen rulebook show 说明各项义务能否延期。", "See koufen rulebook show for the duties that can be.")

  /// Nobody may let this duty go.
  public static let notWaivable = RefusalCode(
    "not-waivable",
    reason: "该项义务不得豁免。", "This duty cannot be waived.",
    remedy: "koufen rulebook show 说明各项义务能否豁免。", "See koufen rulebook show for the duties that can be.")

  /// The duty is owed no more.
  public static let dutyClosed = RefusalCode(
    "duty-closed",
    reason: "该项义务已了结。", "The duty is owed no more.",
    remedy: "用 koufen events 查看它何时因何了结。", "See koufen events for when and by what it was closed.")

  /// Not all that the duty asks for was done.
  public static let partsMissing = RefusalCode(
    "parts-missing",
    reason: "该项义务尚有部分未完成。", "Not all that the duty asks for was done.",
    remedy: "请写明已完成的各部分；尚未完成的，完成后再登记。", "Name every part that was done; record it once the missing ones are.")

  static let duties: [RefusalCode] = [
    .unknownDuty, .notRecordable, .notExtendable, .notWaivable, .dutyClosed, .partsMissing,
  ]
}
