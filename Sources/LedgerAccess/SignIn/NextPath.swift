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
}
