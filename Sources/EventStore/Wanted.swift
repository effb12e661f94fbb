/// What a reader says it will soon ask, so that a store that is far away answers all of it in one round trip.
public struct Wanted: Equatable, Sendable {
  /// Idempotency keys whose positions will be asked.
  public var ids: [String]
  /// Streams whose heads will be asked.
  public var streams: [String]
  /// Streams of which the events behind a version will be read.
  public var tails: [Tail]
  /// Keys of read models whose values will be asked.
  public var keys: [String]
  /// What the keys of read models begin with that a reader will be handed in order.
  public var prefixes: [String]
  /// Whether the names of all streams will be asked by a reader.
  public var isOfAllStreams: Bool

  /// What will be asked, besides the last event of the log and its line, which every transaction asks.
  public init(
    ids: [String] = [], streams: [String] = [], tails: [Tail] = [], keys: [String] = [], prefixes: [String] = [],
    isOfAllStreams: Bool = false
  ) {
    self.ids = ids
    self.streams = streams
    self.tails = tails
    self.keys = keys
    self.prefixes = prefixes
    self.isOfAllStreams = isOfAllStreams
  }
}

extension Wanted {
  /// The last events of a stream, whose version whoever will read them does not know yet.
  public struct Tail: Equatable, Sendable {
    /// The stream.
    public var stream: String
    /// Those behind the last of these versions that the stream goes beyond will be read.
    public var behind: [Int]

    /// The events of a stream behind the last of some versions that it goes beyond.
    public init(of stream: String, behind: [Int]) {
      self.stream = stream
      self.behind = behind
    }
  }
}
