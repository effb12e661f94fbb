import EventStore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How a transaction ends.
extension PostgresEventStore {
  /// Commits: when this returns, all of it is kept, and as safe as the server makes it.
  ///
  /// A lost answer is settled, not guessed: whoever was committing holds the gate, so that once it is ours, the log says whether
  /// the first event is in it.
  func commit(_ transaction: PostgresTransaction) throws {
    let connection = transaction.connection
    if let failure = connection.firstFailure, transaction.hasBegun {
      transaction.leave()
      throw failure
    }
    guard transaction.rows.hasWritten else {
      transaction.leave()
      // An id that was found is acknowledged by what another commit left, whose wait for the standby may have been given up.
      if transaction.hasStandbys, transaction.hasFoundID { try pool.pass(connection, until: .now + settling) }
      return
    }
    // What the gate says, of the layout and of a log that was moved, is known before anything is committed.
    do {
      _ = try transaction.head()
    } catch {
      transaction.leave()
      throw error
    }
    transaction.rows.ask()
    connection.warnings = 0
    var tag = ""
    connection.ask("COMMIT") { tag = $0.tag }
    do {
      try connection.settle()
      guard tag == "COMMIT" else { throw PostgresError.lost("the server gave the transaction up") }
      // A cancelled wait for the standby has no code of its own: any warning may be one.
      if connection.warnings > 0 { try pool.pass(connection, until: .now + settling) }
    } catch let error as PostgresError where error.isLoss {
      guard try isKept(transaction, because: error) else { throw error }
    } catch {
      transaction.leave()
      throw error
    }
  }

  /// Whether a transaction was kept, the answer to whose commit was lost.
  private func isKept(_ transaction: PostgresTransaction, because loss: PostgresError) throws -> Bool {
    let deadline = ContinuousClock.now + settling
    var pause: UInt32 = 50_000
    while true {
      do {
        let connection = try PostgresConnection(pool.address)
        let kept = try find(transaction, by: connection, until: deadline)
        if kept { try pool.pass(connection, until: deadline) }
        return kept
      } catch let error as StoreError {
        throw error
      } catch {
        guard ContinuousClock.now < deadline else {
          throw StoreError.unsettled("\(pool.address.shown): \(loss.message)")
        }
        usleep(pause)
        pause = min(pause * 2, 1_000_000)
      }
    }
  }

  /// Takes the gate and looks for what a transaction wrote first.
  private func find(
    _ transaction: PostgresTransaction, by connection: PostgresConnection, until deadline: ContinuousClock.Instant
  ) throws -> Bool {
    let left = max(1, Int((deadline - .now) / .milliseconds(1)))
    connection.ask("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
    connection.ask("SET LOCAL lock_timeout = \(left)")
    connection.ask(pool.sql.openGate)
    var isKept = false
    if let first = transaction.rows.first {
      // Of two who say the same of the same provider at the same moment only one has the place: the id tells whose it is.
      connection.ask(pool.sql.mark, [.number(first.position)]) { result in
        isKept =
          result.count == 1 && Hash(bytes: result.bytes(0, 0) ?? .none) == first.hash
          && result.text(0, 1) == transaction.rows.firstID
      }
    } else {
      // Without events there is nothing that may not be done again.
      connection.ask(pool.sql.generation) { isKept = $0.number(0, 0) == transaction.swapped }
    }
    connection.ask("ROLLBACK")
    try connection.settle()
    return isKept
  }
}
