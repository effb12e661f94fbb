public import EventStore

/// What an administrator does with a ledger in PostgreSQL; all but asking wants the right of a keeper.
extension PostgresEventStore: AdministeredStore {
  /// The UUID of the ledger.
  public func identity() throws -> String { try ask(pool.sql.identity) ?? "" }

  /// Gives the ledger another UUID.
  public func adopt() throws -> String { try change("adopt()") ?? "" }

  /// The place where the log goes on; nil while the ledger is open.
  public func closedFor() throws -> String? { try ask(pool.sql.closed) }

  /// Closes the ledger to writers; those of older builds are refused by the database.
  public func close(for place: String) throws { _ = try change("set_closed($1)", [.text(place)]) }

  /// Opens it again.
  public func reopen() throws { _ = try change("set_closed(NULL)") }

  private func ask(_ statement: String) throws -> String? {
    var found: String?
    do {
      try pool.with { connection in
        connection.ask(statement) { found = $0.text(0, 0) }
        try connection.settle()
      }
    } catch {
      throw StoreError(error, of: pool.address)
    }
    return found
  }

  private func change(_ function: String, _ arguments: [Argument] = []) throws -> String? {
    var answer: String?
    do {
      try pool.settle(pool.sql.change(function), arguments, patience: patience, settling: settling) { result in
        try PostgresSchema.check(result.number(0, 0) ?? 0)
        answer = result.text(0, 1)
      }
    } catch {
      throw StoreError(error, of: pool.address)
    }
    return answer
  }
}
