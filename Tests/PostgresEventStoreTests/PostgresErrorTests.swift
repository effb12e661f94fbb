import EventStore
import EventStoreTesting
import Foundation
import PostgresEventStore
import PostgresTesting
import Testing

/// What can go wrong, and what a store says of it.
@Suite("Errors of the store in PostgreSQL", .enabled(if: PostgresCluster.isInstalled, "NOT TESTED: no PostgreSQL"))
struct PostgresErrorTests {
  @Test("A gate that another holds is busy after the patience given, also for a rebuild, and may be tried again")
  func busy() throws {
    let ledger = try LedgerOfATest()
    let (store, other) = (try ledger.store(), try ledger.store(patience: 0.05))
    try store.write { writer throws in
      try writer.append([writer.next("a")])
      isBusy { try other.append("b") }
      isBusy { _ = try other.beginStaging() }
      #expect(try other.read { try $0.lastPosition() } == 0)
    }
    try other.append("b")
    #expect(try store.read { try $0.heads().map(\.stream) } == ["a", "b"])
  }

  private func isBusy(_ body: () throws -> Void) {
    do {
      try body()
      Issue.record("expected it to be busy")
    } catch StoreError.busy {
    } catch {
      Issue.record("expected it to be busy, found \(error)")
    }
  }

  @Test("An id that is in use is named, whoever used it, and the database's words are not asked which")
  func taken() throws {
    let ledger = try LedgerOfATest()
    let (store, other) = (try ledger.store(), try ledger.store())
    try store.write { writer throws in for id in ["x", "y"] { try writer.append([writer.next("a", id: id)]) } }
    for id in ["x", "y"] {
      #expect(throws: StoreError.idTaken(id)) {
        try other.write { writer throws in
          for next in ["n-1", id, "n-2"] { try writer.append([writer.next("b", id: next)]) }
        }
      }
    }
    #expect(try other.read { try $0.lastPosition() } == 2)
    try other.append("b")
  }

  @Test("Whoever catches the database's error and goes on keeps nothing")
  func caught() throws {
    let ledger = try LedgerOfATest()
    let store = try ledger.store()
    try store.write { try $0.append([$0.next("a", id: "x")]) }
    #expect(throws: StoreError.idTaken("x")) {
      try store.write { writer throws in
        try writer.append([writer.next("b", id: "x")])
        // A question sends what was written, and is told.
        _ = try? writer.streams()
        _ = try? writer.value("k")
      }
    }
    #expect(try store.read { try $0.lastPosition() } == 1)
  }

  @Test("Where there is no ledger, no schema or no database, it is said so")
  func noLedger() throws {
    let cluster = try #require(PostgresCluster.ofRun)
    for place in [cluster.address(of: "nowhere"), cluster.address(of: "nowhere", database: "none")] {
      let address = try PostgresAddress(place)
      let expected = StoreError.place(PlaceError(path: address.shown, fault: .noLedger))
      #expect(throws: expected) { try PostgresEventStore(address).read { try $0.lastPosition() } }
      #expect(throws: expected) { try PostgresEventStore(address).append("a") }
    }
  }

  @Test("A server that is not there is unreachable")
  func unreachable() throws {
    let store = PostgresEventStore(try PostgresAddress("postgres://127.0.0.1:1/d"))
    do {
      try store.append("a")
      Issue.record("expected it to be unreachable")
    } catch StoreError.unreachable {
    }
  }

  @Test("A ledger of a newer layout is not touched")
  func newer() throws {
    let ledger = try LedgerOfATest()
    try ledger.psql("UPDATE L.ledger SET layout = 99")
    for work in [{ try ledger.store().append("a") }, { _ = try ledger.store().read { try $0.lastPosition() } }] {
      #expect(throws: StoreError.newer(found: 99, known: 1)) { try work() }
    }
    #expect(throws: StoreError.newer(found: 99, known: 1)) {
      try PostgresEventStore.create(at: PostgresAddress(ledger.cluster.address(of: ledger.name)))
    }
  }

  @Test("Connections that the server has closed meanwhile are not used again")
  func closed() throws {
    let ledger = try LedgerOfATest()
    let store = try ledger.store()
    try store.append("a")
    for number in 2...4 {
      try ledger.psql(
        "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE application_name = 'koufen' AND query LIKE '%\(ledger.name)%' OR query = 'ROLLBACK' AND application_name = 'koufen' AND state = 'idle' AND pid <> pg_backend_pid()"
      )
      try store.append("a")
      #expect(try store.read { try $0.lastPosition() } == number)
    }
  }

  @Test("A text that PostgreSQL cannot hold is an error, and nothing is kept")
  func zeroBytes() throws {
    let ledger = try LedgerOfATest()
    let store = try ledger.store()
    #expect(throws: StoreError.self) { try store.append("a\u{0}b") }
    #expect(throws: StoreError.self) { try store.write { try $0.put(ReadModel(key: "\u{0}", value: [])) } }
    #expect(try store.read { try $0.lastPosition() } == 0)
  }

  @Test("Old read models are swept, and a reader that began before sees its own across two rebuilds")
  func rebuilds() throws {
    let ledger = try LedgerOfATest()
    let store = try ledger.store()
    try store.write { writer throws in
      for number in 0..<3000 { try writer.put(ReadModel(key: "k\(number)", value: [0])) }
    }
    try store.read { reader throws in
      #expect(try reader.lastPosition() == 0)
      for round in 1...2 {
        let staging = try store.beginStaging()
        try staging.stage([ReadModel(key: "k", value: [UInt8(round)])])
        try store.write { try $0.swapIn(staging) }
      }
      #expect(try reader.values().count == 3000)
    }
    #expect(try store.read { try $0.values() } == ["k=\u{2}"])
    let given = try store.beginStaging()
    try given.stage([ReadModel(key: "x", value: [])])
    try given.discard()
    #expect(try ledger.psql("SELECT count(*) FROM L.models") == "1")
  }
}
