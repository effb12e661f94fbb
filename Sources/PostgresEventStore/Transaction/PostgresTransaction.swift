import EventStore

/// One transaction on a ledger in PostgreSQL.
///
/// It is begun with the first question, in the same flush; what is written is collected and sent without waiting, and the last
/// of it together with the commit.
final class PostgresTransaction: EventStoreWriter {
  /// How a transaction begins.
  enum Beginning {
    /// With the gate taken, which is waited for so many milliseconds.
    case writing(patience: Int)
    /// On one state.
    case reading
    /// On the state that another transaction has exported under this name.
    case sharing(snapshot: String)
  }

  /// What is known of a stream.
  struct Place {
    let key: Int
    var version: Int
    var hash: Hash
  }

  /// What was fetched because it was announced.
  struct Fetched {
    /// Values of read models; nil inside for a key that is not there.
    var values: [String: [UInt8]?] = [:]
    /// The last events of streams.
    var tails: [String: Tail] = [:]
  }

  let connection: PostgresConnection
  let sql: LedgerSQL
  let beginning: Beginning
  /// Where connections are had to read with beside this one.
  let pool: ConnectionPool
  private(set) var hasBegun = false
  /// Whether commits wait for standbys.
  private(set) var hasStandbys = false
  /// The last event; nil while it was not asked for.
  private(set) var last: LastEvent?
  /// The last key of a stream.
  var lastKey = 0
  /// Places of streams by name; nil inside for one that there is none of.
  var places: [String: Place?] = [:]
  /// Names of streams by key.
  var names: [Int: String] = [:]
  /// Positions of ids by their spelling in small letters; nil inside for one not in use.
  var positions: [String: Int?] = [:]
  /// Whether an id was found to be in use.
  var hasFoundID: Bool { positions.values.contains { $0 != nil } }
  /// Positions of ids appended here of which it is not known whether an earlier event has them, by their spelling in small
  /// letters.
  var ownPositions: [String: Int] = [:]
  /// What was announced last, and what before: a batch is announced while the one before it is decided.
  var (fetched, fetchedBefore) = (Fetched(), Fetched())
  /// Keys of read models set since they were announced.
  var setSinceAnnounced: Set<String> = []
  /// How many questions that were announced are not answered yet.
  var awaited = 0
  /// The names of all streams, where they were announced.
  var allStreams: [String]?
  /// Read models begun to be read, because they were announced, by what their keys begin with.
  var opened: [String: Cursor] = [:]
  /// What was written.
  var rows: RowBatch
  var cursors = 0
  /// The read models swapped in.
  var swapped: Int?

  init(_ connection: PostgresConnection, of pool: ConnectionPool, _ beginning: Beginning) {
    self.connection = connection
    self.pool = pool
    sql = pool.sql
    self.beginning = beginning
    rows = RowBatch(connection, sql)
  }

  /// Whether it holds the gate, or will once something is asked.
  var isWriting: Bool {
    if case .writing = beginning { true } else { false }
  }

  /// Asks for what every transaction begins with; nothing is sent yet.
  func begin() {
    guard !hasBegun else { return }
    hasBegun = true
    connection.firstFailure = nil
    switch beginning {
    case .writing(let patience):
      connection.ask("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
      connection.ask("SET LOCAL lock_timeout = \(patience)")
      connection.ask(sql.openGate) { [unowned self] in try take($0) }
    case .reading:
      connection.ask("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
      connection.ask(sql.head) { [unowned self] in try take($0) }
    case .sharing(let snapshot):
      connection.ask("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
      connection.ask("SET TRANSACTION SNAPSHOT '\(snapshot)'")
      connection.ask(sql.head) { [unowned self] in try take($0) }
    }
  }

  private func take(_ result: PostgresResult) throws {
    guard result.count == 1, let layout = result.number(0, 0) else {
      throw PostgresError(state: "42P01", message: "the ledger has no layout")
    }
    try PostgresSchema.check(layout, readable: isWriting ? nil : result.number(0, 9))
    if isWriting {
      if let place = result.text(0, 9) { throw StoreError.closed(for: place) }
      hasStandbys = result.isTrue(0, 10)
    }
    lastKey = result.number(0, 1) ?? 0
    last = try LastEvent(result)
  }

  /// Begins, asks what `asking` asks, sends what is written and not sent, and waits for all answers: one round trip.
  func trip(_ asking: () -> Void) throws {
    begin()
    try rows.send()
    asking()
    try connection.settle()
  }

  /// Waits for the answers to what was announced.
  func settleAnnounced() throws {
    guard awaited > 0 else { return }
    try connection.settle(until: { awaited == 0 })
    setSinceAnnounced = []
  }

  /// Ends it, waiting for no answer: what it was to find out is known.
  func leave() {
    guard hasBegun, !connection.isBroken else { return }
    connection.leave(by: "ROLLBACK")
  }

  // MARK: The last event, as this transaction sees it

  func head() throws -> LogHead {
    if let head = rows.head { return head }
    if last == nil, hasBegun { try connection.settle(until: { last != nil }) }
    if last == nil { try trip {} }
    return last?.head ?? LogHead(position: 0, hash: .zero)
  }

  func lastPosition() throws -> Int { try head().position }

  var appended: Int { rows.appended }

  func damage() throws -> [String] {
    // Where nothing was asked yet, before anything that a missing table would stop.
    if hasBegun { try trip {} }
    return try PostgresSchema.damage(connection, sql)
  }
}

/// The last event of the log, with all that is asked of it.
struct LastEvent {
  /// Its position and hash.
  let head: LogHead
  /// The row it was read from, and the column its position is in; nil where there is no event.
  let row: PostgresResult?
  /// Its stream.
  let stream: String

  init(_ result: PostgresResult) throws {
    guard let position = result.number(0, 2), position > 0 else {
      (head, row, stream) = (LogHead(position: 0, hash: .zero), nil, "")
      return
    }
    guard let hash = Hash(bytes: result.bytes(0, 7) ?? .none) else {
      throw StoreError.damaged("a stored hash is not 32 bytes long")
    }
    head = LogHead(position: position, hash: hash)
    row = result
    stream = result.text(0, 3) ?? ""
  }

  /// Shows it as it is read.
  func view(_ body: (EntryView) throws -> Bool) rethrows -> Bool {
    guard let row else { return true }
    return try body(
      EntryView(
        position: head.position, stream: stream, version: row.number(0, 4) ?? 0, id: row.bytes(0, 6),
        type: row.bytes(0, 5) ?? .none, line: row.bytes(0, 8) ?? .none, hash: row.bytes(0, 7) ?? .none))
  }
}

extension UnsafeRawBufferPointer {
  /// No bytes.
  static var none: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }
}
