import KoufenTesting
import PostgresTesting
import Testing

/// A question that a standby answers, which may be behind (postgres §7).
@Suite("Reading from a standby", .enabled(if: PostgresCluster.isInstalled, "NOT TESTED: no PostgreSQL"))
struct StandbyReadTests {
  @Test("A standby that is behind answers without the last event; with --at-least once that has come to it")
  func behind() throws {
    let primary = try Replicated.cluster()
    let ledger = try LedgerOfATest(in: primary)
    let pair = try Replicated(primary, mode: nil)
    defer {
      pair.endPrimary()
      pair.standby.end()
    }
    let store = PostgresCluster.address(of: ledger.name, at: [primary.folder, pair.standby.folder])
    func append(_ words: String) throws {
      let end = try KoufenProcess.run(["append"] + words.split(separator: " ").map(String.init), store: store)
      #expect(end.exit == 0, "\(end.error)")
    }
    func events(_ arguments: String..., of server: String) throws -> KoufenProcess {
      try KoufenProcess(["events", "--format", "json"] + arguments, store: store, environment: ["KOUFEN_READ": server])
    }
    try append("ProviderRegistered --provider hz-01 --by chen@channel-expansion name=n kind=thirdParty")
    try primary.awaits("SELECT count(*) FROM pg_stat_replication WHERE replay_lsn = pg_current_wal_lsn()", "1")
    pair.line.hold(true)
    try append("HelpRequested --provider hz-01 --by feed@integration ticket=t-1")
    #expect(try events(of: "primary").end().output.contains("t-1"))
    let early = try events(of: "standby").end()
    #expect(early.exit == 0 && early.output.contains("hz-01") && !early.output.contains("t-1"), "\(early.error)")

    let waiting = try events("--at-least", "2", of: "standby")
    let clients = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
    try pair.standby.awaits(clients + " AND pid <> pg_backend_pid()", "1")
    pair.line.hold(false)
    let late = waiting.end()
    #expect(late.exit == 0 && late.output.contains("t-1"), "\(late.error)")
  }
}
