import EventStore
import GRDB

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension SQLiteEventStore {
  /// Puts a copy of this store in the place of another that nobody uses, whatever state that is in.
  ///
  /// The old file is kept first, byte for byte, with the log beside it. The new contents are then written into the file
  /// that is there, as one transaction of SQLite: killed at any moment, the file holds the old contents or the new.
  /// The file stays the same one, so that a process that opened it meanwhile finds no other behind its name.
  ///
  /// - Parameters:
  ///   - path: the store to be replaced, which must be there.
  ///   - kept: where the old one is kept; nothing may be there.
  ///   - events: how many events the old store holds as far as is known; another number means that somebody uses it.
  ///   - onStep: called now and then; what it throws ends the work, and the old store stays.
  /// - Throws: `PlaceError.Fault.inUse` while somebody uses the store.
  public func replace(
    _ path: FilePath, keeping kept: FilePath, events: Int?, onStep: @escaping () throws -> Void = {}
  ) throws {
    let target = try StorePlace(path)
    guard try target.isUsable(.write) else { throw target.fault(.missing) }
    guard !target.isSameFile(as: place) else { throw target.fault(.occupied) }
    let old = try OldStore(target)
    let keptPlace = try StorePlace(kept)
    guard !keptPlace.path.isTaken else { throw keptPlace.fault(.occupied) }
    do {
      try old.copy(to: keptPlace, onStep)
      if events == nil { try PrivateFile.close(to: target.path) }
      do {
        try write(over: target, events, onStep)
      } catch let error as DatabaseError where error.isOfUnreadableFile {
        // What cannot even be opened as a database is emptied; it was kept.
        try old.empty()
        try write(over: target, nil, onStep)
      }
    } catch {
      PrivateFile.remove(keptPlace.path)
      if let error = error as? DatabaseError {
        if error.resultCode == .SQLITE_BUSY { throw target.fault(.inUse) }
        throw copyError(error, target.path)
      }
      throw error
    }
    withExtendedLifetime(old) {}
  }

  private func write(over target: StorePlace, _ events: Int?, _ onStep: @escaping () throws -> Void) throws {
    let name = try target.name()
    var configuration = Configuration()
    configuration.label = "koufen-restore"
    // Nobody else may have it open, and the write-ahead log is read without the `-shm` others would share.
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL")
    }
    let queue = try DatabaseQueue(path: name.text, configuration: configuration)
    let isUnchanged = try queue.inDatabase { db in
      try db.execute(sql: "BEGIN EXCLUSIVE; COMMIT")
      if let moved = try Schema.closedFor(db) { throw StoreError.closed(for: moved) }
      guard let events else { return true }
      return try events == Int.fetchOne(db, sql: "SELECT coalesce(max(position), 0) FROM events")
    }
    guard isUnchanged else { throw target.fault(.inUse) }
    try queue.inDatabase { db in try db.execute(sql: "PRAGMA journal_mode = DELETE") }
    try reading { try $0.backup(to: queue, pagesPerStep: Self.pagesPerStep) { _ in try onStep() } }
    try queue.inDatabase { db in
      try db.execute(sql: "PRAGMA journal_mode = DELETE")
      try Schema.makeMark(db)
      // In the mode of the write-ahead log whoever has the file open is known to the others.
      try db.execute(sql: "PRAGMA journal_mode = WAL")
    }
    _ = target.path.appending("-shm").withCString { unlink($0) }
    try queue.close()
    withExtendedLifetime(name) {}
  }
}

extension DatabaseError {
  /// Whether the file's contents are at fault, and no database can be written over it.
  fileprivate var isOfUnreadableFile: Bool {
    [.SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_READONLY, .SQLITE_SCHEMA].contains(resultCode)
  }
}

extension StorePlace {
  /// Lets SQLite undo a transaction that was cut short, for which it must be allowed to write.
  func undo(_ name: PlaceName) throws {
    let queue = try DatabaseQueue(path: name.text)
    _ = try queue.inDatabase { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") }
    try queue.close()
  }
}

/// A store's file that nobody uses, held by the locks by which SQLite's users would know of each other.
private final class OldStore {
  /// Where SQLite locks: one byte for who waits to write, one for who will, 510 for who reads (and, in the mode of the
  /// write-ahead log, for whoever has the file open).
  private static let lockedBytes: (start: off_t, count: off_t) = (0x4000_0000, 512)

  private let place: StorePlace
  private let descriptor: Int32

  init(_ place: StorePlace) throws {
    self.place = place
    descriptor = place.path.withCString { open($0, O_RDWR | O_CLOEXEC) }
    guard descriptor >= 0 else { throw PrivateFile.failure(place.path, .write) }
    try lock()
  }

  private func lock() throws {
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    (lock.l_start, lock.l_len) = Self.lockedBytes
    guard fcntl(descriptor, F_SETLK, &lock) == 0 else { throw place.fault(.inUse) }
  }

  deinit { close(descriptor) }

  /// Keeps the file and the logs beside it, byte for byte; the file comes last.
  func copy(to kept: StorePlace, _ onStep: @escaping () throws -> Void) throws {
    for suffix in ["-wal", "-journal"] {
      let source = place.path.appending(suffix)
      guard let status = source.status, status.st_size > 0 else { continue }
      let log = source.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
      guard log >= 0 else { throw PrivateFile.failure(source, .read) }
      defer { close(log) }
      try Self.copy(log, source, to: kept.path.appending(suffix), onStep)
    }
    try Self.copy(descriptor, place.path, to: kept.path, onStep)
    try PrivateFile.synchronise(folder: kept.path.folder)
  }

  private static func copy(
    _ source: Int32, _ sourcePath: FilePath, to path: FilePath, _ onStep: () throws -> Void
  ) throws {
    let lock = try FileLock.emptyFile(path, for: path)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var offset: off_t = 0
    while true {
      try onStep()
      let count = pread(source, &buffer, buffer.count, offset)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw PrivateFile.failure(sourcePath, .read) }
      guard count > 0 else { break }
      var written = 0
      while written < count {
        let part = buffer[written..<count].withUnsafeBytes { write(lock.descriptor, $0.baseAddress, $0.count) }
        if part < 0, errno == EINTR { continue }
        guard part > 0 else { throw PrivateFile.failure(path, .write) }
        written += part
      }
      offset += off_t(count)
    }
    try lock.synchronise(path)
  }

  /// Empties the file, and takes away what is beside it.
  func empty() throws {
    // SQLite, in closing the file, let go of the locks.
    try lock()
    guard ftruncate(descriptor, 0) == 0 else { throw PrivateFile.failure(place.path, .write) }
    for suffix in PrivateFile.companions { _ = place.path.appending(suffix).withCString { unlink($0) } }
  }
}
