import GRDB
import LedgerDomain

/// Which backups were made of the store, so that whoever looks at the server sees how old the last one is (pages 3.11).
extension AccessStore {
  /// Backups that are kept in mind, the latest of them.
  private static let mostBackups = 100

  /// The latest of them, the last one first.
  public func backups() throws(AccessError) -> [Backup] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM backups ORDER BY made DESC, file").map { row in
        Backup(
          file: row["file"], made: Instant(microseconds: row["made"]), events: row["events"], bytes: row["bytes"])
      }
    }
  }

  /// Writes down that one was made; what had its file before is gone. The access log says who made it.
  public func note(_ backup: Backup, by author: AccessAuthor) throws(AccessError) {
    try change(.init(at: backup.made, by: author, .backup, .init(.backup, backup.file))) { db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO backups (file, made, events, bytes) VALUES (?, ?, ?, ?)",
        arguments: [backup.file, backup.made.microseconds, backup.events, backup.bytes])
      try db.execute(
        sql: "DELETE FROM backups WHERE file NOT IN (SELECT file FROM backups ORDER BY made DESC, file LIMIT ?)",
        arguments: [Self.mostBackups])
    }
  }
}
