import EventStore

/// New read models in a generation of their own, filled in transactions of their own beside whoever reads and writes.
final class PostgresStaging: Staging {
  /// Rows staged in one transaction, and their bytes, more or less.
  private static let mostRows = 1000
  private static let mostBytes = 1 << 20
  /// Rows of generations given up that are removed at a time.
  private static let sweptRows = 10_000

  private let pool: ConnectionPool
  /// The number of its generation; no other ever has it.
  let number: Int

  /// - Parameter patience: milliseconds to wait for the gate.
  init(_ pool: ConnectionPool, patience: Int) throws {
    self.pool = pool
    var begun = 0
    do {
      try pool.run(pool.sql.change("begin_staging()"), patience: patience) { result in
        try PostgresSchema.check(result.number(0, 0) ?? 0)
        begun = result.number(0, 1) ?? 0
      }
    } catch {
      throw StoreError(error, of: pool.address)
    }
    number = begun
  }

  func stage(_ models: [ReadModel]) throws {
    guard !models.isEmpty else { return }
    do {
      try pool.with { connection in
        var rest = models[...]
        while !rest.isEmpty {
          var bytes = 0
          let batch = rest.prefix(Self.mostRows).prefix { model in
            defer { bytes += model.value.count }
            return bytes < Self.mostBytes
          }
          rest = rest.dropFirst(batch.count)
          connection.ask("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
          // What is committed last waits for the disk, and with it all before it.
          if !rest.isEmpty { connection.ask("SET LOCAL synchronous_commit = off") }
          connection.ask(
            pool.sql.call("stage($1::int, $2, $3)"),
            [.number(number), .texts(batch.map(\.key)), .bytes(batch.map(\.value))])
          connection.ask("COMMIT")
          try connection.flush()
        }
        do {
          try connection.settle()
        } catch {
          connection.leave(by: "ROLLBACK")
          throw error
        }
      }
    } catch {
      throw StoreError(error, of: pool.address)
    }
  }

  func discard() throws {
    do {
      try Self.sweep(pool, givenUp: number)
    } catch {
      throw StoreError(error, of: pool.address)
    }
  }

  /// Removes what is left of generations that nobody uses.
  static func sweep(_ pool: ConnectionPool, givenUp: Int = 0) throws {
    var removed = 0
    repeat {
      // Lost, it would be swept the next time.
      try pool.run(
        pool.sql.call("sweep_models($1::int, $2::int)"), [.number(givenUp), .number(sweptRows)], isDurable: false
      ) {
        removed = $0.number(0, 0) ?? 0
      }
    } while removed == sweptRows
  }
}
