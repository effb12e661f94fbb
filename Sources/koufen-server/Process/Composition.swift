import LedgerServer
import NIOPosix
import ServerSettings

/// What answers requests, put together: the one place that knows both the ledger and the sockets.
struct Composition: Sendable {
  /// Who answers.
  let answering: any Answering
  /// Is called once, at the first signal, before the door is closed: `/readyz` fails, streams and long polls end with
  /// `bye`, new submissions are refused, jobs are given up (server 11.6). It must not wait.
  let stop: @Sendable () -> Void
  /// Is called once, when no connection is left: what was taken is written, and the store let go.
  let end: @Sendable () async -> Void

  /// Opens what is served.
  ///
  /// - Parameters:
  ///   - group: the loops, for the client of webhooks.
  ///   - connections: how many are open, for `/metrics`.
  static func open(
    _ settings: ServerSettings, group: MultiThreadedEventLoopGroup, connections: Connections
  ) async throws -> Composition {
    Composition(answering: Unfurnished(), stop: {}, end: {})
  }
}

/// Stands where the ledger will: nothing is there, and everything is told so.
private struct Unfurnished: Answering {
  func answerAtOnce(_ call: borrowing Call) -> Answer? { problem(404, "no-such-resource") }

  func answer(_ call: Call) async -> Answer { problem(404, "no-such-resource") }

  func answer(to fault: CallFault, language: String?) -> Answer {
    switch fault {
    case .lineTooLong: problem(414, "uri-too-long")
    case .headersTooLarge: problem(431, "headers-too-large")
    case .tooSlow: problem(408, "too-slow")
    }
  }

  private func problem(_ status: Int, _ code: String) -> Answer {
    let text = "{\"type\":\"/problems/\(code)\",\"status\":\(status),\"code\":\"\(code)\"}\n"
    return Answer(status, [Header("content-type", "application/problem+json")], .bytes(Array(text.utf8)))
  }
}
