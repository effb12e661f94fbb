/// Who answers requests. Whoever holds the sockets knows no more of the ledger than this.
public protocol Answering: Sendable {
  /// The answer to a request without a body, where it can be given without waiting for anything; nil where it cannot, and
  /// `answer` is to be asked. It is called on the event loop.
  func answerAtOnce(_ call: borrowing Call) -> Answer?

  /// The answer to a request.
  ///
  /// A `100 Continue` is owed once the body is first read, and not before (server 4.13).
  func answer(_ call: Call) async -> Answer

  /// The answer to what was refused before it was a request: a head or a body that is too long, or came too slowly; the
  /// limits are those of the sockets (server §12), the words are not.
  ///
  /// - Parameters:
  ///   - language: the value of `Accept-Language`, where it could be read.
  ///   - isSecure: whether it came to here over TLS.
  func answer(to fault: CallFault, language: String?, isSecure: Bool) -> Answer
}

/// Why a request was refused before it was one (server §5).
public enum CallFault: Sendable, CaseIterable {
  /// 414: the request line.
  case lineTooLong
  /// 431: all header fields together.
  case headersTooLarge
  /// 408: the head or the body.
  case tooSlow
}
