import EventStore
import GRDB

/// The tables in which new read models are made beside the live ones.
extension SQLiteTransaction {
  /// The tables of read models that were begun and not swapped in; `models_next` is an older build's.
  func stagingTables() throws -> [String] {
    try String.fetchAll(
      db(), sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'models_next*'")
  }

  func drop(_ table: String) throws {
    hasWritten = true
    try db().execute(sql: "DROP TABLE \(table)")
  }

  func makeStaging(_ table: String) throws {
    hasWritten = true
    try db().execute(sql: Schema.models(table))
  }

  /// Throws when others were begun since.
  func check(_ staging: SQLiteStaging) throws {
    guard try stagingTables() == [staging.table] else { throw StoreError.busy("another rebuild has begun since") }
  }

  func stage(_ model: ReadModel, in table: String) throws {
    if staging?.table != table {
      staging = (table, try BoundStatement(db(), "INSERT INTO \(table) (key, value) VALUES (?, ?)"))
    }
    guard let staging else { return }
    hasWritten = true
    try rows.put(model.key, model.value, by: staging.insertion)
  }

  func swapIn(_ staging: any Staging) throws {
    guard let staging = staging as? SQLiteStaging else {
      throw StoreError.damaged("read models of another store cannot be swapped in")
    }
    try check(staging)
    try drop("models")
    try db().execute(sql: "ALTER TABLE \(staging.table) RENAME TO models")
  }
}
