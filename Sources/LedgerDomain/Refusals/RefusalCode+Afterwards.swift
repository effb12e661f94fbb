/// Refusals of what is settled afterwards: outages, reinstatement, cases of closed years (offices §9, §11).
extension RefusalCode {
  /// An outage is already recorded under this key.
  public static let outageExists = RefusalCode(
    "outage-exists",
    reason: "该服务中断编号已使用。", "An outage is already recorded under this key.",
    remedy: "另一次服务中断请换一个编号。", "For another outage, choose another key.")

  /// A reinstatement is already proposed.
  public static let reinstatementProposed = RefusalCode(
    "reinstatement-proposed",
    reason: "恢复已经提议，尚待确认。", "A reinstatement is already proposed and waits for its confirmation.",
    remedy: "请由另一角色提交 ReinstatementConfirmed 予以确认。", "Have it confirmed by the other role with ReinstatementConfirmed.")

  /// The outlet was not frozen with the provider.
  public static let outletNotFrozen = RefusalCode(
    "outlet-not-frozen",
    reason: "该网点并非随服务商渠道权限冻结而离开。", "The outlet did not leave by this freeze.",
    remedy: "只列出随本次冻结离开的网点；koufen outlets 列出各网点的状态。",
    "Name only outlets frozen with the provider; koufen outlets shows how each left.")

  /// No reinstatement is proposed.
  public static let noReinstatement = RefusalCode(
    "no-reinstatement",
    reason: "没有待确认的恢复提议。", "No reinstatement is proposed.",
    remedy: "请先由有权的角色提交 ReinstatementProposed。", "Have it proposed first with ReinstatementProposed.")

  /// The year did not reach this threshold after the cut-off, or its case is opened already.
  public static let noLateCase = RefusalCode(
    "no-late-case",
    reason: "该年度没有逾期达到此标准线，或已立案，或分数已不足。",
    "The year did not reach this threshold after the cut-off, or no longer does, or its case is opened already.",
    remedy: "请核对年度与标准线；期限内达到的由账本自行立案。",
    "Check the year and the threshold; before the cut-off the ledger opens the case by itself.")

  /// A rectification is open.
  public static let rectificationOpen = RefusalCode(
    "rectification-open",
    reason: "该服务商已有整改在进行。", "A rectification is open already.",
    remedy: "请在该整改了结后再立案。", "Open the case once that one is closed.")

  static let afterwards: [RefusalCode] = [
    .outageExists, .reinstatementProposed, .outletNotFrozen, .noReinstatement, .noLateCase, .rectificationOpen,
  ]
}
