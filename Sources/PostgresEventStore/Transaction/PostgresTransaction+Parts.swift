import Dispatch
import EventStore
import Foundation
import Synchronization

extension PostgresTransaction {
  /// Each part on a thread of its own, with a connection of its own that imports this transaction's snapshot; what this one has
  /// written only it can see.
  func inParts<T: Sendable>(
    _ parts: Int, _ body: @escaping @Sendable (Int, any EventStoreReader) throws -> T
  ) throws -> [T] {
    guard parts > 1, !rows.hasWritten else { return try (0..<parts).map { try body($0, self) } }
    var snapshot = ""
    try trip { connection.ask("SELECT pg_catalog.pg_export_snapshot()") { snapshot = $0.text(0, 0) ?? "" } }
    let reading = Parts<T>(of: snapshot, connections: try (0..<parts).map { _ in try pool.borrow() }, pool, body)
    return try reading.run()
  }
}

/// A reading in parts, each on a thread.
private final class Parts<T: Sendable>: Sendable {
  private let snapshot: String
  private let connections: [PostgresConnection]
  private let pool: ConnectionPool
  private let body: @Sendable (Int, any EventStoreReader) throws -> T
  private let results: Mutex<[Result<T, any Error>?]>

  init(
    of snapshot: String, connections: [PostgresConnection], _ pool: ConnectionPool,
    _ body: @escaping @Sendable (Int, any EventStoreReader) throws -> T
  ) {
    self.snapshot = snapshot
    self.connections = connections
    self.pool = pool
    self.body = body
    results = Mutex(Array(repeating: nil, count: connections.count))
  }

  func run() throws -> [T] {
    let finished = DispatchSemaphore(value: 0)
    for part in 1..<connections.count {
      let thread = Thread { [self] in
        read(part)
        finished.signal()
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
    read(0)
    for _ in 1..<connections.count { finished.wait() }
    for connection in connections { pool.giveBack(connection) }
    return try results.withLock { $0 }.map { try $0!.get() }
  }

  private func read(_ part: Int) {
    let transaction = PostgresTransaction(connections[part], of: pool, .sharing(snapshot: snapshot))
    let result = Result { try body(part, transaction) }
    transaction.leave()
    results.withLock { $0[part] = result }
  }
}
