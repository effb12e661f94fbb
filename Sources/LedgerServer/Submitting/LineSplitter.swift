import LedgerFormat

/// Bytes that come in pieces, as lines.
struct LineSplitter {
  /// A line that is not blank.
  struct Line: Sendable {
    /// Its number, from 1, blank lines counted.
    var number: Int
    /// Its bytes, without the line break.
    var bytes: [UInt8]
  }

  private var rest: [UInt8] = []
  private var number = 0

  /// The lines that are whole with some more bytes.
  ///
  /// - Throws: 413, with the line, where one is too long to be an event before it ends.
  mutating func add(_ part: some Collection<UInt8>) throws(ServerProblem) -> [Line] {
    // A line without an end is not gathered until memory has one.
    guard rest.count <= Limits.lineBytes else { throw tooLarge }
    rest += part
    var lines: [Line] = []
    var start = 0
    while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
      add(rest[start..<end], to: &lines)
      start = end + 1
    }
    if start > 0 { rest.removeFirst(start) }
    return lines
  }

  /// The last line, which has no line break; none where there is nothing behind the last of these.
  mutating func end() -> [Line] {
    guard !rest.isEmpty else { return [] }
    var lines: [Line] = []
    add(rest[...], to: &lines)
    rest = []
    return lines
  }

  /// 413, with the line that has begun.
  var tooLarge: ServerProblem {
    var problem = ServerProblem(.tooLarge)
    problem.line = number + 1
    return problem
  }

  private mutating func add(_ bytes: ArraySlice<UInt8>, to lines: inout [Line]) {
    number += 1
    var bytes = bytes
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard !bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { return }
    lines.append(Line(number: number, bytes: Array(bytes)))
  }
}
