public import LedgerDomain

/// Idempotency keys for events submitted without one: UUIDs of version 7, which sort by the time they were made.
public enum UUIDv7 {
  /// A new key for `now`.
  public static func make(now: Instant, from random: inout some RandomNumberGenerator) -> String {
    let milliseconds = UInt64(max(0, now.seconds * 1000 + now.nanoseconds / 1_000_000)) & 0xFFFF_FFFF_FFFF
    let fraction = UInt64(now.nanoseconds / 1000 % 1000) << 2
    let high = milliseconds << 16 | 0x7000 | fraction
    let low = random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let digits = hex(high) + hex(low)
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { range in
      String(decoding: digits[range], as: UTF8.self)
    }.joined(separator: "-")
  }

  private static func hex(_ value: UInt64) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return (0..<16).map { digits[Int(value >> UInt64(60 - 4 * $0) & 15)] }
  }
}
