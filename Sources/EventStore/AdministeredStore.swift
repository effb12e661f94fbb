/// What an administrator does with a store as a whole; no event of it is touched.
public protocol AdministeredStore: EventStore {
  /// What tells this store from every other, also from a copy of it that was adopted.
  func identity() throws -> String

  /// Gives the store a new identity, as a store that was restored should have: what others remember of the one it was
  /// restored from is not about it.
  ///
  /// - Returns: the new one.
  func adopt() throws -> String

  /// The place where the log goes on, once the store is closed to writers; nil for one that is open.
  func closedFor() throws -> String?

  /// Closes the store to writers, whatever they are: from then on writing fails with `StoreError.closed`, which names the
  /// place where the log goes on. Whoever is writing is waited for. A store closed for the same place stays so.
  ///
  /// - Throws: `StoreError.closed` for a store that is closed for another place.
  func close(for place: String) throws

  /// Opens the store to writers again.
  func reopen() throws
}
