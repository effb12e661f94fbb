import EventStore
import GRDB

/// New read models in a table of their own, filled in short transactions beside whoever reads and writes.
final class SQLiteStaging: Staging {
  /// Bytes of read models staged in one transaction, more or less.
  private static let transactionBytes = 4 << 20

  /// The table they are in; no other begun ever has the name.
  let table = "models_next_" + String(UInt64.random(in: .min ... .max), radix: 16)
  private let write: ((SQLiteTransaction) throws -> Void) throws -> Void

  /// - Parameter write: runs one transaction.
  init(_ write: @escaping ((SQLiteTransaction) throws -> Void) throws -> Void) {
    self.write = write
  }

  func begin() throws {
    try write { transaction in
      for old in try transaction.stagingTables() { try transaction.drop(old) }
      try transaction.makeStaging(table)
    }
  }

  func stage(_ models: [ReadModel]) throws {
    var rest = models[...]
    while !rest.isEmpty {
      var bytes = 0
      let batch = rest.prefix { model in
        defer { bytes += model.value.count }
        return bytes < Self.transactionBytes
      }
      try write { transaction in
        try transaction.check(self)
        for model in batch { try transaction.stage(model, in: table) }
      }
      rest = rest.dropFirst(batch.count)
    }
  }

  func discard() throws {
    try write { transaction in
      if try transaction.stagingTables().contains(table) { try transaction.drop(table) }
    }
  }
}
