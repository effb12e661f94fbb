import Foundation
import Testing

@testable import ServerSettings

/// What `koufen serve` is given, read and handed on.
@Suite("Settings of the server")
struct SettingsTests {
  @Test(
    "1.2 addresses are read as they are written",
    arguments: [
      ("127.0.0.1:8011", ListenAddress.host("127.0.0.1", port: 8011)), ("[::1]:0", .host("::1", port: 0)),
      ("localhost:65535", .host("localhost", port: 65535)), ("0.0.0.0:80", .host("0.0.0.0", port: 80)),
      ("ledger.example.cn:443", .host("ledger.example.cn", port: 443)),
      ("unix:/run/koufen", .socket(path: "/run/koufen")),
      ("unix:koufen.sock", .socket(path: "koufen.sock")),
    ])
  func addresses(_ text: String, _ address: ListenAddress) throws {
    #expect(try ListenAddress(text) == address)
    #expect(address.description == text)
  }

  @Test(
    "1.2 what is no address is told apart from what is no port",
    arguments: [
      ("", SettingsFault.notAnAddress("")), ("8011", .notAnAddress("8011")), ("unix:", .notAnAddress("unix:")),
      ("::1:80", .notAnAddress("::1:80")), ("[::1:80", .notAnAddress("[::1:80")), (":80", .notAnAddress(":80")),
      ("[localhost]:80", .notAnAddress("[localhost]:80")), ("a b:80", .notAnAddress("a b:80")),
      ("http://h:80", .notAnAddress("http://h:80")), ("h:", .notAPort("")), ("h:x", .notAPort("x")),
      ("h:-1", .notAPort("-1")), ("h:+1", .notAPort("+1")), ("h:65536", .notAPort("65536")),
      ("h:99999999999999999999", .notAPort("99999999999999999999")),
    ])
  func badAddresses(_ text: String, _ fault: SettingsFault) {
    #expect(throws: fault) { try ListenAddress(text) }
  }

  @Test("1.2 the path of a socket is as long as the system takes it")
  func longSockets() throws {
    let longest = "/" + String(repeating: "a", count: 106)
    #expect(try ListenAddress("unix:\(longest)") == .socket(path: longest))
    #expect(throws: SettingsFault.socketPathTooLong(longest + "a", most: 107)) { try ListenAddress("unix:\(longest)a") }
  }

  @Test(
    "1.2 only a loopback address and a socket are this machine's alone",
    arguments: [
      ("127.0.0.1:1", true), ("127.8.8.8:1", true), ("[::1]:1", true), ("LocalHost:1", true), ("unix:/s", true),
      ("[::ffff:127.0.0.1]:1", true), ("0.0.0.0:1", false), ("[::]:1", false), ("10.0.0.1:1", false),
      ("127.0.0.1.example.com:1", false), ("localhost.example:1", false),
    ])
  func locality(_ text: String, _ isLocal: Bool) throws {
    #expect(try ListenAddress(text).isLocal == isLocal)
  }

  @Test("1.2 an address for everybody needs a certificate, a proxy with an https origin, or the word for it")
  func exposure() throws {
    var settings = ServerSettings(store: "s")
    try settings.checkExposure()
    settings.listen = .host("0.0.0.0", port: 80)
    #expect(throws: SettingsFault.unprotected(settings.listen)) { try settings.checkExposure() }
    settings.trustedProxies = [try AddressRange("10.0.0.0/8")]
    #expect(throws: SettingsFault.self) { try settings.checkExposure() }
    settings.origin = try Origin("http://h")
    #expect(throws: SettingsFault.self) { try settings.checkExposure() }
    settings.origin = try Origin("https://h")
    try settings.checkExposure()
    settings.trustedProxies = []
    #expect(throws: SettingsFault.self) { try settings.checkExposure() }
    settings.isInsecure = true
    try settings.checkExposure()
    settings.isInsecure = false
    settings.tls = .init(certificate: "c", key: "k")
    try settings.checkExposure()
  }

