import EventStore

/// What is looked up by its name: heads of streams, positions of ids, values of read models.
extension PostgresTransaction {
  /// Asks for all of it in one flush, and waits for the answers when the first of them is wanted.
  func expect(_ wanted: Wanted) throws {
    try settleAnnounced()
    // What was announced long before and not asked is forgotten: a long file announces again and again.
    (fetchedBefore, fetched) = (fetched, Fetched())
    setSinceAnnounced = []
    begin()
    if isWriting || mayLook(for: wanted) {
      look(for: wanted)
    } else {
      ask(heads: wanted.streams)
      ask(positions: wanted.ids)
      ask(values: wanted.keys)
    }
    if !isWriting { ask(manyOf: wanted) }
    try connection.flush()
  }

  /// Whether a reader asks in one statement, as a writer does: little, by a connection that was used before, for the first time
  /// planning it takes longer than planning what it stands for.
  private func mayLook(for wanted: Wanted) -> Bool {
    let count = wanted.streams.count + wanted.keys.count + wanted.ids.count
    return wanted.tails.isEmpty && (1...Self.littleAsked).contains(count) && connection.trips > 0
  }

  private static var littleAsked: Int { 8 }

  /// Asks a statement, and counts it among those whose answers are awaited.
  func announce(
    _ text: String, _ arguments: [Argument] = [], _ answer: @escaping (PostgresResult) throws -> Void
  ) {
    awaited += 1
    connection.ask(text, arguments) { [unowned self] result in
      awaited -= 1
      try answer(result)
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
    announce(sql.streams) { result in take((0..<result.count).map { result.text($0, 0) ?? "" }) }
  }

  private func ask(heads streams: [String]) {
    let streams = unknown(streams: streams)
    guard !streams.isEmpty else { return }
    announce(sql.heads, [.texts(streams)]) { [unowned self] result in
      for row in 0..<result.count { _ = try takeHead(result, row) }
      noteAbsence(of: streams)
    }
  }

  func unknown(streams: [String]) -> Set<String> { Set(streams.filter { places[$0] == nil }) }

  /// Notes that there are none of those streams of which no place is known.
  func noteAbsence(of streams: Set<String>) {
    for stream in streams where places[stream] == nil { places[stream] = .some(nil) }
  }

  /// Notes a stream's place, of a row with its name, key, last version and hash.
  private func takeHead(_ result: PostgresResult, _ row: Int) throws -> StreamHead {
    guard let name = result.text(row, 0), let key = result.number(row, 1) else {
      throw StoreError.damaged("a stream has no name")
    }
    return try take(head: name, key, result.number(row, 2), result.bytes(row, 3))
  }

  /// Notes a stream's place; one that nobody appended to has neither version nor hash.
  func take(head name: String, _ key: Int, _ version: Int?, _ hash: UnsafeRawBufferPointer?) throws -> StreamHead {
    guard let hash = hash == nil ? Hash.zero : Hash(bytes: hash ?? .none) else {
      throw StoreError.damaged("a stored hash is not 32 bytes long")
    }
    names[key] = name
    let head = StreamHead(stream: name, version: version ?? 0, hash: hash)
    if case .some(.some(let place)) = places[name], place.version > head.version { return head }
    places[name] = Place(key: key, version: head.version, hash: hash)
    return head
  }

  private func ask(positions ids: [String]) {
    let ids = unknown(ids: ids)
    guard !ids.isEmpty else { return }
    announce(sql.positions, [.texts(ids)]) { [unowned self] result in
      for row in 0..<result.count { if let id = result.text(row, 0) { take(id, at: result.number(row, 1)) } }
      noteAbsence(ofIDs: ids)
    }
  }

  /// Those of the ids, in small letters, whose positions are not known.
  func unknown(ids: [String]) -> Set<String> { Set(ids.map { $0.lowercased() }.filter { positions[$0] == nil }) }

  /// Notes the position of an id in small letters.
  func take(_ id: String, at position: Int?) {
    positions[id] = [position, ownPositions.removeValue(forKey: id)].compactMap(\.self).min()
  }

  /// Notes that the log had none of those ids of which no position is known.
  func noteAbsence(ofIDs ids: Set<String>) { for id in ids where positions[id] == nil { take(id, at: nil) } }

  private func ask(values keys: [String]) {
    let keys = unknown(keys: keys)
    guard !keys.isEmpty else { return }
    announce(sql.values, [.texts(keys)]) { [unowned self] result in
      for key in keys { fetched.values[key] = .some(nil) }
      for row in 0..<result.count {
        if let key = result.text(row, 0) { fetched.values[key] = Array(result.bytes(row, 1) ?? .none) }
      }
    }
  }

  /// Those of the keys whose values are not known.
  func unknown(keys: [String]) -> Set<String> { Set(keys.filter { known(value: $0) == nil }) }

  /// The value of a key, where it is known; nil inside for a key that is not there.
  private func known(value key: String) -> [UInt8]?? { fetched.values[key] ?? fetchedBefore.values[key] }

  /// A stream's place; nil where there is no such stream.
  func place(of stream: String) throws -> Place? {
    if places[stream] == nil { try settleAnnounced() }
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
    try settleAnnounced()
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
    if positions[small] == nil { try settleAnnounced() }
    if positions[small] == nil { try trip { ask(positions: [small]) } }
    return positions[small] ?? nil
  }

  func value(_ key: String) throws -> [UInt8]? {
    if let waiting = rows.model(key) { return waiting }
    if known(value: key) == nil { try settleAnnounced() }
    if known(value: key) == nil { try trip { ask(values: [key]) } }
    return known(value: key) ?? nil
  }
}
