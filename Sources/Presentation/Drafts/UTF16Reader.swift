/// Makes UTF-8 of UTF-16 that comes in pieces.
struct UTF16Reader {
  private var isBigEndian = false
  private var isAtStart = true
  /// The first byte of a unit whose second has not come.
  private var half: UInt8?
  /// The first unit of a pair whose second has not come.
  private var lead: UInt16?

  /// The UTF-8 of the bytes that come next. Half a pair becomes a byte that is no UTF-8, so that its line is refused.
  mutating func take(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var utf8: [UInt8] = []
    utf8.reserveCapacity(bytes.count * 3 / 2)
    for byte in bytes {
      guard let first = half else {
        half = byte
        continue
      }
      half = nil
      let unit = isBigEndian ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first)
      add(unit, to: &utf8)
    }
    return utf8
  }

  /// What is left at the end, where something is.
  mutating func end() -> [UInt8] {
    defer { (half, lead) = (nil, nil) }
    return half == nil && lead == nil ? [] : [0xFF]
  }

  private mutating func add(_ unit: UInt16, to utf8: inout [UInt8]) {
    defer { isAtStart = false }
    if isAtStart, unit == 0xFFFE || unit == 0xFEFF {
      isBigEndian = unit == 0xFFFE
      return
    }
    if let lead {
      self.lead = nil
      if UTF16.isTrailSurrogate(unit) {
        let value = 0x10000 + (UInt32(lead) - 0xD800) << 10 + (UInt32(unit) - 0xDC00)
        utf8 += Unicode.Scalar(value).map { Array(UTF8.encode($0)!) } ?? [0xFF]
        return
      }
      utf8.append(0xFF)
    }
    if UTF16.isLeadSurrogate(unit) {
      lead = unit
    } else {
      utf8 += Unicode.Scalar(unit).map { Array(UTF8.encode($0)!) } ?? [0xFF]
    }
  }
}
