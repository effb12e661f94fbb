import EventStore

/// What is written.
extension PostgresTransaction {
  func append(_ entries: [Entry]) throws {
    for entry in entries {
      let (position, place) = (try lastPosition() + 1, try place(of: entry.stream))
      let version = (place?.version ?? 0) + 1
      guard entry.position == position else {
        throw StoreError.conflict(stream: entry.stream, expected: position, found: entry.position)
      }
      guard entry.version == version else {
        throw StoreError.conflict(stream: entry.stream, expected: version, found: entry.version)
      }
      if let id = entry.id, rows.holds(id: id) { throw StoreError.idTaken(id) }
      let key = place?.key ?? makeKey(of: entry.stream)
      let line = entry.line
      let hash = line.withUnsafeBytes { Chain.hash(after: place?.hash ?? .zero, line: $0) }
      rows.add(entry, key: key, hash: hash, line: line)
      places[entry.stream] = Place(key: key, version: version, hash: hash)
      note(entry.id, at: position)
      if rows.isFull { try rows.send() }
    }
  }

  private func makeKey(of stream: String) -> Int {
    rows.add(stream: stream, behind: lastKey)
    lastKey += 1
    names[lastKey] = stream
    return lastKey
  }

  /// Keeps the position of an id just appended: it holds where no earlier event has it, in whatever spelling.
  private func note(_ id: String?, at position: Int) {
    guard let small = id?.lowercased() else { return }
    if let known = positions[small] {
      positions[small] = known ?? position
    } else {
      ownPositions[small] = ownPositions[small] ?? position
    }
  }

  func put(_ model: ReadModel) throws { try set(model.key, to: model.value) }

  func remove(_ key: String) throws { try set(key, to: nil) }

  private func set(_ key: String, to value: [UInt8]?) throws {
    begin()
    rows.set(key, to: value)
    (fetched.values[key], fetchedBefore.values[key]) = (nil, nil)
    if awaited > 0 { setSinceAnnounced.insert(key) }
    if rows.isFull { try rows.send() }
  }

  func swapIn(_ staging: any Staging) throws {
    guard let staging = staging as? PostgresStaging else {
      throw StoreError.damaged("read models of another store cannot be swapped in")
    }
    try trip { connection.ask(sql.call("swap($1::int)"), [.number(staging.number)]) }
    (fetched, fetchedBefore) = (Fetched(), Fetched())
    rows.noteSwap()
    swapped = staging.number
  }
}
