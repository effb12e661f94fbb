/// What a reader says it will soon ask, so that a store that is far away answers all of it in one round trip.
public struct Wanted: Equatable, Sendable {
  /// Idempotency keys whose positions will be asked.
  public var ids: [String]
  /// Streams whose heads will be asked.
  public var streams: [String]
  /// Keys of read models whose values will be asked.
  public var keys: [String]

  /// What will be asked, besides the last event of the log and its line, which every transaction asks.
  public init(ids: [String] = [], streams: [String] = [], keys: [String] = []) {
    self.ids = ids
    self.streams = streams
    self.keys = keys
  }
}
