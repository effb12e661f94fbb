public import LedgerDomain

/// When a delivery that failed is tried again (server 10.9): after 5 s, 30 s, 2 min, 10 min, 30 min, then 1, 2, 4, 8 h and
/// every 12 h to three days, each ±10 %.
public enum Redelivery: Hashable, Sendable {
  /// The very same again, then.
  case at(Instant)
  /// No more by itself: the webhook is paused.
  case paused

  /// Three days: what is not answered by then is not tried again.
  static let longestSeconds = 3 * 24 * 3600

  /// Seconds to wait after each failure.
  static let waits: [Int] = {
    var waits = [5, 30, 2 * 60, 10 * 60, 30 * 60, 3600, 2 * 3600, 4 * 3600, 8 * 3600]
    while waits.reduce(12 * 3600, +) <= longestSeconds { waits.append(12 * 3600) }
    return waits
  }()

  /// What comes after a failure.
  ///
  /// - Parameters:
  ///   - failures: how often it has failed, this time included, from 1.
  ///   - now: when it failed.
  ///   - jitter: from -1 to 1: a tenth less to a tenth more.
  ///   - retryAfter: the seconds the receiver asked for, if it did; of more than three days, three.
  ///   - isGone: whether the receiver answered 410, and so wants no more.
  public init(
    afterFailures failures: Int, _ now: Instant, jitter: Double, retryAfter: Int? = nil, isGone: Bool = false
  ) {
    guard !isGone, Self.waits.indices.contains(failures - 1) else {
      self = .paused
      return
    }
    let wait = Double(Self.waits[failures - 1]) * (1 + max(-1, min(1, jitter)) / 10)
    let asked = Double(min(retryAfter ?? 0, Self.longestSeconds))
    let milliseconds = Int((max(wait, asked) * 1000).rounded())
    self = .at(now.adding(nanoseconds: milliseconds * 1_000_000))
  }
}
