import EventStore
import GRDB
import GRDBSQLite

/// A prepared statement run with plain calls to SQLite: for the few that run for every event, where wrapping each value
/// costs as much as the work.
struct BoundStatement {
  private let statement: Statement
  private let row: SQLiteStatement
  private let db: Database

  init(_ db: Database, _ sql: String, isCached: Bool = true) throws {
    self.db = db
    statement = isCached ? try db.cachedStatement(sql: sql) : try db.makeStatement(sql: sql)
    row = statement.sqliteStatement
  }

  /// The value of a parameter, from 1; bytes and texts must stay where they are until the statement has run.
  func bind(_ index: Int32, _ number: Int) { sqlite3_bind_int64(row, index, Int64(number)) }

  /// A text as UTF-8, or null.
  func bind(_ index: Int32, text: UnsafeRawBufferPointer?) {
    guard let text else {
      sqlite3_bind_null(row, index)
      return
    }
    let start = text.baseAddress ?? UnsafeRawPointer(bitPattern: 1)
    sqlite3_bind_text(row, index, start?.assumingMemoryBound(to: CChar.self), Int32(text.count), nil)
  }

  /// Bytes.
  func bind(_ index: Int32, blob: UnsafeRawBufferPointer) {
    sqlite3_bind_blob(row, index, blob.baseAddress ?? UnsafeRawPointer(bitPattern: 1), Int32(blob.count), nil)
  }

  /// Runs a statement that gives no row, which must change exactly `changes` rows.
  func run(changing changes: Int32) throws {
    defer { finish() }
    guard sqlite3_step(row) == SQLITE_DONE else { throw error }
    let changed = sqlite3_changes(sqlite3_db_handle(row))
    guard changed == changes else { throw StoreError.damaged("a statement changed \(changed) rows, not \(changes)") }
  }

  /// What `body` reads from the first row a statement gives; nil when it gives none.
  func first<T>(_ body: (SQLiteStatement) throws -> T) throws -> T? {
    defer { finish() }
    switch sqlite3_step(row) {
    case SQLITE_ROW: return try body(row)
    case SQLITE_DONE: return nil
    default: throw error
    }
  }

  /// Hands the rows a statement gives to `body`, until it returns false.
  func each(_ body: (SQLiteStatement) throws -> Bool) throws {
    defer { finish() }
    while true {
      switch sqlite3_step(row) {
      case SQLITE_ROW: guard try body(row) else { return }
      case SQLITE_DONE: return
      default: throw error
      }
    }
  }

  private func finish() {
    sqlite3_reset(row)
    sqlite3_clear_bindings(row)
  }

  private var error: DatabaseError {
    let connection = sqlite3_db_handle(row)
    return DatabaseError(
      resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
      message: String(cString: sqlite3_errmsg(connection)))
  }
}
