import LedgerFormat

/// Reads bytes line by line in bounded memory.
public struct LineReader {
  /// One line, and its number from 1.
  public struct Line: Sendable {
    /// Its number, from 1.
    public let number: Int
    /// The bytes without the line break; nil for a line longer than any may be.
    public let bytes: [UInt8]?
    /// How much of the file has been read with it, from 0 to 1; nil where its length is not known.
    public let part: Double?
  }

  /// What comes next.
  public enum Step {
    /// A line.
    case line(Line)
    /// Nothing has come yet: the next step waits for whoever writes.
    case pause
    /// Nothing comes any more.
    case end
  }

  /// Where lines end.
  public enum Breaks: Sendable {
    /// At LF and CRLF.
    case lineFeeds
    /// At LF, CRLF and CR, as spreadsheets write them.
    case any
  }

  private let input: any ByteSource
  private let breaks: Breaks
  private let encoding: TextEncoding
  private var utf16 = UTF16Reader()
  private var buffer: [UInt8] = []
  private var start = 0
  /// Where in the buffer the search for the end of the line goes on.
  private var searched = 0
  private var number = 0
  private var isTooLong = false
  private var isAtEnd = false
  private var hasPaused = false
  /// Whether the last line ended in CR: a line feed that follows belongs to it.
  private var endedInReturn = false
  private var bytesTaken = 0

  /// The lines of a source.
  ///
  /// - Parameter encoding: nil where it is to be judged by the whole source; of one that is not stored it is UTF-8.
  public init(
    over input: any ByteSource, breaks: Breaks = .lineFeeds, encoding: TextEncoding? = .utf8
  ) throws {
    self.input = input
    self.breaks = breaks
    self.encoding = try encoding ?? (input.isStored ? TextEncoding(judging: input) : .utf8)
  }

  /// The next line, or nil at the end.
  public mutating func next() throws -> Line? {
    while true {
      switch try step() {
      case .line(let line): return line
      case .pause: continue
      case .end: return nil
      }
    }
  }

  /// The next line, the end, or, once before each time that somebody has to be waited for, a pause.
  public mutating func step() throws -> Step {
    while true {
      skipLineFeed()
      if let end = lineEnd() {
        endedInReturn = buffer[end] == UInt8(ascii: "\r")
        return .line(take(upTo: end, next: end + 1))
      }
      if isAtEnd {
        guard start < buffer.count || isTooLong else { return .end }
        return .line(take(upTo: buffer.count, next: buffer.count))
      }
      if buffer.count - start > Limits.lineBytes {
        isTooLong = true
        bytesTaken += buffer.count - start
        start = buffer.count
      }
      if start > 1 << 20 || start == buffer.count {
        buffer.removeFirst(start)
        start = 0
      }
      searched = buffer.count
      if !hasPaused, !input.isReady {
        hasPaused = true
        return .pause
      }
      hasPaused = false
      if try !read() { isAtEnd = true }
    }
  }

  /// Adds what comes next to the buffer; false at the end.
  private mutating func read() throws -> Bool {
    guard encoding == .utf16 else { return try input.read(upTo: 1 << 16, into: &buffer) }
    var bytes: [UInt8] = []
    let hasMore = try input.read(upTo: 1 << 16, into: &bytes)
    buffer += hasMore ? utf16.take(bytes[...]) : utf16.end()
    return hasMore
  }

  private mutating func skipLineFeed() {
    guard endedInReturn, start < buffer.count else { return }
    endedInReturn = false
    guard buffer[start] == UInt8(ascii: "\n") else { return }
    start += 1
    searched = start
    bytesTaken += 1
  }

  private func lineEnd() -> Int? {
    switch breaks {
    case .lineFeeds: buffer[searched...].firstIndex(of: UInt8(ascii: "\n"))
    case .any: buffer[searched...].firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    }
  }

  private mutating func take(upTo end: Int, next: Int) -> Line {
    var bytes = Array(buffer[start..<end])
    bytesTaken += next - start
    start = next
    searched = next
    number += 1
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    if encoding == .gb18030 { bytes = TextEncoding.utf8(ofGB18030: bytes) ?? bytes }
    defer { isTooLong = false }
    let part = input.size.map { min(1, Double(bytesTaken) / Double(max($0, 1))) }
    return Line(number: number, bytes: isTooLong ? nil : bytes, part: part)
  }
}
