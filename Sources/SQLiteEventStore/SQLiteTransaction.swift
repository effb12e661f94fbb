import EventStore
import GRDB
import GRDBSQLite

/// One transaction on the embedded store.
final class SQLiteTransaction: EventStoreWriter {
  private let connection: Database
  let rows: RowWriter
  private var last: Int?
  /// The stream of the last event, once this transaction has appended one.
  private var lastStream: Int?
  /// Streams that were looked up: the key and the version of the last event; nil of one that is not there.
  private var known: [String: (key: Int, version: Int)?] = [:]
  private var names: [Int: String] = [:]
  private var openScans = 0 {
    didSet { rows.isLent = openScans > 0 }
  }
  private var greatestID: String?
  private var knowsGreatestID = false
  /// Whether some id is written with capital letters; nil while that has not been looked up.
  private var mayHoldCapitals: Bool?
  private lazy var lastLookup = bound("SELECT position, hash FROM events ORDER BY position DESC LIMIT 1")
  private lazy var streamLookup = bound("SELECT key FROM streams WHERE name = ?")
  private lazy var nameLookup = bound("SELECT name FROM streams WHERE key = ?")
  private lazy var headLookup = bound(
    "SELECT version, hash FROM events WHERE stream = ? ORDER BY version DESC LIMIT 1")
  private lazy var greatestLookup = bound("SELECT id FROM events WHERE id IS NOT NULL ORDER BY id DESC LIMIT 1")
  private lazy var capitalLookup = bound("SELECT 1 FROM events WHERE \(Schema.isCapital) LIMIT 1")
  private lazy var replacement = bound(
    "INSERT INTO models (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
  var staging: (table: String, insertion: BoundStatement)?
  private lazy var modelScan = bound(Self.modelScan)
  private lazy var modelLookup = bound("SELECT value FROM models WHERE key = ?")

  let companions: Companions
  /// Whether anything was written in this transaction.
  var hasWritten = false
  private(set) var appended = 0

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
  func db() throws -> Database {
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

  func head() throws -> LogHead {
    if let last, let lastStream {
      try rows.settle()
      return LogHead(position: last, hash: rows[lastStream])
    }
    let head = try ready(lastLookup).first { row in
      LogHead(position: Int(sqlite3_column_int64(row, 0)), hash: try Self.digest(row, 1))
    }
    last = head?.position ?? 0
    return head ?? LogHead(position: 0, hash: .zero)
  }

  func lastPosition() throws -> Int { try last ?? head().position }

  /// Looks the heads up now: between rows that are being written, each would have to wait for them.
  func expect(_ wanted: Wanted) throws {
    for stream in wanted.streams { _ = try place(of: stream) }
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
    guard let key = try key(of: stream) else {
      known.updateValue(nil, forKey: stream)
      return nil
    }
    let headLookup = try ready(headLookup)
    headLookup.bind(1, key)
    let found = try headLookup.first { row in
      rows[key] = try Self.digest(row, 1)
      return Int(sqlite3_column_int64(row, 0))
    }
    let place = (key: key, version: found ?? 0)
    known[stream] = place
    return place
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
      mayHoldCapitals = try ready(capitalLookup).first { _ in true } ?? false
    }
    guard mayHoldCapitals == true else { return nil }
    return try Int.fetchOne(
      db(), sql: "SELECT min(position) FROM events WHERE \(Schema.isCapital) AND id = ? COLLATE NOCASE",
      arguments: [id])
  }

  /// Whether an id comes after every id in use: those made in order of time, as most are, need no search.
  private func isBeyondAll(_ id: String) throws -> Bool {
    if !knowsGreatestID {
      greatestID =
        try ready(greatestLookup).first { Self.bytes($0, 0).map { String(decoding: $0, as: UTF8.self) } } ?? nil
      knowsGreatestID = true
    }
    return greatestID.map { $0.utf8.lexicographicallyPrecedes(id.utf8) } ?? true
  }

  func scan(_ selection: EntrySelection, _ body: (EntryView) throws -> Bool) throws {
    // With a plus, the place in the log is no reason to walk the log.
    var sql = "SELECT position, stream, version, line, hash, id, type FROM events WHERE "
    sql += selection.stream == nil ? "position > ?" : "+position > ?"
    var arguments: StatementArguments = [selection.after]
    if let stream = selection.stream {
      guard let key = try key(of: stream) else { return }
      names[key] = stream
      sql += " AND stream = ?"
      arguments += [key]
    }
    if let version = selection.afterVersion {
      sql += " AND version > ?"
      arguments += [version]
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

  private static func digest(_ row: SQLiteStatement, _ column: Int32) throws -> Hash {
    guard let digest = Hash(bytes: bytes(row, column) ?? .empty) else {
      throw StoreError.damaged("a stored hash is not 32 bytes long")
    }
    return digest
  }

  private static func bytes(_ row: SQLiteStatement, _ column: Int32) -> UnsafeRawBufferPointer? {
    guard let start = sqlite3_column_blob(row, column) else { return nil }
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(row, column)))
  }

  private func name(ofKey key: Int) throws -> String {
    if let name = names[key] { return name }
    let nameLookup = try ready(nameLookup)
    nameLookup.bind(1, key)
    let found = try nameLookup.first { Self.bytes($0, 0).map { String(decoding: $0, as: UTF8.self) } }
    guard let name = found ?? nil else { throw StoreError.damaged("stream \(key) has no name") }
    names[key] = name
    return name
  }

  private func key(of stream: String) throws -> Int? {
    if let known = known[stream] { return known?.key }
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

  func append(_ entries: [Entry]) throws {
    hasWritten = true
    for entry in entries {
      if let id = entry.id, id.hasCapitals { mayHoldCapitals = true }
      let place = try place(of: entry.stream)
      let (position, version) = (try lastPosition() + 1, (place?.version ?? 0) + 1)
      guard entry.position == position else {
        throw StoreError.conflict(stream: entry.stream, expected: position, found: entry.position)
      }
      guard entry.version == version else {
        throw StoreError.conflict(stream: entry.stream, expected: version, found: entry.version)
      }
      let key = try place?.key ?? makeKey(of: entry.stream)
      try rows.add(entry, stream: key)
      if let id = entry.id, try isBeyondAll(id) { greatestID = id }
      last = position
      appended += 1
      lastStream = key
      known[entry.stream] = (key, version)
    }
  }

  private func makeKey(of stream: String) throws -> Int {
    let db = try db()
    try db.cachedStatement(sql: "INSERT INTO streams (name) VALUES (?)").execute(arguments: [stream])
    return Int(db.lastInsertedRowID)
  }

  func put(_ model: ReadModel) throws {
    hasWritten = true
    try rows.put(model.key, model.value, by: try replacement.get())
  }

  func remove(_ key: String) throws {
    hasWritten = true
    try db().cachedStatement(sql: "DELETE FROM models WHERE key = ?").execute(arguments: [key])
  }

  func damage() throws -> [String] {
    try String.fetchAll(db(), sql: "PRAGMA integrity_check(5)").filter { $0 != "ok" } + Schema.damage(db())
  }
}

extension String {
  /// Whether it holds a capital letter of ASCII.
  fileprivate var hasCapitals: Bool { withBytes { $0.contains { 0x41...0x5A ~= $0 } } }
}

extension UnsafeRawBufferPointer {
  /// No bytes.
  fileprivate static var empty: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }
}
