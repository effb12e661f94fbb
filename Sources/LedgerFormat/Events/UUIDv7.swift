public import LedgerDomain

/// Idempotency keys for events submitted without one: UUIDs of version 7, which sort by the time they were made.
public enum UUIDv7 {
  /// A new key for `now`.
  public static func make(now: Instant, from random: inout some RandomNumberGenerator) -> String {
    let milliseconds = UInt64(max(0, now.seconds * 1000 + now.nanoseconds / 1_000_000)) & 0xFFFF_FFFF_FFFF
    let fraction = UInt64(now.nanoseconds / 1000 % 1000) << 2
    let high = milliseconds << 16 | 0x7000 | fraction
    let low = random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    return String(unsafeUninitializedCapacity: 36) { text in
      var place = 0
      for digit in 0..<32 {
        if hyphens.contains(digit) {
          text[place] = UInt8(ascii: "-")
          place += 1
        }
        let number = digit < 16 ? high : low
        text[place] = digits[Int(number >> UInt64(60 - 4 * (digit % 16)) & 15)]
        place += 1
      }
      return place
    }
  }

  private static let digits = Array("0123456789abcdef".utf8)
  /// The digits before which a hyphen stands.
  private static let hyphens = [8, 12, 16, 20]
}
