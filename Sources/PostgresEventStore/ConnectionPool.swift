import EventStore
import Synchronization

/// Connections to one ledger, each used by one thread at a time.
final class ConnectionPool: Sendable {
  /// Connections kept open while nobody uses them, at most.
  private static let kept = 5

  let address: PostgresAddress
  let sql: LedgerSQL
  private let idle = Mutex<[PostgresConnection]>([])

  init(_ address: PostgresAddress) {
    self.address = address
    sql = LedgerSQL(address.ledger)
  }

  /// A connection that nobody else is using.
  func borrow() throws -> PostgresConnection {
    while let connection = idle.withLock({ $0.popLast() }) {
      if connection.isReady { return connection }
    }
    return try PostgresConnection(address)
  }

  /// Takes a connection back.
  func giveBack(_ connection: PostgresConnection) {
    guard !connection.isBroken else { return }
    idle.withLock { idle in
      if idle.count < Self.kept { idle.append(connection) }
    }
  }

  /// Lends a connection to `body`.
  func with<T>(_ body: (PostgresConnection) throws -> T) throws -> T {
    let connection = try borrow()
    defer { giveBack(connection) }
    return try body(connection)
  }

  /// Runs one statement in a transaction of its own, outside the gate.
  ///
  /// - Parameters:
  ///   - patience: milliseconds to wait for a lock.
  ///   - isDurable: whether its commit waits for the disk.
  func run(
    _ statement: String, _ arguments: [Argument] = [], patience: Int = 10_000, isDurable: Bool = true,
    _ answer: @escaping (PostgresResult) throws -> Void = { _ in }
  ) throws {
    try with { connection in
      connection.ask("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
      connection.ask("SET LOCAL lock_timeout = \(patience)")
      if !isDurable { connection.ask("SET LOCAL synchronous_commit = off") }
      connection.ask(statement, arguments, answer)
      connection.ask("COMMIT")
      do {
        try connection.settle()
      } catch {
        connection.leave(by: "ROLLBACK")
        throw error
      }
    }
  }
}
