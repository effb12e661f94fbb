import GRDB

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension AccessStore {
  /// Copies the store, while it is in use, into a file that its owner alone may read. It is made as `FILE-partial`, held to
  /// being whole, and gets its name then; what had that name is gone.
  ///
  /// - Throws: `AccessError`, after which nothing is left behind and what was there stays.
  public func copy(to file: String) throws(AccessError) {
    let draft = file + "-partial"
    unlink(draft)
    do throws(AccessError) {
      try AccessFile.make(draft)
      try AccessFile.translating(draft) {
        let target = try DatabaseQueue(path: draft)
        defer { try? target.close() }
        try reader.backup(to: target)
        try target.inDatabase { db in
          // One file, which needs nothing beside it.
          try db.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL")
          let found = try String.fetchAll(db, sql: "PRAGMA quick_check")
          guard found == ["ok"] else { throw FileFault.damaged(found.first ?? "the copy is not whole") }
        }
      }
      guard rename(draft, file) == 0 else {
        throw AccessError.file(path: file, .inputOutput(String(cString: strerror(errno))))
      }
    } catch {
      unlink(draft)
      throw error
    }
  }
}
