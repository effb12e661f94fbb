import CLibpq

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where a ledger in PostgreSQL is: a URI as libpq reads it, and `ledger=NAME` in it for a schema other than `koufen`.
public struct PostgresAddress: Equatable, Sendable {
  /// What is wrong with an address.
  public enum Fault: Error, Equatable, Sendable {
    /// libpq cannot read it: its words.
    case unreadable(String)
    /// No ledger can have this name.
    case ledgerName(String)
    /// More than one `@` stands before the host: those of a password are written `%40`.
    case signs
  }

  /// Which server to ask, where several are named.
  public enum Server: Sendable {
    /// The primary, which alone can write.
    case primary
    /// A standby, where there is one.
    case standby
  }

  /// The name of the ledger, which is that of its schema.
  public let ledger: String
  /// The address as it may be shown: without its password.
  public let shown: String
  /// Whether a password stands in it.
  public let hasPassword: Bool
  /// What libpq is told.
  let settings: [Setting]
  /// Whether only a connection that is encrypted is used, but for one to this machine.
  let demandsTLS: Bool
  private let secrets: [String]

  /// One keyword of libpq and its value.
  struct Setting: Equatable, Sendable {
    let keyword: String
    let value: String
  }

  /// Whether a text is meant as such an address.
  public static func isOne(_ text: String) -> Bool { text.hasPrefix("postgres:") || text.hasPrefix("postgresql:") }

  /// Reads an address.
  ///
  /// - Throws: a `Fault`, or `StoreError.noClient`.
  public init(_ text: String, server: Server = .primary) throws {
    let (uri, ledger) = Self.separate(text)
    self.ledger = ledger ?? "koufen"
    guard Self.isName(self.ledger) else { throw Fault.ledgerName(self.ledger) }
    let authority = uri.drop { $0 != "/" }.drop { $0 == "/" }.prefix { $0 != "/" && $0 != "?" }
    guard authority.count(where: { $0 == "@" }) <= 1 else { throw Fault.signs }
    shown = Self.hidden(text)
    var given = try Self.parsed(uri, shown: Self.hidden(uri))
    secrets = ["password", "sslpassword"].compactMap { given[$0] }.filter { !$0.isEmpty }
    hasPassword = !secrets.isEmpty
    func usual(_ keyword: String, _ variable: String? = nil, _ value: String) {
      guard given[keyword] == nil, variable.flatMap({ getenv($0) }) == nil else { return }
      given[keyword] = value
    }
    let hosts = given["hostaddr"] ?? given["host"] ?? getenv("PGHOST").map { String(cString: $0) } ?? ""
    let isLocal = hosts.split(separator: ",").allSatisfy { Self.isLocal(String($0)) }
    let isSet = given["sslmode"] != nil || getenv("PGSSLMODE") != nil
    demandsTLS = !isSet
    if !isLocal {
      usual("channel_binding", "PGCHANNELBINDING", isSet ? "prefer" : "require")
      usual("sslmode", "PGSSLMODE", "verify-full")
    }
    usual("connect_timeout", "PGCONNECT_TIMEOUT", "5")
    usual("tcp_user_timeout", nil, "10000")
    usual("keepalives_idle", nil, "10")
    usual("application_name", "PGAPPNAME", "koufen")
    given["client_encoding"] = "UTF8"
    given["target_session_attrs"] = server == .primary ? "primary" : "prefer-standby"
    settings = given.sorted { $0.key < $1.key }.map { Setting(keyword: $0.key, value: $0.value) }
  }

  /// Whether a host is this machine: a socket's folder, or a loopback address.
  static func isLocal(_ host: String) -> Bool {
    host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@") || host == "localhost" || host == "::1"
      || host.hasPrefix("127.")
  }

  /// Whether a schema, and roles named after it, can be called so.
  static func isName(_ name: String) -> Bool {
    guard let first = name.utf8.first, 0x61...0x7A ~= first, name.utf8.count <= 40 else { return false }
    return name.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x5F }
      && !name.hasPrefix("pg_") && !["public", "information_schema"].contains(name)
  }

  /// The words with every password taken out.
  func hidingPassword(_ words: String) -> String {
    secrets.reduce(words) { $0.replacing($1, with: "…") }
  }

  /// The address without what is ours, and the name of the ledger in it.
  private static func separate(_ text: String) -> (uri: String, ledger: String?) {
    let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return (text, nil) }
    let all = parts[1].split(separator: "&", omittingEmptySubsequences: false)
    let ours = all.filter { $0.hasPrefix("ledger=") }
    let rest = all.filter { !$0.hasPrefix("ledger=") }
    let uri = String(parts[0]) + (rest.isEmpty ? "" : "?" + rest.joined(separator: "&"))
    return (uri, ours.last.map { String($0.dropFirst("ledger=".count)) })
  }

  /// The address with `…` for what is secret in it.
  private static func hidden(_ text: String) -> String {
    let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var start = String(parts[0])
    if let scheme = start.firstRange(of: "://"), let at = start.lastIndex(of: "@"), at >= scheme.upperBound,
      let colon = start[scheme.upperBound..<at].firstIndex(of: ":")
    {
      start.replaceSubrange(start.index(after: colon)..<at, with: "…")
    }
    guard parts.count == 2 else { return start }
    let query = parts[1].split(separator: "&", omittingEmptySubsequences: false).map { part in
      let isSecret = part.prefix { $0 != "=" }.hasSuffix("password")
      return isSecret ? part.prefix { $0 != "=" } + "=…" : part
    }
    return start + "?" + query.joined(separator: "&")
  }

  private static func parsed(_ uri: String, shown: String) throws -> [String: String] {
    let libpq = try Libpq.loaded()
    var words: UnsafeMutablePointer<CChar>?
    guard let options = libpq.PQconninfoParse(uri, &words) else {
      defer { libpq.PQfreemem(words) }
      let said = words.map { String(cString: $0).firstLine } ?? "out of memory"
      throw Fault.unreadable(said.replacing(uri, with: shown))
    }
    defer { libpq.PQconninfoFree(options) }
    var found: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { found[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
    return found
  }
}
