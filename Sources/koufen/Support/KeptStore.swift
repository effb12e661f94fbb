import EventStore

/// A store that notes what is kept in it, and lets nobody end the process in the middle of a commit.
struct KeptStore: EventStore {
  /// Where the events are.
  let store: any EventStore

  func read<T>(_ body: (any EventStoreReader) throws -> T) throws -> T { try store.read(body) }

  func read<T>(inParts parts: Int, _ body: (any EventStoreReader) throws -> T) throws -> T {
    try store.read(inParts: parts, body)
  }

  func write<T>(_ body: (any EventStoreWriter) throws -> T) throws -> T {
    var kept: (count: Int, last: Int) = (0, 0)
    var isAtEdge = false
    defer { if isAtEdge { Interruption.leaveEdge() } }
    let value = try store.write { writer in
      let value = try body(writer)
      if writer.appended > 0 { kept = (writer.appended, try writer.lastPosition()) }
      Interruption.enterEdge()
      isAtEdge = true
      return value
    }
    if kept.count > 0 { Kept.note(kept.last - kept.count + 1...kept.last) }
    return value
  }

  func wait(beyond position: Int, until deadline: ContinuousClock.Instant) throws -> Int {
    try store.wait(beyond: position, until: deadline)
  }

  func beginStaging() throws -> any Staging { try store.beginStaging() }

  func durability() throws -> Durability { try store.durability() }

  func awaitSafe() throws { try store.awaitSafe() }
}
