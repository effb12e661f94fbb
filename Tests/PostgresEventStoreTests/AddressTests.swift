import EventStore
import Foundation
import Testing

@testable import PostgresEventStore

/// What an address says, and what is added to it.
@Suite("Addresses of PostgreSQL", .enabled(if: (try? Libpq.loaded()) != nil, "NOT TESTED: no libpq.so.5"))
struct AddressTests {
  private func settings(_ text: String) throws -> [String: String] {
    Dictionary(uniqueKeysWithValues: try PostgresAddress(text).settings.map { ($0.keyword, $0.value) })
  }

  @Test("The ledger's name is taken off, wherever it stands; without one it is koufen")
  func ledgers() throws {
    for (text, ledger) in [
      ("postgres://h/d", "koufen"), ("postgres://h/d?ledger=zhejiang", "zhejiang"),
      ("postgresql://h/d?sslmode=disable&ledger=a_1&port=5433", "a_1"), ("postgres:///d?ledger=x&host=/tmp", "x"),
    ] {
      #expect(try PostgresAddress(text).ledger == ledger)
      #expect(try settings(text)["ledger"] == nil)
    }
    for name in [
      "", "A", "1a", "a-b", "a\"b", "pg_x", "public", "information_schema", String(repeating: "a", count: 41),
    ] {
      #expect(throws: PostgresAddress.Fault.ledgerName(name)) { try PostgresAddress("postgres://h/d?ledger=\(name)") }
    }
  }

  @Test("A password is never shown, nor hidden in part")
  func passwords() throws {
    for text in [
      "postgres://u:geheim@h/d", "postgres://u:ge%40heim@h:1/d?ledger=x", "postgres://u@h/d?password=geheim",
      "postgres://h/d?sslpassword=geheim&user=u",
    ] {
      let address = try PostgresAddress(text)
      #expect(address.hasPassword)
      #expect(!address.shown.contains("heim") && address.shown.contains("…"), "\(address.shown)")
      #expect(!address.hidingPassword("words geheim and ge@heim").contains("geheim") || text.contains("%40"))
    }
    #expect(try !PostgresAddress("postgres://u@h/d").hasPassword)
    #expect(throws: PostgresAddress.Fault.signs) { try PostgresAddress("postgres://u:p@ss@h/d") }
    do {
      _ = try PostgresAddress("postgres://u:geheim@[::1/d")
      Issue.record("expected it to be unreadable")
    } catch PostgresAddress.Fault.unreadable(let words) {
      #expect(!words.contains("geheim"), "\(words)")
    }
  }

  @Test("Far hosts are asked for TLS that is checked, unless somebody says otherwise; near ones are not")
  func transport() throws {
    for far in ["postgres://db.example/d", "postgres://10.0.0.1/d", "postgres://localhost,db.example/d"] {
      #expect(try settings(far)["sslmode"] == "verify-full")
      #expect(try settings(far)["channel_binding"] == "require")
    }
    #expect(try settings("postgres://db.example/d?sslmode=require")["sslmode"] == "require")
    for near in ["postgres:///d?host=/tmp", "postgres://localhost/d", "postgres://127.0.0.1/d", "postgres://[::1]/d"] {
      #expect(try settings(near)["sslmode"] == nil)
    }
  }

  @Test("What is usual is set unless it is given, and what must be always")
  func usual() throws {
    let plain = try settings("postgres://localhost/d")
    #expect(plain["connect_timeout"] == "5" && plain["application_name"] == "koufen")
    #expect(plain["tcp_user_timeout"] == "10000" && plain["keepalives_idle"] == "10")
    #expect(plain["gssencmode"] == "disable")
    #expect(try settings("postgres://localhost/d?gssencmode=require")["gssencmode"] == "require")
    let given = try settings("postgres://localhost/d?connect_timeout=9&application_name=feed&client_encoding=LATIN1")
    #expect(given["connect_timeout"] == "9" && given["application_name"] == "feed")
    #expect(given["client_encoding"] == "UTF8" && given["target_session_attrs"] == "primary")
    let standby = try PostgresAddress("postgres://a,b/d", server: .standby).settings
    #expect(standby.contains { $0.keyword == "target_session_attrs" && $0.value == "prefer-standby" })
  }
}
