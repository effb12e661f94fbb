import EventStore
import Foundation
import KoufenTesting
import Ledger
import LedgerDomain
import LedgerFormat
import LedgerTesting
import PostgresEventStore
import PostgresTesting
import Testing

/// Programs that live on while the log they work on loses its end, or is put back as it was.
@Suite("A log that lost its end", .enabled(if: PostgresCluster.isInstalled, "NOT TESTED: no PostgreSQL"))
struct LostTailTests {
  private func draft(_ fact: Fact, at text: String = "2011-03-04T10:00") -> Draft {
    Draft(
      provider: "p-0", at: time(text),
      by: Person(id: "x", role: fact.kind.payload.about.roles?.first ?? .channelOperations), fact: fact)
  }

  /// Does things on a ledger, loses the last of them behind its back, and goes on.
  private func goesOn(_ store: PostgresEventStore, losing: (() throws -> Void) throws -> Void) throws {
    let ledger = Ledger(store: store, rules: try History.rules.get())
    let now = time("2011-03-04T20:00")
    func submit(_ fact: Fact) throws { _ = try ledger.submit(draft(fact), now: now) }
    _ = try ledger.submit(draft(ProviderRegistered(name: "n", kind: .thirdParty).fact, at: "2011-01-03"), now: now)
    try submit(HelpRequested(ticket: "kept", outlet: nil).fact)
    try losing { try submit(HelpRequested(ticket: "lost", outlet: nil).fact) }
    // As many events as were lost, so that numbers alone tell nothing.
    try Ledger(store: store, rules: History.rules.get()).write { transaction in
      _ = try transaction.submit(draft(HelpRequested(ticket: "other", outlet: nil).fact), now: now)
    }
    #expect(throws: Refusal.self) { try submit(HelpAnswered(ticket: "lost").fact) }
    try submit(HelpAnswered(ticket: "other").fact)
    try submit(HelpAnswered(ticket: "kept").fact)
    #expect(try ledger.verify().isSound)
    #expect(try StoreCheck(ledger).problems == [])
  }

  @Test("After a failover that lost an event, the next decision is as a fresh process decides")
  func failover() throws {
    let primary = try Replicated.cluster()
    let ledger = try LedgerOfATest(in: primary)
    let pair = try Replicated(primary, mode: nil)
    try goesOn(pair.store(of: ledger.name)) { submit in
      try pair.primary.awaits("SELECT count(*) FROM pg_stat_replication WHERE replay_lsn = pg_current_wal_lsn()", "1")
      pair.line.hold(true)
      try submit()
      try pair.failOver()
    }
    pair.endPrimary()
    pair.standby.end()
  }

  @Test("After a restore of an earlier dump, too")
  func restored() throws {
    let ledger = try LedgerOfATest()
    let file = "\(ledger.cluster.folder)/\(ledger.name).sql"
    try goesOn(ledger.store()) { submit in
      try ledger.cluster.shell(#""$2/pg_dump" -h "$1" -U postgres -n \#(ledger.name) -f "\#(file)" postgres"#)
      try submit()
      try ledger.psql("DROP SCHEMA \"\(ledger.name)\" CASCADE")
      try ledger.cluster.shell(#""$2/psql" -q -v ON_ERROR_STOP=1 -h "$1" -U postgres -f "\#(file)" postgres"#)
    }
    #expect(try ledger.store().read { try $0.damage() } == [])
  }

  @Test("A follower is shown every event once and in order across a failover, also where nothing notifies it")
  func follower() throws {
    let primary = try Replicated.cluster()
    let ledger = try LedgerOfATest(in: primary)
    let pair = try Replicated(primary, mode: "on")
    let address = PostgresCluster.address(of: ledger.name, at: [primary.folder, pair.standby.folder])
    try Crowd.register(address)
    let follower = try KoufenProcess(["events", "--follow", "--format", "json"], store: address)
    func append(_ numbers: Range<Int>) throws {
      for number in numbers {
        let arguments = Crowd.arguments(provider: "p-\(number % 2)", ticket: "t-\(number)", id: History.id(number))
        let end = try KoufenProcess.run(arguments, store: address)
        #expect(end.exit == 0, "\(end.error)")
      }
    }
    try append(0..<3)
    follower.awaitLines(6)
    try pair.failOver()
    try append(3..<6)
    let lines = follower.awaitLines(9)
    #expect(try Crowd.tickets(lines.map { Array($0.utf8) }) == (0..<6).map { "t-\($0)" })
    follower.kill()
    _ = follower.end()
    pair.endPrimary()
    pair.standby.end()
  }

  @Test("A follower that was shown an event which is gone says so, whether the log is shorter or has grown again")
  func cutBack() throws {
    for grows in [false, true] {
      let primary = try Replicated.cluster()
      let ledger = try LedgerOfATest(in: primary)
      let pair = try Replicated(primary, mode: nil)
      let address = PostgresCluster.address(of: ledger.name, at: [primary.folder, pair.standby.folder])
      try Crowd.register(address)
      let follower = try KoufenProcess(["events", "--follow", "--format", "json"], store: address)
      try primary.awaits("SELECT count(*) FROM pg_stat_replication WHERE replay_lsn = pg_current_wal_lsn()", "1")
      pair.line.hold(true)
      let lost = try KoufenProcess.run(
        Crowd.arguments(provider: "p-0", ticket: "lost", id: History.id(1)), store: address)
      #expect(lost.exit == 0, "\(lost.error)")
      follower.awaitLines(4)
      if grows { follower.send(SIGSTOP) }
      try pair.failOver()
      if grows {
        for number in 2..<4 {
          let arguments = Crowd.arguments(provider: "p-1", ticket: "t-\(number)", id: History.id(number))
          #expect(try KoufenProcess.run(arguments, store: address).exit == 0)
        }
        follower.send(SIGCONT)
      }
      let end = follower.end()
      #expect(end.exit == 70 && end.error.contains("log-cut-back"), "\(end.error)")
      #expect(end.lines.count == 4, "nothing of the other log is shown as if it followed")
      pair.endPrimary()
      pair.standby.end()
    }
  }
}
