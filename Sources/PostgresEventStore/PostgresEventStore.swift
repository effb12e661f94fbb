import Dispatch
public import EventStore

/// A ledger in PostgreSQL: one schema, appended to through functions that check density, versions and every hash.
///
/// Writers take turns at a gate, one row that is locked; readers see one state and wait for nobody. What was acknowledged is as
/// safe as the server's settings make it (`durability()`).
public final class PostgresEventStore: EventStore {
  let pool: ConnectionPool
  /// Milliseconds to wait for the gate.
  let patience: Int
  /// How long to ask what became of a commit whose answer was lost.
  let settling: Duration
  /// Taken by whoever writes in this process.
  private let writing = DispatchSemaphore(value: 1)
  private let arrivals = Arrivals()
  /// Taken by whoever waits for the standbys, so that while there is none only one connection hangs.
  private let awaiting = DispatchSemaphore(value: 1)

  /// The ledger at an address; nothing is asked of the server yet.
  ///
  /// - Parameters:
  ///   - patience: seconds to wait for the gate before `StoreError.busy`.
  ///   - settling: seconds to ask, at most, whether a commit was kept whose answer was lost: longer than a failover takes.
  public init(_ address: PostgresAddress, patience: Double = 10, settling: Double = 60) {
    pool = ConnectionPool(address)
    // To PostgreSQL zero is no limit at all.
    self.patience = max(1, Int(patience * 1000))
    self.settling = .seconds(settling)
  }

  /// Makes the ledger, by a role that may make schemas and roles.
  ///
  /// - Returns: false where it was there already.
  public static func create(at address: PostgresAddress) throws -> Bool {
    do { return try PostgresSchema.create(address) } catch { throw StoreError(error, of: address) }
  }

  /// Brings the ledger to this build's layout.
  ///
  /// - Returns: the layouts before and now.
  public static func upgrade(at address: PostgresAddress) throws -> (from: Int, to: Int) {
    do {
      return (try PostgresSchema.upgrade(address), PostgresSchema.layout)
    } catch { throw StoreError(error, of: address) }
  }

  /// Reads one state, in a transaction that writes nothing.
  public func read<T>(_ body: (any EventStoreReader) throws -> T) throws -> T {
    let connection = try borrow()
    defer { pool.giveBack(connection) }
    let transaction = PostgresTransaction(connection, of: pool, .reading)
    defer { transaction.leave() }
    return try translating(transaction) { try body(transaction) }
  }

  /// Runs one transaction under the gate.
  public func write<T>(_ body: (any EventStoreWriter) throws -> T) throws -> T {
    guard writing.wait(timeout: .now() + .milliseconds(patience)) == .success else {
      throw StoreError.busy("\(pool.address.shown): this process is writing already")
    }
    defer {
      writing.signal()
      arrivals.announce()
    }
    let connection = try borrow()
    defer { pool.giveBack(connection) }
    let transaction = PostgresTransaction(connection, of: pool, .writing(patience: patience))
    let value: T
    do {
      value = try translating(transaction) { try body(transaction) }
    } catch {
      transaction.leave()
      throw error
    }
    try translating(transaction) { try commit(transaction) }
    // What is left of the old read models is in nobody's way.
    if transaction.swapped != nil { try? PostgresStaging.sweep(pool) }
    return value
  }

  /// Waits for whoever writes in this process, and looks now and then for what others have written.
  public func wait(beyond position: Int, until deadline: ContinuousClock.Instant) throws -> Int {
    try arrivals.wait(beyond: position, until: deadline, pauses: Arrivals.pauses) { try read { try $0.lastPosition() } }
  }

  /// Begins new read models, in a generation of their own.
  public func beginStaging() throws -> any Staging { try PostgresStaging(pool, patience: patience) }

  /// What the server's settings make of a commit.
  public func durability() throws -> Durability {
    do { return try pool.with { try Durability($0) } } catch { throw StoreError(error, of: pool.address) }
  }

  /// Waits until whatever can be read is on the standbys too, where commits wait for them: after a crash, or a wait that was given up,
  /// an event can be read that no standby has. A standby shows what it has.
  public func awaitSafe() throws {
    guard awaiting.wait(timeout: .now() + .milliseconds(Int(settling / .milliseconds(1)))) == .success else {
      throw StoreError.unsettled("\(pool.address.shown): no standby has confirmed it")
    }
    defer { awaiting.signal() }
    do {
      try pool.with { connection in
        var isNeeded = false
        connection.ask(pool.sql.isFollowed) { isNeeded = $0.isTrue(0, 0) }
        try connection.settle()
        if isNeeded { try pool.pass(connection, until: .now + settling) }
      }
    } catch {
      throw StoreError(error, of: pool.address)
    }
  }

  private func borrow() throws -> PostgresConnection {
    do { return try pool.borrow() } catch { throw StoreError(error, of: pool.address) }
  }

  /// Runs `body`, whose errors of PostgreSQL become those of a store; any other is the caller's.
  private func translating<T>(_ transaction: PostgresTransaction, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as PostgresError {
      if error.state == "23505", error.constraint == "events_by_id" { throw try idTaken(transaction) }
      throw StoreError(error, of: pool.address, in: transaction)
    }
  }

  /// Which of the ids appended is in use: the database's own words are for people, in their language.
  private func idTaken(_ transaction: PostgresTransaction) throws -> StoreError {
    transaction.leave()
    var taken: Set<String> = []
    let ids = transaction.rows.allIDs
    try? pool.run(pool.sql.taken, [.texts(ids)]) { result in
      for row in 0..<result.count { taken.insert(result.text(row, 0) ?? "") }
    }
    return .idTaken(ids.first { taken.contains($0) } ?? "")
  }
}
