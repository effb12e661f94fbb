/// Carries deliveries to webhooks; what is in them, and when they are sent again, is not its business (server 10.8, 10.9).
public protocol WebhookSending: Sendable {
  /// Posts a body, once: no redirect is followed, and nothing is sent again.
  ///
  /// It comes back within 15 s, or soon after its task is cancelled. Whether the host may be sent to is for the caller to
  /// know (10.7).
  ///
  /// - Parameter headers: of the delivery, the body's type among them; length and host are added.
  func post(_ body: [UInt8], to url: WebhookURL, headers: [Header]) async -> WebhookOutcome
}

/// What became of a delivery.
public enum WebhookOutcome: Sendable, Equatable {
  /// It was answered with this status, and perhaps told when to come again; of an answer other than 2xx the beginning is told
  /// too, at most `mostOfAnswer` bytes of it.
  case answered(status: Int, retryAfter: RetryAfter?, text: String = "")
  /// Nothing came that could count as an answer.
  case failed(WebhookFault)

  /// Bytes of an answer that are read and kept: enough to see what a receiver complains of.
  public static let mostOfAnswer = 2_000
}

/// Why a delivery was not answered. The raw value is the word for it in logs and on pages.
public enum WebhookFault: String, Sendable, CaseIterable {
  /// No address is known for the host.
  case unknownHost = "unknown-host"
  /// The host takes no connection.
  case unreachable
  /// The connection could not be secured, or the certificate is not the host's.
  case notTrusted = "not-trusted"
  /// There was no connection within 5 s, or no answer within 15.
  case tooSlow = "too-slow"
  /// What came is no HTTP.
  case noHTTP = "no-http"
  /// The connection ended before an answer came.
  case cutOff = "cut-off"
  /// The server is being stopped.
  case givenUp = "given-up"
}
