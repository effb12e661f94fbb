import LedgerDomain

/// The section `notices` (offices §7).
extension Rulebook {
  static func notices(_ node: RulebookNode) throws(RulebookError) -> NoticeTerms {
    try node.allow([
      "by", "received-by", "failed-by", "rebutted-by", "channels", "platform", "appeal-runs-from",
    ])
    var channels: [Key<NoticeChannel>: NoticeChannel] = [:]
    for (slug, channel) in try node["channels"].entries() {
      channels[Key(try channel.slug(slug))] = try noticeChannel(channel)
    }
    var platform: [Key<ContactRow>: String] = [:]
    for (slug, address) in try node["platform"].entries() {
      platform[Key(try address.slug(slug))] = try address.text()
    }
    return NoticeTerms(
      by: try node["by"].roles(), receivedBy: try node["received-by"].roles(), failedBy: try node["failed-by"].roles(),
      rebuttedBy: try node["rebutted-by"].roles(), channels: channels, platform: platform,
      appealRunsFrom: try node["appeal-runs-from"].oneOf(AppealStart.self, AppealStart.allCases) ?? .recording)
  }

  private static func noticeChannel(_ node: RulebookNode) throws(RulebookError) -> NoticeChannel {
    try node.allow(["to", "delivered-after-days", "receipt"])
    let to = try node["to"]
    return NoticeChannel(
      to: Key(try to.slug(to.text())),
      deliveredAfterDays: try node.optional("delivered-after-days")?.period() ?? 0,
      hasReceipt: try node.optional("receipt")?.flag() ?? false)
  }
}
