import EventStore
import EventStoreTesting
import Foundation
import PostgresTesting
import Synchronization
import Testing

@testable import PostgresEventStore

/// Servers that are killed, and commits that no standby has confirmed; each in a cluster of its own.
@Suite("Lost answers of PostgreSQL", .enabled(if: PostgresCluster.isInstalled, "NOT TESTED: no PostgreSQL"))
struct LostAnswerTests {
  private func cluster(_ settings: [String] = []) throws -> PostgresCluster {
    try PostgresCluster(binaries: #require(PostgresCluster.binaries), settings: settings)
  }

  @Test("A server killed and started again under load: all that was acknowledged is kept, and nothing that was not")
  func killed() throws {
    let ledger = try LedgerOfATest(in: cluster())
    defer { ledger.cluster.end() }
    let store = try ledger.store()
    let kept = Mutex<[String]>([])
    let writing = Meanwhile { round in
      let id = "id-\(round)"
      do {
        try store.write { try $0.append([$0.next("a", id: id)]) }
        kept.withLock { $0.append(id) }
      } catch StoreError.unreachable {
      }
    }
    for number in 1...3 {
      let wanted = number * 40
      while kept.withLock({ $0.count }) < wanted { usleep(1000) }
      try ledger.cluster.control("-m immediate restart")
    }
    let before = kept.withLock { $0.count }
    while kept.withLock({ $0.count }) < before + 20 { usleep(1000) }
    try writing.end()
    var found: [String] = []
    try store.read { reader throws in
      try reader.scan(EntrySelection()) { entry in
        found.append(entry.id.map { String(decoding: $0, as: UTF8.self) } ?? "")
        return true
      }
      #expect(try reader.lastPosition() == found.count)
    }
    #expect(found == kept.withLock { $0 })
  }

  @Test("A commit whose wait for a standby was cancelled is not acknowledged before it is where the settings want it")
  func cancelledWait() throws {
    let ledger = try LedgerOfATest(in: cluster())
    defer { ledger.cluster.end() }
    let store = try ledger.store()
    try store.append("a")
    try ledger.cluster.setStandbys("nobody")
    #expect(try store.durability().problems.contains { $0.hasPrefix("no synchronous standby") })
    let isKept = Atomic<Bool>(false)
    let writing = Meanwhile { round in
      guard round == 1 else {
        usleep(1000)
        return
      }
      try store.append("a")
      isKept.store(true, ordering: .sequentiallyConsistent)
    }
    for _ in 0..<2 { try cancel(ledger) }
    try waits(ledger)
    let isAcknowledged = isKept.load(ordering: .sequentiallyConsistent)
    #expect(
      !isAcknowledged, "the commit, and twice the barrier, were told to wait no longer")
    try ledger.cluster.setStandbys("")
    while !isKept.load(ordering: .sequentiallyConsistent) { usleep(1000) }
    try writing.end()
    #expect(try store.read { try $0.lastPosition() } == 2)
  }

  @Test("Where no standby confirms it within the patience, it is unsettled")
  func unsettled() throws {
    let ledger = try LedgerOfATest(in: cluster())
    defer { ledger.cluster.end() }
    let address = try PostgresAddress(ledger.cluster.address(of: ledger.name))
    let store = PostgresEventStore(address, settling: 0.2)
    try store.append("a")
    try ledger.cluster.setStandbys("nobody")
    let error = Mutex<StoreError?>(nil)
    let writing = Meanwhile { round in
      guard round == 1 else {
        usleep(1000)
        return
      }
      do { try store.append("a") } catch let found as StoreError { error.withLock { $0 = found } }
    }
    try cancel(ledger)
    while error.withLock({ $0 == nil }) { usleep(1000) }
    try writing.end()
    if case .unsettled? = error.withLock({ $0 }) {
    } else {
      Issue.record("\(String(describing: error.withLock { $0 }))")
    }
  }

  @Test("What no standby has is not shown as proof, and a repeat of it is not acknowledged")
  func shown() throws {
    let ledger = try LedgerOfATest(in: cluster())
    defer { ledger.cluster.end() }
    let address = try PostgresAddress(ledger.cluster.address(of: ledger.name))
    let store = PostgresEventStore(address, settling: 0.2)
    try store.write { try $0.append([$0.next("a", id: "x")]) }
    try store.awaitSafe()
    func finds() throws -> Int? { try store.write { try $0.position(ofID: "x") } }
    #expect(try finds() == 1)
    try ledger.cluster.setStandbys("nobody")
    isUnsettled { _ = try finds() }
    isUnsettled { try store.awaitSafe() }
    // Whoever only looks is shown it.
    #expect(try store.read { try $0.lastPosition() } == 1)
    try ledger.cluster.setStandbys("")
    #expect(try finds() == 1)
    try store.awaitSafe()
  }

