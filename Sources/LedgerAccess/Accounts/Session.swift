public import LedgerDomain

/// What stands for an account in a browser, without its secret (server 2.7).
public struct Session: Sendable {
  /// Seconds without a request after which it ends.
  static let idleSeconds = 60 * 60
  /// Seconds after which it ends in any case.
  static let longestSeconds = 12 * 60 * 60

  /// Its number, which is no secret.
  public let id: Token.ID
  /// The account.
  public let account: AccountID
  /// The role that was chosen for it; nil where none was.
  public let role: AccountRole?
  /// When it began.
  public let created: Instant
  /// When and from where it was last used.
  public let use: Use
  let hash: SecretHash

  /// Whether it has ended by itself.
  func hasEnded(_ now: Instant) -> Bool {
    now >= created.adding(seconds: Self.longestSeconds)
      || now >= (use.last?.at ?? created).adding(seconds: Self.idleSeconds)
  }
}
