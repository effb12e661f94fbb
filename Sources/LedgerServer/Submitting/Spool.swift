import Foundation
import Synchronization

/// Bytes put aside, of a body or of what is answered to it (server 8.3): in memory as long as they are few, then in a file
/// without a name.
final class Spool: Sendable {
  private struct State {
    /// What is not in the file yet; all of it where there is none.
    var buffer: [UInt8] = []
    var file: FileHandle?
    var count = 0
    /// How much was read of it since it was rewound.
    var read = 0
  }

  private static let inMemory = 4 << 20
  private static let piece = 1 << 16

  private let state = Mutex(State())

  /// Bytes in all.
  var count: Int { state.withLock { $0.count } }

  /// Adds bytes.
  func append(_ bytes: some Collection<UInt8>) throws {
    try state.withLock { state in
      state.buffer += bytes
      state.count += bytes.count
      guard state.buffer.count > Self.inMemory else { return }
      if state.file == nil { state.file = try Self.namelessFile() }
      try state.file?.write(contentsOf: state.buffer)
      state.buffer.removeAll(keepingCapacity: true)
    }
  }

  /// Adds a line.
  func append(line: String) throws { try append(Array((line + "\n").utf8)) }

  /// Goes to the beginning: nothing more is added.
  func rewind() throws {
    try state.withLock { state in
      state.read = 0
      guard let file = state.file else { return }
      try file.write(contentsOf: state.buffer)
      state.buffer = []
      try file.seek(toOffset: 0)
    }
  }

  /// The next bytes, at most `most`; nil at the end.
  func next(_ most: Int = Spool.piece) throws -> [UInt8]? {
    try state.withLock { state in
      guard let file = state.file else {
        let piece = state.buffer[state.read..<min(state.read + most, state.buffer.count)]
        state.read += piece.count
        return piece.isEmpty ? nil : Array(piece)
      }
      let piece = try file.read(upToCount: most) ?? Data()
      return piece.isEmpty ? nil : Array(piece)
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
