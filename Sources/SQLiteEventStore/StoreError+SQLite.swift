import EventStore
import GRDB

extension StoreError {
  /// What an error of SQLite, or one of ours, means for the caller.
  ///
  /// - Parameter mode: how the store is open: one that is only read can lack the right to what SQLite keeps beside it.
  init(_ error: any Error, path: FilePath, mode: SQLiteEventStore.Mode = .readWrite) {
    if let error = error as? StoreError {
      self = error.about(path)
      return
    }
    guard let error = error as? DatabaseError else {
      self = .inputOutput("\(path.shown): \(error)")
      return
    }
    let words = "\(path.shown): \(error.message ?? "SQLite error \(error.resultCode.rawValue)")"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(words)
    case .SQLITE_NOTADB: self = .damaged("\(path.shown): the file is not a koufen store")
    case .SQLITE_CORRUPT, .SQLITE_CONSTRAINT, .SQLITE_SCHEMA, .SQLITE_ERROR: self = .damaged(words)
    case .SQLITE_CANTOPEN where StorePlace.hasNoMoreFiles:
      self = .inputOutput("\(path.shown): this process may open no more files (ulimit -n)")
    case .SQLITE_CANTOPEN where mode == .readOnly && !path.canHaveCompanion,
      .SQLITE_READONLY where mode == .readOnly:
      self = .place(PlaceError(path: path.shown, fault: .noSharedMemory))
    case .SQLITE_READONLY:
      self = .place(PlaceError(path: path.shown, fault: .forbidden(.write, reason: error.message ?? "read-only")))
    default: self = .inputOutput(words)
    }
  }

  /// The same, with the file it is about named.
  private func about(_ path: FilePath) -> StoreError {
    guard case .damaged(let words) = self, !words.hasPrefix(path.shown) else { return self }
    return .damaged("\(path.shown): \(words)")
  }
}
