public import EventStore

/// A store that is told at the beginning of every transaction that everything in it will be asked, and some that is not.
public final class ExpectingStore: EventStore {
  private let inner: any EventStore

  /// Tells a store.
  public init(_ inner: any EventStore) { self.inner = inner }

  private func everything() throws -> Wanted {
    try inner.read { reader in
      var (ids, keys) = (["nobody's"], ["nothing"])
      try reader.scan(EntrySelection()) { entry in
        if let id = entry.id { ids.append(String(decoding: id, as: UTF8.self)) }
        return true
      }
      try reader.scanValues(prefix: "") { key, _ in
        keys.append(key)
        return true
      }
      return Wanted(ids: ids, streams: try reader.streams() + ["nobody"], keys: keys)
    }
  }

  /// Reads what was announced.
  public func read<T>(_ body: (any EventStoreReader) throws -> T) throws -> T {
    let wanted = try everything()
    return try inner.read { reader in
      try reader.expect(wanted)
      return try body(reader)
    }
  }

  /// Reads in parts what was announced to the whole.
  public func read<T>(inParts parts: Int, _ body: (any EventStoreReader) throws -> T) throws -> T {
    let wanted = try everything()
    return try inner.read(inParts: parts) { reader in
      try reader.expect(wanted)
      return try body(reader)
    }
  }

  /// Writes, everything announced.
  public func write<T>(_ body: (any EventStoreWriter) throws -> T) throws -> T {
    let wanted = try everything()
    return try inner.write { writer in
      try writer.expect(wanted)
      return try body(writer)
    }
  }

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
