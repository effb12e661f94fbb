/// An answer, for whoever holds the socket to send.
public struct Answer: Sendable {
  /// The status.
  public var status: Int
  /// The header fields, in the order they are sent; their names in small letters. The length is not among them: whoever
  /// sends the body knows it.
  public var headers: [Header]
  /// The body. An answer to HEAD has the one GET would have, which is not sent.
  public var body: Body
  /// Whether the connection is closed behind it: always so where the request's body was not read to its end.
  public var closes = false

  /// What is behind the head.
  public enum Body: Sendable {
    /// Bytes at hand.
    case bytes([UInt8])
    /// What is made while it is sent.
    ///
    /// Throwing breaks the connection off before the end, so that no client takes a part for the whole (server 5.5). The
    /// task is cancelled when the client goes away.
    case stream(@Sendable (any AnswerWriter) async throws -> Void)
  }

  /// An answer.
  public init(_ status: Int, _ headers: [Header] = [], _ body: Body = .bytes([])) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The value of a header field; nil where there is none.
  public subscript(name: String) -> String? {
    get { headers.first { $0.name == name }?.value }
    set {
      headers.removeAll { $0.name == name }
      if let newValue { headers.append(Header(name, newValue)) }
    }
  }
}

/// Where the parts of a body go.
public protocol AnswerWriter: Sendable {
  /// Sends bytes; comes back once the client takes more.
  ///
  /// - Throws: when the client is gone.
  func write(_ bytes: [UInt8]) async throws
}
