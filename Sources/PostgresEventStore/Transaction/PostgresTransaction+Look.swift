import EventStore

/// The last events of a stream, fetched because they were announced.
struct Tail {
  /// The version they are behind.
  let behind: Int
  /// What they were fetched with.
  let rows: PostgresResult
  /// Which rows of it are theirs: none is missing from `behind` on.
  var range: Range<Int>
}

/// What a writer asks before it decides, in one statement: the server plans it once for a connection, and not each time.
extension PostgresTransaction {
  /// Events fetched with one announcement, more or less: a stream of which there would be more than its share is left out.
  private static let mostRows = 8000
  private static let leastShare = 32

  func look(for wanted: Wanted) {
    let (streams, keys, ids) = (unknown(streams: wanted.streams), unknown(keys: wanted.keys), unknown(ids: wanted.ids))
    guard !streams.isEmpty || !keys.isEmpty || !ids.isEmpty || !wanted.tails.isEmpty else { return }
    let share = max(Self.leastShare, Self.mostRows / max(1, wanted.tails.count))
    let behind = wanted.tails.map { "{" + $0.behind.map(String.init).joined(separator: ",") + "}" }
    announce(
      sql.look,
      [
        .texts(streams), .texts(keys), .texts(ids), .texts(wanted.tails.map(\.stream)), .texts(behind), .number(share),
      ]
    ) { [unowned self] result in
      // What was set since is asked again where it is wanted.
      for key in keys where !setSinceAnnounced.contains(key) { fetched.values[key] = .some(nil) }
      for row in 0..<result.count { try take(result, row) }
      noteAbsence(of: streams)
      noteAbsence(ofIDs: ids)
    }
  }

  /// Takes a row: an event of a tail, the position of an id, the value of a key, or the head of a stream.
  private func take(_ result: PostgresResult, _ row: Int) throws {
    let (position, key, name) = (result.number(row, 0), result.number(row, 1), result.text(row, 7))
    switch (position, key, name) {
    case (_?, let key?, let stream?): takeTail(of: stream, key, result, row)
    case (let position?, _, _): if let id = result.text(row, 4) { take(id, at: position) }
    case (nil, let key?, let stream?): _ = try take(head: stream, key, result.number(row, 2), result.bytes(row, 5))
    case (nil, _, let key?):
      if !setSinceAnnounced.contains(key) { fetched.values[key] = Array(result.bytes(row, 6) ?? .none) }
    case (nil, _, nil): break
    }
  }

  /// Takes a row of a tail; those of one stream lie together, in order.
  private func takeTail(of stream: String, _ key: Int, _ result: PostgresResult, _ row: Int) {
    guard let version = result.number(row, 2), let behind = result.number(row, 8) else { return }
    if version == behind + 1 {
      names[key] = stream
      fetched.tails[stream] = Tail(behind: behind, rows: result, range: row..<row + 1)
    } else if let tail = fetched.tails[stream], tail.range.upperBound == row, version == behind + tail.range.count + 1 {
      fetched.tails[stream]?.range = tail.range.lowerBound..<row + 1
    } else {
      fetched.tails[stream] = nil
    }
  }

  /// Hands the events selected to `body`, where all of them are known.
  ///
  /// - Returns: whether they were.
  func scanKnown(_ selection: EntrySelection, _ body: (EntryView) throws -> Bool) throws -> Bool {
    guard let stream = selection.stream else { return false }
    try settleAnnounced()
    let after = selection.afterVersion ?? 0
    guard let place = places[stream] else { return false }
    let last = place?.version ?? 0
    guard last > after else { return true }
    guard selection.type == nil, selection.through == nil, selection.after == 0,
      let tail = fetched.tails[stream] ?? fetchedBefore.tails[stream], tail.behind <= after,
      tail.behind + tail.range.count == last
    else { return false }
    let selected = tail.range.dropFirst(after - tail.behind).prefix(selection.limit ?? tail.range.count)
    for row in selected where try !body(view(tail.rows, row)) { break }
    return true
  }
}
