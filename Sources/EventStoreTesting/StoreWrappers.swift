public import EventStore
import Synchronization

/// A store whose place others take: what a restore, or a failover that lost something, does to whoever goes on using it.
public final class ExchangedStore: EventStore {
  private let inner: Mutex<any EventStore>

  /// Begins as this store.
  public init(_ store: any EventStore) { inner = Mutex(store) }

  /// The store that is there now.
  public var store: any EventStore {
    get { inner.withLock { $0 } }
    set { inner.withLock { $0 = newValue } }
  }

  /// As the store that is there now.
  public func read<T>(_ body: (any EventStoreReader) throws -> T) throws -> T { try store.read(body) }

  /// As the store that is there now.
  public func write<T>(_ body: (any EventStoreWriter) throws -> T) throws -> T { try store.write(body) }

  /// As the store that is there now.
  public func wait(beyond position: Int, until deadline: ContinuousClock.Instant) throws -> Int {
    try store.wait(beyond: position, until: deadline)
  }

  /// As the store that is there now.
  public func beginStaging() throws -> any Staging { try store.beginStaging() }

  /// As the store that is there now.
  public func durability() throws -> Durability { try store.durability() }

  /// As the store that is there now.
  public func awaitSafe() throws { try store.awaitSafe() }
}
