/// The cookie of a session (server 2.7).
enum SessionCookie {
  /// What it is called.
  static func name(isSecure: Bool) -> String { isSecure ? "__Host-koufen" : "koufen" }

  /// Its value; nil where none was sent.
  static func value(in call: Call, isSecure: Bool) -> Substring? {
    let start = name(isSecure: isSecure) + "="
    for header in call.headers where header.name == "cookie" {
      for pair in header.value.split(separator: ";") {
        let pair = pair.drop { $0 == " " }
        if pair.hasPrefix(start) { return pair.dropFirst(start.count) }
      }
    }
    return nil
  }
}
