import GRDB
import Synchronization

/// Connections that only read, each used by one thread at a time, so that a reader waits neither for the writer nor for
/// another reader.
final class ReaderPool: Sendable {
  /// Connections kept open while nobody reads, at most.
  private static let kept = 4

  private let idle: Mutex<[DatabaseQueue]>

  init(_ connections: [DatabaseQueue]) {
    idle = Mutex(connections)
  }

  /// Lends a connection that nobody is using, or one that `open` makes; one on which something failed is not used again.
  func with<T>(orOpen open: () throws -> DatabaseQueue, _ body: (DatabaseQueue) throws -> T) throws -> T {
    let connection = try idle.withLock { $0.popLast() } ?? open()
    let value = try body(connection)
    let isKept = idle.withLock { idle in
      guard idle.count < Self.kept else { return false }
      idle.append(connection)
      return true
    }
    if !isKept { try? connection.close() }
    return value
  }

  /// Closes those that nobody is using.
  func close() {
    let open = idle.withLock { idle in
      defer { idle = [] }
      return idle
    }
    for connection in open { try? connection.close() }
  }
}
