import Foundation
import LedgerFormat
import Presentation

/// What a server is asked.
struct ServerRequest {
  var method = "GET"
  /// Path and query.
  var target: String
  /// What the answer is to be written in.
  var accept = "application/json"
  /// Further header fields.
  var fields: [(name: String, value: String)] = []
  /// The body, and its type; nil for none.
  var body: (type: String, bytes: [UInt8])?
  /// How long may pass before its answer, or the next bytes of that, come.
  var patience = Duration.seconds(60)

  /// A question.
  static func get(_ path: String, _ query: [(String, String)] = [], accept: String = "application/json") -> Self {
    ServerRequest(target: target(path, query), accept: accept)
  }

  /// Something handed in.
  static func post(
    _ path: String, _ query: [(String, String)] = [], _ type: String, _ bytes: [UInt8],
    accept: String = "application/json"
  ) -> Self {
    ServerRequest(method: "POST", target: target(path, query), accept: accept, body: (type, bytes))
  }

  private static func target(_ path: String, _ query: [(String, String)]) -> String {
    let pairs = query.map { "\($0.0)=\($0.1.percentEncoded)" }
    return path + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
  }

  /// Its head, as it is sent.
  func head(to address: ServerAddress, bearing token: String, _ language: Language) -> [UInt8] {
    var lines = [
      "\(method) \(target) HTTP/1.1", "Host: \(address.authority)", "User-Agent: koufen/\(Release.version)",
      "Authorization: Bearer \(token)", "Accept: \(accept)", "Accept-Language: \(language.rawValue)",
    ]
    lines += fields.map { "\($0.name): \($0.value)" }
    if let body {
      lines += ["Content-Type: \(body.type)", "Content-Length: \(body.bytes.count)"]
    } else if method != "GET" {
      lines.append("Content-Length: 0")
    }
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }
}

/// The head of what a server answers.
struct ServerAnswer {
  let status: Int
  /// The fields, by their names in small letters.
  let fields: [String: String]

  /// Reads the head of the answer to a request; those that come before it (RFC 9110 §15.2) are passed over.
  init(from connection: ServerConnection) throws {
    var (status, fields) = (100, [String: String]())
    while status < 200 {
      let parts = try connection.line().split(separator: " ", maxSplits: 2)
      guard parts.count >= 2, parts[0].hasPrefix("HTTP/1."), let number = Int(parts[1]), number >= 100 else {
        throw ServerFault.cutOff
      }
      status = number
      fields = [:]
      while case let line = try connection.line(), !line.isEmpty {
        let sides = line.split(separator: ":", maxSplits: 1)
        guard sides.count == 2 else { continue }
        fields[sides[0].lowercased()] = String(sides[1]).trimmingCharacters(in: .whitespaces)
      }
    }
    (self.status, self.fields) = (status, fields)
  }

  /// Whether nothing can be asked behind it on the same connection.
  var isLast: Bool { fields["connection"]?.lowercased().contains("close") ?? false }

  /// Whether it is a fault of something between here and the server, which says its own as problems.
  var isFromBefore: Bool {
    status >= 500 && !(fields["content-type"]?.hasPrefix("application/problem+json") ?? false)
  }
}

/// The body of an answer, as it comes in. It ends where it says it ends, or it is broken off: a part is never taken for all.
struct ServerBody {
  private enum Form {
    case counted(Int)
    case chunks(left: Int)
    case toTheEnd
    case ended
  }

  private static let piece = 1 << 16
  private let connection: ServerConnection
  private var form: Form
  /// What was read and is no whole line yet.
  private var rest: [UInt8] = []

  init(of answer: ServerAnswer, from connection: ServerConnection) throws {
    self.connection = connection
    if answer.status == 204 || answer.status == 304 {
      form = .ended
    } else if answer.fields["transfer-encoding"]?.lowercased() == "chunked" {
      form = .chunks(left: 0)
    } else if let length = answer.fields["content-length"] {
      guard let count = Int(length), count >= 0 else { throw ServerFault.cutOff }
      form = .counted(count)
    } else {
      form = .toTheEnd
    }
  }

  /// Whether it ends without the connection.
  var hasOwnEnd: Bool { if case .toTheEnd = form { false } else { true } }

  /// The bytes that come next; nil at its end.
  mutating func next() throws -> [UInt8]? {
    switch form {
    case .ended, .counted(0): return nil
    case .counted(let left):
      let bytes = try some(left)
      form = .counted(left - bytes.count)
      return bytes
    case .toTheEnd:
      let bytes = try connection.bytes(Self.piece)
      return bytes.isEmpty ? nil : bytes
    case .chunks(let left):
      guard left == 0 else {
        let bytes = try some(left)
        form = .chunks(left: left - bytes.count)
        if left == bytes.count { _ = try connection.line() }
        return bytes
      }
      let size = try connection.line().prefix { $0 != ";" }
      guard let count = Int(size, radix: 16), count >= 0 else { throw ServerFault.cutOff }
      guard count > 0 else {
        while try !connection.line().isEmpty {}
        form = .ended
        return nil
      }
      form = .chunks(left: count)
      return try next()
    }
  }

  private func some(_ most: Int) throws -> [UInt8] {
    let bytes = try connection.bytes(min(most, Self.piece))
    if bytes.isEmpty { throw ServerFault.cutOff }
    return bytes
  }

  /// The next line, without its end; nil at the body's.
  mutating func line() throws -> [UInt8]? {
    var searched = 0
    while true {
      if let end = rest[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = Array(rest[..<end])
        rest.removeFirst(end + 1)
        return line
      }
      searched = rest.count
      guard let bytes = try next() else {
        defer { rest = [] }
        return rest.isEmpty ? nil : rest
      }
      rest += bytes
    }
  }

  /// All of it.
  mutating func whole() throws -> [UInt8] {
    var bytes: [UInt8] = []
    while let some = try next() { bytes += some }
    return bytes
  }
}

extension String {
  /// As a value in a query or a segment of a path.
  var percentEncoded: String {
    var allowed = CharacterSet(charactersIn: "-._~:")
    allowed.formUnion(CharacterSet(charactersIn: "0"..."9"))
    allowed.formUnion(CharacterSet(charactersIn: "A"..."Z"))
    allowed.formUnion(CharacterSet(charactersIn: "a"..."z"))
    return addingPercentEncoding(withAllowedCharacters: allowed) ?? self
  }
}
