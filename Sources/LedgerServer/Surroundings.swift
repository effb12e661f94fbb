public import LedgerDomain

/// What the server takes from outside: the clock and random numbers, so that all else is tested without them.
public struct Surroundings: Sendable {
  /// The clock.
  public var now: @Sendable () -> Instant
  /// A number that nobody can guess.
  public var random: @Sendable () -> UInt64
  /// A clock that only goes on: how often somebody asks, and how long an answer takes, is told by it (server §12).
  public var steady: @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }

  /// Bytes that are free where the store lies; nil where that is not known.
  public var freeRoom: @Sendable () -> Int? = { nil }
  /// Bytes of the store; nil where that is not known.
  public var storeBytes: @Sendable () -> Int? = { nil }
  /// Connections that are open.
  public var connections: @Sendable () -> Int = { 0 }
  /// Takes what the log says of a request.
  public var log: @Sendable (RequestLine) -> Void = { _ in }
  /// Takes what the log says of the server itself: a code, and what happened.
  public var say: @Sendable (String, Words) -> Void = { _, _ in }

  /// A clock and random numbers.
  public init(now: @escaping @Sendable () -> Instant, random: @escaping @Sendable () -> UInt64) {
    self.now = now
    self.random = random
  }
}

/// Random numbers of the surroundings, for whoever wants a generator.
struct SurroundingRandom: RandomNumberGenerator {
  let surroundings: Surroundings

  mutating func next() -> UInt64 { surroundings.random() }
}
