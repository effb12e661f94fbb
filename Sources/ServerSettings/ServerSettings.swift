/// Everything `koufen serve` settles before it becomes `koufen-server`, which is given it as one document (server §1, §12).
public struct ServerSettings: Codable, Sendable, Equatable {
  /// The store, as `--store` names it.
  public var store: String
  /// The store of accounts and tokens, where `--access` names one; nil for the one beside the store (1.8).
  public var access: String?
  /// Where it listens.
  public var listen = ListenAddress.host("127.0.0.1", port: 8011)
  /// The certificate, where there is one.
  public var tls: TLSFiles?
  /// The origin it is reached by, where that is not what it listens on (2.10).
  public var origin: Origin?
  /// Whose `X-Forwarded-For` is believed (12.2).
  public var trustedProxies: [AddressRange] = []
  /// Whether it may listen to everybody without a certificate (1.2).
  public var isInsecure = false
  /// Whether everything that would write is refused (1.6).
  public var isReadOnly = false
  /// When it sweeps (1.7).
  public var nightly = Nightly.at(hour: 0, minute: 10)
  /// The hosts that webhooks may be sent to (10.7).
  public var webhookHosts: [String] = []
  /// The form of what it says of itself.
  public var log = Log.text
  /// The language of its answers, where a request names none (4.11).
  public var language = Language.zh
  /// What is too much (§12).
  public var limits = Limits()
  /// Whether the ledger is an example, which is said on every page.
  public var isDemo = false
  /// How many seconds its clock is behind the machine's: an example goes on from a day long ago.
  public var secondsBehind = 0

  /// The settings of a store, all else as it is by default.
  public init(store: String) { self.store = store }

  /// The files of a certificate.
  public struct TLSFiles: Codable, Sendable, Equatable {
    /// The certificate and those that vouch for it, PEM.
    public var certificate: String
    /// Its key, PEM.
    public var key: String

    /// The files of a certificate.
    public init(certificate: String, key: String) {
      self.certificate = certificate
      self.key = key
    }
  }

  /// The form of the log.
  public enum Log: String, Codable, Sendable, CaseIterable {
    /// For people.
    case text
    /// For programs: one object a line.
    case json
  }

  /// A language of the server's texts.
  public enum Language: String, Codable, Sendable, CaseIterable {
    /// Chinese.
    case zh
    /// English.
    case en
  }
}

extension ServerSettings {
  /// Refuses to be open to everybody unawares: any address but a loopback one or a socket needs a certificate, a trusted
  /// proxy with an origin that is https, or the word that it shall be so (1.2).
  ///
  /// - Throws: `SettingsFault.unprotected`.
  public func checkExposure() throws(SettingsFault) {
    let isBehindProxy = !trustedProxies.isEmpty && origin?.isSecure == true
    guard listen.isLocal || tls != nil || isBehindProxy || isInsecure else { throw .unprotected(listen) }
  }
}
