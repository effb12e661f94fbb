import LedgerDomain
import LedgerFormat

/// What the log says of a request (server 11.3): no query, body, token or cookie.
public struct RequestLine: Sendable {
  /// When it came.
  public var time: String
  /// Its id.
  public var request: String
  /// Who asked; nil for nobody.
  public var account: String?
  /// In which role.
  public var role: String?
  /// The method.
  public var method: String
  /// The pattern of its path; nil where there is none of this path.
  public var route: String?
  /// The status.
  public var status: Int
  /// Bytes of the body that were sent.
  public var bytes: Int
  /// How long it took.
  public var milliseconds: Double
  /// Submissions that were kept by the same commit; nil for what submitted nothing.
  public var waitedFor: Int?

  /// As a line for people.
  public var text: String {
    let parts = [
      time, request, account ?? "-", role ?? "-", method.shortened, route ?? "-", String(status), "\(bytes) B",
      "\(milliseconds) ms",
    ]
    return parts.joined(separator: " ") + (waitedFor.map { " with \($0)" } ?? "")
  }

  /// As an object for programs.
  public var json: String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("time", time)
      writer.field("request", request)
      writer.field("account", orNull: account)
      writer.field("role", orNull: role)
      writer.field("method", method.shortened)
      writer.field("route", orNull: route)
      writer.field("status", status)
      writer.field("bytes", bytes)
      writer.name("ms")
      writer.written(String(milliseconds).utf8)
      if let waitedFor { writer.field("waitedFor", waitedFor) }
    }
    return writer.text
  }
}

extension String {
  /// What a client wrote, as it may stand in a log: short, and no character that moves a terminal.
  fileprivate var shortened: String {
    String(String.UnicodeScalarView(unicodeScalars.prefix(20).map { $0.value > 0x20 && $0.value < 0x7F ? $0 : "?" }))
  }
}
