import Foundation
import GRDB

/// Keys by which a server knows again what it handed out, also after a restart (server 4.3).
extension AccessStore {
  /// The key of a purpose, 32 bytes: the one that was kept, or, the first time, the one proposed.
  ///
  /// - Throws: `AccessError` where it can be neither read nor kept.
  public func key(_ purpose: String, proposing fresh: [UInt8]) throws(AccessError) -> [UInt8] {
    let kept = try? read { db in try Data.fetchOne(db, sql: "SELECT key FROM keys WHERE name = ?", arguments: [purpose])
    }
    if let kept { return Array(kept) }
    let key = try write(isDurable: true) { db in
      try db.execute(
        sql: "INSERT INTO keys VALUES (?, ?) ON CONFLICT DO NOTHING", arguments: [purpose, Data(fresh)])
      return try Data.fetchOne(db, sql: "SELECT key FROM keys WHERE name = ?", arguments: [purpose])
    }
    return key.map { Array($0) } ?? fresh
  }
}
