/// Refusals of notices (offices §7).
extension RefusalCode {
  /// Notices are not sent so, or not of this duty.
  public static let channelNotAllowed = RefusalCode(
    "channel-not-allowed",
    reason: "规则不允许以此方式送达该通知。", "The rulebook does not let this notice be sent so.",
    remedy: "请改用规则所列的送达方式（“channel”）；koufen rulebook show 列出。",
    "Use one of the rulebook's channels; koufen rulebook show lists them.")

  /// A notice with this key was sent already.
  public static let noticeExists = RefusalCode(
    "notice-exists",
    reason: "该编号的通知已存在。", "A notice with this key was sent already.",
    remedy: "请换一个编号；编号用过即不再使用。", "Use another key; keys are not used again.")

  /// No notice of this provider has this key.
  public static let unknownNotice = RefusalCode(
    "unknown-notice",
    reason: "没有发出过这样的通知。", "No such notice was sent.",
    remedy: "请核对编号；koufen standing 列出通知。", "Check the key; koufen standing lists the notices.")

  /// The notice failed or is rebutted.
  public static let noticeClosed = RefusalCode(
    "notice-closed",
    reason: "该通知已记为未送到或已被推翻。", "The notice failed, or its delivery is rebutted.",
    remedy: "请另发一份通知（NoticeSent）；若记录有误，请更正或撤销。",
    "Send another notice (NoticeSent); if that was recorded by mistake, correct or retract it.")

  /// No address is designated.
  public static let addressMissing = RefusalCode(
    "address-missing",
    reason: "没有该送达方式的指定地址。", "No address is designated for this channel.",
    remedy: "请先登记联系方式（ContactsSet），其时间不晚于通知。", "Record it first (ContactsSet), dated no later than the notice.")

  /// It went somewhere else.
  public static let addressNotDesignated = RefusalCode(
    "address-not-designated",
    reason: "送达地址与指定地址不一致。", "The address is not the designated one.",
    remedy: "请寄往指定地址，或不填 to；地址有变的，先登记新的联系方式（ContactsSet）。",
    "Send it to the designated address, or leave out `to`; record a changed address first (ContactsSet).")

  static let notices: [RefusalCode] = [
    .channelNotAllowed, .noticeExists, .unknownNotice, .noticeClosed, .addressMissing, .addressNotDesignated,
  ]
}
