/// One event as the store holds it: its bytes, and what it is found by.
public struct Entry: Sendable {
  /// Its place in the whole log, from 1, without gaps.
  public var position: Int
  /// The stream it belongs to.
  public var stream: String
  /// Its place in the stream, from 1, without gaps.
  public var version: Int
  /// The idempotency key, unique in the store; nil for none.
  public var id: String?
  /// What kind of event it is, to select by.
  public var type: String
  private let makeLine: @Sendable () -> [UInt8]

  /// The event itself, made each time it is asked for: the very bytes that are hashed, exported and read back.
  public var line: [UInt8] { makeLine() }

  /// One event; its line is made when the store needs it, on whatever thread that is.
  public init(
    position: Int, stream: String, version: Int, id: String?, type: String,
    line: @escaping @autoclosure @Sendable () -> [UInt8]
  ) {
    self.position = position
    self.stream = stream
    self.version = version
    self.id = id
    self.type = type
    makeLine = line
  }
}

/// An event being read: valid only during the call it is handed to.
public struct EntryView {
  /// Its place in the whole log.
  public let position: Int
  /// Its stream.
  public let stream: String
  /// Its place in the stream.
  public let version: Int
  /// The idempotency key it is found by, as UTF-8; nil for none.
  public let id: UnsafeRawBufferPointer?
  /// The type it is selected by, as UTF-8.
  public let type: UnsafeRawBufferPointer
  /// The event's bytes.
  public let line: UnsafeRawBufferPointer
  /// Its 32-byte hash, as stored.
  public let hash: UnsafeRawBufferPointer

  /// An event being read.
  public init(
    position: Int, stream: String, version: Int, id: UnsafeRawBufferPointer?, type: UnsafeRawBufferPointer,
    line: UnsafeRawBufferPointer, hash: UnsafeRawBufferPointer
  ) {
    self.position = position
    self.stream = stream
    self.version = version
    self.id = id
    self.type = type
    self.line = line
    self.hash = hash
  }
}

/// The last event of the log.
public struct LogHead: Equatable, Sendable {
  /// Its position; 0 for none.
  public var position: Int
  /// Its hash; zero for none.
  public var hash: Hash

  /// The last event of the log.
  public init(position: Int, hash: Hash) {
    self.position = position
    self.hash = hash
  }
}

/// The last event of a stream.
public struct StreamHead: Equatable, Sendable {
  /// The stream.
  public var stream: String
  /// The version of its last event; 0 for none.
  public var version: Int
  /// The hash of its last event; zero for none.
  public var hash: Hash

  /// The last event of a stream.
  public init(stream: String, version: Int, hash: Hash) {
    self.stream = stream
    self.version = version
    self.hash = hash
  }
}

/// Which events to read, in the order of their positions.
public struct EntrySelection: Equatable, Sendable {
  /// Only those of this stream.
  public var stream: String?
  /// Only those of this type.
  public var type: String?
  /// Only those of these streams.
  public var streams: Set<String>?
  /// Only those behind this position.
  public var after: Int
  /// Only those behind this version of the one stream; goes with `stream`, and is how a fold goes on where it ended.
  public var afterVersion: Int?
  /// Only those up to this position.
  public var through: Int?
  /// At most so many.
  public var limit: Int?

  /// Which events to read.
  public init(
    stream: String? = nil, afterVersion: Int? = nil, streams: Set<String>? = nil, type: String? = nil, after: Int = 0,
    through: Int? = nil, limit: Int? = nil
  ) {
    self.stream = stream
    self.afterVersion = afterVersion
    self.streams = streams
    self.through = through
    self.type = type
    self.after = after
    self.limit = limit
  }
}
