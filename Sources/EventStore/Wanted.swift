/// What a reader says it will soon ask, so that a store that is far away answers all of it in one round trip.
public struct Wanted: Equatable, Sendable {
  /// Idempotency keys whose positions will be asked.
  public var ids: [String]
  /// Streams whose heads will be asked.
  public var streams: [String]
  /// Keys of read models whose values will be asked.
  public var keys: [String]
  /// What the keys of read models begin with that a reader will be handed in order.
  public var prefixes: [String]
  /// Whether the names of all streams will be asked by a reader.
  public var isOfAllStreams: Bool

  /// What will be asked, besides the last event of the log and its line, which every transaction asks.
  public init(
    ids: [String] = [], streams: [String] = [], keys: [String] = [], prefixes: [String] = [],
    isOfAllStreams: Bool = false
  ) {
    self.ids = ids
    self.streams = streams
    self.keys = keys
    self.prefixes = prefixes
    self.isOfAllStreams = isOfAllStreams
  }
}
