import CLibpq
import Synchronization

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
    hasPassword = ["password", "sslpassword"].contains { given[$0]?.isEmpty == false }
    // What a service file or the environment says counts as said: also which host that is.
    let around = try Self.around(service: given["service"])
    func said(_ keyword: String) -> String? { given[keyword] ?? around[keyword] }
    func usual(_ keyword: String, _ value: String) { if said(keyword) == nil { given[keyword] = value } }
    secrets = ["password", "sslpassword"].compactMap { said($0) }.filter { !$0.isEmpty }
    let hosts = said("hostaddr") ?? said("host") ?? ""
    let isLocal = hosts.split(separator: ",").allSatisfy { Self.isLocal(String($0)) }
    let isSet = said("sslmode") != nil
    demandsTLS = !isSet
    if !isLocal {
      usual("channel_binding", isSet ? "prefer" : "require")
      usual("sslmode", "verify-full")
    }
    usual("connect_timeout", "5")
    usual("tcp_user_timeout", "10000")
    usual("keepalives_idle", "10")
    // A machine that died without a word is found out while its answer is waited for, not by the system's 75 seconds.
    usual("keepalives_interval", "5")
    usual("keepalives_count", "2")
    // By Kerberos instead of TLS no certificate would be looked at; to ask for it is a way there and back, and a look for tickets.
    usual("gssencmode", "disable")
    usual("application_name", "koufen")
    given["client_encoding"] = "UTF8"
    given["target_session_attrs"] = server == .primary ? "primary" : "prefer-standby"
    settings = given.sorted { $0.key < $1.key }.map { Setting(keyword: $0.key, value: $0.value) }
  }

  /// Whether a host is this machine: a socket's folder, or a loopback address.
  static func isLocal(_ host: String) -> Bool {
    var address = in_addr()
    // A name may begin with digits too.
    return host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@") || host == "localhost" || host == "::1"
      || (host.hasPrefix("127.") && inet_pton(AF_INET, host, &address) == 1)
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
    return read(options) { $0.val }
  }

  /// What holds besides an address: what the environment says, and the service, in whose file libpq looks it up.
  ///
  /// libpq takes a service only from the environment here, so that is set for the moment.
  private static func around(service: String?) throws -> [String: String] {
    let libpq = try Libpq.loaded()
    return environment.withLock { _ in
      let before = getenv(serviceVariable).map { String(cString: $0) }
      if let service { setenv(serviceVariable, service, 1) }
      defer {
        if service != nil {
          if let before { setenv(serviceVariable, before, 1) } else { unsetenv(serviceVariable) }
        }
      }
      guard let options = libpq.PQconndefaults() else { return [:] }
      defer { libpq.PQconninfoFree(options) }
      // What libpq would take anyway was said by nobody, unless it stands in the environment.
      return read(options) { option in
        guard let value = option.val else { return nil }
        let isUsual = option.compiled.map { strcmp($0, value) == 0 } ?? false
        return isUsual && option.envvar.flatMap { getenv($0) } == nil ? nil : value
      }
    }
  }

  private static let environment = Mutex<Void>(())
  private static let serviceVariable = "PGSERVICE"

  /// The options that have a value.
  private static func read(
    _ options: UnsafeMutablePointer<PQconninfoOption>,
    _ value: (PQconninfoOption) -> UnsafeMutablePointer<CChar>?
  ) -> [String: String] {
    var found: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = value(option.pointee) { found[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
    return found
  }
}
