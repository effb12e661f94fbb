public import EventStore
import Synchronization

/// A store that counts how often somebody far away would have to be asked, and how often the log is scanned.
///
/// What was announced by `expect` is fetched together, and so is the last event with it; each question besides costs a
/// round trip, and so does a commit of anything written. Nothing that is known already is asked again.
public final class CountedStore: EventStore {
  /// What was counted.
  public struct Count: Equatable, Sendable {
    /// Round trips.
    public var trips = 0
    /// Scans of events.
    public var scans = 0
    /// Events that scans handed over.
    public var entries = 0
    /// Rows of the read models that were asked for or handed over.
    public var rows = 0
  }

  private let inner: any EventStore
  private let counted = Mutex(Count())
  private let conflicts = Mutex(0)

  /// Counts what is asked of a store.
  public init(_ inner: any EventStore) { self.inner = inner }

  /// What `body` comes to.
  public func counting(_ body: () throws -> Void) rethrows -> Count {
    counted.withLock { $0 = Count() }
    try body()
    return counted.withLock { $0 }
  }

  /// The same of what takes its time.
  public func counting(_ body: () async throws -> Void) async rethrows -> Count {
    counted.withLock { $0 = Count() }
    try await body()
    return counted.withLock { $0 }
  }

  /// Lets the next so many transactions that append find that another came in between.
  public func conflict(times: Int) { conflicts.withLock { $0 = times } }

  /// Reads, counted.
  public func read<T>(_ body: (any EventStoreReader) throws -> T) throws -> T {
    try inner.read { try body(CountedReader($0, note: note)) }
  }

  /// Writes, counted.
  public func write<T>(_ body: (any EventStoreWriter) throws -> T) throws -> T {
    try inner.write { writer in
      let counted = CountedWriter(writer, note: note)
      let value = try body(counted)
      if counted.hasWritten {
        note { $0.trips += 1 }
        let isConflict = conflicts.withLock { left in
          defer { left = max(0, left - 1) }
          return left > 0
        }
        if isConflict { throw StoreError.conflict(stream: "", expected: 1, found: 2) }
      }
      return value
    }
  }

  private func note(_ change: (inout Count) -> Void) { counted.withLock { change(&$0) } }

  /// As the store does.
  public func wait(beyond position: Int, until deadline: ContinuousClock.Instant) throws -> Int {
    try inner.wait(beyond: position, until: deadline)
  }

  /// As the store does.
  public func beginStaging() throws -> any Staging { try inner.beginStaging() }

  /// As the store does.
  public func durability() throws -> Durability { try inner.durability() }

  /// As the store does.
  public func awaitSafe() throws { try inner.awaitSafe() }
}

private class CountedReader: EventStoreReader {
  private let reader: any EventStoreReader
  fileprivate let note: ((inout CountedStore.Count) -> Void) -> Void
  private var known: Set<String> = []

  init(_ reader: any EventStoreReader, note: @escaping ((inout CountedStore.Count) -> Void) -> Void) {
    self.reader = reader
    self.note = note
  }

  /// One round trip, which brings the last event too.
  private func ask() {
    note { $0.trips += 1 }
    known.insert("head")
  }

  private func ask(_ what: String) {
    if known.insert(what).inserted { ask() }
  }

  func expect(_ wanted: Wanted) throws {
    known.formUnion(
      wanted.ids.map { "id " + $0 } + wanted.streams.map { "stream " + $0 } + wanted.keys.map { "key " + $0 }
        + wanted.prefixes.map { "prefix " + $0 } + (wanted.isOfAllStreams ? ["streams"] : []))
    ask()
    try reader.expect(wanted)
  }

  func head() throws -> LogHead {
    ask("head")
    return try reader.head()
  }

  func lastPosition() throws -> Int {
    ask("head")
    return try reader.lastPosition()
  }

  func head(of stream: String) throws -> StreamHead {
    ask("stream " + stream)
    return try reader.head(of: stream)
  }

  func streams() throws -> [String] {
    ask("streams")
    return try reader.streams()
  }

  func heads() throws -> [StreamHead] {
    ask("heads")
    return try reader.heads()
  }

  func position(ofID id: String) throws -> Int? {
    ask("id " + id)
    return try reader.position(ofID: id)
  }

  func scan(_ selection: EntrySelection, _ body: (EntryView) throws -> Bool) throws {
    note { $0.scans += 1 }
    let isLast = try selection == EntrySelection(after: reader.lastPosition() - 1)
    if isLast { ask("head") } else { ask() }
    try reader.scan(selection) { entry in
      note { $0.entries += 1 }
      return try body(entry)
    }
  }

  func value(_ key: String) throws -> [UInt8]? {
    ask("key " + key)
    note { $0.rows += 1 }
    return try reader.value(key)
  }

  func scanValues(prefix: String, _ body: (String, [UInt8]) throws -> Bool) throws {
    if known.remove("prefix " + prefix) == nil { ask() }
    try reader.scanValues(prefix: prefix) { key, value in
      note { $0.rows += 1 }
      return try body(key, value)
    }
  }

  func damage() throws -> [String] { try reader.damage() }
}

private final class CountedWriter: CountedReader, EventStoreWriter {
  private let writer: any EventStoreWriter
  private(set) var hasWritten = false

  var appended: Int { writer.appended }

  init(_ writer: any EventStoreWriter, note: @escaping ((inout CountedStore.Count) -> Void) -> Void) {
    self.writer = writer
    super.init(writer, note: note)
  }

  func append(_ entries: [Entry]) throws {
    hasWritten = true
    try writer.append(entries)
  }

  func put(_ model: ReadModel) throws {
    hasWritten = true
    try writer.put(model)
  }

  func remove(_ key: String) throws { try writer.remove(key) }

  func swapIn(_ staging: any Staging) throws { try writer.swapIn(staging) }
}
