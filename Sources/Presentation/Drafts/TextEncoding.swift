import Foundation

/// How a CSV file writes its text.
public enum TextEncoding: String, CaseIterable, Sendable {
  /// With or without a byte-order mark.
  case utf8 = "utf-8"
  /// Its byte order told by a mark; without one, the low byte first.
  case utf16 = "utf-16"
  /// With GBK and GB2312, which are parts of it.
  case gb18030

  /// Other names under which they are known.
  private static let others: [String: TextEncoding] = [
    "utf8": .utf8, "utf16": .utf16, "gbk": .gb18030, "gb2312": .gb18030,
  ]

  /// Reads a name, in letters of either case.
  public init?(named text: String) {
    let name = text.lowercased()
    guard let encoding = TextEncoding(rawValue: name) ?? Self.others[name] else { return nil }
    self = encoding
  }

  /// Judges by the whole of an input, which is there already and stands at its start again afterwards.
  ///
  /// A mark decides. Without one it is UTF-8, unless some line is not and none has a wide character in UTF-8: then it is
  /// GB18030. Where both are found it is UTF-8 that was damaged, and the lines that are none are named when they are read.
  init(judging input: any ByteSource) throws {
    var mark: [UInt8] = []
    while mark.count < 3, try input.read(upTo: 3 - mark.count, into: &mark) {}
    try input.rewind()
    if mark.starts(with: [0xFF, 0xFE]) || mark.starts(with: [0xFE, 0xFF]) {
      self = .utf16
      return
    }
    var isBroken = false
    var hasWide = mark == [0xEF, 0xBB, 0xBF]
    var lines = try LineReader(over: input, breaks: .any)
    while !hasWide || !isBroken, let line = try lines.next() {
      guard let bytes = line.bytes, let most = bytes.max(), most >= 0x80 else { continue }
      if String(validating: bytes, as: UTF8.self) == nil {
        isBroken = true
      } else if bytes.contains(where: { $0 >= 0xE0 }) {
        hasWide = true
      }
    }
    try input.rewind()
    self = isBroken && !hasWide ? .gb18030 : .utf8
  }

  /// The UTF-8 of a line of GB18030; nil where it is none.
  static func utf8(ofGB18030 line: [UInt8]) -> [UInt8]? {
    if line.allSatisfy({ $0 < 0x80 }) { return line }
    // GB_18030_2000 as Foundation counts encodings; the names of Core Foundation are not exported.
    let encoding = String.Encoding(rawValue: 0x8000_0632)
    return String(data: Data(line), encoding: encoding).map { Array($0.utf8) }
  }
}
