/// The cookie of a session (server 2.7).
enum SessionCookie {
  /// What it is called.
  static func name(isSecure: Bool) -> String { isSecure ? "__Host-koufen" : "koufen" }

  /// Its value; nil where none was sent. Of several that differ none is believed, for somebody else may have put one of them
  /// there: the value is then empty, which is no session's.
  static func value(in call: Call, isSecure: Bool) -> Substring? {
    let start = name(isSecure: isSecure) + "="
    var found: Substring?
    for header in call.headers where header.name == "cookie" {
      for pair in header.value.split(separator: ";") {
        let pair = pair.drop { $0 == " " }
        guard pair.hasPrefix(start) else { continue }
        let value = pair.dropFirst(start.count)
        found = found.map { $0 == value ? $0 : "" } ?? value
      }
    }
    return found
  }
}
