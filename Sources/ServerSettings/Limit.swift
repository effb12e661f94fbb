/// What can be too much, by the name `--limit` has for it (§12).
public enum Limit: String, Sendable, CaseIterable {
  /// Bytes of the request line.
  case requestLine = "request-line"
  /// Bytes of all header fields together.
  case headers
  /// Bytes of one event.
  case event
  /// Bytes of a rulebook.
  case rulebook
  /// Bytes of a form.
  case form
  /// Lines of a bulk that is kept whole or not at all.
  case bulkAllLines = "bulk-all-lines"
  /// Bytes of such a bulk.
  case bulkAllBytes = "bulk-all-bytes"
  /// Lines of a bulk each of whose lines is kept by itself.
  case bulkEachLines = "bulk-each-lines"
  /// Bytes of such a bulk.
  case bulkEachBytes = "bulk-each-bytes"
  /// Seconds for the head of a request.
  case headTime = "head-time"
  /// Seconds a client may make the server wait for a body.
  case bodyTime = "body-time"
  /// Seconds for the body of a bulk.
  case bulkTime = "bulk-time"
  /// Bytes a second a bulk comes in with at least.
  case bulkRate = "bulk-rate"
  /// Seconds a client may take nothing of its answer.
  case stallTime = "stall-time"
  /// Seconds a connection may be idle.
  case idleTime = "idle-time"
  /// Connections at once.
  case connections
  /// Submissions that wait to be decided.
  case waiting
  /// Seconds the oldest of them may have waited.
  case waitingTime = "waiting-time"
  /// Requests a second of a person or a provider.
  case personRate = "person-rate"
  /// As many as may come at once.
  case personBurst = "person-burst"
  /// Requests a second of a feed.
  case feedRate = "feed-rate"
  /// As many as may come at once.
  case feedBurst = "feed-burst"
  /// Requests a second from an address without a valid sign-in.
  case addressRate = "address-rate"
  /// As many as may come at once.
  case addressBurst = "address-burst"
  /// Costly questions at once (12.3).
  case costly
  /// Those of one account.
  case costlyEach = "costly-each"
  /// Seconds for a costly question.
  case costlyTime = "costly-time"
  /// Streams at once (10.6).
  case streams
  /// Those of one account.
  case streamsEach = "streams-each"
  /// Seconds for what is under way when the server is stopped (11.6).
  case stopTime = "stop-time"

  /// Its value where no other is given.
  public var standard: Int {
    switch self {
    case .requestLine: 8 << 10
    case .headers: 16 << 10
    case .event: 1_000_000
    case .rulebook: 300_000
    case .form: 1_100_000
    case .bulkAllLines: 20_000
    case .bulkAllBytes: 32 << 20
    case .bulkEachLines: 1_000_000
    case .bulkEachBytes: 512 << 20
    case .headTime: 10
    case .bodyTime, .stallTime: 60
    case .bulkTime: 15 * 60
    case .bulkRate: 1 << 10
    case .idleTime: 75
    case .connections: 1_000
    case .waiting: 2_048
    case .waitingTime: 2
    case .personRate, .stopTime: 20
    case .personBurst: 100
    case .feedRate: 2_000
    case .feedBurst: 4_000
    case .addressRate: 10
    case .addressBurst: 50
    case .costly: 4
    case .costlyEach: 1
    case .costlyTime: 30
    case .streams: 200
    case .streamsEach: 8
    }
  }
}
