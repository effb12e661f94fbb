import EventStore
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

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
    guard !connection.isBroken, !connection.isGivenUp else { return }
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
    try with { try run(statement, arguments, patience: patience, isDurable: isDurable, by: $0, answer) }
  }

  private func run(
    _ statement: String, _ arguments: [Argument], patience: Int, isDurable: Bool, by connection: PostgresConnection,
    _ answer: @escaping (PostgresResult) throws -> Void
  ) throws {
    connection.ask("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
    connection.ask("SET LOCAL lock_timeout = \(patience)")
    if !isDurable { connection.ask("SET LOCAL synchronous_commit = off") }
    connection.ask(statement, arguments, answer)
    connection.warnings = 0
    connection.ask("COMMIT")
    do {
      try connection.settle()
    } catch {
      connection.leave(by: "ROLLBACK")
      throw error
    }
  }

  /// Runs one statement that may be run twice, until it is known to be kept, and kept where the settings want it.
  ///
  /// - Parameters:
  ///   - patience: milliseconds to wait for a lock.
  ///   - settling: how long to try again where the answer was lost, and to wait for the standby.
  /// - Throws: `StoreError.unsettled` where it may be kept or not.
  func settle(
    _ statement: String, _ arguments: [Argument] = [], patience: Int, settling: Duration,
    _ answer: @escaping (PostgresResult) throws -> Void
  ) throws {
    // Once an answer was lost, or a wait for the standby given up, it may be kept: from then on nothing else is believed.
    var doubt: (since: ContinuousClock.Instant, words: String)?
    var pause: UInt32 = 50_000
    while true {
      do {
        // Whom the server does not let in at all has asked for nothing yet.
        let connection = try doubt == nil ? borrow() : PostgresConnection(address)
        defer { giveBack(connection) }
        do {
          try run(statement, arguments, patience: patience, isDurable: true, by: connection, answer)
          guard connection.warnings > 0 else { return }
          if doubt == nil { doubt = (.now, "no standby has confirmed it") }
          return try pass(connection, until: (doubt?.since ?? .now) + settling)
        } catch let error as PostgresError where error.isLoss {
          if doubt == nil { doubt = (.now, error.message) }
          throw error
        }
      } catch let error as PostgresError {
        guard let doubt else { throw error }
        guard ContinuousClock.now < doubt.since + settling else {
          throw StoreError.unsettled("\(address.shown): \(doubt.words)")
        }
        usleep(pause)
        pause = min(pause * 2, 1_000_000)
      }
    }
  }

  /// Waits until all that is committed is where the settings want it, on the standby too.
  ///
  /// What waits is a commit of its own in which nothing is written: where it is given up the server is told so, for else it would wait
  /// on there, with nobody to tell, until a standby is back. Where somebody else cancels it, in the wait or on the way to it, there is
  /// another: what it is for is committed already.
  ///
  /// - Throws: `StoreError.unsettled` where it is not by `deadline`.
  func pass(_ connection: PostgresConnection, until deadline: ContinuousClock.Instant) throws {
    (connection.deadline, connection.givesUpThere) = (deadline, true)
    defer { (connection.deadline, connection.givesUpThere) = (nil, false) }
    while true {
      connection.warnings = 0
      connection.ask("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
      connection.ask(sql.call("barrier()"))
      connection.ask("COMMIT")
      let unconfirmed = StoreError.unsettled(
        "\(address.shown): it is committed on the primary, and no standby has confirmed it")
      do {
        try connection.settle()
      } catch is PostgresError where ContinuousClock.now >= deadline {
        connection.leave(by: "ROLLBACK")
        throw unconfirmed
      } catch let error as PostgresError where error.isCancelled {
        connection.leave(by: "ROLLBACK")
        continue
      } catch {
        connection.leave(by: "ROLLBACK")
        throw error
      }
      if connection.warnings == 0 { return }
      guard ContinuousClock.now < deadline else { throw unconfirmed }
    }
  }
}
