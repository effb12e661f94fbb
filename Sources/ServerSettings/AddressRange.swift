/// Addresses with the same beginning, `10.0.0.0/8`, or one alone (`--trusted-proxy`, 12.2).
public struct AddressRange: Sendable, Hashable {
  /// The first of them.
  public let start: NetworkAddress
  /// How many bits all of them share.
  public let length: Int

  /// Reads an address, or one with the length of a range behind it.
  ///
  /// - Throws: `notARange`; `rangeNotAtItsStart` where bits behind the length are set.
  public init(_ text: String) throws(SettingsFault) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let first = parts.first, let address = NetworkAddress(String(first)) else { throw .notARange(text) }
    let bits = address.bytes.count * 8
    guard let last = parts.dropFirst().first else {
      (start, length) = (address, bits)
      return
    }
    guard parts.count == 2, let length = wholeNumber(last), length <= bits else { throw .notARange(text) }
    let masked = NetworkAddress(
      bytes: address.bytes.enumerated().map { index, byte in
        let kept = min(8, max(0, length - index * 8))
        return byte & ~UInt8(truncatingIfNeeded: 0xff >> kept)
      })
    guard masked == address else { throw .rangeNotAtItsStart(text, start: "\(masked)/\(length)") }
    (start, self.length) = (address, length)
  }

  /// Whether an address is one of them.
  public func contains(_ address: NetworkAddress) -> Bool {
    guard address.bytes.count == start.bytes.count else { return false }
    let whole = length / 8
    guard address.bytes.prefix(whole) == start.bytes.prefix(whole) else { return false }
    let rest = length % 8
    return rest == 0 || (address.bytes[whole] ^ start.bytes[whole]) >> (8 - rest) == 0
  }
}

extension AddressRange: CustomStringConvertible {
  /// As it is given.
  public var description: String { "\(start)/\(length)" }
}

extension AddressRange: WrittenAsText {}
