import EventStore
import EventStoreTesting
import SQLiteEventStore
import Testing

/// What every store must do, held against each of ours.
@Suite("Conformance of stores")
struct ConformanceTests {
  @Test("In memory", arguments: StoreCheck.all)
  func inMemory(_ check: StoreCheck) throws {
    try check.run(StoreFactory(name: "in memory", isSharedByOpening: false) { _ in InMemoryEventStore() })
  }

  @Test("In SQLite", arguments: StoreCheck.all)
  func inSQLite(_ check: StoreCheck) throws { try check.run(.sqlite) }

  @Test("There is something to hold them to")
  func checks() {
    #expect(StoreCheck.all.count > 30)
    #expect(Set(StoreCheck.all.map(\.name)).count == StoreCheck.all.count)
  }
}

extension StoreFactory {
  static let sqlite = StoreFactory(name: "SQLite") { try SQLiteEventStore(path: $0 + "/store.db") }
}
