import EventStore
import EventStoreTesting
import Foundation
import LedgerTesting
import PostgresEventStore
import PostgresTesting
import Synchronization
import Testing

/// The machine of a primary dies with all that was on its way, and the standby takes over.
@Suite("A primary that dies", .enabled(if: PostgresCluster.isInstalled, "NOT TESTED: no PostgreSQL"), .serialized)
struct FailoverTests {
  /// The ids of the log, in order, whose chain is looked at on the way.
  private func ids(_ store: PostgresEventStore) throws -> [String] {
    var heads: [String: Hash] = [:]
    var ids: [String] = []
    try store.read { reader in
      try reader.scan(EntrySelection()) { entry in
        let hash = Chain.hash(after: heads[entry.stream] ?? .zero, line: entry.line)
        #expect(entry.hash.elementsEqual(hash.bytes) && entry.position == ids.count + 1)
        heads[entry.stream] = hash
        ids.append(entry.id.map { String(decoding: $0, as: UTF8.self) } ?? "")
        return true
      }
    }
    return ids
  }

  @Test(
    "With a synchronous standby nothing that was acknowledged is lost, and every verdict is right",
    arguments: Torture.isLong ? ["on", "remote_apply", "remote_write"] : ["on", "remote_apply"])
  func underLoad(_ mode: String) throws {
    var random = SplitMix64(seed: mode.utf8.count)
    var primary = try Replicated.cluster()
    let ledger = try LedgerOfATest(in: primary)
    for round in 0..<Torture.rounds(1, long: 20) {
      let pair = try Replicated(primary, mode: mode)
      #expect(try ledger.store(in: pair.primary).durability().survives == .machineLoss)
      let writers = try Writers(4, named: "\(round)") { try pair.store(of: ledger.name) }
      writers.await(more: 20 + random.below(60))
      try pair.failOver()
      writers.await(more: 20)
      let told = try writers.end()
      let found = try ids(pair.store(of: ledger.name)).filter { $0.hasPrefix("\(round)-") }
      let lost = Set(told.kept).subtracting(found)
      #expect(lost == [], "\(mode), round \(round)")
      #expect(Set(found) == Set(told.kept).union(Set(told.unsettled).intersection(found)), "\(mode), round \(round)")
      #expect(told.unsettled == [], "within the patience everything was settled")
      Torture.count("failovers, \(mode)", 1)
      Torture.count("failovers, \(mode): acknowledged", told.kept.count)
      Torture.count("failovers, \(mode): lost", lost.count)
      Torture.count(.lostEvents, lost.count)
      pair.endPrimary()
      primary = pair.standby
    }
    primary.end()
  }

  @Test("With a standby that no commit waits for, what was acknowledged last is lost; the store says so beforehand")
  func asynchronous() throws {
    var random = SplitMix64(seed: 7)
    var primary = try Replicated.cluster()
    let ledger = try LedgerOfATest(in: primary)
    for round in 0..<Torture.rounds(1, long: 20) {
      let pair = try Replicated(primary, mode: nil)
      let durability = try ledger.store(in: pair.primary).durability()
      #expect(durability.survives == .powerCut)
      #expect(durability.settings["synchronous_standby_names"] == "")
      let store = try pair.store(of: ledger.name)
      try store.append("a", "a")
      try pair.primary.awaits("SELECT count(*) FROM pg_stat_replication WHERE replay_lsn = pg_current_wal_lsn()", "1")
      let before = try store.read { try $0.lastPosition() }
      pair.line.hold(true)
      let last = 1 + random.below(5)
      for _ in 0..<last { try store.append("a") }
      try pair.failOver()
      let after = try store.read { try $0.lastPosition() }
      #expect(after == before, "round \(round)")
      // The connections it had are gone, and so is what they knew.
      try store.append("a")
      #expect(try ids(store).count == before + 1)
      Torture.count("failovers, no synchronous standby", 1)
      Torture.count("failovers, no synchronous standby: acknowledged", before + last)
      Torture.count("failovers, no synchronous standby: lost", before + last - after)
      pair.endPrimary()
      primary = pair.standby
    }
    primary.end()
  }

  @Test(
    "What the standby never had is not acknowledged, also where the wait for it was cancelled, and is not kept",
    arguments: [false, true])
  func heldLine(_ isCancelled: Bool) throws {
    let primary = try Replicated.cluster()
    let ledger = try LedgerOfATest(in: primary)
    let pair = try Replicated(primary, mode: "on")
    let store = try pair.store(of: ledger.name)
    try store.append("a")
    pair.line.hold(true)
    let said = Mutex<String?>(nil)
    let writing = Meanwhile { round in
      guard round == 1 else {
        usleep(1000)
        return
      }
      do {
        try store.append("a")
        said.withLock { $0 = "kept" }
      } catch StoreError.unreachable {
        said.withLock { $0 = "nothing was kept" }
      } catch {
        said.withLock { $0 = "\(error)" }
      }
    }
    try primary.awaits(PostgresCluster.waiting, "1")
    if isCancelled {
      try primary.psql("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
      try primary.awaits(PostgresCluster.waiting, "1")
    }
    #expect(said.withLock { $0 } == nil)
    try pair.failOver()
    while said.withLock({ $0 }) == nil { usleep(1000) }
    try writing.end()
    #expect(said.withLock { $0 } == "nothing was kept")
    #expect(try ids(store).count == 1)
    Torture.count(.faultsInjected, 1)
    pair.endPrimary()
    pair.standby.end()
  }

  @Test("A server killed at any moment and started again has all that was acknowledged, and nothing half done")
  func startedAgain() throws {
    var random = SplitMix64(seed: 3)
    let cluster = try Replicated.cluster()
    let ledger = try LedgerOfATest(in: cluster)
    for round in 0..<Torture.rounds(2, long: 60) {
      let writers = try Writers(3, named: "\(round)") { try ledger.store() }
      writers.await(more: 5 + random.below(100))
      try cluster.kill()
      try cluster.control("start")
      writers.await(more: 5)
      let told = try writers.end()
      let found = try ids(ledger.store()).filter { $0.hasPrefix("\(round)-") }
      #expect(Set(found) == Set(told.kept) && told.unsettled == [], "round \(round)")
      Torture.count("servers killed and started again", 1)
      Torture.count(.lostEvents, Set(told.kept).subtracting(found).count)
    }
    cluster.end()
  }
}
