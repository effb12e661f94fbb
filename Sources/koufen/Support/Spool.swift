import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// Bytes put aside: in memory while they are few, then in a file without a name that nobody else can read.
struct Spool {
  /// Bytes held in memory, at most.
  private static let memoryBytes = 4 << 20
  /// Bytes read at once.
  private static let piece = 1 << 16

  /// What the bytes are, in messages.
  private let name: String
  private var buffer: [UInt8] = []
  private var descriptor: Int32?
  private var written = 0

  init(_ name: String) {
    self.name = name
  }

  /// Puts aside all that comes, to its end; of a line longer than an event may be, only enough to see that it is.
  init(_ input: Input) throws {
    self.init(input.name)
    var length = 0
    var piece: [UInt8] = []
    while true {
      piece.removeAll(keepingCapacity: true)
      guard try input.read(upTo: Self.piece, into: &piece) else { return }
      if length > Limits.lineBytes {
        guard let end = piece.firstIndex(where: Self.isBreak) else { continue }
        piece.removeFirst(end)
      }
      length = piece.lastIndex(where: Self.isBreak).map { piece.count - 1 - $0 } ?? length + piece.count
      try append(piece)
    }
  }

  private static func isBreak(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

  /// Puts more aside.
  mutating func append(_ bytes: [UInt8]) throws {
    buffer.append(contentsOf: bytes)
    if buffer.count > Self.memoryBytes { try writeOut() }
  }

  /// What was put aside, from its start; the spool is empty then.
  mutating func take() throws -> Input {
    defer { self = Spool(name) }
    guard descriptor != nil else { return Input(name, keptAside: buffer) }
    try writeOut()
    guard let descriptor, lseek(descriptor, 0, SEEK_SET) == 0 else { throw Self.failure(Self.folder, errno) }
    return Input(name, keptAside: descriptor, size: written)
  }

  /// Prints what was put aside; the spool is empty then.
  mutating func print(on stream: StandardStream) throws {
    let input = try take()
    var piece: [UInt8] = []
    while try input.read(upTo: Self.piece, into: &piece) {
      stream.bytes(piece)
      piece.removeAll(keepingCapacity: true)
    }
  }

  private mutating func writeOut() throws {
    let descriptor = try self.descriptor ?? Self.namelessFile()
    self.descriptor = descriptor
    var done = 0
    while done < buffer.count {
      let count = buffer[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 { done += count } else if errno != EINTR { throw Self.failure(Self.folder, errno) }
    }
    written += done
    buffer.removeAll(keepingCapacity: true)
  }

  private static var folder: String {
    let named = ProcessInfo.processInfo.environment["TMPDIR"] ?? ""
    return named.isEmpty ? "/var/tmp" : named
  }

  private static func namelessFile() throws -> Int32 {
    let places = String(repeating: "X", count: 6)  // which mkstemp fills
    var path = Array((folder + "/koufen-" + places).utf8CString)
    let descriptor = mkstemp(&path)
    guard descriptor >= 0 else { throw failure(folder, errno) }
    unlink(path)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }

  private static func failure(_ folder: String, _ number: Int32) -> Failure {
    let reason = SystemText.words(String(cString: strerror(number)))
    return Failure(
      exit: 74, code: "input-output",
      zh: "无法在 \(folder) 暂存输入：\(reason.zh)；请用 $TMPDIR 指定有空间的文件夹。",
      en: "The input cannot be put aside in \(folder): \(reason.en). Name a folder with room by $TMPDIR.")
  }
}
