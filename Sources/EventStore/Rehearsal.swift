extension EventStore {
  /// Runs `body` as a transaction of which nothing is ever kept: it needs no right to write, and holds no lock that would
  /// keep a writer waiting.
  public func rehearse<T>(_ body: (any EventStoreWriter) throws -> T) throws -> T {
    try read { try body(Rehearsal($0)) }
  }
}

/// One state of a store, and what would have been written on top of it, in memory.
private final class Rehearsal: EventStoreWriter {
  private let base: any EventStoreReader
  private let first: Int
  private var added: [(entry: Entry, line: [UInt8], hash: Hash)] = []
  private var lastOfStream: [String: StreamHead] = [:]
  private var places: [String: [Int]] = [:]
  /// The position of each id, by its lower-case spelling.
  private var ids: [String: Int] = [:]
  private var models: [String: [UInt8]?] = [:]

  init(_ base: any EventStoreReader) throws {
    self.base = base
    first = try base.lastPosition()
  }

  var appended: Int { added.count }

  func expect(_ wanted: Wanted) throws { try base.expect(wanted) }

  func head() throws -> LogHead {
    try added.last.map { LogHead(position: lastPosition(), hash: $0.hash) } ?? base.head()
  }

  func lastPosition() -> Int { first + added.count }

  func head(of stream: String) throws -> StreamHead { try lastOfStream[stream] ?? base.head(of: stream) }

  func streams() throws -> [String] {
    let new = Set(lastOfStream.keys).subtracting(try base.streams())
    return (try base.streams() + new).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  func heads() throws -> [StreamHead] { try streams().map { try head(of: $0) } }

  func position(ofID id: String) throws -> Int? { try ids[id.lowercased()] ?? base.position(ofID: id) }

  func scan(_ selection: EntrySelection, _ body: (EntryView) throws -> Bool) throws {
    var left = selection.limit ?? .max
    var goesOn = true
    try base.scan(selection) { entry in
      left -= 1
      goesOn = try body(entry)
      return goesOn
    }
    let indices = selection.stream.map { places[$0] ?? [] } ?? Array(added.indices)
    for index in indices where goesOn && left > 0 {
      let (entry, line, hash) = added[index]
      guard entry.position > selection.after, entry.position <= selection.through ?? .max,
        entry.version > selection.afterVersion ?? 0, selection.type == nil || selection.type == entry.type,
        selection.streams?.contains(entry.stream) ?? true
      else { continue }
      left -= 1
      goesOn = try entry.view(line, hash, body)
    }
  }

  func value(_ key: String) throws -> [UInt8]? {
    if let value = models[key] { return value }
    return try base.value(key)
  }

  func scanValues(prefix: String, _ body: (String, [UInt8]) throws -> Bool) throws {
    var values: [String: [UInt8]] = [:]
    try base.scanValues(prefix: prefix) { key, value in
      values[key] = value
      return true
    }
    for (key, value) in models where key.hasPrefix(prefix) { values[key] = value }
    for key in values.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      guard try body(key, values[key] ?? []) else { return }
    }
  }

  func damage() throws -> [String] { try base.damage() }

  func append(_ entries: [Entry]) throws {
    for entry in entries {
      let last = try head(of: entry.stream)
      guard entry.position == lastPosition() + 1 else {
        throw StoreError.conflict(stream: entry.stream, expected: lastPosition() + 1, found: entry.position)
      }
      guard entry.version == last.version + 1 else {
        throw StoreError.conflict(stream: entry.stream, expected: last.version + 1, found: entry.version)
      }
      if let id = entry.id {
        guard try position(ofID: id) == nil else { throw StoreError.idTaken(id) }
        ids[id.lowercased()] = entry.position
      }
      let line = entry.line
      let hash = line.withUnsafeBytes { Chain.hash(after: last.hash, line: $0) }
      places[entry.stream, default: []].append(added.count)
      // Of what made the line nothing is kept: there may be many.
      let made = Entry(
        position: entry.position, stream: entry.stream, version: entry.version, id: entry.id, type: entry.type,
        line: line)
      added.append((made, line, hash))
      lastOfStream[entry.stream] = StreamHead(stream: entry.stream, version: entry.version, hash: hash)
    }
  }

  func put(_ model: ReadModel) { models[model.key] = .some(model.value) }

  func remove(_ key: String) { models[key] = .some(nil) }

  func swapIn(_ staging: any Staging) {}
}

extension Entry {
  /// Shows the entry, whose line was made already, to `body` as it is read back.
  func view(_ line: [UInt8], _ hash: Hash, _ body: (EntryView) throws -> Bool) rethrows -> Bool {
    let id = id.map { Array($0.utf8) }
    return try line.withUnsafeBytes { line in
      try hash.withBytes { hash in
        try Array(type.utf8).withUnsafeBytes { type in
          try (id ?? []).withUnsafeBytes { idBytes in
            try body(
              EntryView(
                position: position, stream: stream, version: version, id: id == nil ? nil : idBytes, type: type,
                line: line, hash: hash))
          }
        }
      }
    }
  }
}
