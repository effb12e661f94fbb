import EventStore
import Foundation
import KoufenTesting
import Ledger
import PostgresTesting
import Testing

/// Many processes on one ledger in PostgreSQL.
@Suite("Several processes before PostgreSQL", .enabled(if: PostgresCluster.isInstalled, "NOT TESTED: no PostgreSQL"))
struct PostgresCrowdTests {
  @Test("Nothing is lost, doubled or reordered, and readers never fail", arguments: 0..<Torture.rounds(1, long: 20))
  func manyWriters(_ seed: Int) async throws {
    let place = try LedgerOfATest()
    let folder = try TemporaryFolder()
    let (store, path) = (place.cluster.address(of: place.name), folder.path)
    try Crowd.register(store)
    let writers = (0..<4).map { Crowd.Writer(number: $0, seed: seed) }
    let isOver = Flag()
    async let reads = Task.detached { try Crowd.read(store, until: isOver) }.value
    let failures = try await withThrowingTaskGroup(of: [String].self) { group in
      for writer in writers { group.addTask { try writer.run(store, path) } }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    isOver.raise()
    #expect(failures == [])
    #expect(try await reads == [])
    let ledger = Ledger(store: try place.store(), rules: try History.rules.get())
    let check = try StoreCheck(ledger)
    #expect(check.problems == [])
    let tickets = try Crowd.tickets(check.lines)
    for writer in writers { #expect(tickets.filter { $0.hasPrefix(writer.prefix) } == writer.tickets) }
    #expect(tickets.count == writers.map(\.tickets.count).reduce(0, +))
    Torture.count(.lostEvents, writers.flatMap(\.tickets).count { !tickets.contains($0) })
    Torture.count(.rounds, 1)
  }

  @Test("Processes that make the same ledger at once find one", arguments: 0..<Torture.rounds(1, long: 20))
  func madeAtOnce(_ round: Int) throws {
    let cluster = try #require(PostgresCluster.ofRun)
    let store = cluster.address(of: PostgresCluster.freshName())
    let processes = try (0..<4).map { _ in try KoufenProcess(["store", "create", "--format", "json"], store: store) }
    let ends = processes.map { $0.end() }
    #expect(ends.allSatisfy { $0.exit == 0 }, "\(ends.map(\.error))")
    #expect(ends.count { $0.output.contains(#""made":true"#) } == 1)
    let check = try KoufenProcess.run(["store", "check"], store: store)
    #expect(check.exit == 0, "\(check.output)\(check.error)")
  }

  @Test(
    "Of two rebuilds at once the earlier gives up, and the read models are those of the log",
    arguments: 0..<Torture.rounds(1, long: 20))
  func rebuiltAtOnce(_ round: Int) throws {
    let place = try LedgerOfATest()
    let store = place.cluster.address(of: place.name)
    try Crowd.register(store)
    let processes = try (0..<3).map { _ in try KoufenProcess(["rebuild"], store: store) }
    let ends = processes.map { $0.end() }
    #expect(ends.allSatisfy { $0.exit == 0 || $0.exit == 69 }, "\(ends.map(\.error))")
    #expect(ends.contains { $0.exit == 0 })
    #expect(try StoreCheck(Ledger(store: place.store(), rules: History.rules.get())).problems == [])
    let swept = try KoufenProcess.run(["rebuild"], store: store)
    #expect(swept.exit == 0)
    #expect(try place.psql("SELECT count(DISTINCT generation) FROM L.models") == "1")
  }
}
