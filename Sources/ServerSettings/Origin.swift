/// What a browser calls the place a page is from: scheme, host and port (2.10).
public struct Origin: Sendable, Hashable {
  /// Its text, as browsers send it: in small letters, without the scheme's own port.
  public let text: String

  /// Reads `https://host` or `http://host:port`; a slash at the end is passed over.
  ///
  /// - Throws: `notAnOrigin`.
  public init(_ text: String) throws(SettingsFault) {
    var rest = Substring(text)
    if rest.last == "/" { rest.removeLast() }
    let whole = rest.lowercased()
    guard let scheme = ["https://", "http://"].first(where: whole.hasPrefix) else { throw .notAnOrigin(text) }
    let place = whole.dropFirst(scheme.count)
    let ownPort = scheme == "https://" ? 443 : 80
    if let address = try? ListenAddress(String(place)), case .host(_, let port) = address, port > 0 {
      let shown = "\(address)"
      self.text = scheme + (port == ownPort ? String(shown.dropLast(":\(port)".count)) : shown)
      return
    }
    guard let address = try? ListenAddress("\(place):0"), case .host = address else { throw .notAnOrigin(text) }
    self.text = scheme + "\(address)".dropLast(2)
  }

  /// Whether it is reached by TLS.
  public var isSecure: Bool { text.hasPrefix("https:") }
}

extension Origin: CustomStringConvertible {
  /// Its text.
  public var description: String { text }
}

extension Origin: WrittenAsText {}
