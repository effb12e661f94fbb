/// What a token says.
extension JSONScanner {
  /// The text of a string token.
  func text(_ token: JSONToken) -> String {
    let raw = UnsafeBufferPointer(rebasing: bytes[token.start..<token.end])
    guard token.kind == .escapedString else {
      // A token is a string only when its bytes have been found to be UTF-8.
      return String(copying: UTF8Span(unchecked: raw.span, isKnownASCII: token.isPlainASCII))
    }
    var units: [UInt8] = []
    units.reserveCapacity(raw.count)
    var index = 0
    while index < raw.count {
      guard raw[index] == UInt8(ascii: "\\") else {
        units.append(raw[index])
        index += 1
        continue
      }
      index += 1
      switch raw[index] {
      case UInt8(ascii: "b"): units.append(0x08)
      case UInt8(ascii: "f"): units.append(0x0C)
      case UInt8(ascii: "n"): units.append(0x0A)
      case UInt8(ascii: "r"): units.append(0x0D)
      case UInt8(ascii: "t"): units.append(0x09)
      case UInt8(ascii: "u"):
        let scalar = Self.scalar(raw, &index)
        units.append(contentsOf: Array(String(Character(scalar)).utf8))
        continue
      default: units.append(raw[index])
      }
      index += 1
    }
    return String(decoding: units, as: UTF8.self)
  }

  /// The scalar of `u` and four digits, or of a pair of them; validated when the string was scanned.
  private static func scalar(_ raw: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> UnicodeScalar {
    func unit(_ at: Int) -> UInt32 {
      raw[at..<at + 4].reduce(0) { $0 << 4 | UInt32(Character(UnicodeScalar($1)).hexDigitValue ?? 0) }
    }
    let high = unit(index + 1)
    index += 5
    guard 0xD800..<0xDC00 ~= high else { return UnicodeScalar(high) ?? "\u{FFFD}" }
    let low = unit(index + 2)
    index += 6
    return UnicodeScalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
  }

  /// The number of an integer token; nil when it does not fit in 63 bits.
  func integer(_ token: JSONToken) -> Int? {
    var value = 0
    var index = token.start
    let isNegative = bytes[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }
    while index < token.end {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.subtractingReportingOverflow(Int(bytes[index]) - 48)
      if overflow || carry { return nil }
      value = sum
      index += 1
    }
    if isNegative { return value }
    return value == .min ? nil : -value
  }
}
