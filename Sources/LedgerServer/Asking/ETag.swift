/// What tells one state of an answer from another (server 4.10).
enum ETag: Equatable, Sendable {
  /// The version of a stream.
  case version(Int)
  /// The position of the log's last event.
  case position(Int)
  /// What an answer rests on, that may be the same for answers that differ in how old they are.
  case weak(String)

  /// As a header has it.
  var text: String {
    switch self {
    case .version(let version): "\"v\(version)\""
    case .position(let position): "\"p\(position)\""
    case .weak(let text): "W/\"\(text)\""
    }
  }

  /// Whether `If-None-Match` names it, by the weak comparison of RFC 9110 §13.1.2.
  func isNamed(in field: String) -> Bool {
    let mine = Self.opaque(text[...])
    return ETagList(field).map { $0.isAny || $0.tags.contains { Self.opaque($0[...]) == mine } } ?? false
  }

  private static func opaque(_ text: Substring) -> Substring { text.hasPrefix("W/") ? text.dropFirst(2) : text }
}

/// The value of `If-Match` or `If-None-Match`.
struct ETagList {
  /// Whether it is `*`.
  var isAny: Bool
  /// The tags, as they stand there.
  var tags: [String]

  /// Reads the value; nil where it is not one.
  init?(_ field: String) {
    let field = field.unpadded
    if field == "*" {
      (isAny, tags) = (true, [])
      return
    }
    isAny = false
    tags = []
    var rest = field[...]
    while true {
      rest = rest.drop { $0 == " " || $0 == "\t" || $0 == "," }
      guard !rest.isEmpty else { break }
      let prefix = rest.hasPrefix("W/") ? 2 : 0
      let opaque = rest.dropFirst(prefix)
      guard opaque.first == "\"", let end = opaque.dropFirst().firstIndex(of: "\"") else { return nil }
      tags.append(String(rest[...end]))
      rest = rest[rest.index(after: end)...]
      guard rest.first.map({ $0 == "," || $0 == " " || $0 == "\t" }) ?? true else { return nil }
    }
    guard !tags.isEmpty else { return nil }
  }
}

extension String {
  /// The same without the spaces and tabs that may stand around the value of a header field, and around its parts.
  var unpadded: String {
    func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    var kept = utf8[...]
    while let first = kept.first, isBlank(first) { kept.removeFirst() }
    while let last = kept.last, isBlank(last) { kept.removeLast() }
    return kept.count == utf8.count ? self : String(Substring(kept))
  }
}
