/// An append-only log of events in streams, and read models beside it that move in the same transaction.
///
/// The store knows bytes: what they say is its caller's matter. Every implementation passes the one conformance suite, in
/// `EventStoreTesting`. Nothing is run twice by a store: a body that is called is called once.
public protocol EventStore: Sendable {
  /// Reads one consistent state; nothing another process commits meanwhile is seen, and no writer is waited for.
  func read<T>(_ body: (any EventStoreReader) throws -> T) throws -> T

  /// The same, for a body that reads in as many parts (`EventStoreReader.inParts`), each on a thread of its own where the
  /// store can.
  func read<T>(inParts parts: Int, _ body: (any EventStoreReader) throws -> T) throws -> T

  /// Runs one transaction under the write lock: all of what `body` does is kept, or, if it throws, none of it.
  func write<T>(_ body: (any EventStoreWriter) throws -> T) throws -> T

  /// Waits until the log goes beyond `position`, or the deadline comes.
  ///
  /// - Returns: the position of the last event then.
  func wait(beyond position: Int, until deadline: ContinuousClock.Instant) throws -> Int

  /// Begins new read models beside the live ones, which stay in use until a writer swaps the new ones in.
  ///
  /// Whatever was begun before and not swapped in is given up.
  func beginStaging() throws -> any Staging

  /// What an acknowledged commit survives, and what is wrong with that.
  func durability() throws -> Durability

  /// Waits until whatever was read so far is as safe as what is acknowledged: to be called before it is shown as proof.
  ///
  /// - Throws: `StoreError.unsettled` where it is not within the store's patience.
  func awaitSafe() throws
}

extension EventStore {
  /// One part after the other.
  public func read<T>(inParts parts: Int, _ body: (any EventStoreReader) throws -> T) throws -> T { try read(body) }

  /// Nothing: what can be read of this store was as safe as it ever gets before it could be read.
  public func awaitSafe() throws {}
}

/// What can be read of a store.
public protocol EventStoreReader: AnyObject {
  /// Says what will be asked soon; a store that is far away fetches it at once. All answers are the same without.
  func expect(_ wanted: Wanted) throws

  /// The last event of the log: its position and its hash.
  func head() throws -> LogHead

  /// The position of the last event alone, which a writer knows without waiting for its rows; 0 for an empty log.
  func lastPosition() throws -> Int

  /// The last event of a stream.
  func head(of stream: String) throws -> StreamHead

  /// The names of all streams, in byte order.
  func streams() throws -> [String]

  /// The heads of all streams, by name in byte order.
  func heads() throws -> [StreamHead]

  /// The position of the event with this idempotency key, of two that differ only in the case of letters the first;
  /// ASCII letters are compared without regard to case.
  func position(ofID id: String) throws -> Int?

  /// Hands the selected events to `body` in the order of their positions, until it returns false.
  func scan(_ selection: EntrySelection, _ body: (EntryView) throws -> Bool) throws

  /// The value of a read model's key.
  func value(_ key: String) throws -> [UInt8]?

  /// Hands the read models' keys that start with `prefix`, and their values, to `body` in byte order, until it returns
  /// false.
  func scanValues(prefix: String, _ body: (String, [UInt8]) throws -> Bool) throws

  /// Runs `body` for each part, from 0, each with a reader that sees the very state this one sees, so that what one part
  /// reads can be held against what another reads; at the same time, each on a thread of its own, where the store can.
  func inParts<T: Sendable>(
    _ parts: Int, _ body: @escaping @Sendable (Int, any EventStoreReader) throws -> T
  ) throws -> [T]

  /// What the storage itself finds wrong with its own structures, in words; empty when nothing is.
  func damage() throws -> [String]
}

extension EventStoreReader {
  /// Nothing is fetched ahead.
  public func expect(_ wanted: Wanted) throws {}

  /// One part after the other, with this reader.
  public func inParts<T: Sendable>(
    _ parts: Int, _ body: @escaping @Sendable (Int, any EventStoreReader) throws -> T
  ) throws -> [T] {
    try (0..<parts).map { try body($0, self) }
  }
}

/// What can be done in a write transaction.
public protocol EventStoreWriter: EventStoreReader {
  /// How many events this transaction has appended.
  var appended: Int { get }

  /// Appends events, in order.
  ///
  /// - Throws: `StoreError.conflict` when a position or version is not the next one, `StoreError.idTaken` when an
  ///   idempotency key is in use; the transaction must then be given up.
  func append(_ entries: [Entry]) throws

  /// Sets a read model's key; many are set in the order of their keys, for a store may lay them down as they come.
  func put(_ model: ReadModel) throws

  /// Removes a read model's key, if it is there.
  func remove(_ key: String) throws

  /// Puts new read models in the place of all the live ones.
  ///
  /// - Throws: `StoreError.busy` when others were begun since; the transaction must then be given up.
  func swapIn(_ staging: any Staging) throws
}

/// New read models being made beside the live ones, in short transactions of their own.
public protocol Staging: AnyObject {
  /// Adds read models, each key once over all calls; many are given in the order of their keys.
  ///
  /// - Throws: `StoreError.busy` when others were begun since: these are given up.
  func stage(_ models: [ReadModel]) throws

  /// Gives them up.
  func discard() throws
}
