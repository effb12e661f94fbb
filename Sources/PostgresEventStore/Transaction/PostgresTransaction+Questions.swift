import EventStore

/// What is looked up by its name: heads of streams, positions of ids, values of read models.
extension PostgresTransaction {
  /// Fetches all of it in one round trip, the last event with it.
  func expect(_ wanted: Wanted) throws {
    // What was announced before and not asked is forgotten: a long file announces again and again.
    values = [:]
    try trip {
      ask(heads: wanted.streams)
      ask(positions: wanted.ids)
      ask(values: wanted.keys)
      if !isWriting { ask(manyOf: wanted) }
    }
  }

  /// Asks for what may be many rows: of each the first, with the rest to follow.
  private func ask(manyOf wanted: Wanted) {
    if wanted.isOfAllStreams, allStreams == nil { askStreams { [unowned self] in allStreams = $0 } }
    for prefix in wanted.prefixes where opened[prefix] == nil {
      let cursor = models(prefix)
      cursor.fetch()
      opened[prefix] = cursor
    }
  }

  private func askStreams(_ take: @escaping ([String]) -> Void) {
    connection.ask(sql.streams) { result in take((0..<result.count).map { result.text($0, 0) ?? "" }) }
  }

  private func ask(heads streams: [String]) {
    let streams = Set(streams.filter { places[$0] == nil })
    guard !streams.isEmpty else { return }
    connection.ask(sql.heads, [.texts(streams)]) { [unowned self] result in
      for stream in streams { places[stream] = .some(nil) }
      for row in 0..<result.count { _ = try takeHead(result, row) }
    }
  }

  /// Notes a stream's place, of a row with its name, key, last version and hash.
  private func takeHead(_ result: PostgresResult, _ row: Int) throws -> StreamHead {
    guard let name = result.text(row, 0), let key = result.number(row, 1), let version = result.number(row, 2),
      let hash = Hash(bytes: result.bytes(row, 3) ?? .none)
    else { throw StoreError.damaged("a stored hash is not 32 bytes long") }
    names[key] = name
    let head = StreamHead(stream: name, version: version, hash: hash)
    if case .some(.some(let place)) = places[name], place.version > version { return head }
    places[name] = Place(key: key, version: version, hash: hash)
    return head
  }

  private func ask(positions ids: [String]) {
    let ids = Set(ids.map { $0.lowercased() }.filter { positions[$0] == nil })
    guard !ids.isEmpty else { return }
    connection.ask(sql.positions, [.texts(ids)]) { [unowned self] result in
      for id in ids { positions[id] = .some(nil) }
      for row in 0..<result.count {
        guard let id = result.text(row, 0), let position = result.number(row, 1) else { continue }
        positions[id] = min(position, (positions[id] ?? nil) ?? .max)
      }
    }
  }

  private func ask(values keys: [String]) {
    let keys = Set(keys.filter { values[$0] == nil })
    guard !keys.isEmpty else { return }
    connection.ask(sql.values, [.texts(keys)]) { [unowned self] result in
      for key in keys { values[key] = .some(nil) }
      for row in 0..<result.count {
        guard let key = result.text(row, 0) else { continue }
        values[key] = Array(result.bytes(row, 1) ?? .none)
      }
    }
  }

  /// A stream's place; nil where there is no such stream.
  func place(of stream: String) throws -> Place? {
    if let known = places[stream] { return known }
    // In a log that was empty there is no stream but those begun here.
    if last?.head.position == 0, isWriting { return nil }
    try trip { ask(heads: [stream]) }
    return places[stream] ?? nil
  }

  func head(of stream: String) throws -> StreamHead {
    let place = try place(of: stream)
    return StreamHead(stream: stream, version: place?.version ?? 0, hash: place?.hash ?? .zero)
  }

  func streams() throws -> [String] {
    if let allStreams { return allStreams }
    var found: [String] = []
    try trip { askStreams { found = $0 } }
    return found
  }

  func heads() throws -> [StreamHead] {
    var found: [StreamHead] = []
    try trip {
      connection.ask(sql.allHeads) { [unowned self] result in
        found = try (0..<result.count).map { try takeHead(result, $0) }
      }
    }
    return found
  }

  func position(ofID id: String) throws -> Int? {
    let small = id.lowercased()
    if positions[small] == nil { try trip { ask(positions: [small]) } }
    return positions[small] ?? nil
  }

  func value(_ key: String) throws -> [UInt8]? {
    if let waiting = rows.model(key) { return waiting }
    if values[key] == nil { try trip { ask(values: [key]) } }
    return values[key] ?? nil
  }
}
