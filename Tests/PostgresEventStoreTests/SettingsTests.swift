import EventStore
import EventStoreTesting
import Foundation
import PostgresEventStore
import PostgresTesting
import Testing

/// Servers, databases, roles and surroundings that are set otherwise than a ledger would like.
@Suite("Hostile settings of PostgreSQL", .enabled(if: PostgresCluster.isInstalled, "NOT TESTED: no PostgreSQL"))
struct SettingsTests {
  /// What was written and read in a ledger with ordinary settings.
  private func story(_ store: any EventStore) throws -> [String] {
    try store.write { writer throws in
      for (number, name) in ["杭州", "b", "B", "é", "杭州"].enumerated() {
        let version = try writer.head(of: name).version + 1
        try writer.append([
          Entry(
            position: number + 1, stream: name, version: version, id: "id-\(number)", type: "Noted",
            line: Array(#"{"text":"\\n “\#(name)” \\x00"}"#.utf8))
        ])
        try writer.put(ReadModel(key: name, value: [0, 39, 92, 255]))
      }
    }
    let staging = try store.beginStaging()
    try staging.stage([ReadModel(key: "é", value: [1]), ReadModel(key: "z", value: [0])])
    try store.write { try $0.swapIn(staging) }
    return try store.read { reader throws in
      try reader.entries().map { "\($0.stream)\($0.version) \($0.line) \($0.hash?.hex ?? "")" }
        + reader.heads().map(\.stream) + reader.values() + reader.damage()
    }
  }

  @Test(
    "A role's settings change no byte",
    arguments: [
      "default_transaction_isolation = 'serializable'", "default_transaction_read_only = on",
      "synchronous_commit = off",
      "bytea_output = 'escape'", "standard_conforming_strings = off", "backslash_quote = off",
      "client_encoding = 'LATIN1'", "DateStyle = 'German'", "IntervalStyle = 'iso_8601'", "extra_float_digits = 0",
      "default_transaction_deferrable = on", "enable_indexscan = off", "lc_messages = 'C'", "search_path = ''",
      "check_function_bodies = off", "row_security = off", "array_nulls = off", "jit = on",
    ])
  func roles(_ setting: String) throws {
    let plain = try story(LedgerOfATest().store())
    let ledger = try LedgerOfATest()
    let user = try ledger.user("keeper")
    try ledger.cluster.psql("ALTER ROLE \(user) SET \(setting)")
    #expect(try story(ledger.store(as: user)) == plain)
  }

  @Test("A commit waits for the disk even where the role would not")
  func synchronous() throws {
    let ledger = try LedgerOfATest()
    let found = try ledger.psql(
      "SET synchronous_commit = off; BEGIN; SELECT position FROM L.open_gate(); SHOW synchronous_commit; COMMIT")
    #expect(found.hasSuffix("on"))
  }

  @Test(
    "A database of any collation sorts by bytes",
    arguments: [
      "LOCALE 'C.UTF-8'", "LOCALE_PROVIDER icu ICU_LOCALE 'zh-CN' LOCALE 'C.UTF-8'",
      "LOCALE_PROVIDER icu ICU_LOCALE 'en-US-u-kn-true' LOCALE 'C.UTF-8'",
    ])
  func collations(_ options: String) throws {
    let plain = try story(LedgerOfATest().store())
    let cluster = try #require(PostgresCluster.ofRun)
    let database = "d" + PostgresCluster.freshName()
    try cluster.psql("CREATE DATABASE \(database) TEMPLATE template0 ENCODING 'UTF8' \(options)")
    #expect(try story(LedgerOfATest(database: database).store(database: database)) == plain)
  }

  @Test("A database of another encoding is refused, and no ledger is made in it", arguments: ["SQL_ASCII", "LATIN1"])
  func encodings(_ encoding: String) throws {
    let cluster = try #require(PostgresCluster.ofRun)
    let database = "d" + PostgresCluster.freshName()
    try cluster.psql("CREATE DATABASE \(database) TEMPLATE template0 ENCODING '\(encoding)' LOCALE 'C'")
    let address = try PostgresAddress(cluster.address(of: "points", database: database))
    do {
      _ = try PostgresEventStore.create(at: address)
      Issue.record("expected a refusal")
    } catch StoreError.inputOutput(let words) {
      #expect(words.contains(encoding) && words.contains("UTF8"), "\(words)")
    }
    #expect(try cluster.psql("SELECT count(*) FROM pg_namespace WHERE nspname = 'points'", database: database) == "0")
  }

  @Test("What a commit survives is said by the server's settings")
  func durability() throws {
    let ledger = try LedgerOfATest()
    let found = try ledger.store().durability()
    #expect(found.settings["fsync"] == "off" && found.survives == .processEnd)
    #expect(found.problems.map { $0.prefix { $0 != ":" } } == ["fsync is off", "data_checksums is off"])
    #expect(found.settings["synchronous_standby_names"]?.isEmpty == true)
  }
}
