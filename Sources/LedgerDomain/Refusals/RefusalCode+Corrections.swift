/// Refusals of corrections (offices §10), and of whatever only some versions of the rulebook switch on (offices §1).
extension RefusalCode {
  /// The version in force has no section for it.
  public static let notInForce = RefusalCode(
    "not-in-force",
    reason: "当日有效的规则版本没有启用该类事件。", "The rulebook in force on that date does not switch this type of event on.",
    remedy: "用 koufen rulebook list 查看各版本；发布含有该部分的版本后，其生效之日起的事件方可录入。",
    "See the versions with koufen rulebook list; publish one with the section, and events from its date on are accepted."
  )

  /// No fact of this provider has this position or id.
  public static let unknownFact = RefusalCode(
    "unknown-fact",
    reason: "该服务商没有此位置或编号的事实。", "This provider has no fact with this position or id.",
    remedy: "用 koufen events --provider 查到其位置；由账本得出的后果不能更正。",
    "Find its position with koufen events --provider; what the ledger drew itself cannot be corrected.")

  /// Facts of this type are not put right so.
  public static let notCorrectable = RefusalCode(
    "not-correctable",
    reason: "该类事件不能这样更正。", "An event of this type cannot be put right so.",
    remedy: "上报与评定只能撤销记录，服务商登记只能更正；其余请用后续事件（如申诉、撤案）处理。",
    "Reports and judgements can only be retracted, a registration only corrected; undo others by a further event, such as an "
      + "appeal or a waiver.")

  /// Neither data nor time are other than they are read now.
  public static let nothingChanged = RefusalCode(
    "nothing-changed",
    reason: "更正后的内容与现有记录相同。", "It says what is read already.",
    remedy: "用 koufen explain --fact 查看现有记录；若仍有误，请填入正确的数据或时间。",
    "See how it is read with koufen explain --fact; give the data or the time that are right.")

  /// The fact is retracted already.
  public static let factRetracted = RefusalCode(
    "fact-retracted",
    reason: "该事实已撤销。", "The fact is retracted already.",
    remedy: "无需再做；若撤销有误，用 FactCorrected 可将其恢复。", "Nothing is left to do; a FactCorrected brings it back.")

  /// Something recorded later would not hold any more.
  public static let breaksLaterFact = RefusalCode(
    "breaks-later-fact",
    reason: "这样更正后，所示位置的记录将不能成立。", "Read so, the event at the position shown could not stand.",
    remedy: "请先更正或撤销该位置的记录；若为更正的事实本身，请核对其数据。",
    "Correct or retract that one first; if it is the fact itself, check its data.")

  static let corrections: [RefusalCode] = [
    .notInForce, .unknownFact, .notCorrectable, .nothingChanged, .factRetracted, .breaksLaterFact,
  ]
}
