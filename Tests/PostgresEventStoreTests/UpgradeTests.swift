import EventStore
import EventStoreTesting
import PostgresTesting
import Testing

@testable import PostgresEventStore

/// Bringing a ledger to a later layout.
@Suite("Upgrading a ledger in PostgreSQL", .enabled(if: PostgresCluster.isInstalled, "NOT TESTED: no PostgreSQL"))
struct UpgradeTests {
  private static let adding = [
    PostgresSchema.Step(layout: 2, sql: Array(#"ALTER TABLE :"ledger".events ADD COLUMN second text"#.utf8)),
    PostgresSchema.Step(layout: 3, sql: Array(#"ALTER TABLE :"ledger".events ADD COLUMN third text"#.utf8)),
  ]

  @Test("All steps that are missing are done, once; a build that knows none of them leaves the ledger alone")
  func steps() throws {
    let ledger = try LedgerOfATest()
    let store = try ledger.store()
    try store.append("a", "a")
    let address = try PostgresAddress(ledger.cluster.address(of: ledger.name))
    #expect(try PostgresSchema.upgrade(address) == 1)
    try store.append("a")
    #expect(try PostgresSchema.upgrade(address, by: Self.adding) == 1)
    #expect(try ledger.psql("SELECT layout FROM L.ledger") == "3")
    #expect(try ledger.psql("SELECT count(second) + count(third) + count(*) FROM L.events") == "3")
    #expect(throws: StoreError.newer(found: 3, known: 1)) { try store.append("a") }
    #expect(throws: StoreError.newer(found: 3, known: 1)) { _ = try PostgresEventStore.upgrade(at: address) }
  }

  @Test("A step that says so leaves the ledger readable by a build that does not know it, which writes nothing there")
  func readable() throws {
    let ledger = try LedgerOfATest()
    let store = try ledger.store()
    try store.append("a", "a")
    let address = try PostgresAddress(ledger.cluster.address(of: ledger.name))
    let adding = PostgresSchema.Step(layout: 2, readable: 1, sql: Self.adding[0].sql)
    #expect(try PostgresSchema.upgrade(address, by: [adding]) == 1)
    #expect(try ledger.psql("SELECT layout, readable FROM L.ledger") == "2|1")
    #expect(try store.read { try $0.entries() }.count == 2)
    #expect(try store.read(inParts: 2) { try $0.inParts(2) { _, reader in try reader.lastPosition() } } == [2, 2])
    let refused = StoreError.newer(found: 2, known: 1)
    #expect(throws: refused) { try store.append("a") }
    #expect(throws: refused, "also where nothing is asked") {
      try store.write { try $0.put(ReadModel(key: "k", value: [1])) }
    }
    #expect(throws: refused) { _ = try store.beginStaging() }
    #expect(throws: refused) { try store.close(for: "elsewhere") }
    #expect(throws: refused) { _ = try store.adopt() }
    #expect(throws: refused, "how it was made is not known here") { _ = try store.read { try $0.damage() } }
    #expect(
      try ledger.psql("SELECT closed IS NULL, staging, (SELECT count(*) FROM L.models) FROM L.ledger") == "t|1|0")
  }

  @Test("Of several steps the ledger is readable by whoever may read what each makes")
  func readableAfterAll() throws {
    let ledger = try LedgerOfATest()
    let store = try ledger.store()
    let address = try PostgresAddress(ledger.cluster.address(of: ledger.name))
    let adding = [PostgresSchema.Step(layout: 2, readable: 1, sql: Self.adding[0].sql), Self.adding[1]]
    #expect(try PostgresSchema.upgrade(address, by: adding) == 1)
    #expect(try ledger.psql("SELECT layout, readable FROM L.ledger") == "3|3")
    #expect(throws: StoreError.newer(found: 3, known: 1)) { _ = try store.read { try $0.lastPosition() } }
  }

  @Test("Whoever made the ledger, being no superuser, brings it to a later layout, and does not own it then")
  func administrator() throws {
    let cluster = try #require(PostgresCluster.ofRun)
    let name = PostgresCluster.freshName()
    try cluster.makeAdministrator("a_" + name)
    let address = try PostgresAddress(cluster.address(of: name, as: "a_" + name))
    #expect(try PostgresEventStore.create(at: address))
    #expect(try PostgresSchema.upgrade(address, by: Self.adding) == 1)
    #expect(try cluster.psql("SELECT layout FROM \"\(name)\".ledger") == "3")
    #expect(throws: (any Error).self) { try cluster.psql("DROP TABLE \"\(name)\".events", as: "a_" + name) }
  }

  @Test("A step that fails leaves the ledger as it was, and in use")
  func failing() throws {
    let ledger = try LedgerOfATest()
    let store = try ledger.store()
    try store.append("a")
    let address = try PostgresAddress(ledger.cluster.address(of: ledger.name))
    let wrong = Self.adding + [PostgresSchema.Step(layout: 4, sql: Array("SELECT 1 / 0".utf8))]
    #expect(throws: PostgresError.self) { _ = try PostgresSchema.upgrade(address, by: wrong) }
    #expect(try store.read { try $0.damage() } == [])
    try store.append("a")
  }

  @Test("Whoever writes is waited for, no longer than the patience")
  func busy() throws {
    let ledger = try LedgerOfATest()
    let address = try PostgresAddress(ledger.cluster.address(of: ledger.name))
    try ledger.store().write { writer throws in
      try writer.append([writer.next("a")])
      #expect(throws: PostgresError.self) {
        _ = try PostgresSchema.upgrade(address, by: Self.adding, patience: 50)
      }
    }
    #expect(try ledger.psql("SELECT layout FROM L.ledger") == "1")
  }
}
