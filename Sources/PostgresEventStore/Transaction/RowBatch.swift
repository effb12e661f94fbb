import EventStore

/// What a transaction has written and not sent yet. It is sent when it has grown, when somebody asks what it might change, and
/// last with the commit; nobody waits for an answer before that.
struct RowBatch {
  /// Rows handed over together, and their bytes, at most: so few that the server writes while the next are decided, and so many that
  /// what a call costs it by itself is little beside them.
  private static let mostRows = 250
  private static let mostBytes = 1 << 18

  /// Of so many batches the last is sent with a flush.
  private static let batchesFlushed = 4

  private let connection: PostgresConnection
  private let sql: LedgerSQL
  private var streams: [String] = []
  private var keys = Argument.ArrayBuilder(.integer)
  private var versions = Argument.ArrayBuilder(.integer)
  private var types = Argument.ArrayBuilder(.text)
  private var ids = Argument.ArrayBuilder(.text)
  private var hashes = Argument.ArrayBuilder(.bytes)
  private var lines = Argument.ArrayBuilder(.bytes)
  private var count = 0
  private var models: [String: [UInt8]?] = [:]
  private var modelBytes = 0
  private var lastKey = 0
  private var sinceFlush = 0
  /// The last event appended; nil while there is none.
  private(set) var head: LogHead?
  /// The first event appended: where it is, and its hash.
  private(set) var first: LogHead?
  /// The id of that one, if it has one.
  private(set) var firstID: String?
  /// All ids appended, as they are spelled, in order.
  private(set) var allIDs: [String] = []
  private var spelled: Set<String> = []
  /// How many events were appended.
  private(set) var appended = 0
  /// Whether anything was written.
  private(set) var hasWritten = false

  init(_ connection: PostgresConnection, _ sql: LedgerSQL) {
    self.connection = connection
    self.sql = sql
  }

  /// Whether an id was appended in this very spelling.
  func holds(id: String) -> Bool { spelled.contains(id) }

  /// The value a key is to get; nil for one that nothing waits for.
  func model(_ key: String) -> [UInt8]?? { models[key] }

  /// Adds a stream that there is none of yet, behind the last key.
  mutating func add(stream: String, behind key: Int) {
    if streams.isEmpty { lastKey = key }
    streams.append(stream)
  }

  /// Adds an event that comes next.
  mutating func add(_ entry: Entry, key: Int, hash: Hash, line: [UInt8]) {
    hasWritten = true
    keys.add(key)
    versions.add(entry.version)
    types.add(entry.type)
    ids.add(entry.id)
    hash.withBytes { hashes.add($0) }
    line.withUnsafeBytes { lines.add($0) }
    if let id = entry.id {
      allIDs.append(id)
      spelled.insert(id)
    }
    count += 1
    appended += 1
    head = LogHead(position: entry.position, hash: hash)
    if first == nil { (first, firstID) = (head, entry.id) }
  }

  /// Sets a key of the read models, or, with nil, removes it.
  mutating func set(_ key: String, to value: [UInt8]?) {
    hasWritten = true
    models[key] = .some(value)
    modelBytes += key.utf8.count + (value?.count ?? 0)
  }

  /// Notes that read models were exchanged.
  mutating func noteSwap() { hasWritten = true }

  /// Whether so much waits that it is better sent.
  var isFull: Bool {
    count >= Self.mostRows || lines.size >= Self.mostBytes || models.count >= Self.mostRows
      || modelBytes >= Self.mostBytes
  }

  /// Asks for all that waits to be written, and hands it over where there is enough to keep the server busy.
  mutating func send() throws {
    guard count > 0 || !models.isEmpty else { return }
    let isFull = isFull
    ask()
    guard isFull else { return }
    sinceFlush += 1
    // A flush now and then, for what is on its way is bounded by flushes, and what is wrong is told before all is decided.
    if sinceFlush % Self.batchesFlushed == 0 { try connection.flush() } else { connection.handOver() }
  }

  /// Asks for all that waits to be written.
  mutating func ask() {
    if !streams.isEmpty {
      connection.ask(sql.call("add_streams($1::int, $2)"), [.number(lastKey), .texts(streams)])
      streams = []
    }
    if count > 0, let head {
      connection.ask(
        sql.call("append($1, $2, $3, $4, $5, $6, $7)"),
        [
          .number(head.position - count), keys.argument, versions.argument, types.argument, ids.argument,
          hashes.argument, lines.argument,
        ])
      (keys, versions) = (Argument.ArrayBuilder(.integer), Argument.ArrayBuilder(.integer))
      (types, ids) = (Argument.ArrayBuilder(.text), Argument.ArrayBuilder(.text))
      (hashes, lines) = (Argument.ArrayBuilder(.bytes), Argument.ArrayBuilder(.bytes))
      count = 0
    }
    askModels()
  }

  private mutating func askModels() {
    let put = models.compactMap { key, value in value.map { (key, $0) } }.sorted { $0.0.precedes($1.0) }
    let removed = models.filter { $0.value == nil }.keys
    if !put.isEmpty { connection.ask(sql.call("put($1, $2)"), [.texts(put.map(\.0)), .bytes(put.map(\.1))]) }
    if !removed.isEmpty { connection.ask(sql.call("remove($1)"), [.texts(removed)]) }
    models = [:]
    modelBytes = 0
  }
}

extension String {
  /// Whether it comes before another in byte order.
  func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
