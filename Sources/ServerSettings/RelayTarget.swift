/// Where `koufen-server` relays to when `koufen` asks a server behind TLS (interface, *Configuration*).
public struct RelayTarget: Codable, Sendable, Equatable {
  /// The server's name or address.
  public var host: String
  /// Its port.
  public var port: Int
  /// A file of certificates, PEM, that are believed besides those the system believes; nil for none.
  public var authorities: String?

  /// Where to relay to.
  public init(host: String, port: Int, authorities: String?) {
    self.host = host
    self.port = port
    self.authorities = authorities
  }

  /// What the relay says first, as one line: that it is connected, or why it is not, with the system's words behind it.
  public enum Word: String, Sendable {
    /// From here on bytes go there and back.
    case connected = "+"
    /// Nobody answers there.
    case unreachable = "-"
    /// Its certificate is not believed.
    case untrusted = "!"
  }
}
