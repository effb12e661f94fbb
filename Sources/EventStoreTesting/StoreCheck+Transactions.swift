import EventStore
import Testing

/// What a transaction keeps, and what of it is seen when.
extension StoreCheck {
  static let transactions = [
    StoreCheck("A transaction that throws leaves nothing behind", allOrNothing),
    StoreCheck("A writer reads what it has written", ownWrites),
    StoreCheck("Read models are put, replaced, removed, and scanned in byte order", models),
    StoreCheck("A reader sees one state, whatever is committed meanwhile", snapshots),
  ]

  private static func allOrNothing(_ factory: StoreFactory) throws {
    try factory.with { store, other in
      try store.append("a")
      try store.write { try $0.put(ReadModel(key: "k", value: [1])) }
      #expect(throws: GivenUp.self) {
        try store.write { writer throws in
          try writer.append([writer.next("a", id: "lost")])
          try writer.append([writer.next("new")])
          try writer.put(ReadModel(key: "k", value: [2]))
          try writer.put(ReadModel(key: "other", value: [3]))
          #expect(try writer.lastPosition() == 3)
          throw GivenUp()
        }
      }
      for reading in [store, other] {
        try reading.read { reader throws in
          #expect(try reader.lastPosition() == 1)
          #expect(try reader.heads().map(\.stream) == ["a"])
          #expect(try reader.position(ofID: "lost") == nil)
          #expect(try reader.value("k") == [1])
          #expect(try reader.value("other") == nil)
        }
      }
      try store.append("new")
      #expect(try store.read { try $0.entries().map(\.position) } == [1, 2])
    }
  }

  private static func ownWrites(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try store.write { writer throws in
        try writer.append([writer.next("a", id: "x")])
        try writer.put(ReadModel(key: "k", value: [7]))
        #expect(try writer.lastPosition() == 1)
        #expect(try writer.entries().count == 1)
        #expect(try writer.heads().map(\.version) == [1])
        #expect(try writer.value("k") == [7])
        #expect(try writer.position(ofID: "x") == 1)
      }
    }
  }

  private static func models(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try store.write { writer throws in
        for key in ["b/2", "a", "b/10", "b", "c", "b/", "B"] {
          try writer.put(ReadModel(key: key, value: Array(key.utf8)))
        }
        try writer.put(ReadModel(key: "a", value: Array("new".utf8)))
        try writer.put(ReadModel(key: "empty", value: []))
        try writer.remove("c")
        try writer.remove("never")
      }
      try store.read { reader throws in
        #expect(try reader.values() == ["B=B", "a=new", "b=b", "b/=b/", "b/10=b/10", "b/2=b/2", "empty="])
        #expect(try reader.values("b/") == ["b/=b/", "b/10=b/10", "b/2=b/2"])
        #expect(try reader.values("x") == [])
        #expect(try reader.value("empty") == [])
        #expect(try reader.value("c") == nil)
        var first: [String] = []
        try reader.scanValues(prefix: "b") { key, _ in
          first.append(key)
          return first.count < 2
        }
        #expect(first == ["b", "b/"])
      }
    }
  }

  private static func snapshots(_ factory: StoreFactory) throws {
    try factory.with { store, other in
      try store.append("a")
      try store.write { try $0.put(ReadModel(key: "k", value: [1])) }
      try other.read { reader throws in
        let before = try reader.entries()
        try store.append("a", "b")
        try store.write { try $0.put(ReadModel(key: "k", value: [2])) }
        #expect(try reader.entries() == before)
        #expect(try reader.lastPosition() == 1)
        #expect(try reader.heads().count == 1)
        #expect(try reader.value("k") == [1])
      }
      try other.read { reader throws in
        #expect(try reader.lastPosition() == 3)
        #expect(try reader.value("k") == [2])
      }
    }
  }
}
