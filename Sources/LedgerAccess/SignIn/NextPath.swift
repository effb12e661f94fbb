/// Where a browser may be sent after sign-in (server 2.8).
public enum NextPath {
  /// Whether a text is a path of this server: it begins with one `/`, the next character is neither `/` nor `\`, and it
  /// holds no control character.
  public static func isOurs(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    guard scalars.first == "/" else { return false }
    if let second = scalars.dropFirst().first, second == "/" || second == "\\" { return false }
    return !scalars.contains { $0.properties.generalCategory == .control }
  }

  /// A path as a `Location` holds it: what no address may hold is percent-encoded (RFC 3986 §2).
  public static func location(_ text: String) -> String {
    text.utf8.reduce(into: "") { location, byte in
      let isHeld = (0x21...0x7E).contains(byte) && !"\"<>\\^`{|}".utf8.contains(byte)
      let code = (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      location += isHeld ? String(UnicodeScalar(byte)) : code
    }
  }
}
