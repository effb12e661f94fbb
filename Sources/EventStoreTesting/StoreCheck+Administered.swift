import EventStore
import Testing

/// What an administrator does with a store as a whole, where the store is one that can be administered.
extension StoreCheck {
  static let administered = [
    StoreCheck("A store that was moved refuses every write, says where to, and is read as before", closed),
    StoreCheck("A store that is opened again goes on where it was", reopened),
    StoreCheck("A store that is adopted has another identity, and the same log", adopted),
  ]

  private static func closed(_ factory: StoreFactory) throws {
    try factory.with { store, other in
      try store.append("a")
      guard let keeping = store as? any AdministeredStore, let second = other as? any AdministeredStore else { return }
      #expect(try keeping.closedFor() == nil)
      try keeping.close(for: "there")
      try second.close(for: "there")
      #expect(throws: StoreError.closed(for: "there")) { try second.close(for: "elsewhere") }
      #expect(try second.closedFor() == "there")
      for writing in [store, other] {
        #expect(throws: StoreError.closed(for: "there")) { try writing.append("a") }
        #expect(throws: StoreError.closed(for: "there")) {
          try writing.write { try $0.put(ReadModel(key: "k", value: [1])) }
        }
        #expect(throws: StoreError.closed(for: "there")) { _ = try writing.beginStaging() }
        #expect(try writing.read { try $0.entries().count } == 1)
        try writing.rehearse { writer throws in try writer.append([writer.next("a")]) }
        #expect(try writing.read { try $0.damage() } == [])
      }
    }
  }

  private static func reopened(_ factory: StoreFactory) throws {
    try factory.with { store, other in
      try store.append("a")
      guard let keeping = store as? any AdministeredStore else { return }
      try keeping.reopen()
      try keeping.close(for: "there")
      try keeping.reopen()
      #expect(try keeping.closedFor() == nil)
      try store.append("a")
      try other.append("b")
      #expect(try store.read { try $0.heads().map(\.version) } == [2, 1])
      #expect(try store.read { try $0.damage() } == [])
    }
  }

  private static func adopted(_ factory: StoreFactory) throws {
    try factory.with { store, other in
      try store.append("a")
      guard let keeping = store as? any AdministeredStore, let second = other as? any AdministeredStore else { return }
      let (before, head) = (try keeping.identity(), try store.read { try $0.head() })
      #expect(try second.identity() == before)
      let now = try keeping.adopt()
      #expect(now != before && !now.isEmpty)
      #expect(try second.identity() == now)
      #expect(try other.read { try $0.head() } == head)
      try other.append("a")
    }
  }
}
