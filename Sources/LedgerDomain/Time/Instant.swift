/// A moment in time, exact to the nanosecond.
public struct Instant: Hashable, Comparable, Sendable {
  /// Whole seconds since 1970-01-01T00:00:00Z, rounded down; negative before it.
  public let seconds: Int
  /// Nanoseconds beyond those, 0 to 999,999,999.
  public let nanoseconds: Int

  /// The moment `seconds` and `nanoseconds` (0 to 999,999,999) after 1970-01-01T00:00:00Z.
  public init(seconds: Int, nanoseconds: Int = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// The moment `seconds` later; earlier when negative.
  public func adding(seconds: Int) -> Instant {
    Instant(seconds: self.seconds + seconds, nanoseconds: nanoseconds)
  }

  /// The moment `nanoseconds` later; they must not be negative.
  public func adding(nanoseconds: Int) -> Instant {
    let sum = self.nanoseconds + nanoseconds
    return Instant(seconds: seconds + sum / 1_000_000_000, nanoseconds: sum % 1_000_000_000)
  }

  /// Nanoseconds from `earlier` to this moment; the two must lie within a few centuries.
  func nanoseconds(since earlier: Instant) -> Int {
    (seconds - earlier.seconds) * 1_000_000_000 + nanoseconds - earlier.nanoseconds
  }

  /// The earlier one is less.
  public static func < (left: Instant, right: Instant) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}
