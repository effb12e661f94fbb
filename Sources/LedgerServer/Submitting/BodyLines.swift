import LedgerFormat

/// The lines of a body, as they come in.
struct BodyLines {
  /// A line that is not blank.
  struct Line: Sendable {
    /// Its number in the body, from 1, blank lines counted.
    var number: Int
    /// Its bytes, without the line break.
    var bytes: [UInt8]
  }

  private let body: any CallBody
  private let most: Int
  private var rest: [UInt8] = []
  private var taken = 0
  private var number = 0
  private var isAtEnd = false

  /// - Parameters:
  ///   - body: where they are in.
  ///   - most: bytes of the body, at most.
  init(_ body: any CallBody, most: Int) {
    self.body = body
    self.most = most
  }

  /// The lines that are whole by now, as soon as there is one; nil at the end.
  ///
  /// - Throws: 413, with the line, where the body is too long; what breaks it off.
  mutating func next() async throws -> [Line]? {
    while true {
      var lines = take()
      if isAtEnd, !rest.isEmpty { lines += [last()].compactMap(\.self) }
      if !lines.isEmpty { return lines }
      if isAtEnd { return nil }
      guard let part = try await body.next() else {
        isAtEnd = true
        continue
      }
      taken += part.count
      guard taken <= most else { throw tooLarge }
      rest += part
      // A line without an end is not gathered until memory has one.
      guard rest.count <= Limits.lineBytes || rest.contains(UInt8(ascii: "\n")) else { throw tooLarge }
    }
  }

  private var tooLarge: ServerProblem {
    var problem = ServerProblem(.tooLarge)
    problem.line = number + 1
    return problem
  }

  private mutating func take() -> [Line] {
    var lines: [Line] = []
    var start = 0
    while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
      add(rest[start..<end], to: &lines)
      start = end + 1
    }
    if start > 0 { rest.removeFirst(start) }
    return lines
  }

  private mutating func last() -> Line? {
    var lines: [Line] = []
    add(rest[...], to: &lines)
    rest = []
    return lines.first
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
