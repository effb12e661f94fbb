import Synchronization

/// The reference store: everything in memory, gone with the process.
public final class InMemoryEventStore: EventStore {
  private let contents = Mutex(Contents())

  /// An empty store.
  public init() {}

  /// Reads one consistent state: a copy taken when the call begins.
  public func read<T>(_ body: (any EventStoreReader) throws -> T) throws -> T {
    let snapshot = contents.withLock { $0 }
    return try body(Transaction(snapshot))
  }

  /// Runs one transaction; writers wait for one another.
  public func write<T>(_ body: (any EventStoreWriter) throws -> T) throws -> T {
    let outcome: Result<T, any Error> = contents.withLock { contents in
      let transaction = Transaction(contents)
      contents = Contents()
      let before = transaction.contents
      do {
        let value = try body(transaction)
        contents = transaction.contents
        return .success(value)
      } catch {
        contents = before
        return .failure(error)
      }
    }
    return try outcome.get()
  }
}

private struct Contents {
  var entries: [(entry: Entry, line: [UInt8], hash: Digest)] = []
  var streams: [String: [Int]] = [:]
  var ids: Set<String> = []
  /// The position of the first event with an id, by its lower-case spelling.
  var positions: [String: Int] = [:]
  var models: [String: [UInt8]] = [:]
}

private final class Transaction: EventStoreWriter {
  var contents: Contents
  private var staged: [String: [UInt8]] = [:]

  init(_ contents: Contents) {
    self.contents = contents
  }

  func head() -> Int { contents.entries.count }

  func head(of stream: String) -> StreamHead {
    guard let last = contents.streams[stream]?.last else { return StreamHead(stream: stream, version: 0, hash: .zero) }
    let (entry, _, hash) = contents.entries[last - 1]
    return StreamHead(stream: stream, version: entry.version, hash: hash)
  }

  func streams() -> [String] { contents.streams.keys.sorted() }

  func heads() -> [StreamHead] { streams().map { head(of: $0) } }

  func position(ofID id: String) -> Int? { contents.positions[id.lowercased()] }

  func scan(_ selection: EntrySelection, _ body: (EntryView) throws -> Bool) throws {
    var left = selection.limit ?? .max
    let positions = selection.stream.map { contents.streams[$0] ?? [] }
    let candidates = positions ?? Array(1...max(1, contents.entries.count))
    for position in candidates where position > selection.after && position <= contents.entries.count {
      let (entry, line, hash) = contents.entries[position - 1]
      if let type = selection.type, entry.type != type { continue }
      if let streams = selection.streams, !streams.contains(entry.stream) { continue }
      if let through = selection.through, position > through { return }
      guard left > 0 else { return }
      left -= 1
      guard try entry.view(line, hash, body) else { return }
    }
  }

  func value(_ key: String) -> [UInt8]? { contents.models[key] }

  func scanValues(prefix: String, _ body: (String, [UInt8]) throws -> Bool) throws {
    for key in contents.models.keys.filter({ $0.hasPrefix(prefix) }).sorted() {
      guard try body(key, contents.models[key] ?? []) else { return }
    }
  }

  func append(_ entries: [Entry]) throws {
    for entry in entries {
      let last = head(of: entry.stream)
      guard entry.position == head() + 1 else {
        throw StoreError.conflict(stream: entry.stream, expected: head() + 1, found: entry.position)
      }
      guard entry.version == last.version + 1 else {
        throw StoreError.conflict(stream: entry.stream, expected: last.version + 1, found: entry.version)
      }
      if let id = entry.id {
        guard contents.ids.insert(id).inserted else { throw StoreError.idTaken(id) }
        contents.positions[id.lowercased()] = contents.positions[id.lowercased()] ?? entry.position
      }
      let line = entry.line
      let hash = line.withUnsafeBytes { Chain.hash(after: last.hash, line: $0) }
      contents.entries.append((entry, line, hash))
      contents.streams[entry.stream, default: []].append(entry.position)
    }
  }

  func put(_ key: String, _ value: [UInt8]) { contents.models[key] = value }

  func remove(_ key: String) { contents.models[key] = nil }

  func damage() -> [String] { [] }

  func beginStaging() { staged = [:] }

  func stage(_ key: String, _ value: [UInt8]) { staged[key] = value }

  func swapStaged() {
    contents.models = staged
    staged = [:]
  }
}
