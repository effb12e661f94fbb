/// How notices are sent and when they count as delivered: the section `notices` of a rulebook (§4.3).
public struct NoticeTerms: Equatable, Sendable {
  /// Those who send notices.
  public var by: [Role]
  /// Those who record that one arrived.
  public var receivedBy: [Role]
  /// Those who record that one did not.
  public var failedBy: [Role]
  /// Those to whom it is proven that one never arrived.
  public var rebuttedBy: [Role]
  /// The channels, by their slugs.
  public var channels: [Key<NoticeChannel>: NoticeChannel]
  /// The platform's own addresses, by the contact they are.
  public var platform: [Key<ContactRow>: String]
  /// From when the time for appeal runs.
  public var appealRunsFrom: AppealStart

  /// Who does what, by which channels.
  public init(
    by: [Role], receivedBy: [Role], failedBy: [Role], rebuttedBy: [Role],
    channels: [Key<NoticeChannel>: NoticeChannel], platform: [Key<ContactRow>: String], appealRunsFrom: AppealStart
  ) {
    self.by = by
    self.receivedBy = receivedBy
    self.failedBy = failedBy
    self.rebuttedBy = rebuttedBy
    self.channels = channels
    self.platform = platform
    self.appealRunsFrom = appealRunsFrom
  }
}

/// A way of sending notices (§4.3(2)).
public struct NoticeChannel: Equatable, Sendable {
  /// The contact that is the designated address.
  public var to: Key<ContactRow>
  /// Days after the sending on which it counts as delivered (§4.3(6)).
  public var deliveredAfterDays: Int
  /// Whether the sender gets a receipt, which is recorded.
  public var hasReceipt: Bool

  /// A channel.
  public init(to: Key<ContactRow>, deliveredAfterDays: Int, hasReceipt: Bool) {
    self.to = to
    self.deliveredAfterDays = deliveredAfterDays
    self.hasReceipt = hasReceipt
  }
}

/// From when the time for appeal runs.
public enum AppealStart: String, CaseIterable, Sendable {
  /// From the recording of the charge.
  case recording
  /// From the delivery of the notice of it.
  case delivery
}
