/// An append-only log of events in streams, and read models beside it that move in the same transaction.
///
/// The store knows bytes: what they say is its caller's matter. Every implementation passes the one conformance suite.
public protocol EventStore: Sendable {
  /// Reads one consistent state; nothing another process commits meanwhile is seen.
  func read<T>(_ body: (any EventStoreReader) throws -> T) throws -> T

  /// The same, for a body that reads in as many parts (`EventStoreReader.inParts`), each on a thread of its own where the
  /// store can.
  func read<T>(inParts parts: Int, _ body: (any EventStoreReader) throws -> T) throws -> T

  /// Runs one transaction under the write lock: all of what `body` does is kept, or, if it throws, none of it.
  func write<T>(_ body: (any EventStoreWriter) throws -> T) throws -> T
}

/// What can be read of a store.
public protocol EventStoreReader: AnyObject {
  /// The position of the last event; 0 for an empty log.
  func head() throws -> Int

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

extension EventStore {
  /// One part after the other.
  public func read<T>(inParts parts: Int, _ body: (any EventStoreReader) throws -> T) throws -> T { try read(body) }
}

extension EventStoreReader {
  /// One part after the other, with this reader.
  public func inParts<T: Sendable>(
    _ parts: Int, _ body: @escaping @Sendable (Int, any EventStoreReader) throws -> T
  ) throws -> [T] {
    try (0..<parts).map { try body($0, self) }
  }
}

/// What can be done in a write transaction.
public protocol EventStoreWriter: EventStoreReader {
  /// Appends events, in order.
  ///
  /// - Throws: `StoreError.conflict` when a position or version is not the next one, `StoreError.idTaken` when an
  ///   idempotency key is in use; the transaction must then be given up.
  func append(_ entries: [Entry]) throws

  /// Sets a read model's key.
  func put(_ key: String, _ value: [UInt8]) throws

  /// Removes a read model's key, if it is there.
  func remove(_ key: String) throws

  /// Makes room for new read models beside the live ones, which stay in use.
  func beginStaging() throws

  /// Sets a key of the new read models; each key once.
  func stage(_ key: String, _ value: [UInt8]) throws

  /// Puts the new read models in the place of the live ones.
  func swapStaged() throws
}

/// Why a store could not do what it was asked.
public enum StoreError: Error, Equatable, Sendable {
  /// Another process holds the lock; trying again is safe.
  case busy(String)
  /// An event did not come next in its stream or in the log: expected and found.
  case conflict(stream: String, expected: Int, found: Int)
  /// An idempotency key is in use.
  case idTaken(String)
  /// The file is not a store, or its contents are damaged.
  case damaged(String)
  /// The store was made by a newer version of the program.
  case newer(found: Int, known: Int)
  /// Reading or writing failed, as on a full disk.
  case inputOutput(String)
  /// There is no store at the place, or none that may be used.
  case place(PlaceError)
}
