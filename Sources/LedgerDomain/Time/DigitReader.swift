/// Reads fixed runs of ASCII digits and separators off the front of some UTF-8 bytes.
struct DigitReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  var atEnd: Bool { index == bytes.count }

  /// The number written in exactly `count` digits, or nil.
  mutating func number(_ count: Int) -> Int? {
    var value = 0
    for _ in 0..<count {
      guard let digit = digit() else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  /// One digit, or nil.
  mutating func digit() -> Int? {
    guard index < bytes.count, bytes[index] >= UInt8(ascii: "0"), bytes[index] <= UInt8(ascii: "9") else { return nil }
    index += 1
    return Int(bytes[index - 1] - UInt8(ascii: "0"))
  }

  /// Steps over `byte` when it comes next.
  mutating func skip(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }
}

extension String {
  /// What `body` makes of the text's UTF-8 bytes.
  func reading<T>(_ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
    var copy = self
    return copy.withUTF8(body)
  }
}

/// `number` in decimal with leading zeros up to `width`.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return digits.utf8.count >= width ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
}
