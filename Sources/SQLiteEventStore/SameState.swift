import EventStore
import GRDB

/// Connections that read beside a transaction, each to be used on a thread of its own.
enum Companions {
  /// None: whatever is to be read in parts is read by the transaction itself.
  case none
  /// Connections in transactions of their own, on the very state the transaction reads.
  case reading([DatabaseQueue])
  /// Connections to be opened: under the write lock nobody else moves the state.
  case opened(by: () throws -> DatabaseQueue)
}

/// What tells two states of one store apart: every append moves the log's end, and a rebuild changes the schema, for it
/// puts one table in the place of another.
private struct StateMark: Equatable {
  let position: Int
  let schema: Int

  init(_ db: Database) throws {
    position = try Int.fetchOne(db, sql: "SELECT position FROM events ORDER BY position DESC LIMIT 1") ?? 0
    schema = try Int.fetchOne(db, sql: "PRAGMA schema_version") ?? 0
  }
}

extension Database {
  /// Begins reading here and on the other connections, again and again until all of them see the same state; a writer
  /// that commits between two beginnings gives them different ones.
  ///
  /// - Returns: whether they do. If not, this connection alone reads.
  func beginReading(with companions: [DatabaseQueue]) throws -> Bool {
    for _ in 0..<Self.beginnings {
      try beginTransaction(.deferred)
      let mark = try StateMark(self)
      let isSame = try companions.allSatisfy { companion in
        try companion.inDatabase { db in
          try db.beginTransaction(.deferred)
          return try StateMark(db) == mark
        }
      }
      if isSame { return true }
      for companion in companions { try companion.inDatabase { if $0.isInsideTransaction { try $0.rollback() } } }
      try rollback()
    }
    try beginTransaction(.deferred)
    return false
  }

  /// How often is tried: beside writers that commit without a pause every other beginning succeeds.
  private static var beginnings: Int { 1000 }
}