  @Test("Of a wait for a standby that was given up nothing stays behind at the server, and the events stay")
  func givenUp() throws {
    let ledger = try LedgerOfATest(in: cluster())
    defer { ledger.cluster.end() }
    let address = try PostgresAddress(ledger.cluster.address(of: ledger.name))
    let store = PostgresEventStore(address, settling: 0.2)
    try store.write { try $0.append([$0.next("a", id: "x")]) }
    try ledger.cluster.setStandbys("nobody")
    for _ in 0..<3 {
      isUnsettled { try store.awaitSafe() }
      isUnsettled { _ = try store.write { try $0.position(ofID: "x") } }
    }
    // Where the server is slow, what it was told to give up ends behind the answer.
    try ledger.cluster.awaits(PostgresCluster.waiting, "0")
    // What was given up was no commit of an event: that one waits as long as there is nobody to confirm it.
    let isKept = Atomic<Bool>(false)
    let writing = Meanwhile { round in
      guard round == 1 else {
        usleep(1000)
        return
      }
      try store.append("a")
      isKept.store(true, ordering: .sequentiallyConsistent)
    }
    try waits(ledger)
    isUnsettled { try store.awaitSafe() }
    try ledger.cluster.awaits(PostgresCluster.waiting, "1")
    let isAcknowledged = isKept.load(ordering: .sequentiallyConsistent)
    #expect(!isAcknowledged)
    try ledger.cluster.setStandbys("")
    while !isKept.load(ordering: .sequentiallyConsistent) { usleep(1000) }
    try writing.end()
    try store.awaitSafe()
    #expect(try store.read { try $0.lastPosition() } == 2)
  }

  @Test("A barrier that somebody cancels before it waits is asked for again: what it is for is committed")
  func cancelledBarrier() throws {
    let ledger = try LedgerOfATest(in: cluster())
    defer { ledger.cluster.end() }
    let store = try ledger.store()
    try store.write { try $0.append([$0.next("a", id: "x")]) }
    try ledger.psql(
      """
      CREATE SEQUENCE L.barriers; CREATE OR REPLACE FUNCTION L.barrier() RETURNS pg_lsn LANGUAGE plpgsql AS $$ BEGIN
        IF nextval('L.barriers') < 3 THEN RAISE 'cancelled' USING ERRCODE = 'query_canceled'; END IF;
        RETURN pg_logical_emit_message(true, 'koufen', ''); END $$;
      """)
    try ledger.cluster.setStandbys("nobody")
    let finding = Meanwhile { round in
      guard round == 1 else {
        usleep(1000)
        return
      }
      let found = try store.write { try $0.position(ofID: "x") }
      #expect(found == 1)
    }
    try waits(ledger)
    #expect(try ledger.psql("SELECT last_value FROM L.barriers") == "3")
    try ledger.cluster.setStandbys("")
    try finding.end()
  }

  @Test("A ledger is closed, and known to be, only once the standby knows it too")
  func closedWhereItCounts() throws {
    let ledger = try LedgerOfATest(in: cluster())
    defer { ledger.cluster.end() }
    let store = try ledger.store()
    try ledger.cluster.setStandbys("nobody")
    let isClosed = Atomic<Bool>(false)
    let closing = Meanwhile { round in
      guard round == 1 else {
        usleep(1000)
        return
      }
      try store.close(for: "elsewhere")
      isClosed.store(true, ordering: .sequentiallyConsistent)
    }
    for _ in 0..<2 { try cancel(ledger) }
    try waits(ledger)
    let isSaid = isClosed.load(ordering: .sequentiallyConsistent)
    #expect(!isSaid, "the commit, and twice the barrier, were told to wait no longer")
    try ledger.cluster.setStandbys("")
    while !isClosed.load(ordering: .sequentiallyConsistent) { usleep(1000) }
    try closing.end()
    #expect(try store.closedFor() == "elsewhere")
  }

  @Test("A connection that is given back behind an error is as good as new")
  func givenBack() throws {
    let ledger = try LedgerOfATest()
    let connection = try PostgresConnection(PostgresAddress(ledger.cluster.address(of: ledger.name)))
    connection.ask("BEGIN")
    connection.ask("SELECT 1 / 0")
    #expect(throws: (any Error).self) { try connection.settle() }
    // What is asked in a transaction that was given up is refused, and what stands behind it in one flush is passed over.
    connection.ask("CLOSE nothing")
    connection.leave(by: "ROLLBACK")
    var found = 0
    connection.ask("SELECT 7") { found = $0.count }
    try connection.settle()
    #expect(found == 1)
  }

  private func isUnsettled(_ body: () throws -> Void, sourceLocation: SourceLocation = #_sourceLocation) {
    do {
      try body()
      Issue.record("expected it to be unsettled", sourceLocation: sourceLocation)
    } catch StoreError.unsettled {
    } catch {
      Issue.record("expected it to be unsettled, found \(error)", sourceLocation: sourceLocation)
    }
  }

  /// Waits until somebody waits for a standby.
  private func waits(_ ledger: LedgerOfATest) throws {
    while try ledger.cluster.psql(PostgresCluster.waiting) == "0" { usleep(5_000) }
  }

  private func cancel(_ ledger: LedgerOfATest) throws {
    try waits(ledger)
    try ledger.cluster.psql("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
  }
}
