import EventStore
import EventStoreTesting
import Foundation
import PostgresEventStore
import PostgresTesting
import Testing

/// What every store must do, held against PostgreSQL.
@Suite("Conformance of the store in PostgreSQL", .enabled(if: PostgresCluster.isInstalled, "NOT TESTED: no PostgreSQL"))
struct PostgresConformanceTests {
  @Test("In PostgreSQL", arguments: StoreCheck.all)
  func conforms(_ check: StoreCheck) throws { try check.run(.postgres()) }

  @Test("In PostgreSQL, everything announced", arguments: StoreCheck.all)
  func announced(_ check: StoreCheck) throws { try check.run(.postgres(announces: true)) }

  @Test(
    "In PostgreSQL through pgbouncer, which hands connections on after each transaction",
    .enabled(if: Pooler.isInstalled, "NOT TESTED: no pgbouncer"), arguments: StoreCheck.all)
  func pooled(_ check: StoreCheck) throws {
    let pooler = try #require(Pooler.ofRun)
    try check.run(.postgres(through: pooler, announces: check.name.utf8.count % 2 == 0))
  }
}

/// A pooler that hands its connections on between two statements of a transaction.
@Suite("Poolers", .enabled(if: Pooler.isInstalled, "NOT TESTED: no pgbouncer"))
struct PoolerTests {
  @Test("Pooling by statement is refused, whether something is asked or written, and nothing is kept")
  func byStatement() throws {
    let ledger = try LedgerOfATest()
    let pooler = try Pooler(before: ledger.cluster, mode: .statement)
    defer { pooler.end() }
    let store = try ledger.store(by: pooler.folder)
    let works: [() throws -> Void] = [{ try store.append("a") }, { _ = try store.read { try $0.lastPosition() } }]
    for work in works {
      do {
        try work()
        Issue.record("expected a refusal")
      } catch let error as StoreError {
        #expect("\(error)".contains("statement mode"), "\(error)")
      }
    }
    #expect(try ledger.store().read { try $0.lastPosition() } == 0)
  }

  @Test("Many writers share the pooler's few connections, and nothing of one is another's")
  func shared() async throws {
    let ledger = try LedgerOfATest()
    let pooler = try #require(Pooler.ofRun)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        let store = try ledger.store(by: pooler.folder)
        group.addTask { for _ in 0..<10 { try store.append("s-\(number)", "all") } }
      }
      try await group.waitForAll()
    }
    let store = try ledger.store()
    #expect(try store.read { try $0.heads().map(\.version) } == [80] + Array(repeating: 10, count: 8))
  }
}

extension StoreFactory {
  /// A ledger of its own in the cluster of this run, for each folder.
  ///
  /// - Parameters:
  ///   - pooler: what stands before it, if anything.
  ///   - announces: whether everything that may be asked is announced.
  static func postgres(through pooler: Pooler? = nil, announces: Bool = false) -> StoreFactory {
    StoreFactory(name: "PostgreSQL") { folder in
      let cluster = try #require(PostgresCluster.ofRun)
      let name =
        "t"
        + folder.lowercased().utf8.suffix(36).filter { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
        .map { String(UnicodeScalar($0)) }.joined()
      let address = cluster.address(of: name)
      _ = try PostgresEventStore.create(at: PostgresAddress(address))
      let place = pooler.map { address.replacing(cluster.folder, with: $0.folder) } ?? address
      let store = PostgresEventStore(try PostgresAddress(place))
      return announces ? ExpectingStore(store) : store
    }
  }
}
