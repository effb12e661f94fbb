import Dispatch
import EventStore
import GRDB
import GRDBSQLite
import Synchronization

/// Writes the rows of one transaction in the order in which they are handed over: when there are many, on a thread of its
/// own, while whoever hands them over decides the next.
///
/// The connection belongs to one of the two threads at a time: who wants to use it calls `settle` first.
final class RowWriter {
  /// Rows written at once after the connection was wanted, before they are left to the other thread again.
  private static let patience = 256
  /// Rows handed over together, and the bytes of those that are read models, at most.
  private static let batchRows = 256
  private static let batchBytes = 1 << 18
  /// Batches handed over and not written yet, at most.
  private static let depth = 4

  private enum Row {
    case event(Entry, stream: Int)
    case model(BoundStatement, key: String, value: [UInt8])
  }

  private let db: Database
  /// The other thread, made when rows are first left to it: most transactions only read.
  private lazy var queue = DispatchQueue(label: "koufen-rows")
  /// Made with no room and given it then: a semaphore may not end with less than it was made with.
  private lazy var room = {
    let room = DispatchSemaphore(value: 0)
    for _ in 0..<Self.depth { room.signal() }
    return room
  }()
  private lazy var insertion = Result {
    try BoundStatement(
      db, "INSERT INTO events (position, stream, version, type, id, hash, line) VALUES (?, ?, ?, ?, ?, ?, ?)")
  }
  private lazy var idLookup = Result { try BoundStatement(db, "SELECT position FROM events WHERE id = ?") }

  private var batch: [Row] = []
  private var bytes = 0
  private var sinceSettled = 0
  private var isBehind = false
  /// Whether the connection is being read row by row meanwhile: then everything is written at once.
  var isLent = false
  /// What stopped the writing; nothing is written after it.
  private let failure = Mutex<(any Error)?>(nil)
  /// The hash of the last event of each stream written to, by the stream's key.
  private var hashes: [Int: Hash] = [:]

  init(_ db: Database) { self.db = db }

  /// Adds an event, which comes next in the stream with this key.
  func add(_ entry: Entry, stream: Int) throws {
    _ = try (insertion.get(), idLookup.get())
    try add(.event(entry, stream: stream), bytes: 0)
  }

  /// Sets a key of the read models, by the statement given.
  func put(_ key: String, _ value: [UInt8], by statement: BoundStatement) throws {
    try add(.model(statement, key: key, value: value), bytes: value.count)
  }

  private func add(_ row: Row, bytes size: Int) throws {
    guard sinceSettled >= Self.patience, !isLent else {
      sinceSettled += 1
      return try writeAtOnce(row)
    }
    batch.append(row)
    bytes += size
    if batch.count >= Self.batchRows || bytes >= Self.batchBytes { try handOver() }
  }

  private func writeAtOnce(_ row: Row) throws {
    try throwFailure()
    do {
      try write(row)
    } catch StoreError.idTaken(let id) {
      // Whoever handed the row over is told of it, and nothing else came after it.
      throw StoreError.idTaken(id)
    } catch {
      failure.withLock { $0 = error }
      throw error
    }
  }

  private func handOver() throws {
    try throwFailure()
    isBehind = true
    room.wait()
    nonisolated(unsafe) let (writer, rows) = (self, batch)
    batch.removeAll(keepingCapacity: true)
    bytes = 0
    queue.async {
      writer.write(rows)
      writer.room.signal()
    }
  }

  /// Waits until everything handed over is written; the connection is the caller's then.
  ///
  /// - Throws: what stopped the writing, now and whenever it is asked again; the transaction must be given up.
  func settle() throws {
    if isBehind || !batch.isEmpty {
      if !batch.isEmpty { try handOver() }
      queue.sync {}
      isBehind = false
      sinceSettled = 0
    }
    try throwFailure()
  }

  private func throwFailure() throws {
    try failure.withLock { if let failure = $0 { throw failure } }
  }

  /// Waits until nothing is being written any more, and drops what is left.
  func abandon() {
    failure.withLock { $0 = $0 ?? CancellationError() }
    if isBehind { queue.sync {} }
  }

  private func write(_ rows: [Row]) {
    for row in rows {
      if failure.withLock({ $0 != nil }) { return }
      do {
        try write(row)
      } catch {
        failure.withLock { $0 = error }
      }
    }
  }

  private func write(_ row: Row) throws {
    switch row {
    case .event(let entry, let stream):
      do {
        try insert(entry, stream)
      } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE {
        guard let id = entry.id, try position(ofID: id) != nil else { throw error }
        throw StoreError.idTaken(id)
      }
    case .model(let statement, let key, let value):
      try key.withBytes { key in
        try value.withUnsafeBytes { value in
          statement.bind(1, text: key)
          statement.bind(2, blob: value)
          try statement.run(changing: 1)
        }
      }
    }
  }

  private func insert(_ entry: Entry, _ stream: Int) throws {
    let line = entry.line
    let hash = line.withUnsafeBytes { Chain.hash(after: hashes[stream] ?? .zero, line: $0) }
    let insertion = try insertion.get()
    insertion.bind(1, entry.position)
    insertion.bind(2, stream)
    insertion.bind(3, entry.version)
    try entry.type.withBytes { type in
      insertion.bind(4, text: type)
      try (entry.id ?? "").withBytes { id in
        insertion.bind(5, text: entry.id == nil ? nil : id)
        try hash.withBytes { hash in
          insertion.bind(6, blob: hash)
          try line.withUnsafeBytes { line in
            insertion.bind(7, text: line)
            try insertion.run(changing: 1)
          }
        }
      }
    }
    hashes[stream] = hash
  }

  /// The position of the event with this idempotency key; only while the connection is the caller's.
  func position(ofID id: String) throws -> Int? {
    try id.withBytes { id in
      let idLookup = try idLookup.get()
      idLookup.bind(1, text: id)
      return try idLookup.first { Int(sqlite3_column_int64($0, 0)) }
    }
  }

  /// The hash of the last event of a stream; only while the connection is the caller's.
  subscript(stream: Int) -> Hash {
    get { hashes[stream] ?? .zero }
    set { hashes[stream] = newValue }
  }
}

extension String {
  /// What `body` makes of the text's UTF-8 bytes.
  func withBytes<T>(_ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T {
    var copy = self
    return try copy.withUTF8 { try body(UnsafeRawBufferPointer($0)) }
  }
}
