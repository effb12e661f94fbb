/// Where a server listens (1.2).
public enum ListenAddress: Sendable, Equatable, Hashable {
  /// A host, by name or address, and a port; 0 for one that is free.
  case host(String, port: Int)
  /// A socket in the file system.
  case socket(path: String)

  /// The bytes the system has for the path of a socket.
  static let longestPath = 107

  /// Reads `host:port`, `[address]:port` or `unix:PATH`.
  ///
  /// - Throws: `notAnAddress`, `notAPort`, `socketPathTooLong`.
  public init(_ text: String) throws(SettingsFault) {
    if text.hasPrefix("unix:") {
      let path = String(text.dropFirst(5))
      guard !path.isEmpty, !path.utf8.contains(0) else { throw .notAnAddress(text) }
      guard path.utf8.count <= Self.longestPath else { throw .socketPathTooLong(path, most: Self.longestPath) }
      self = .socket(path: path)
      return
    }
    guard let colon = text.lastIndex(of: ":") else { throw .notAnAddress(text) }
    var host = text[..<colon]
    if host.first == "[" {
      guard host.last == "]" else { throw .notAnAddress(text) }
      host = host.dropFirst().dropLast()
      guard NetworkAddress(String(host)) != nil, host.contains(":") else { throw .notAnAddress(text) }
    } else {
      guard isHostName(host) else { throw .notAnAddress(text) }
    }
    let digits = text[text.index(after: colon)...]
    guard let port = wholeNumber(digits), port <= 65_535 else { throw .notAPort(String(digits)) }
    self = .host(String(host), port: port)
  }

  /// Whether nobody beyond this machine comes in by it: a loopback address or a socket.
  public var isLocal: Bool {
    switch self {
    case .socket: true
    case .host(let host, port: _): host.lowercased() == "localhost" || NetworkAddress(host)?.isLoopback == true
    }
  }
}

extension ListenAddress: CustomStringConvertible {
  /// As it is given.
  public var description: String {
    switch self {
    case .host(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .socket(let path): "unix:\(path)"
    }
  }
}

extension ListenAddress: WrittenAsText {}

/// A name of a host, or its address in four numbers: letters, digits, hyphens and dots.
func isHostName(_ text: Substring) -> Bool {
  !text.isEmpty && text.utf8.count <= 253
    && text.utf8.allSatisfy { ($0 | 0x20) >= 97 && ($0 | 0x20) <= 122 || $0 >= 48 && $0 <= 57 || $0 == 45 || $0 == 46 }
}

/// A number in digits alone: no sign, no space.
func wholeNumber(_ text: Substring) -> Int? {
  guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
  return Int(text)
}
