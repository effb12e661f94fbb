/// A request's target, taken apart: the segments of its path, each decoded by itself, and the pairs of its query
/// (server 4.4).
struct Target: Sendable {
  /// What stands between the slashes of the path.
  var segments: [String]
  /// The names and values of the query, in their order.
  var pairs: [(name: String, value: String)]

  /// A target of these parts.
  init(segments: [String], pairs: [(name: String, value: String)]) {
    self.segments = segments
    self.pairs = pairs
  }

  /// Takes a target apart; nil where it is none: it does not begin with a slash, an escape is broken, or what is decoded is
  /// no text.
  init?(_ target: String) {
    guard target.utf8.first == UInt8(ascii: "/") else { return nil }
    let parts = target.utf8.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
    segments = []
    for segment in parts[0].dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      guard let text = Self.decoded(segment, plusIsSpace: false) else { return nil }
      segments.append(text)
    }
    guard parts.count > 1, let pairs = Self.pairs(parts[1]) else {
      pairs = []
      if parts.count > 1 { return nil }
      return
    }
    self.pairs = pairs
  }

  /// The pairs of a query or a form; nil where one cannot be decoded.
  static func pairs(_ text: some Collection<UInt8>) -> [(name: String, value: String)]? {
    var pairs: [(name: String, value: String)] = []
    for pair in text.split(separator: UInt8(ascii: "&")) {
      let sides = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = decoded(sides[0], plusIsSpace: true),
        let value = sides.count > 1 ? decoded(sides[1], plusIsSpace: true) : ""
      else { return nil }
      pairs.append((name, value))
    }
    return pairs
  }

  /// What of a target cannot be taken apart: a parameter, by its name, else `path`.
  static func malformed(in target: String) -> String {
    let query = target.utf8.drop { $0 != UInt8(ascii: "?") }.dropFirst()
    for pair in query.split(separator: UInt8(ascii: "&")) where pairs(pair) == nil {
      if let name = decoded(pair.prefix { $0 != UInt8(ascii: "=") }, plusIsSpace: true) { return name }
    }
    return "path"
  }

  private static func decoded(_ bytes: some Collection<UInt8>, plusIsSpace: Bool) -> String? {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else { return nil }
        out.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace: out.append(UInt8(ascii: " "))
      case let byte: out.append(byte)
      }
    }
    guard !out.contains(0) else { return nil }
    return String(validating: out, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    case _: nil
    }
  }
}
