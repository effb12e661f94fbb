import Foundation
import GRDBSQLite

/// Plain C calls to SQLite: what the disk and the library can do with the same rows, without koufen.
final class RawSQLite {
  /// One row of the log.
  struct EventRow {
    var position: Int
    var stream: Int
    var version: Int
    var type: String
    var id: String?
    var hash: [UInt8]
    var line: String
  }

  private var db: OpaquePointer?

  init(path: String) {
    check(sqlite3_open(path, &db))
  }

  deinit {
    sqlite3_close(db)
  }

  func run(_ sql: String) {
    check(sqlite3_exec(db, sql, nil, nil, nil))
  }

  /// A table and indexes like those of the store, `synchronous=FULL`.
  func makeTables() {
    run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000")
    run(
      """
      CREATE TABLE events (position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, version INTEGER NOT NULL,
        type TEXT NOT NULL, id TEXT, hash BLOB NOT NULL, line TEXT NOT NULL, UNIQUE (stream, version)) STRICT;
      CREATE UNIQUE INDEX events_by_id ON events (id) WHERE id IS NOT NULL;
      """)
  }

  /// Inserts rows, so many in a commit.
  func insert(_ rows: ArraySlice<EventRow>, perCommit: Int) {
    let statement = prepare(
      "INSERT INTO events (position, stream, version, type, id, hash, line) VALUES (?, ?, ?, ?, ?, ?, ?)")
    defer { sqlite3_finalize(statement) }
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    for (index, row) in rows.enumerated() {
      if index % perCommit == 0 { run("BEGIN IMMEDIATE") }
      sqlite3_bind_int64(statement, 1, Int64(row.position))
      sqlite3_bind_int64(statement, 2, Int64(row.stream))
      sqlite3_bind_int64(statement, 3, Int64(row.version))
      sqlite3_bind_text(statement, 4, row.type, -1, transient)
      if let id = row.id { sqlite3_bind_text(statement, 5, id, -1, transient) } else { sqlite3_bind_null(statement, 5) }
      _ = row.hash.withUnsafeBytes { sqlite3_bind_blob(statement, 6, $0.baseAddress, 32, transient) }
      sqlite3_bind_text(statement, 7, row.line, -1, transient)
      guard sqlite3_step(statement) == SQLITE_DONE else { fatalError("insert failed") }
      sqlite3_reset(statement)
      if index % perCommit == perCommit - 1 || index == rows.count - 1 { run("COMMIT") }
    }
  }

  /// Every row of the log behind a position in order, each column a Swift value.
  func scan(after position: Int = 0, _ body: (EventRow) -> Void) {
    let statement = prepare(
      "SELECT position, stream, version, type, id, hash, line FROM events WHERE position > \(position) ORDER BY position"
    )
    defer { sqlite3_finalize(statement) }
    while sqlite3_step(statement) == SQLITE_ROW {
      let hash = UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, 5), count: 32)
      body(
        EventRow(
          position: Int(sqlite3_column_int64(statement, 0)), stream: Int(sqlite3_column_int64(statement, 1)),
          version: Int(sqlite3_column_int64(statement, 2)), type: String(cString: sqlite3_column_text(statement, 3)),
          id: sqlite3_column_text(statement, 4).map { String(cString: $0) }, hash: Array(hash),
          line: String(cString: sqlite3_column_text(statement, 6))))
    }
  }

  /// Copies the rows of a store's log up to a position into the plain table.
  func copyEvents(of store: String, through position: Int) {
    run("ATTACH '\(store)' AS store")
    run(
      "INSERT INTO events SELECT position, stream, version, type, id, hash, line FROM store.events "
        + "WHERE position <= \(position)")
    run("DETACH store")
  }

  /// Every read model whose key starts so, its value touched.
  func scanModels(_ prefix: String) {
    let statement = prepare("SELECT key, value FROM models WHERE key >= ? AND key < ? ORDER BY key")
    defer { sqlite3_finalize(statement) }
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    sqlite3_bind_text(statement, 1, prefix, -1, transient)
    sqlite3_bind_text(statement, 2, prefix + "\u{10FFFF}", -1, transient)
    var bytes = 0
    while sqlite3_step(statement) == SQLITE_ROW {
      if sqlite3_column_blob(statement, 1) != nil { bytes += Int(sqlite3_column_bytes(statement, 1)) }
    }
  }

  /// A prepared keyed SELECT of one read model.
  func keyedSelect() -> (String) -> Int {
    let statement = prepare("SELECT value FROM models WHERE key = ?")
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    return { key in
      sqlite3_bind_text(statement, 1, key, -1, transient)
      defer { sqlite3_reset(statement) }
      return sqlite3_step(statement) == SQLITE_ROW ? Int(sqlite3_column_bytes(statement, 0)) : 0
    }
  }

  /// The one text a query gives.
  func text(_ sql: String) -> String {
    let statement = prepare(sql)
    defer { sqlite3_finalize(statement) }
    guard sqlite3_step(statement) == SQLITE_ROW, let text = sqlite3_column_text(statement, 0) else { return "" }
    return String(cString: text)
  }

  private func prepare(_ sql: String) -> OpaquePointer? {
    var statement: OpaquePointer?
    check(sqlite3_prepare_v2(db, sql, -1, &statement, nil))
    return statement
  }

  private func check(_ code: Int32) {
    guard code == SQLITE_OK else { fatalError(String(cString: sqlite3_errmsg(db))) }
  }
}
