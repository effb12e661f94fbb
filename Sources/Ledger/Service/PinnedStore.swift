public import EventStore

/// A store of which one state is read: all that a question asks of it, it asks of this.
///
/// A question is made of several readings; here they are parts of one, so that a list, its `head` and its tag are of the
/// same moment. It is used by the one thread that reads, and not kept.
private struct PinnedStore: EventStore, @unchecked Sendable {
  private let reader: any EventStoreReader
  private let store: any EventStore

  init(_ reader: any EventStoreReader, of store: any EventStore) {
    self.reader = reader
    self.store = store
  }

  func read<T>(_ body: (any EventStoreReader) throws -> T) throws -> T { try body(reader) }

  func write<T>(_ body: (any EventStoreWriter) throws -> T) throws -> T {
    throw StoreError.inputOutput("a state that is read is not written")
  }

  func wait(beyond position: Int, until deadline: ContinuousClock.Instant) throws -> Int { try reader.lastPosition() }

  func beginStaging() throws -> any Staging { throw StoreError.inputOutput("a state that is read is not written") }

  func durability() throws -> Durability {
    throw StoreError.inputOutput("a state that is read says nothing of commits")
  }

  func awaitSafe() throws { try store.awaitSafe() }
}

extension Ledger {
  /// Asks several questions of one state of the log.
  ///
  /// - Parameters:
  ///   - wanted: what they will ask first, which a store that is far away fetches in one round trip; nil where that is not known.
  ///   - watch: puts something between them and what reads, such as a limit of time.
  public func pinned<T>(
    expecting wanted: Wanted? = nil,
    through watch: (any EventStoreReader) -> any EventStoreReader = { $0 },
    _ body: (Ledger, any EventStoreReader) throws -> T
  ) throws -> T {
    try store.read { reader in
      if let wanted { try reader.expect(wanted) }
      let reader = watch(reader)
      return try body(Ledger(store: PinnedStore(reader, of: store), source: source), reader)
    }
  }
}
