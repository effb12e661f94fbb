import GRDB
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The access store, `STORE.server`: accounts, hashes of tokens and passwords, sessions, webhooks, the access log
/// (server 1.8). Nothing of it is in the ledger, and losing it loses no event.
///
/// A SQLite file that its owner alone may read. What changes an account, a token or a webhook is on the disk before it is
/// acknowledged; lines of the log and the times of uses are written without waiting for the disk.
public final class AccessStore: Sendable {
  /// How the store is opened.
  public enum Mode: Sendable {
    /// Reads only; the file must be there.
    case reading
    /// Reads and writes; the file must be there.
    case writing
    /// Reads and writes, and makes the file where there is none.
    case making
  }

  /// Which state of the file a snapshot was read from.
  private struct Seen {
    var dataVersion: Int?
    var changes: Int?
  }

  /// The file.
  public let path: String
  let reader: DatabaseQueue
  private let writer: DatabaseQueue?
  private let seen = Mutex(Seen())
  private let current = Mutex(Accounts.none)
  let failures: Mutex<SignInFailures>
  /// What a new password costs.
  let cost: PasswordHash.Cost

  /// Opens the store.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - mode: whether it may be written, and made.
  ///   - patience: seconds to wait for another process's lock before `busy`.
  ///   - failures: who has failed to sign in so far.
  public convenience init(
    path: String, mode: Mode, patience: Double = 10, failures: SignInFailures = SignInFailures()
  ) throws(AccessError) {
    try self.init(path: path, mode: mode, patience: patience, failures: failures, cost: .usual)
  }

  /// The same, with another cost of passwords: tests are not about how long it takes.
  package init(
    path: String, mode: Mode, patience: Double = 10, failures: SignInFailures = SignInFailures(),
    cost: PasswordHash.Cost
  ) throws(AccessError) {
    self.path = path
    self.cost = cost
    self.failures = Mutex(failures)
    if mode == .making { try AccessFile.make(path) }
    try AccessFile.demand(path)
    (reader, writer) = try AccessFile.translating(path) {
      var configuration = Configuration()
      configuration.busyMode = .timeout(patience)
      configuration.allowsUnsafeTransactions = true
      configuration.label = "koufen-access"
      guard mode != .reading else {
        configuration.readonly = true
        let reader = try DatabaseQueue(path: path, configuration: configuration)
        try reader.inDatabase { db in try AccessSchema.open(db, path: path, isMaking: false, isWriting: false) }
        return (reader, nil)
      }
      let writer = try DatabaseQueue(path: path, configuration: configuration)
      try Self.open(writer, path, isMaking: mode == .making, until: .now + .seconds(patience))
      AccessFile.close(toOthers: path)
      configuration.readonly = true
      return (try DatabaseQueue(path: path, configuration: configuration), writer)
    }
    try refresh()
  }

  /// Turns to the write-ahead log and opens the tables, again and again while another process is at the same, where SQLite
  /// gives up at once instead of waiting.
  private static func open(
    _ writer: DatabaseQueue, _ path: String, isMaking: Bool, until deadline: ContinuousClock.Instant
  ) throws {
    while true {
      do {
        return try writer.inDatabase { db in
          let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
          let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
          // Nothing is changed in a file that is none of ours.
          guard isEmpty || application == AccessSchema.applicationID else {
            throw AccessError.file(path: path, .foreign)
          }
          try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
          try AccessSchema.open(db, path: path, isMaking: isMaking, isWriting: true)
        }
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && ContinuousClock.now < deadline {
        usleep(5_000)
      }
    }
  }

  /// Lets the file go: its write-ahead log is folded into it and gone, where nobody else has it open. Nothing is asked
  /// afterwards.
  public func close() {
    try? reader.close()
    try? writer?.close()
  }

  /// All accounts, tokens and sessions as they were when it was last looked; read without touching the file.
  public var accounts: Accounts { current.withLock { $0 } }

  /// Looks whether anything has changed, in this process or another, and if so reads it again: cheap enough for four times
  /// a second, and to be done once at least (server 2.3).
  ///
  /// - Returns: whether there is another snapshot now.
  @discardableResult
  public func refresh() throws(AccessError) -> Bool {
    try AccessFile.translating(path) {
      try seen.withLock { seen in
        try reader.inDatabase { db in
          let dataVersion = try Int.fetchOne(db.cachedStatement(sql: "PRAGMA data_version"))
          if dataVersion == seen.dataVersion { return false }
          return try db.inReading {
            let changes = try Int.fetchOne(db.cachedStatement(sql: "SELECT count FROM changes"))
            seen.dataVersion = dataVersion
            if changes == seen.changes { return false }
            let next = try Accounts(db, keeping: accounts)
            seen.changes = changes
            current.withLock { $0 = next }
            return true
          }
        }
      }
    }
  }

  /// Runs one transaction that changes what is kept, with what the access log says of it, and reads the snapshot again.
  func change<T>(
    _ entry: AccessEntry, _ body: (Database) throws -> T
  ) throws(AccessError) -> T {
    let value = try write(isDurable: true) { db in
      let value = try body(db)
      try db.noteChange()
      try entry.insert(db)
      return value
    }
    try refresh()
    return value
  }

  /// Runs one transaction.
  ///
  /// - Parameter isDurable: whether it is on the disk when this returns.
  func write<T>(isDurable: Bool, _ body: (Database) throws -> T) throws(AccessError) -> T {
    guard let writer else { throw .file(path: path, .forbidden(reason: "opened for reading")) }
    return try AccessFile.translating(path) {
      try writer.inDatabase { db in
        if !isDurable { try db.execute(sql: "PRAGMA synchronous = NORMAL") }
        defer { if !isDurable { try? db.execute(sql: "PRAGMA synchronous = FULL") } }
        var value: T?
        try db.inTransaction(.immediate) {
          value = try body(db)
          return .commit
        }
        return value!
      }
    }
  }

  /// Reads, in one transaction.
  func read<T>(_ body: (Database) throws -> T) throws(AccessError) -> T {
    try AccessFile.translating(path) { try reader.inDatabase { db in try db.inReading { try body(db) } } }
  }
}

extension Database {
  /// Reads one state of the file.
  fileprivate func inReading<T>(_ body: () throws -> T) throws -> T {
    try beginTransaction(.deferred)
    defer { if isInsideTransaction { try? rollback() } }
    return try body()
  }

  /// Has every process read its snapshot again.
  func noteChange() throws { try execute(sql: "UPDATE changes SET count = count + 1") }
}
