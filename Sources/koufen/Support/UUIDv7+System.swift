import LedgerDomain
import LedgerFormat

extension UUIDv7 {
  /// A new key for `now`, of the system's random numbers.
  static func make(now: Instant) -> String {
    var random = SystemRandomNumberGenerator()
    return make(now: now, from: &random)
  }
}
