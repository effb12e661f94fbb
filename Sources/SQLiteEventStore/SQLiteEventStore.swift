public import EventStore
import GRDB
import Synchronization

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
    /// Reads only; the file must be there.
    case readOnly
    /// Reads and writes; the file must be there.
    case readWrite
    /// Reads and writes; the first transaction that writes anything makes the file, readable by its owner only. One that
    /// comes to nothing leaves nothing behind.
    case making
    /// The same, but a transaction that writes nothing makes the file too: a store without an event.
    case creating

    /// Whether the file is made where it is not there.
    var mayMake: Bool {
      switch self {
      case .readOnly, .readWrite: false
      case .making, .creating: true
      }
    }
  }

  let place: StorePlace
  private let mode: Mode
  private let patience: Double
  private let onMaking: @Sendable () -> Void
  private let opened = Mutex<Opened?>(nil)
  private let arrivals = Arrivals()

  /// A file that is open as a database.
  final class Opened: Sendable {
    /// The connection that writes; of a store that is only read, the first that reads.
    let queue: DatabaseQueue
    let name: PlaceName
    let readers: ReaderPool

    init(queue: DatabaseQueue, name: PlaceName, isRead: Bool) {
      self.queue = queue
      self.name = name
      readers = ReaderPool(isRead ? [queue] : [])
    }

    /// The readers first: the connection closed last empties the write-ahead log, and one that only reads cannot.
    deinit { readers.close() }
  }

  /// Opens the store at `path`.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - mode: whether it may be written, and made.
  ///   - patience: seconds to wait for another process's lock before `StoreError.busy`.
  ///   - onMaking: called once a new store is made, with what was appended in it, also in the place of an empty file.
  /// - Throws: `StoreError`.
  public init(
    path: FilePath, mode: Mode = .making, patience: Double = 10, onMaking: @escaping @Sendable () -> Void = {}
  ) throws {
    place = try StorePlace(path)
    self.mode = mode
    self.patience = patience
    self.onMaking = onMaking
    _ = try connection()
  }

  /// The same, for a path that is written in UTF-8.
  public convenience init(path: String, mode: Mode = .making, patience: Double = 10) throws {
    try self.init(path: FilePath(path), mode: mode, patience: patience)
  }

  /// The open file; nil where there is none yet, or an empty one, and one may be made.
  private func connection() throws -> Opened? {
    try opened.withLock { opened in
      if let opened { return opened }
      guard try place.isUsable(mode == .readOnly ? .read : .write) else {
        if mode.mayMake { return nil }
        throw place.fault(.missing)
      }
      if mode.mayMake, place.path.isEmpty { return nil }
      opened = try open(place)
      return opened
    }
  }

  /// Lets the file go: where nobody else has it open its write-ahead log is folded into it and gone. What is asked
  /// afterwards opens it again.
  public func letGo() { opened.withLock { $0 = nil } }

  private func open(_ place: StorePlace) throws -> Opened {
    do {
      let name = try place.name()
      if ForeignLog.isBeside(place.path, name) { throw place.fault(.foreignLog) }
      do {
        return try open(name)
      } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK {
        // A restore was cut short: it is undone by whoever may write.
        try place.undo(name)
        return try open(name)
      }
    } catch {
      throw StoreError(error, path: place.path, mode: mode)
    }
  }

  private func open(_ name: PlaceName) throws -> Opened {
    var configuration = Configuration()
    configuration.readonly = mode == .readOnly
    configuration.busyMode = .timeout(patience)
    configuration.label = "koufen"
    configuration.allowsUnsafeTransactions = true
    let queue = try DatabaseQueue(path: name.text, configuration: configuration)
    try openSchema(queue)
    return Opened(queue: queue, name: name, isRead: mode == .readOnly)
  }

  /// Opens or makes the tables, again and again while another process is at the same: where two would wait for each
  /// other, as in turning to the write-ahead log, SQLite gives up at once instead of waiting.
  private func openSchema(_ queue: DatabaseQueue) throws {
    let deadline = ContinuousClock.now + .seconds(patience)
    while true {
      do {
        return try queue.inDatabase { db in try Schema.open(db, mode) }
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && ContinuousClock.now < deadline {
        usleep(5_000)
      }
    }
  }

  /// A write-ahead log, synchronous in full, survives a power cut of the machine.
  public func durability() throws -> Durability {
    guard let opened = try connection() else { throw place.fault(.missing) }
    let (journal, synchronous) = try translating(place) {
      try opened.queue.inDatabase { db in
        (
          try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? "",
          try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1
        )
      }
    }
    var problems: [String] = []
    if journal != "wal" { problems.append("the journal mode is \(journal), not wal") }
    if synchronous < 2 { problems.append("synchronous is \(synchronous), not 2 (FULL)") }
    return Durability(
      survives: problems.isEmpty ? .powerCut : .processEnd,
      settings: ["journal_mode": journal, "synchronous": String(synchronous)], problems: problems)
  }

  /// Reads one consistent state, in a deferred transaction on a connection that does not write; an empty one where no
  /// store is made yet.
  public func read<T>(_ body: (any EventStoreReader) throws -> T) throws -> T {
    guard let opened = try connection() else { return try InMemoryEventStore().read(body) }
    return try translating(place) {
      try opened.readers.with(orOpen: { try Self.reader(opened, cacheKilobytes: Schema.cacheKilobytes) }) { queue in
        try queue.inDatabase { db in
          try db.beginTransaction(.deferred)
          return try Self.finish(db, with: .none, body)
        }
      }
    }
  }

  /// Reads one consistent state, with a connection for each part that reads the very same.
  public func read<T>(inParts parts: Int, _ body: (any EventStoreReader) throws -> T) throws -> T {
    guard let opened = try connection() else { return try InMemoryEventStore().read(body) }
    return try translating(place) {
      let companions = try (0..<parts).map { _ in try Self.scanner(opened) }
      defer { for companion in companions { try? companion.close() } }
      return try opened.readers.with(orOpen: { try Self.scanner(opened) }) { queue in
        try queue.inDatabase { db in
          let areSame = try db.beginReading(with: companions)
          return try Self.finish(db, with: areSame ? .reading(companions) : .none, body)
        }
      }
    }
  }

  /// Runs one transaction, begun with the write lock held (`BEGIN IMMEDIATE`).
  public func write<T>(_ body: (any EventStoreWriter) throws -> T) throws -> T {
    defer { arrivals.announce() }
    guard let opened = try connection() else { return try make(body) }
    return try translating(place) { try Self.transaction(opened, body) }
  }

  /// Waits for whoever writes in this process, and looks now and then for what others have written.
  public func wait(beyond position: Int, until deadline: ContinuousClock.Instant) throws -> Int {
    try arrivals.wait(beyond: position, until: deadline, pauses: Arrivals.pauses) { try read { try $0.lastPosition() } }
  }

  /// Begins new read models, in a table of their own.
  public func beginStaging() throws -> any Staging {
    let staging = SQLiteStaging { [self] body in
      guard let opened = try connection() else { throw place.fault(.missing) }
      try translating(place) { try Self.transaction(opened) { try body($0) } }
    }
    try staging.begin()
    return staging
  }

  /// Makes the store beside its place, runs its first transaction, and gives it its name when that is committed: nobody
  /// ever sees half of it, and what is refused leaves nothing.
  private func make<T>(_ body: (any EventStoreWriter) throws -> T) throws -> T {
    let lock = try FileLock.folder(place.path.folder, patience: patience)
    defer { withExtendedLifetime(lock) {} }
    // Another process may have made it while this one waited.
    if let opened = try connection() {
      return try translating(place) { try Self.transaction(opened, body) }
    }
    // Without the lock two processes may be at it.
    let draft = try StorePlace(place.path.appending(lock == nil ? "-new-\(getpid())" : "-new"))
    PrivateFile.remove(draft.path)
    return try Drafts.making(draft.path) {
      let (value, isEmpty) = try translating(draft, as: place) {
        try PrivateFile.make(at: draft.path, for: place.path)
        let opened = try open(draft.name())
        let found = try Self.transaction(opened) { writer in (try body(writer), !writer.hasWritten) }
        try opened.queue.inDatabase { db in try Schema.emptyLog(db) }
        try opened.queue.close()
        return found
      }
      guard mode == .creating || !isEmpty else {
        PrivateFile.remove(draft.path)
        return value
      }
      guard !place.path.isTaken || place.path.isEmpty else { throw place.fault(.occupied) }
      // Beside the new file it would be another's, and nobody could open it.
      if ForeignLog.isLeft(at: place.path) { throw place.fault(.foreignLog) }
      try PrivateFile.rename(draft.path, to: place.path)
      onMaking()
      return value
    }
  }

  private static func transaction<T>(_ opened: Opened, _ body: (SQLiteTransaction) throws -> T) throws -> T {
    try opened.queue.inDatabase { db in
      try db.beginTransaction(.immediate)
      do {
        if let place = try Schema.closedFor(db) { throw StoreError.closed(for: place) }
      } catch {
        try? db.rollback()
        throw error
      }
      return try finish(db, with: .opened(by: { try scanner(opened) }), body)
    }
  }

  /// Runs the transaction that has begun, and commits it, or, if `body` throws, gives it up.
  private static func finish<T>(
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

  /// Another connection to the same file, to go through it once from its start to its end.
  private static func scanner(_ opened: Opened) throws -> DatabaseQueue {
    try reader(opened, cacheKilobytes: Schema.scanCacheKilobytes)
  }

  /// Another connection to the same file, to read with beside this one.
  private static func reader(_ opened: Opened, cacheKilobytes: Int) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    configuration.allowsUnsafeTransactions = true
    configuration.label = "koufen-reader"
    let queue = try DatabaseQueue(path: opened.name.text, configuration: configuration)
    try queue.inDatabase { db in try db.execute(sql: "PRAGMA cache_size = -\(cacheKilobytes)") }
    return queue
  }

  /// Hands the open file to `body`, which must only read it.
  func reading<T>(_ body: (DatabaseQueue) throws -> T) throws -> T {
    guard let opened = try connection() else { throw place.fault(.missing) }
    return try body(opened.queue)
  }

  func translating<T>(_ place: StorePlace, as shown: StorePlace? = nil, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw StoreError(error, path: (shown ?? place).path, mode: mode)
    }
  }
}
