public import EventStore
import GRDB

/// What an administrator does with a store in a file.
extension SQLiteEventStore: AdministeredStore {
  /// The mark by which the file is told from the others; 0 for one made before there were any.
  public func identity() throws -> String {
    try reading { queue in
      try queue.inDatabase { db in
        String(Schema.mark(try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0))
      }
    }
  }

  /// Gives the file another mark.
  public func adopt() throws -> String {
    try administering { try Schema.makeMark($0) }
    return try identity()
  }

  /// The place where the log goes on; nil while the store is open.
  public func closedFor() throws -> String? { try reading { try $0.inDatabase { try Schema.closedFor($0) } } }

  /// Closes the store to writers, of this build or another.
  public func close(for place: String) throws {
    try administering { db in
      switch try Schema.closedFor(db) {
      case nil: try Schema.close(db, for: place)
      case place: break
      case let other?: throw StoreError.closed(for: other)
      }
    }
  }

  /// Opens it again.
  public func reopen() throws { try administering { try Schema.reopen($0) } }

  private func administering(_ body: (Database) throws -> Void) throws {
    try translating(place) {
      try reading { queue in
        try queue.inDatabase { db in
          try db.inTransaction(.immediate) {
            try body(db)
            return .commit
          }
        }
      }
    }
  }
}
