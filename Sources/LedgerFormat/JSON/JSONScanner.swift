public import LedgerDomain

/// What is wrong with a JSON text, and where.
public struct JSONError: Error, Equatable, Sendable {
  /// Bytes before the place, from 0.
  public var offset: Int
  /// What was expected there.
  public var expected: Expectation
}

/// One value found in a JSON text: what it is, and its bytes.
struct JSONToken {
  enum Kind: UInt8 {
    case string, escapedString, integer, number, `true`, `false`, null, array, object
  }

  let kind: Kind
  /// The value's bytes; of a string, those between the quotes.
  let start: Int
  let end: Int
  /// Whether it is a string of nothing but plain ASCII.
  var isPlainASCII = false
}

/// Walks over JSON bytes strictly: RFC 8259, valid UTF-8, no field twice, bounded nesting.
struct JSONScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  var index: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int = 0) {
    self.bytes = bytes
    index = start
  }

  private var next: UInt8 { index < bytes.count ? bytes[index] : 0 }

  @inline(__always)
  mutating func skipSpace() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: return
      }
    }
  }

  /// Whether this byte comes next.
  func comesNext(_ byte: UInt8) -> Bool { index < bytes.count && bytes[index] == byte }

  /// Whether these bytes stand at `start`.
  @inline(__always)
  func stands(_ name: StaticString, at start: Int) -> Bool {
    let count = name.utf8CodeUnitCount
    return start + count <= bytes.count && UnsafeRawPointer(bytes.baseAddress! + start).holds(name.utf8Start, count)
  }

  /// Where the value begins of a field that begins at `start`, has this name and is written without spaces.
  @inline(__always)
  func valueStart(ofField name: StaticString, at start: Int) -> Int? {
    let end = start + name.utf8CodeUnitCount + 1
    guard end + 2 < bytes.count, bytes[end] == UInt8(ascii: "\""), bytes[end + 1] == UInt8(ascii: ":"),
      bytes[start] == UInt8(ascii: "\""), stands(name, at: start + 1)
    else { return nil }
    return end + 2
  }

  func failure(_ expected: Expectation) -> JSONError { JSONError(offset: index, expected: expected) }

  mutating func expect(_ byte: UInt8) throws(JSONError) {
    guard index < bytes.count, bytes[index] == byte else {
      throw failure(.character(byte))
    }
    index += 1
  }

  /// Nothing but white space may follow.
  mutating func expectEnd() throws(JSONError) {
    skipSpace()
    guard index == bytes.count else { throw failure(.endOfText) }
  }

  /// Steps over one value of any kind and says what it was.
  mutating func value(depth: Int = 0) throws(JSONError) -> JSONToken {
    skipSpace()
    let start = index
    switch next {
    case UInt8(ascii: "\""): return try string()
    case UInt8(ascii: "{"):
      try object(depth: depth) { (scanner, _) throws(JSONError) in _ = try scanner.value(depth: depth + 1) }
      return JSONToken(kind: .object, start: start, end: index)
    case UInt8(ascii: "["):
      try array(depth: depth) { scanner throws(JSONError) in _ = try scanner.value(depth: depth + 1) }
      return JSONToken(kind: .array, start: start, end: index)
    case UInt8(ascii: "t"): return try word("true", .true)
    case UInt8(ascii: "f"): return try word("false", .false)
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  /// Steps over an object; `field` is called before each value with the name's token, and must step over the value.
  mutating func object(
    depth: Int = 0, _ field: (inout JSONScanner, JSONToken) throws(JSONError) -> Void
  ) throws(JSONError) {
    guard depth < Limits.jsonDepth else { throw failure(.nesting) }
    try expect(UInt8(ascii: "{"))
    skipSpace()
    if next == UInt8(ascii: "}") {
      index += 1
      return
    }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw failure(.fieldName) }
      let name = try string()
      skipSpace()
      try expect(UInt8(ascii: ":"))
      skipSpace()
      try field(&self, name)
      skipSpace()
      if next == UInt8(ascii: ",") {
        index += 1
        continue
      }
      guard next == UInt8(ascii: "}") else { throw failure(.commaOrBrace) }
      index += 1
      return
    }
  }

  /// Steps over an array; `item` is called before each value and must step over it.
  mutating func array(
    depth: Int = 0, _ item: (inout JSONScanner) throws(JSONError) -> Void
  ) throws(JSONError) {
    guard depth < Limits.jsonDepth else { throw failure(.nesting) }
    try expect(UInt8(ascii: "["))
    skipSpace()
    if next == UInt8(ascii: "]") {
      index += 1
      return
    }
    while true {
      skipSpace()
      try item(&self)
      skipSpace()
      if next == UInt8(ascii: ",") {
        index += 1
        continue
      }
      guard next == UInt8(ascii: "]") else { throw failure(.commaOrBracket) }
      index += 1
      return
    }
  }

  private mutating func word(_ word: StaticString, _ kind: JSONToken.Kind) throws(JSONError) -> JSONToken {
    let start = index
    for offset in 0..<word.utf8CodeUnitCount {
      guard index < bytes.count, bytes[index] == word.utf8Start[offset] else { throw failure(Expectation("\(word)")) }
      index += 1
    }
    return JSONToken(kind: kind, start: start, end: index)
  }

  @inline(__always)
  private mutating func digits() throws(JSONError) {
    var end = index
    while end < bytes.count, bytes[end] >= 0x30, bytes[end] <= 0x39 { end += 1 }
    guard end > index else { throw failure(.value) }
    index = end
  }

  private mutating func number() throws(JSONError) -> JSONToken {
    let start = index
    var kind = JSONToken.Kind.integer
    if next == UInt8(ascii: "-") { index += 1 }
    let first = index
    try digits()
    if bytes[first] == 0x30, index > first + 1 {
      index = first + 1
      throw failure(.noLeadingZero)
    }
    if next == UInt8(ascii: ".") {
      kind = .number
      index += 1
      try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      kind = .number
      index += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
      try digits()
    }
    return JSONToken(kind: kind, start: start, end: index)
  }

  @inline(__always)
  private mutating func string() throws(JSONError) -> JSONToken {
    index += 1
    let start = index
    skipPlain()
    guard next == UInt8(ascii: "\"") else { return try restOfString(from: start) }
    index += 1
    return JSONToken(kind: .string, start: start, end: index - 1, isPlainASCII: true)
  }

  /// Steps over the rest of a string that begins at `start` and is more than plain ASCII, or is not closed.
  private mutating func restOfString(from start: Int) throws(JSONError) -> JSONToken {
    var kind = JSONToken.Kind.string
    var isASCII = true
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        if !isASCII { try validateUTF8(start, index) }
        index += 1
        return JSONToken(kind: kind, start: start, end: index - 1, isPlainASCII: isASCII && kind == .string)
      }
      if byte == UInt8(ascii: "\\") {
        kind = .escapedString
        try escape()
        continue
      }
      guard byte >= 0x20 else { throw failure(.noControlCharacter) }
      if byte >= 0x80 { isASCII = false }
      index += 1
      skipPlain()
    }
    throw failure(.closingQuote)
  }

  /// Steps over printable ASCII that is neither quote nor backslash, eight bytes at a time.
  @inline(__always)
  private mutating func skipPlain() {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var at = index
    while at + 8 <= bytes.count {
      let word = UnsafeRawPointer(bytes.baseAddress! + at).loadUnaligned(as: UInt64.self)
      let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
      let slashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
      let special =
        (((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes) | (word &- ones &* 0x20) | word) & highs
      if special != 0 {
        at += special.littleEndian.trailingZeroBitCount / 8
        break
      }
      at += 8
    }
    index = at
  }

  private mutating func validateUTF8(_ start: Int, _ end: Int) throws(JSONError) {
    guard String(validating: bytes[start..<end], as: UTF8.self) != nil else {
      index = start
      throw failure(.utf8)
    }
  }

  private mutating func escape() throws(JSONError) {
    index += 1
    switch next {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      index += 1
    case UInt8(ascii: "u"):
      let unit = try hexUnit()
      if 0xD800..<0xDC00 ~= unit {
        guard next == UInt8(ascii: "\\"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "u") else {
          throw failure(.surrogatePair)
        }
        index += 1
        guard 0xDC00..<0xE000 ~= (try hexUnit()) else { throw failure(.surrogatePair) }
      } else if 0xDC00..<0xE000 ~= unit {
        throw failure(.noLoneSurrogate)
      }
    default: throw failure(.escape)
    }
  }

  /// The four hexadecimal digits after `u`, where the index stands.
  private mutating func hexUnit() throws(JSONError) -> UInt32 {
    index += 1
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard index < bytes.count, let digit = Character(UnicodeScalar(bytes[index])).hexDigitValue, bytes[index] < 0x80
      else { throw failure(.hexadecimal) }
      unit = unit << 4 | UInt32(digit)
      index += 1
    }
    return unit
  }
}
