import Dispatch
import EventStore
import Foundation
import GRDB
import GRDBSQLite
import Synchronization

/// One transaction on the embedded store.
final class SQLiteTransaction: EventStoreWriter {
  private let connection: Database
  private let rows: RowWriter
  private var lastPosition: Int?
  private var known: [String: (key: Int, version: Int)] = [:]
  private var names: [Int: String] = [:]
  private var openScans = 0 {
    didSet { rows.isLent = openScans > 0 }
  }
  private var greatestID: String?
  private var knowsGreatestID = false
  /// Whether some id is written with capital letters; nil while that has not been looked up.
  private var mayHoldCapitals: Bool?
  private lazy var lastLookup = bound("SELECT position FROM events ORDER BY position DESC LIMIT 1")
  private lazy var streamLookup = bound("SELECT key FROM streams WHERE name = ?")
  private lazy var headLookup = bound(
    "SELECT version, hash FROM events WHERE stream = ? ORDER BY version DESC LIMIT 1")
  private lazy var replacement = bound(
    "INSERT INTO models (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
  private lazy var staging = bound("INSERT INTO models_next (key, value) VALUES (?, ?)")
  private lazy var modelScan = bound(Self.modelScan)
  private lazy var modelLookup = bound("SELECT value FROM models WHERE key = ?")

  private let companions: Companions
  /// Whether anything was written in this transaction.
  private(set) var hasWritten = false

  init(_ db: Database, with companions: Companions) {
    connection = db
    rows = RowWriter(db)
    self.companions = companions
  }

  /// Waits until everything is written that was handed over to be; what is not written then never will be.
  func settle() throws {
    try rows.settle()
    if hasWritten { try Schema.writeMark(connection) }
  }

  /// Stops what is being written, before the transaction is given up.
  func abandon() { rows.abandon() }

  /// The connection, once nobody else is using it.
  private func db() throws -> Database {
    try rows.settle()
    return connection
  }

  /// A statement prepared when it is first run.
  private func bound(_ sql: String) -> Result<BoundStatement, any Error> {
    Result { try BoundStatement(try db(), sql) }
  }

  /// A statement on the connection, once nobody else is using that.
  private func ready(_ statement: Result<BoundStatement, any Error>) throws -> BoundStatement {
    try rows.settle()
    return try statement.get()
  }

  func head() throws -> Int {
    if let lastPosition { return lastPosition }
    let last = try ready(lastLookup).first { Int(sqlite3_column_int64($0, 0)) } ?? 0
    lastPosition = last
    return last
  }

  func head(of stream: String) throws -> StreamHead {
    guard let (key, version) = try place(of: stream) else {
      return StreamHead(stream: stream, version: 0, hash: .zero)
    }
    try rows.settle()
    return StreamHead(stream: stream, version: version, hash: rows[key])
  }

  /// A stream's key and the version of its last event; nil when there is no such stream.
  private func place(of stream: String) throws -> (key: Int, version: Int)? {
    if let known = known[stream] { return known }
    guard let key = try key(of: stream) else { return nil }
    let headLookup = try ready(headLookup)
    headLookup.bind(1, key)
    let found = try headLookup.first { row in
      guard let digest = Digest(bytes: Self.bytes(row, 1) ?? .empty) else {
        throw StoreError.damaged("a stored hash is not 32 bytes long")
      }
      rows[key] = digest
      return Int(sqlite3_column_int64(row, 0))
    }
    known[stream] = (key, found ?? 0)
    return known[stream]
  }

  func streams() throws -> [String] { try String.fetchAll(db(), sql: "SELECT name FROM streams ORDER BY name") }

  func heads() throws -> [StreamHead] { try streams().map { try head(of: $0) } }

  func position(ofID id: String) throws -> Int? {
    let small = id.lowercased()
    let found = [try positionOfSmall(small), try positionOfCapital(small)]
    return found.compactMap(\.self).min()
  }

  /// The position of the event whose id is written so, in small letters.
  private func positionOfSmall(_ id: String) throws -> Int? {
    guard try !isBeyondAll(id) else { return nil }
    try rows.settle()
    return try rows.position(ofID: id)
  }

  /// The position of the first event whose id is written with capital letters and is this one.
  private func positionOfCapital(_ id: String) throws -> Int? {
    if mayHoldCapitals == nil {
      let isAny = "SELECT 1 FROM events WHERE id GLOB '*[A-Z]*' LIMIT 1"
      mayHoldCapitals = try Bool.fetchOne(db(), sql: isAny) ?? false
    }
    guard mayHoldCapitals == true else { return nil }
    return try Int.fetchOne(
      db(), sql: "SELECT min(position) FROM events WHERE id GLOB '*[A-Z]*' AND id = ? COLLATE NOCASE", arguments: [id])
  }

  /// Whether an id comes after every id in use: those made in order of time, as most are, need no search.
  private func isBeyondAll(_ id: String) throws -> Bool {
    if !knowsGreatestID {
      greatestID = try String.fetchOne(
        db(), sql: "SELECT id FROM events WHERE id IS NOT NULL ORDER BY id DESC LIMIT 1")
      knowsGreatestID = true
    }
    return greatestID.map { $0.utf8.lexicographicallyPrecedes(id.utf8) } ?? true
  }

  func scan(_ selection: EntrySelection, _ body: (EntryView) throws -> Bool) throws {
    var sql = "SELECT position, stream, version, line, hash, id, type FROM events WHERE position > ?"
    var arguments: StatementArguments = [selection.after]
    if let stream = selection.stream {
      guard let key = try key(of: stream) else { return }
      names[key] = stream
      sql += " AND stream = ?"
      arguments += [key]
    }
    if let type = selection.type {
      sql += " AND type = ?"
      arguments += [type]
    }
    if let through = selection.through {
      sql += " AND position <= ?"
      arguments += [through]
    }
    let wanted = try selection.streams.map { Set(try $0.compactMap { try key(of: $0) }) }
    sql += selection.stream == nil ? " ORDER BY position" : " ORDER BY version"
    if let limit = selection.limit { sql += " LIMIT \(limit)" }
    let statement = try scanStatement(sql)
    openScans += 1
    defer { openScans -= 1 }
    let rows = try Row.fetchCursor(statement, arguments: arguments)
    while try rows.next() != nil {
      if let wanted, !wanted.contains(Int(sqlite3_column_int64(statement.sqliteStatement, 1))) { continue }
      guard try body(try view(statement.sqliteStatement)) else { return }
    }
  }

  /// The row a statement stands on, read where SQLite holds it: nothing is copied.
  private func view(_ row: SQLiteStatement) throws -> EntryView {
    EntryView(
      position: Int(sqlite3_column_int64(row, 0)), stream: try name(ofKey: Int(sqlite3_column_int64(row, 1))),
      version: Int(sqlite3_column_int64(row, 2)), id: Self.bytes(row, 5), type: Self.bytes(row, 6) ?? .empty,
      line: Self.bytes(row, 3) ?? .empty, hash: Self.bytes(row, 4) ?? .empty)
  }

  private static func bytes(_ row: SQLiteStatement, _ column: Int32) -> UnsafeRawBufferPointer? {
    guard let start = sqlite3_column_blob(row, column) else { return nil }
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(row, column)))
  }

  private func name(ofKey key: Int) throws -> String {
    if let name = names[key] { return name }
    let name = try String.fetchOne(
      db().cachedStatement(sql: "SELECT name FROM streams WHERE key = ?"), arguments: [key])
    guard let name else { throw StoreError.damaged("stream \(key) has no name") }
    names[key] = name
    return name
  }

  private func key(of stream: String) throws -> Int? {
    if let known = known[stream] { return known.key }
    return try stream.withBytes { name in
      let streamLookup = try ready(streamLookup)
      streamLookup.bind(1, text: name)
      return try streamLookup.first { Int(sqlite3_column_int64($0, 0)) }
    }
  }

  /// A statement to scan with: the cached one, or, inside another scan, one of its own, for running the cached one again
  /// would start the outer scan over.
  private func scanStatement(_ sql: String) throws -> Statement {
    openScans == 0 ? try db().cachedStatement(sql: sql) : try db().makeStatement(sql: sql)
  }

  func value(_ key: String) throws -> [UInt8]? {
    try key.withBytes { key in
      let modelLookup = try ready(modelLookup)
      modelLookup.bind(1, text: key)
      return try modelLookup.first { Array(Self.bytes($0, 0) ?? .empty) }
    }
  }

  func scanValues(prefix: String, _ body: (String, [UInt8]) throws -> Bool) throws {
    let scan = try valueScan()
    openScans += 1
    defer { openScans -= 1 }
    try prefix.withBytes { first in
      try (prefix + "\u{10FFFF}").withBytes { last in
        scan.bind(1, text: first)
        scan.bind(2, text: last)
        try scan.each { row in
          guard let key = Self.bytes(row, 0) else { throw StoreError.damaged("a read model has no key") }
          return try body(String(decoding: key, as: UTF8.self), Array(Self.bytes(row, 1) ?? .empty))
        }
      }
    }
  }

  /// As `scanStatement`: the one kept, or, inside another scan, one of its own.
  private func valueScan() throws -> BoundStatement {
    if openScans == 0 { return try ready(modelScan) }
    return try BoundStatement(db(), Self.modelScan, isCached: false)
  }

  private static let modelScan = "SELECT key, value FROM models WHERE key >= ? AND key < ? ORDER BY key"

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

  func append(_ entries: [Entry]) throws {
    hasWritten = true
    for entry in entries {
      if let id = entry.id, id.utf8.contains(where: { 0x41...0x5A ~= $0 }) { mayHoldCapitals = true }
      let place = try place(of: entry.stream)
      let (position, version) = (try head() + 1, (place?.version ?? 0) + 1)
      guard entry.position == position else {
        throw StoreError.conflict(stream: entry.stream, expected: position, found: entry.position)
      }
      guard entry.version == version else {
        throw StoreError.conflict(stream: entry.stream, expected: version, found: entry.version)
      }
      let key = try place?.key ?? makeKey(of: entry.stream)
      try rows.add(entry, stream: key)
      if let id = entry.id, try isBeyondAll(id) { greatestID = id }
      lastPosition = position
      known[entry.stream] = (key, version)
    }
  }

  private func makeKey(of stream: String) throws -> Int {
    let db = try db()
    try db.cachedStatement(sql: "INSERT INTO streams (name) VALUES (?)").execute(arguments: [stream])
    return Int(db.lastInsertedRowID)
  }

  func put(_ key: String, _ value: [UInt8]) throws {
    hasWritten = true
    try rows.put(key, value, by: try replacement.get())
  }

  func remove(_ key: String) throws {
    hasWritten = true
    try db().cachedStatement(sql: "DELETE FROM models WHERE key = ?").execute(arguments: [key])
  }

  func damage() throws -> [String] {
    try String.fetchAll(db(), sql: "PRAGMA integrity_check(5)").filter { $0 != "ok" } + Schema.damage(db())
  }

  func beginStaging() throws {
    hasWritten = true
    try db().execute(sql: "DROP TABLE IF EXISTS models_next; " + Schema.models("models_next"))
  }

  func stage(_ key: String, _ value: [UInt8]) throws {
    try rows.put(key, value, by: try staging.get())
  }

  func swapStaged() throws {
    try db().execute(sql: "DROP TABLE models; ALTER TABLE models_next RENAME TO models")
  }
}

extension UnsafeRawBufferPointer {
  /// No bytes.
  fileprivate static var empty: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }
}
