import Synchronization

/// A request, as whoever holds the socket hands it in: nothing of it is decoded yet.
public struct Call: Sendable {
  /// The method, as it was sent.
  public var method: String
  /// Path and query, as they were sent.
  public var target: String
  /// The header fields, in the order they came; their names in small letters.
  public var headers: [Header]
  /// The address of the connection, without a port; nil for a Unix socket.
  public var address: String?
  /// Whether the connection is encrypted.
  public var isSecure: Bool
  /// The body.
  public var body: any CallBody

  /// A request.
  public init(
    method: String, target: String, headers: [Header] = [], address: String? = nil, isSecure: Bool = false,
    body: any CallBody = NoBody()
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.address = address
    self.isSecure = isSecure
    self.body = body
  }

  /// The value of a header field that is sent once; of one that is sent several times all of them, after a comma each,
  /// as RFC 9110 §5.2 joins them; nil where it is not sent.
  ///
  /// - Parameter name: in small letters.
  public subscript(name: String) -> String? {
    var found: String?
    for header in headers where header.name == name {
      found = found.map { $0 + ", " + header.value } ?? header.value
    }
    return found
  }
}

/// A field of a head.
public struct Header: Sendable, Equatable {
  /// Its name, in small letters.
  public var name: String
  /// Its value.
  public var value: String

  /// A field.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// The body of a request, read as it comes in.
public protocol CallBody: Sendable {
  /// How many bytes were announced; nil when that is not known.
  var announced: Int? { get }

  /// The next bytes; nil at the end.
  ///
  /// Whoever waits for `100 Continue` is told by the first call, so that it is not told before all else was found good
  /// (server 4.13).
  ///
  /// - Throws: what broke the body off; nothing can be answered then.
  func next() async throws -> [UInt8]?
}

/// No body.
public struct NoBody: CallBody {
  /// No body.
  public init() {}

  /// Nothing is announced.
  public var announced: Int? { 0 }

  /// Its end.
  public func next() async throws -> [UInt8]? { nil }
}

/// A body that is at hand.
public final class WholeBody: CallBody {
  private let bytes: [UInt8]
  private let isRead = Atomic<Bool>(false)

  /// A body of these bytes.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Their number.
  public var announced: Int? { bytes.count }

  /// All of them, once.
  public func next() async throws -> [UInt8]? {
    isRead.exchange(true, ordering: .relaxed) || bytes.isEmpty ? nil : bytes
  }
}
