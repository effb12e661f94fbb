import NIOCore
import NIOHTTP1

/// Requests by a method that the decoder does not know: it takes them for none, though they are good ones, which are to be
/// told what is allowed (server 4.7).
enum UnknownMethod {
  /// There is none among the bytes.
  case absent
  /// One began, of which these bytes are there.
  case begun(ByteBuffer)
  /// The head of the first, which came whole.
  ///
  /// It is the last of its connection, and its body, if it has one, is not heard: the decoder goes no further.
  case whole(HTTPRequestHead)

  /// Looks for one among bytes.
  init(in bytes: ByteBuffer) {
    let lines = String(buffer: bytes).split(separator: "\r\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let isFirst = index == 0 || lines[index - 1].isEmpty
      if let head = Self.head(line) {
        self = Self.head(head, with: lines[(index + 1)...])
        return
      }
      if isFirst, index == lines.count - 1, Self.mayBeginHead(line) {
        self = .begun(ByteBuffer(substring: line))
        return
      }
    }
    self = .absent
  }

  /// A head with the fields that stand in the lines behind it; the last of the lines has no end.
  private static func head(_ head: HTTPRequestHead, with lines: ArraySlice<Substring>) -> UnknownMethod {
    var head = head
    let fields = lines.dropLast().prefix { !$0.isEmpty }
    for line in fields {
      guard let (name, value) = field(line) else { return .absent }
      head.headers.add(name: name, value: value)
    }
    guard fields.count < lines.count - 1 else {
      let begun = ["\(head.method.rawValue) \(head.uri) \(head.version)"] + lines.map(String.init)
      return .begun(ByteBuffer(string: begun.joined(separator: "\r\n")))
    }
    for name in ["content-length", "transfer-encoding"] { head.headers.remove(name: name) }
    head.headers.replaceOrAdd(name: "connection", value: "close")
    return .whole(head)
  }

  private static func head(_ line: Substring) -> HTTPRequestHead? {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[0].isToken, words[1].isVisible,
      let version = versions.first(where: { words[2] == "\($0)" }),
      case let method = HTTPMethod(rawValue: String(words[0])), case .RAW = method
    else { return nil }
    return HTTPRequestHead(version: version, method: method, uri: String(words[1]))
  }

  /// Whether a line whose end did not come yet may become the first of a head.
  private static func mayBeginHead(_ line: Substring) -> Bool {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count <= 3, words[0].isToken else { return false }
    if words.count == 2 { return words[1].isEmpty || words[1].isVisible }
    guard words.count == 3 else { return true }
    let version = words[2].hasSuffix("\r") ? words[2].dropLast() : words[2]
    return words[1].isVisible && versions.contains { "\($0)".hasPrefix(version) }
  }

  private static let versions = [HTTPVersion.http1_0, .http1_1]

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
