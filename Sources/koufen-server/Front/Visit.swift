import NIOCore

/// One request, and how far its answer is.
final class Visit {
  let head: RequestHead
  let body: Incoming
  /// Whether its body has not come to its end.
  var isComing = true
  var received = 0
  /// Whether somebody was asked for an answer.
  var isHandedOver = false
  /// Whether the answer's head was sent.
  var hasBegun = false
  /// Whether the connection is closed behind the answer.
  var closes = false
  /// Whether the answer's end is its last byte, and nothing is to be said after it.
  var needsNoEnd = false
  var wasToldToContinue = false
  var task: Task<Void, Never>?
  /// Who waits until the client takes more.
  var writing: UnsafeContinuation<Void, any Error>?
  /// How long the client made the server wait for the body, and since when it does.
  var waited = TimeAmount.zero
  var waitsSince: NIODeadline?

  init(_ head: RequestHead, body: Incoming) {
    self.head = head
    self.body = body
  }

  var isHead: Bool { head.method == "HEAD" }

  /// Nobody waits for the client any more.
  func leave(_ reason: any Error) {
    task?.cancel()
    body.fail(reason)
    let writing = writing
    self.writing = nil
    writing?.resume(throwing: reason)
  }
}
@available(*, unavailable) extension Visit: Sendable {}

/// The client is not there any more.
struct ClientGone: Error {}
