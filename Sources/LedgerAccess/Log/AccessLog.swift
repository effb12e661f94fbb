public import LedgerDomain

/// A line of the access log, as it stands there.
public struct AccessLine: Hashable, Sendable {
  /// Its number.
  public let position: Int
  /// What it says.
  public let entry: AccessEntry
}

/// What is asked of the access log: the latest lines first (server §6, 11.4).
public struct AccessQuestion: Hashable, Sendable {
  /// Where a page ended, so that the next begins behind it.
  public struct Cursor: Hashable, Sendable {
    /// The time of the last line, in microseconds since 1970.
    public let microseconds: Int
    /// The last line's number.
    public let position: Int

    /// Behind a line.
    public init(microseconds: Int, position: Int) {
      self.microseconds = microseconds
      self.position = position
    }
  }

  /// Only what this account did; `machine:USER` for a user of the machine.
  public var account: String?
  /// Only this.
  public var action: AccessAction?
  /// From this moment on.
  public var from: Instant?
  /// Before this moment.
  public var to: Instant?
  /// Behind this line.
  public var after: Cursor?
  /// So many lines at most.
  public var limit: Int

  /// What is asked.
  public init(
    account: String? = nil, action: AccessAction? = nil, from: Instant? = nil, to: Instant? = nil,
    after: Cursor? = nil, limit: Int = 100
  ) {
    self.account = account
    self.action = action
    self.from = from
    self.to = to
    self.after = after
    self.limit = limit
  }
}

/// A page of the access log.
public struct AccessPage: Hashable, Sendable {
  /// The lines, the latest first.
  public let lines: [AccessLine]
  /// Where the next page begins; nil on the last.
  public let next: AccessQuestion.Cursor?
}

/// How long the access log is kept (server 11.4).
public struct Retention: Hashable, Sendable {
  /// The least, in days; the store's own guard refuses to remove what is younger.
  static let leastDays = 180
  /// Three years.
  public static let usual = Retention(days: 3 * 365 + 1)!

  /// Days for which a line is kept.
  public let days: Int

  /// So many days; nil for fewer than the least.
  public init?(days: Int) {
    guard days >= Self.leastDays else { return nil }
    self.days = days
  }
}