  @Test(
    "12.2 a range holds the addresses that begin as it does",
    arguments: [
      ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false),
      ("192.168.1.128/25", "192.168.1.200", true),
      ("192.168.1.128/25", "192.168.1.127", false), ("192.168.1.7", "192.168.1.7", true),
      ("192.168.1.7", "192.168.1.6", false), ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "2001:db8::1", false),
      ("2001:db8::/33", "2001:db8:7fff::1", true), ("2001:db8::/33", "2001:db8:8000::1", false),
      ("10.0.0.0/8", "::ffff:10.1.1.1", true),
    ])
  func ranges(_ range: String, _ address: String, _ holds: Bool) throws {
    #expect(try AddressRange(range).contains(#require(NetworkAddress(address))) == holds)
  }

  @Test(
    "12.2 a range that is none, or does not begin where its length says, is refused",
    arguments: [
      ("", SettingsFault.notARange("")), ("h/8", .notARange("h/8")), ("10.0.0.0/33", .notARange("10.0.0.0/33")),
      ("10.0.0.0/", .notARange("10.0.0.0/")), ("10.0.0.0/8/8", .notARange("10.0.0.0/8/8")),
      ("10.0.0.0/-1", .notARange("10.0.0.0/-1")), ("010.0.0.0/8", .notARange("010.0.0.0/8")),
      ("10.1.0.0/8", .rangeNotAtItsStart("10.1.0.0/8", start: "10.0.0.0/8")),
    ])
  func badRanges(_ text: String, _ fault: SettingsFault) {
    #expect(throws: fault) { try AddressRange(text) }
  }

  @Test(
    "2.10 an origin is as browsers send it",
    arguments: [
      ("https://Ledger.example.CN", "https://ledger.example.cn"), ("https://h:443/", "https://h"),
      ("http://h:80", "http://h"), ("http://h:443", "http://h:443"), ("https://[::1]:8443", "https://[::1]:8443"),
      ("https://[2001:db8::1]", "https://[2001:db8::1]"), ("HTTP://localhost:8011", "http://localhost:8011"),
    ])
  func origins(_ text: String, _ origin: String) throws { #expect(try Origin(text).text == origin) }

  @Test(
    "2.10 what is more or less than an origin is refused",
    arguments: [
      "", "h", "https://", "https:///", "ftp://h", "https://h/a", "https://u@h", "https://h?x", "https://h:0", "//h",
      "https://unix:/s",
    ])
  func badOrigins(_ text: String) { #expect(throws: SettingsFault.notAnOrigin(text)) { try Origin(text) } }

  @Test("1.7 the nightly sweep is at a time of the day, or never")
  func nightly() throws {
    #expect(try Nightly("00:10") == .at(hour: 0, minute: 10))
    #expect(try Nightly("23:59").description == "23:59")
    #expect(try Nightly("never") == .never)
    for text in ["", "24:00", "1:00", "01:60", "0110", "01:00:00", "-1:00", "Never"] {
      #expect(throws: SettingsFault.notATime(text)) { try Nightly(text) }
    }
  }

  @Test("10.7 a webhook's host is a name or an address alone")
  func hosts() throws {
    #expect(try ServerSettings.webhookHost("Hooks.Example.com") == "hooks.example.com")
    #expect(try ServerSettings.webhookHost("[2001:DB8::1]") == "2001:db8::1")
    for text in ["", "h:1", "https://h", "h/a", "*.example.com", "a b"] {
      #expect(throws: SettingsFault.notAHost(text)) { try ServerSettings.webhookHost(text) }
    }
  }

  @Test("12.1 each limit can be changed by its name, to a whole number")
  func limits() throws {
    var limits = Limits()
    #expect(limits[.connections] == 1_000)
    try limits.change("connections=50")
    try limits.change("bulk-all-lines=7")
    #expect(limits[.connections] == 50 && limits[.bulkAllLines] == 7 && limits[.personRate] == 20)
    #expect(throws: SettingsFault.notALimit("connections")) { try limits.change("connections") }
    #expect(throws: SettingsFault.unknownLimit("conections")) { try limits.change("conections=1") }
    for value in ["", "0", "-1", "+1", "1k", "1.5", " 1", "1000000000001", "99999999999999999999"] {
      #expect(throws: SettingsFault.notALimitValue(.connections, value)) { try limits.change("connections=\(value)") }
    }
    #expect(Set(Limit.allCases.map(\.rawValue)).count == Limit.allCases.count)
  }

  @Test("What is handed to the server is what it reads")
  func document() throws {
    var settings = ServerSettings(store: "postgresql://h/db")
    #expect(try again(settings) == settings)
    settings.access = "/var/lib/koufen/access"
    settings.listen = try ListenAddress("[::]:443")
    settings.tls = .init(certificate: "c.pem", key: "k.pem")
    settings.origin = try Origin("https://ledger.example.cn")
    settings.trustedProxies = [try AddressRange("10.0.0.0/8"), try AddressRange("2001:db8::1")]
    settings.isInsecure = true
    settings.isReadOnly = true
    settings.nightly = .never
    settings.webhookHosts = ["hooks.example.com"]
    settings.log = .json
    settings.language = .en
    try settings.limits.change("idle-time=5")
    settings.isDemo = true
    #expect(try again(settings) == settings)
  }

  private func again(_ settings: ServerSettings) throws -> ServerSettings {
    try JSONDecoder().decode(ServerSettings.self, from: JSONEncoder().encode(settings))
  }
}
