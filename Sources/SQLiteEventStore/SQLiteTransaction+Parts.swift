import Dispatch
import EventStore
import Foundation
import GRDB
import Synchronization

extension SQLiteTransaction {
  /// Each part on a thread of its own, with a connection of its own; what this transaction has appended only it can see.
  func inParts<T: Sendable>(
    _ parts: Int, _ body: @escaping @Sendable (Int, any EventStoreReader) throws -> T
  ) throws -> [T] {
    switch companions {
    case .opened(let open) where !hasWritten:
      let queues = try (0..<parts).map { _ in try open() }
      defer { for queue in queues { try? queue.close() } }
      return try Self.read(queues, body)
    case .reading(let queues) where queues.count >= parts:
      return try Self.read(Array(queues.prefix(parts)), body)
    case .opened, .reading, .none:
      return try (0..<parts).map { try body($0, self) }
    }
  }

  private static func read<T: Sendable>(
    _ queues: [DatabaseQueue], _ body: @escaping @Sendable (Int, any EventStoreReader) throws -> T
  ) throws -> [T] {
    let results = Results<T>(queues.count)
    onThreads(queues.count) { part in
      let result = Result {
        try queues[part].inDatabase { db in
          if !db.isInsideTransaction { try db.beginTransaction(.deferred) }
          return try body(part, SQLiteTransaction(db, with: .none))
        }
      }
      results.values.withLock { $0[part] = result }
    }
    return try results.values.withLock { $0 }.map { try $0!.get() }
  }

  /// What each part gave.
  private final class Results<T: Sendable>: Sendable {
    let values: Mutex<[Result<T, any Error>?]>

    init(_ parts: Int) {
      values = Mutex(Array(repeating: nil, count: parts))
    }
  }

  /// Runs `body` for each part on a thread of its own, the first on this one.
  private static func onThreads(_ parts: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let finished = DispatchSemaphore(value: 0)
    for part in 1..<max(1, parts) {
      let thread = Thread {
        body(part)
        finished.signal()
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
    body(0)
    for _ in 1..<max(1, parts) { finished.wait() }
  }
}
