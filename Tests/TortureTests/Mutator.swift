import LedgerTesting

/// Makes from good inputs such as nobody would hand in.
struct Mutator {
  private var random: SplitMix64
  private let corpus: [[UInt8]]

  /// Changes of items of `corpus`, which is not empty.
  init(_ corpus: [[UInt8]], seed: Int) {
    self.corpus = corpus
    random = SplitMix64(seed: seed)
  }

  /// The next input.
  mutating func next() -> [UInt8] {
    var bytes = random.pick(corpus)
    for _ in 0...random.below(4) { bytes = mutate(bytes) }
    return bytes
  }

  private mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
    guard !bytes.isEmpty else { return random.pick(corpus) }
    var bytes = bytes
    let index = random.below(bytes.count)
    let end = min(bytes.count, index + 1 + random.below(40))
    switch random.below(10) {
    case 0: bytes[index] ^= 1 << UInt8(random.below(8))
    case 1: bytes[index] = UInt8(truncatingIfNeeded: random.next())
    case 2: bytes.removeSubrange(index..<end)
    case 3: bytes.insert(contentsOf: bytes[index..<end], at: random.below(bytes.count))
    case 4: bytes = Array(bytes[..<index] + splice())
    case 5, 6: bytes.insert(contentsOf: token(), at: index)
    case 7, 8: replaceNumber(&bytes, near: index)
    default: repeatPiece(&bytes, near: index)
    }
    return bytes
  }

  /// The end of another item.
  private mutating func splice() -> ArraySlice<UInt8> {
    let other = random.pick(corpus)
    return other[random.below(max(1, other.count))...]
  }

  private mutating func token() -> [UInt8] {
    if random.below(12) == 0 { return Array(repeating: random.pick(Array("[{(\"' -".utf8)), count: random.below(5000)) }
    if random.below(8) == 0 { return random.pick(Self.bytes) }
    return Array(random.pick(Self.texts).utf8)
  }

  /// Puts a number of the edges where a number, or a date, begins behind `index`.
  private mutating func replaceNumber(_ bytes: inout [UInt8], near index: Int) {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard let start = bytes[index...].firstIndex(where: { digits.contains($0) }) else { return }
    let isDate = bytes[start...].prefix(10).split(separator: UInt8(ascii: "-")).map(\.count) == [4, 2, 2]
    let end = isDate ? start + 10 : bytes[start...].firstIndex { !digits.contains($0) } ?? bytes.endIndex
    bytes.replaceSubrange(start..<end, with: Array(random.pick(isDate ? Self.dates : Self.numbers).utf8))
  }

  /// Repeats what stands between two commas or line breaks: a field, a cell, a line.
  private mutating func repeatPiece(_ bytes: inout [UInt8], near index: Int) {
    let marks = [UInt8(ascii: ","), UInt8(ascii: "\n")]
    let start = bytes[..<index].lastIndex { marks.contains($0) } ?? 0
    let end = bytes[index...].firstIndex { marks.contains($0) } ?? bytes.endIndex
    bytes.insert(contentsOf: bytes[start..<end], at: start)
  }

  private static let numbers = [
    "0", "-1", "-0", "1e999", "1E-400", "0.1", "2147483648", "9223372036854775807", "9223372036854775808",
    "-9223372036854775808", "18446744073709551616", "1000000000000000", "999999999", String(repeating: "9", count: 400),
  ]

  private static let dates = [
    "0000-00-00", "0001-01-01", "1969-12-31", "8999-12-31", "9999-12-31", "2011-02-29", "2012-02-29", "2011-13-01",
    "99999-01-01", "-001-01-01", "2011-12-31", "2012-01-01",
  ]

  private static let texts = [
    "\u{0}", "\u{202E}", "\u{2066}", "\u{FEFF}", "\u{1B}[31m", "\u{1B}]0;x\u{7}", "\u{7F}", "\u{85}", "\u{2028}",
    "\r\n", "\n", "\t", "\"", "'", "\\", "\\u0000", "\\ud800", "\\udc00\\ud800", ",", ":", ": ", "- ", "? ", "{", "}",
    "[", "]", "&a ", "*a", "*a : ", "<<: *a", "!!binary ", "!!set ", "!x", "%YAML 9.9\n", "---\n", "...\n", "|\n",
    ">-\n",
    "#", "null", "~", "true", "NaN", ".inf", "0x1F", "0o17", "1_000", "+08:00", "T24:00:00", "T23:59:60", "-99:99",
    "\"type\":\"BreachAssessed\"", "\"data\":{}", "\"at\":null", "𠮷", "e\u{301}", "ﷺ",
  ]

  private static let bytes: [[UInt8]] = [
    [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE4, 0xB8], [0x80, 0x80], [0xFE, 0xFF, 0],
  ]
}
