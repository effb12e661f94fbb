import Dispatch
import Synchronization

/// The reference store: everything in memory, gone with the process.
public final class InMemoryEventStore: EventStore {
  private let contents: Mutex<Contents>
  /// Taken by whoever writes.
  private let writing = DispatchSemaphore(value: 1)
  private let arrivals = Arrivals()

  /// An empty store.
  ///
  /// - Parameter isPart: whether it holds a part of a log, of which some streams are whole and others not there: then
  ///   positions rise with gaps.
  public init(isPart: Bool = false) {
    contents = Mutex(Contents(isPart: isPart))
  }

  /// Reads one consistent state: a copy taken when the call begins.
  public func read<T>(_ body: (any EventStoreReader) throws -> T) throws -> T {
    try body(MemoryTransaction(contents.withLock { $0 }))
  }

  /// Runs one transaction; writers wait for one another.
  public func write<T>(_ body: (any EventStoreWriter) throws -> T) throws -> T {
    writing.wait()
    defer { writing.signal() }
    let transaction = MemoryTransaction(contents.withLock { $0 })
    let value = try body(transaction)
    let written = transaction.contents
    contents.withLock { contents in
      let staging = contents.staging
      contents = written
      // Begun meanwhile: that takes no write lock.
      contents.staging = staging
    }
    arrivals.announce()
    return value
  }

  /// Waits until somebody in this process has gone beyond `position`.
  public func wait(beyond position: Int, until deadline: ContinuousClock.Instant) throws -> Int {
    try arrivals.wait(beyond: position, until: deadline) { contents.withLock { $0.lastPosition } }
  }

  /// Begins new read models.
  public func beginStaging() -> any Staging {
    MemoryStaging(
      number: contents.withLock { contents in
        contents.staging += 1
        return contents.staging
      }
    ) { [self] in contents.withLock { $0.staging } }
  }

  /// A commit is gone with the process.
  public func durability() -> Durability {
    Durability(survives: .nothing, problems: ["the store is in memory: it is gone with the process"])
  }
}

private struct Contents {
  let isPart: Bool
  /// In the order of their positions.
  var entries: [(entry: Entry, line: [UInt8], hash: Hash)] = []
  /// Where the entries of each stream are in that order.
  var streams: [String: [Int]] = [:]
  var ids: Set<String> = []
  /// The position of the first event with an id, by its lower-case spelling.
  var positions: [String: Int] = [:]
  var models: [String: [UInt8]] = [:]
  /// The number of the read models begun last.
  var staging = 0

  init(isPart: Bool) { self.isPart = isPart }

  var lastPosition: Int { entries.last?.entry.position ?? 0 }

  /// Whether an event may come next at this position.
  func takes(_ position: Int) -> Bool { isPart ? position > lastPosition : position == lastPosition + 1 }
}

/// New read models; those begun last are good.
private final class MemoryStaging: Staging {
  private let number: Int
  private let latest: () -> Int
  private var models: [String: [UInt8]] = [:]

  init(number: Int, latest: @escaping () -> Int) {
    self.number = number
    self.latest = latest
  }

  func stage(_ models: [ReadModel]) throws {
    try check()
    for model in models { self.models[model.key] = model.value }
  }

  func discard() { models = [:] }

  func take() throws -> [String: [UInt8]] {
    try check()
    return models
  }

  private func check() throws {
    guard latest() == number else { throw StoreError.busy("another rebuild has begun since") }
  }
}

private final class MemoryTransaction: EventStoreWriter {
  var contents: Contents
  private let first: Int

  init(_ contents: Contents) {
    self.contents = contents
    first = contents.entries.count
  }

  var appended: Int { contents.entries.count - first }

  func head() -> LogHead { LogHead(position: lastPosition(), hash: contents.entries.last?.hash ?? .zero) }

  func lastPosition() -> Int { contents.lastPosition }

  func head(of stream: String) -> StreamHead {
    guard let last = contents.streams[stream]?.last else { return StreamHead(stream: stream, version: 0, hash: .zero) }
    let (entry, _, hash) = contents.entries[last]
    return StreamHead(stream: stream, version: entry.version, hash: hash)
  }

  func streams() -> [String] { contents.streams.keys.sorted() }

  func heads() -> [StreamHead] { streams().map { head(of: $0) } }

  func position(ofID id: String) -> Int? { contents.positions[id.lowercased()] }

  func scan(_ selection: EntrySelection, _ body: (EntryView) throws -> Bool) throws {
    var left = selection.limit ?? .max
    let found = selection.stream.map { (contents.streams[$0] ?? []).dropFirst(selection.afterVersion ?? 0) }
    for index in found ?? Array(contents.entries.indices)[...] {
      let (entry, line, hash) = contents.entries[index]
      if entry.position <= selection.after { continue }
      if let type = selection.type, entry.type != type { continue }
      if let streams = selection.streams, !streams.contains(entry.stream) { continue }
      if let through = selection.through, entry.position > through { return }
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
      guard contents.takes(entry.position) else {
        throw StoreError.conflict(stream: entry.stream, expected: lastPosition() + 1, found: entry.position)
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
      contents.streams[entry.stream, default: []].append(contents.entries.count)
      contents.entries.append((entry, line, hash))
    }
  }

  func put(_ model: ReadModel) { contents.models[model.key] = model.value }

  func remove(_ key: String) { contents.models[key] = nil }

  func damage() -> [String] { [] }

  func swapIn(_ staging: any Staging) throws {
    guard let staging = staging as? MemoryStaging else {
      throw StoreError.damaged("read models of another store cannot be swapped in")
    }
    contents.models = try staging.take()
  }
}
