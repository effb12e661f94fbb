import Foundation
import Ledger

/// Reads a file or standard input line by line in bounded memory.
struct LineReader {
  /// One line, and its number from 1.
  struct Line {
    let number: Int
    /// The bytes without the line break; nil for a line longer than any may be.
    let bytes: [UInt8]?
    /// How much of the file has been read with it, from 0 to 1; nil where its length is not known.
    let part: Double?
  }

  private let handle: FileHandle
  private var buffer: [UInt8] = []
  private var start = 0
  private var number = 0
  private var isAtEnd = false
  private var bytesTaken = 0
  private var bytesInAll: Int?

  /// Opens `path`, or standard input for `-`.
  init(path: String) throws {
    if path == "-" {
      handle = .standardInput
      return
    }
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue,
      let file = FileHandle(forReadingAtPath: path)
    else {
      throw Failure(
        exit: 66, code: "no-such-file", zh: "没有可读取的文件 \(path)。", en: "There is no file \(path) that can be read.")
    }
    handle = file
    bytesInAll = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
  }

  /// The next line, or nil at the end.
  mutating func next() throws -> Line? {
    var isTooLong = false
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        return take(upTo: end, next: end + 1, isTooLong)
      }
      if isAtEnd {
        guard start < buffer.count || isTooLong else { return nil }
        return take(upTo: buffer.count, next: buffer.count, isTooLong)
      }
      if buffer.count - start > Limits.lineBytes {
        isTooLong = true
        start = buffer.count
      }
      if start > 1 << 20 || start == buffer.count {
        buffer.removeFirst(start)
        start = 0
      }
      searched = buffer.count
      try fill()
    }
  }

  private mutating func fill() throws {
    let data = try handle.read(upToCount: 1 << 16) ?? Data()
    if data.isEmpty { isAtEnd = true } else { buffer.append(contentsOf: data) }
  }

  private mutating func take(upTo end: Int, next: Int, _ isTooLong: Bool) -> Line {
    var bytes = Array(buffer[start..<end])
    bytesTaken += next - start
    start = next
    number += 1
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    let part = bytesInAll.map { Double(bytesTaken) / Double(max($0, 1)) }
    return Line(number: number, bytes: isTooLong ? nil : bytes, part: part)
  }
}
