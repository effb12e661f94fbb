import Foundation
import Synchronization

/// What is answered to the lines of a bulk, until its body was read to its end: in memory as long as it is little, then in a
/// file without a name (server 8.3).
final class AnswerSpool: Sendable {
  private struct State {
    var buffer: [UInt8] = []
    var file: FileHandle?
  }

  private static let inMemory = 4 << 20
  private static let piece = 1 << 16

  private let state = Mutex(State())

  /// Adds a line.
  func append(line: String) throws {
    try state.withLock { state in
      state.buffer += line.utf8
      state.buffer.append(UInt8(ascii: "\n"))
      guard state.buffer.count > Self.inMemory else { return }
      if state.file == nil { state.file = try Self.namelessFile() }
      try state.file?.write(contentsOf: state.buffer)
      state.buffer.removeAll(keepingCapacity: true)
    }
  }

  /// Goes to the beginning: nothing more is added.
  func rewind() throws {
    try state.withLock { state in
      guard let file = state.file else { return }
      try file.write(contentsOf: state.buffer)
      state.buffer = []
      try file.seek(toOffset: 0)
    }
  }

  /// The next bytes; nil at the end.
  func next() throws -> [UInt8]? {
    try state.withLock { state in
      guard let file = state.file else {
        defer { state.buffer = [] }
        return state.buffer.isEmpty ? nil : state.buffer
      }
      return try file.read(upToCount: Self.piece).map { Array($0) }
    }
  }

  private static func namelessFile() throws -> FileHandle {
    let named = ProcessInfo.processInfo.environment["TMPDIR"] ?? ""
    // The places are what mkstemp fills.
    var path = Array(((named.isEmpty ? "/var/tmp" : named) + "/koufen-" + String(repeating: "X", count: 6)).utf8CString)
    let descriptor = mkstemp(&path)
    guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    unlink(path)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }
}
