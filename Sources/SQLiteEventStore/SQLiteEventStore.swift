public import EventStore
import GRDB

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The embedded store: one SQLite file, write-ahead log, `synchronous=FULL`.
///
/// A commit that was acknowledged survives the loss of power. Events can only be added: triggers refuse to change or
/// remove them.
public final class SQLiteEventStore: EventStore {
  /// How the store is opened.
  public enum Mode: Sendable {
    /// Reads and writes; the file is made on first use, readable by its owner only.
    case readWrite
    /// Reads only; the file must be there.
    case readOnly
  }

  let queue: DatabaseQueue

  /// Opens the store at `path`.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - mode: whether it may be written, and made.
  ///   - patience: seconds to wait for another process's lock before `StoreError.busy`.
  /// - Throws: `StoreError`.
  public init(path: String, mode: Mode = .readWrite, patience: Double = 10) throws {
    var configuration = Configuration()
    configuration.readonly = mode == .readOnly
    configuration.busyMode = .timeout(patience)
    configuration.label = "koufen"
    configuration.allowsUnsafeTransactions = true
    do {
      if mode == .readWrite { try PrivateFile.make(at: path) }
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try Self.openSchema(queue, mode, patience: .seconds(patience))
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Opens or makes the tables, again and again while another process is at the same: where two would wait for each
  /// other, as in turning to the write-ahead log, SQLite gives up at once instead of waiting.
  private static func openSchema(_ queue: DatabaseQueue, _ mode: Mode, patience: Duration) throws {
    let deadline = ContinuousClock.now + patience
    while true {
      do {
        return try queue.inDatabase { db in try Schema.open(db, writable: mode == .readWrite) }
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && ContinuousClock.now < deadline {
        usleep(5_000)
      }
    }
  }

  /// The durability in force, as SQLite reads it back: the journal mode and the synchronous level (2 is FULL).
  public func durability() throws -> (journal: String, synchronous: Int) {
    try translating {
      try queue.inDatabase { db in
        (
          try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? "",
          try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1
        )
      }
    }
  }

  /// Reads one consistent state, in a deferred transaction.
  public func read<T>(_ body: (any EventStoreReader) throws -> T) throws -> T {
    try transaction(.deferred, body)
  }

  /// Reads one consistent state, with a connection for each part that reads the very same.
  public func read<T>(inParts parts: Int, _ body: (any EventStoreReader) throws -> T) throws -> T {
    try translating {
      let companions = try (0..<parts).map { _ in try openReader() }
      defer { for companion in companions { try? companion.close() } }
      return try queue.inDatabase { db in
        let areSame = try db.beginReading(with: companions)
        return try finish(db, with: areSame ? .reading(companions) : .none, body)
      }
    }
  }

  /// Runs one transaction, begun with the write lock held (`BEGIN IMMEDIATE`).
  public func write<T>(_ body: (any EventStoreWriter) throws -> T) throws -> T {
    try transaction(.immediate, body)
  }

  /// Copies the store, while it is in use, into a new file that only its owner can read.
  ///
  /// - Throws: `StoreError.inputOutput` when there is a file at `path` already, or it cannot be written.
  public func backup(to path: String) throws {
    try translating {
      try PrivateFile.makeNew(at: path)
      let copy = try DatabaseQueue(path: path)
      try queue.backup(to: copy)
      try copy.inDatabase { db in try db.execute(sql: "PRAGMA journal_mode = DELETE") }
      try copy.close()
      try PrivateFile.synchronise(path)
    }
  }

  private func transaction<T>(
    _ kind: Database.TransactionKind, _ body: (SQLiteTransaction) throws -> T
  ) throws -> T {
    try translating {
      try queue.inDatabase { db in
        try db.beginTransaction(kind)
        return try finish(db, with: kind == .immediate ? .opened(by: openReader) : .none, body)
      }
    }
  }

  /// Runs the transaction that has begun, and commits it, or, if `body` throws, gives it up.
  private func finish<T>(
    _ db: Database, with companions: Companions, _ body: (SQLiteTransaction) throws -> T
  ) throws -> T {
    let transaction = SQLiteTransaction(db, with: companions)
    do {
      let value = try body(transaction)
      try transaction.settle()
      try db.commit()
      return value
    } catch {
      transaction.abandon()
      if db.isInsideTransaction { try? db.rollback() }
      throw error
    }
  }

  /// Another connection to the same file, to read with beside this one.
  private func openReader() throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    configuration.allowsUnsafeTransactions = true
    configuration.label = "koufen-reader"
    let queue = try DatabaseQueue(path: queue.path, configuration: configuration)
    try queue.inDatabase { db in try db.execute(sql: "PRAGMA cache_size = -\(Schema.scanCacheKilobytes)") }
    return queue
  }

  private func translating<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw StoreError(error, path: queue.path)
    }
  }
}
