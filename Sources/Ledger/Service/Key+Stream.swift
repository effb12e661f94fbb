import EventStore
public import LedgerDomain

/// A provider's events stand in the store's stream of that name; nowhere else is a key made of a stream's name.
extension Key<Provider> {
  /// The key of the provider whose stream it is.
  init(stream: String) { self.init(stream) }

  /// The name of its stream.
  public var stream: String { text }
}

extension StreamHead {
  /// The provider whose stream it is of.
  var provider: Key<Provider> { Key(stream: stream) }

  /// The last event of a provider's stream.
  init(of provider: Key<Provider>, version: Int, hash: Hash) {
    self.init(stream: provider.stream, version: version, hash: hash)
  }
}

extension EntrySelection {
  /// A provider's events behind a position.
  init(of provider: Key<Provider>, after: Int = 0) { self.init(stream: provider.stream, after: after) }
}

extension EventStoreReader {
  /// The last event of a provider's stream.
  func head(of provider: Key<Provider>) throws -> StreamHead { try head(of: provider.stream) }
}
