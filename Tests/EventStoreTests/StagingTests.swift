import EventStore
import Testing

@Suite("New read models beside the live ones")
struct StagingTests {
  private struct GivenUp: Error {}

  private func filled(_ store: any EventStore) throws {
    try store.write { writer throws in
      try writer.put("a", [1])
      try writer.put("b", [2])
    }
  }

  @Test("The new ones take the place of all the live ones at once", arguments: StoreFactory.all)
  func swapping(_ factory: StoreFactory) throws {
    try factory.with { store, other in
      try filled(store)
      try store.write { writer throws in
        try writer.beginStaging()
        try writer.stage("b", [3])
        try writer.stage("c", [4])
        #expect(try writer.value("a") == [1])
        #expect(try writer.value("c") == nil)
        try writer.swapStaged()
        #expect(try writer.value("a") == nil)
        #expect(try writer.value("c") == [4])
      }
      try other.read { reader throws in
        #expect(try reader.value("a") == nil)
        #expect(try reader.value("b") == [3])
        #expect(try reader.value("c") == [4])
      }
    }
  }

  @Test("It can be done again", arguments: StoreFactory.all)
  func again(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try filled(store)
      for number in 1...3 {
        try store.write { writer throws in
          try writer.beginStaging()
          try writer.stage("k", [UInt8(number)])
          try writer.swapStaged()
          try writer.put("later", [0])
        }
        #expect(try store.read { try $0.values().count } == 2)
        #expect(try store.read { try $0.value("k") } == [UInt8(number)])
      }
    }
  }

  @Test("Given up, the live ones are as they were", arguments: StoreFactory.all)
  func givenUp(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try filled(store)
      #expect(throws: GivenUp.self) {
        try store.write { writer throws in
          try writer.beginStaging()
          try writer.stage("c", [4])
          try writer.swapStaged()
          throw GivenUp()
        }
      }
      try store.read { reader throws in
        #expect(try reader.value("a") == [1])
        #expect(try reader.value("c") == nil)
      }
    }
  }

  @Test("A sound store finds nothing wrong with itself", arguments: StoreFactory.all)
  func sound(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try store.append("a", "b")
      #expect(try store.read { try $0.damage() } == [])
    }
  }
}
