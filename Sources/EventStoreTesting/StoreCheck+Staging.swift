import EventStore
import Testing

/// New read models beside the live ones.
extension StoreCheck {
  static let staging = [
    StoreCheck("The new ones take the place of all the live ones at once", swapping),
    StoreCheck("It can be done again", again),
    StoreCheck("Given up, the live ones are as they were", givenUp),
    StoreCheck("Of two begun the later is good, and the earlier is told", twoBegun),
    StoreCheck("While they are made, others read and write", besideOthers),
    StoreCheck("A sound store finds nothing wrong with itself", sound),
  ]

  private static func swapping(_ factory: StoreFactory) throws {
    try factory.with { store, other in
      try filled(store)
      let staging = try store.beginStaging()
      try staging.stage([ReadModel(key: "b", value: [3])])
      try store.append("a")
      try staging.stage([ReadModel(key: "c", value: [4])])
      try store.write { writer throws in
        #expect(try writer.value("a") == [1])
        #expect(try writer.value("c") == nil)
        try writer.swapIn(staging)
        #expect(try writer.value("a") == nil)
        #expect(try writer.value("c") == [4])
        try writer.put(ReadModel(key: "c", value: [5]))
      }
      try other.read { reader throws in
        #expect(try reader.value("a") == nil)
        #expect(try reader.value("b") == [3])
        #expect(try reader.value("c") == [5])
      }
    }
  }

  private static func again(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try filled(store)
      for number in 1...3 {
        let staging = try store.beginStaging()
        try staging.stage([ReadModel(key: "k", value: [UInt8(number)])])
        try store.write { writer throws in
          try writer.swapIn(staging)
          try writer.put(ReadModel(key: "later", value: [0]))
        }
        #expect(try store.read { try $0.values().count } == 2)
        #expect(try store.read { try $0.value("k") } == [UInt8(number)])
      }
    }
  }

  private static func givenUp(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try filled(store)
      let staging = try store.beginStaging()
      try staging.stage([ReadModel(key: "c", value: [4])])
      #expect(throws: GivenUp.self) {
        try store.write { writer throws in
          try writer.swapIn(staging)
          throw GivenUp()
        }
      }
      try staging.discard()
      try store.read { reader throws in
        #expect(try reader.value("a") == [1])
        #expect(try reader.value("c") == nil)
      }
    }
  }

  private static func sound(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try store.append("a", "b")
      #expect(try store.read { try $0.damage() } == [])
    }
  }

  private static func twoBegun(_ factory: StoreFactory) throws {
    try factory.with { store, other in
      try filled(store)
      let first = try store.beginStaging()
      try first.stage([ReadModel(key: "k", value: [1])])
      let second = try other.beginStaging()
      try second.stage([ReadModel(key: "k", value: [2])])
      #expect(throws: StoreError.self) { try first.stage([ReadModel(key: "l", value: [1])]) }
      #expect(throws: StoreError.self) { try store.write { try $0.swapIn(first) } }
      #expect(try store.read { try $0.value("a") } == [1])
      try first.discard()
      try other.write { try $0.swapIn(second) }
      #expect(try store.read { try $0.values() } == ["k=\u{2}"])
    }
  }

  private static func besideOthers(_ factory: StoreFactory) throws {
    try factory.with { store, other in
      try store.append("a")
      let staging = try store.read { reader throws in
        #expect(try reader.lastPosition() == 1)
        let staging = try store.beginStaging()
        for number in 0..<100 {
          try staging.stage([ReadModel(key: "k\(number)", value: Array(repeating: 7, count: 1 << 16))])
          if number.isMultiple(of: 10) { try other.append("a") }
        }
        #expect(try reader.lastPosition() == 1)
        #expect(try reader.values() == [])
        return staging
      }
      #expect(try other.read { try $0.lastPosition() } == 11)
      try other.append("a")
      try store.write { try $0.swapIn(staging) }
      #expect(try other.read { try $0.values("k").count } == 100)
    }
  }

  private static func filled(_ store: any EventStore) throws {
    try store.write { writer throws in
      try writer.put(ReadModel(key: "a", value: [1]))
      try writer.put(ReadModel(key: "b", value: [2]))
    }
  }
}
