import EventStore
import GRDB
import GRDBSQLite

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension SQLiteEventStore {
  /// Pages copied between two looks at whether somebody asked to stop.
  static let pagesPerStep: Int32 = 4_000

  /// Copies the store, while it is in use, into a file that only its owner can read.
  ///
  /// The copy is made beside its place and gets its name when it is complete and `verify` found nothing wrong with it:
  /// whatever happens before leaves what was there as it was, and nothing in the way of the next copy.
  ///
  /// - Parameters:
  ///   - destination: where the copy is to be.
  ///   - replacing: whether a file that is there may be replaced.
  ///   - isForUse: whether the copy is to be used as a store; else it is one that is read with nothing beside it.
  ///   - onStep: called now and then; what it throws ends the copying.
  ///   - verify: looks at the copy before it gets its name.
  /// - Throws: `PlaceError.Fault.occupied` for a file in the way, `.inUse` while another process makes the same copy.
  public func copy<T>(
    to destination: FilePath, replacing: Bool = false, forUse isForUse: Bool = false,
    onStep: @escaping () throws -> Void = {},
    verify: (SQLiteEventStore) throws -> T
  ) throws -> T {
    let target = try StorePlace(destination)
    try target.demandRoom(replacing: replacing, besides: place)
    let draft = try StorePlace(target.path.appending("-partial"))
    let lock = try FileLock.emptyFile(draft.path, for: target.path)
    return try Drafts.making(draft.path) {
      do {
        try fill(draft, onStep)
      } catch {
        throw copyError(error, target.path)
      }
      if isForUse { try Self.turnToLog(draft.name().text) }
      let value = try verify(SQLiteEventStore(path: draft.path, mode: .readOnly))
      try lock.synchronise(draft.path)
      try target.demandRoom(replacing: replacing, besides: place)
      try PrivateFile.rename(draft.path, to: target.path)
      // What whoever verified it had to leave beside it.
      PrivateFile.remove(draft.path)
      return value
    }
  }

  private func fill(_ draft: StorePlace, _ onStep: @escaping () throws -> Void) throws {
    try reading { queue in
      let name = try draft.name()
      var configuration = Configuration()
      configuration.label = "koufen-copy"
      let copy = try DatabaseQueue(path: name.text, configuration: configuration)
      try queue.backup(to: copy, pagesPerStep: Self.pagesPerStep) { _ in try onStep() }
      try copy.inDatabase { db in
        // One file, which can be read without anything beside it.
        try db.execute(sql: "PRAGMA journal_mode = DELETE")
        try Schema.makeMark(db)
      }
      try copy.close()
      withExtendedLifetime(name) {}
    }
  }

  /// Sets the write-ahead log, in whose mode whoever has the file open is known to the others.
  static func turnToLog(_ name: String) throws {
    let queue = try DatabaseQueue(path: name)
    try queue.inDatabase { db in try db.execute(sql: "PRAGMA journal_mode = WAL") }
    try queue.close()
  }

  /// What stopped the copying, with the file named that it happened to: what cannot be written is the copy.
  func copyError(_ error: any Error, _ target: FilePath) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    let isOfSource =
      switch error.resultCode {
      case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_SCHEMA: true
      default: [.SQLITE_IOERR_READ, .SQLITE_IOERR_SHORT_READ].contains(error.extendedResultCode)
      }
    // Of a copy SQLite tells the code, and not always the words.
    let words = String(cString: sqlite3_errstr(error.extendedResultCode.rawValue))
    let named = DatabaseError(resultCode: error.extendedResultCode, message: words)
    return StoreError(named, path: isOfSource ? place.path : target)
  }
}

extension StorePlace {
  /// Demands that a copy of the store at `source` may be put here.
  func demandRoom(replacing: Bool, besides source: StorePlace) throws {
    if path.isTaken {
      guard replacing, try isUsable(.read), !isSameFile(as: source) else { throw fault(.occupied) }
    }
    // What SQLite keeps beside a file would be taken for the copy's.
    for suffix in PrivateFile.companions {
      let companion = path.appending(suffix)
      if let status = companion.status, suffix != "-shm", status.st_size > 0 {
        throw StoreError.place(PlaceError(path: companion.shown, fault: .occupied))
      }
      if path == source.path.appending(suffix) { throw fault(.occupied) }
    }
  }

  /// Whether both are one file.
  func isSameFile(as other: StorePlace) -> Bool {
    guard let own = path.status, let others = other.path.status else { return false }
    return own.st_ino == others.st_ino && own.st_dev == others.st_dev
  }
}
