/// Where a webhook is delivered, read once: what is checked against `--webhook-host` is what is connected to (server 10.7).
public struct WebhookURL: Sendable, Equatable {
  /// As it was given.
  public let text: String
  /// Whether it is `https`.
  public let isSecure: Bool
  /// The host, in small letters; an IPv6 address without brackets.
  public let host: String
  /// The port, that of the scheme where none is given.
  public let port: Int
  /// Path and query.
  public let target: String

  /// Reads `https://host[:port][/path][?query]` or the same with `http`; nil for anything else. A user, a fragment,
  /// spaces and whatever is not ASCII are nothing a server can be sent.
  public init?(_ text: String) {
    guard text.utf8.count <= 2_048, text.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != 92 && $0 != 35 }) else {
      return nil
    }
    let lower = text.lowercased()
    guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix) else { return nil }
    let rest = text.dropFirst(scheme.count)
    let place = rest.prefix { $0 != "/" && $0 != "?" }
    let path = rest.dropFirst(place.count)
    guard let (host, port) = Self.split(place) else { return nil }
    self.text = text
    isSecure = scheme == "https://"
    self.host = host.lowercased()
    self.port = port ?? (scheme == "https://" ? 443 : 80)
    target = path.first == "/" ? String(path) : "/" + path
  }

  private static func split(_ place: Substring) -> (host: String, port: Int?)? {
    var host = place
    var port: Substring?
    if place.first == "[" {
      guard let end = place.firstIndex(of: "]") else { return nil }
      host = place[place.index(after: place.startIndex)..<end]
      let behind = place[place.index(after: end)...]
      guard behind.isEmpty || behind.first == ":" else { return nil }
      port = behind.isEmpty ? nil : behind.dropFirst()
      guard host.contains(":"), host.utf8.allSatisfy({ isHexadecimal($0) || $0 == 58 || $0 == 46 }) else { return nil }
    } else if let colon = place.firstIndex(of: ":") {
      (host, port) = (place[..<colon], place[place.index(after: colon)...])
    }
    if place.first != "[" {
      guard !host.isEmpty, host.utf8.allSatisfy({ isNamePart($0) }) else { return nil }
    }
    guard let port else { return (String(host), nil) }
    guard port.utf8.count <= 5, port.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let number = Int(port),
      (1...65_535).contains(number)
    else { return nil }
    return (String(host), number)
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    byte >= 48 && byte <= 57 || byte | 0x20 >= 97 && byte | 0x20 <= 102
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    byte >= 48 && byte <= 57 || byte | 0x20 >= 97 && byte | 0x20 <= 122 || byte == 45 || byte == 46
  }

  /// The value of `Host`.
  public var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
  }
}
