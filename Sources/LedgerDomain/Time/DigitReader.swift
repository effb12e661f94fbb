/// Reads fixed runs of ASCII digits and separators off the front of some UTF-8 bytes.
struct DigitReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  var atEnd: Bool { index == bytes.count }

  /// The number written in exactly `count` digits, or nil.
  @inline(__always)
  mutating func number(_ count: Int) -> Int? {
    guard index + count <= bytes.count else { return nil }
    var value = 0
    for _ in 0..<count {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
      index += 1
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

/// Writes numbers with leading zeros, and separators, into a text of at most 40 characters.
struct DigitWriter {
  private var bytes: InlineArray<40, UInt8> = .init(repeating: 0)
  private var count = 0

  /// One character.
  mutating func add(_ byte: UInt8) {
    bytes[count] = byte
    count += 1
  }

  /// A number in decimal, in just so many digits; in more where it needs them.
  mutating func add(_ number: Int, _ width: Int) {
    var width = width
    var limit = 1
    for _ in 0..<width { limit *= 10 }
    while number >= limit, width < 19 {
      limit *= 10
      width += 1
    }
    var rest = number
    for place in stride(from: count + width - 1, through: count, by: -1) {
      bytes[place] = UInt8(truncatingIfNeeded: 48 + rest % 10)
      rest /= 10
    }
    count += width
  }

  /// What has been written.
  var text: String {
    String(unsafeUninitializedCapacity: count) { buffer in
      for index in 0..<count { buffer[index] = bytes[index] }
      return count
    }
  }
}

extension String {
  /// What `body` makes of the text's UTF-8 bytes.
  func reading<T>(_ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
    var copy = self
    return copy.withUTF8(body)
  }
}
