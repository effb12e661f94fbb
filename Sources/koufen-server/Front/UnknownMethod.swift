import NIOCore
import NIOHTTP1

/// Requests by a method that the decoder does not know: it takes them for none, though they are good ones, which are to be
/// told what is allowed (server 4.7).
enum UnknownMethod {
  /// The head of the first such request among bytes; nil where there is none that came whole.
  ///
  /// It is the last of its connection, and its body, if it has one, is not heard: the decoder goes no further.
  static func head(in bytes: ByteBuffer) -> HTTPRequestHead? {
    let lines = String(buffer: bytes).split(separator: "\r\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      guard var head = head(line) else { continue }
      let fields = lines[(index + 1)...].prefix { !$0.isEmpty }
      guard index + fields.count + 2 < lines.count else { return nil }
      for field in fields {
        guard let (name, value) = Self.field(field) else { return nil }
        head.headers.add(name: name, value: value)
      }
      for name in ["content-length", "transfer-encoding"] { head.headers.remove(name: name) }
      head.headers.replaceOrAdd(name: "connection", value: "close")
      return head
    }
    return nil
  }

  private static func head(_ line: Substring) -> HTTPRequestHead? {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[0].isToken, words[1].isVisible,
      let version = [HTTPVersion.http1_0, .http1_1].first(where: { words[2] == "\($0)" }),
      case let method = HTTPMethod(rawValue: String(words[0])), case .RAW = method
    else { return nil }
    return HTTPRequestHead(version: version, method: method, uri: String(words[1]))
  }

  private static func field(_ line: Substring) -> (name: String, value: String)? {
    guard let colon = line.firstIndex(of: ":"), line[..<colon].isToken else { return nil }
    let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
    guard value.utf8.allSatisfy({ $0 >= 32 && $0 != 127 || $0 == 9 }) else { return nil }
    return (String(line[..<colon]), String(value))
  }
}

extension Substring {
  /// Whether it is a token (RFC 9110 §5.6.2).
  fileprivate var isToken: Bool {
    !isEmpty && allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "!#$%&'*+-.^_`|~".contains($0)) }
  }

  /// Whether it holds something, and all of it can be seen.
  fileprivate var isVisible: Bool { !isEmpty && utf8.allSatisfy { $0 > 32 && $0 < 127 } }
}
