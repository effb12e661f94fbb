import EventStore
import Testing

/// What every store must do. Each test runs once for each implementation.
@Suite("Conformance of stores")
struct ConformanceTests {
  private struct GivenUp: Error {}

  @Test("An empty store has nothing", arguments: StoreFactory.all)
  func empty(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try store.read { reader throws in
        #expect(try reader.head() == 0)
        #expect(try reader.head(of: "a") == StreamHead(stream: "a", version: 0, hash: .zero))
        #expect(try reader.heads() == [])
        #expect(try reader.entries() == [])
        #expect(try reader.position(ofID: "x") == nil)
        #expect(try reader.value("k") == nil)
        #expect(try reader.values() == [])
      }
    }
  }

  @Test("What is appended reads back byte for byte, chained by its hashes", arguments: StoreFactory.all)
  func readBack(_ factory: StoreFactory) throws {
    try factory.with { store, other in
      let lines = ["{}", #"{"text":"扣分\n"}"#, #"{"long":"\#(String(repeating: "长", count: 20_000))"}"#]
      try store.write { writer throws in
        try writer.append(
          lines.enumerated().map { index, line in
            Entry(
              position: index + 1, stream: "a", version: index + 1, id: nil, type: "Noted", line: Array(line.utf8))
          })
      }
      let found = try other.read { try $0.entries() }
      #expect(found.map(\.line) == lines)
      var hash = Digest.zero
      for entry in found {
        hash = Array(entry.line.utf8).withUnsafeBytes { Chain.hash(after: hash, line: $0) }
        #expect(entry.hash == hash)
      }
      #expect(try other.read { try $0.head(of: "a") } == StreamHead(stream: "a", version: 3, hash: hash))
    }
  }

  @Test("Positions are dense over all streams, versions in each", arguments: StoreFactory.all)
  func dense(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try store.append("b", "a", "b")
      try store.append("a", "c")
      let found = try store.read { try $0.entries() }
      #expect(found.map(\.position) == [1, 2, 3, 4, 5])
      #expect(found.map { "\($0.stream)\($0.version)" } == ["b1", "a1", "b2", "a2", "c1"])
      try store.read { reader throws in
        #expect(try reader.head() == 5)
        #expect(try reader.heads().map { "\($0.stream)\($0.version)" } == ["a2", "b2", "c1"])
      }
    }
  }

  @Test("Each stream has a chain of its own", arguments: StoreFactory.all)
  func chains(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try store.append("a", "b", "a")
      let found = try store.read { try $0.entries() }
      let first = Array(found[1].line.utf8).withUnsafeBytes { Chain.hash(after: .zero, line: $0) }
      #expect(found[1].hash == first)
      #expect(try store.read { try $0.head(of: "b").hash } == first)
    }
  }

  @Test("A position or version that is not the next is a conflict", arguments: StoreFactory.all)
  func conflicts(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try store.append("a")
      for (position, version, expected, found) in [(1, 2, 2, 1), (3, 2, 2, 3), (2, 1, 2, 1), (2, 3, 2, 3)] {
        #expect(throws: StoreError.conflict(stream: "a", expected: expected, found: found)) {
          try store.write { writer throws in
            var entry = try writer.next("a")
            entry.position = position
            entry.version = version
            try writer.append([entry])
          }
        }
      }
      #expect(try store.read { try $0.head() } == 1)
    }
  }

  @Test("An id is used once in the whole store, and found without regard to case", arguments: StoreFactory.all)
  func ids(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try store.write { try $0.append([$0.next("a", id: "one")]) }
      #expect(throws: StoreError.idTaken("one")) { try store.write { try $0.append([$0.next("b", id: "one")]) } }
      try store.write { writer throws in
        try writer.append([writer.next("b", id: "ONE")])
        #expect(try writer.position(ofID: "ONE") == 1, "the first of two that differ only in case")
        #expect(throws: StoreError.idTaken("ONE")) { try writer.append([writer.next("b", id: "ONE")]) }
      }
      try store.read { reader throws in
        #expect(try reader.position(ofID: "one") == 1)
        #expect(try reader.position(ofID: "ONE") == 1)
        #expect(try reader.position(ofID: "two") == nil)
      }
      try store.write { writer throws in
        try writer.append([writer.next("b", id: "tWO")])
        try writer.append([writer.next("b", id: "three")])
        for id in ["two", "TWO", "tWO", "Two"] { #expect(try writer.position(ofID: id) == 3) }
        for id in ["three", "THREE", "Three"] { #expect(try writer.position(ofID: id) == 4) }
      }
    }
  }

  @Test("A transaction that throws leaves nothing behind", arguments: StoreFactory.all)
  func allOrNothing(_ factory: StoreFactory) throws {
    try factory.with { store, other in
      try store.append("a")
      try store.write { try $0.put("k", [1]) }
      #expect(throws: GivenUp.self) {
        try store.write { writer throws in
          try writer.append([writer.next("a", id: "lost")])
          try writer.append([writer.next("new")])
          try writer.put("k", [2])
          try writer.put("other", [3])
          #expect(try writer.head() == 3)
          throw GivenUp()
        }
      }
      for reading in [store, other] {
        try reading.read { reader throws in
          #expect(try reader.head() == 1)
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

  @Test("A writer reads what it has written", arguments: StoreFactory.all)
  func ownWrites(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try store.write { writer throws in
        try writer.append([writer.next("a", id: "x")])
        try writer.put("k", [7])
        #expect(try writer.head() == 1)
        #expect(try writer.entries().count == 1)
        #expect(try writer.heads().map(\.version) == [1])
        #expect(try writer.value("k") == [7])
        #expect(try writer.position(ofID: "x") == 1)
      }
    }
  }

  @Test(
    "A selection filters by stream and type, begins behind a position and ends at a limit", arguments: StoreFactory.all)
  func selections(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try store.append("a", "b", "a", type: "Noted")
      try store.append("b", "a", "c", type: "Closed")
      try store.read { reader throws in
        func positions(_ selection: EntrySelection) throws -> [Int] { try reader.entries(selection).map(\.position) }
        #expect(try positions(EntrySelection(stream: "a")) == [1, 3, 5])
        #expect(try positions(EntrySelection(stream: "none")) == [])
        #expect(try positions(EntrySelection(type: "Closed")) == [4, 5, 6])
        #expect(try positions(EntrySelection(stream: "b", type: "Noted")) == [2])
        #expect(try positions(EntrySelection(after: 4)) == [5, 6])
        #expect(try positions(EntrySelection(after: 6)) == [])
        #expect(try positions(EntrySelection(limit: 2)) == [1, 2])
        #expect(try positions(EntrySelection(limit: 0)) == [])
        #expect(try positions(EntrySelection(stream: "a", after: 1, limit: 1)) == [3])
        #expect(try positions(EntrySelection(type: "Closed", after: 1, limit: 2)) == [4, 5])
      }
    }
  }

  @Test("A scan ends where its body says so, and may hold another", arguments: StoreFactory.all)
  func scans(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try store.append("a", "b", "a", "b")
      try store.read { reader throws in
        var seen: [Int] = []
        try reader.scan(EntrySelection()) { view in
          seen.append(view.position)
          return seen.count < 2
        }
        #expect(seen == [1, 2])
        #expect(throws: GivenUp.self) { try reader.scan(EntrySelection()) { _ in throw GivenUp() } }
        var pairs: [String] = []
        try reader.scan(EntrySelection(stream: "a")) { outer in
          try reader.scan(EntrySelection(stream: "b")) { inner in
            pairs.append("\(outer.position)-\(inner.position)")
            return true
          }
          return pairs.count < 10
        }
        #expect(pairs == ["1-2", "1-4", "3-2", "3-4"])
      }
    }
  }

  @Test("Read models are put, replaced, removed, and scanned in byte order", arguments: StoreFactory.all)
  func models(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try store.write { writer throws in
        for key in ["b/2", "a", "b/10", "b", "c", "b/", "B"] { try writer.put(key, Array(key.utf8)) }
        try writer.put("a", Array("new".utf8))
        try writer.put("empty", [])
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

  @Test("A reader sees one state, whatever is committed meanwhile", arguments: StoreFactory.all)
  func snapshots(_ factory: StoreFactory) throws {
    try factory.with { store, other in
      try store.append("a")
      try store.write { try $0.put("k", [1]) }
      try other.read { reader throws in
        let before = try reader.entries()
        try store.append("a", "b")
        try store.write { try $0.put("k", [2]) }
        #expect(try reader.entries() == before)
        #expect(try reader.head() == 1)
        #expect(try reader.heads().count == 1)
        #expect(try reader.value("k") == [1])
      }
      try other.read { reader throws in
        #expect(try reader.head() == 3)
        #expect(try reader.value("k") == [2])
      }
    }
  }

  @Test(
    "All parts of a reading see the state it sees, whatever is committed as they begin", arguments: StoreFactory.all)
  func parts(_ factory: StoreFactory) throws {
    try factory.with { store, other in
      try store.append("a")
      let writing = Meanwhile { _ in
        try other.write { writer throws in
          try writer.append([writer.next("a")])
          try writer.put("k", Array(String(writer.head()).utf8))
        }
      }
      for _ in 0..<100 {
        try store.read(inParts: 3) { reader throws in
          let seen = try Self.state(reader)
          for _ in 0..<2 { #expect(try reader.inParts(3) { try Self.state($1) } == [seen, seen, seen]) }
        }
      }
      try writing.end()
    }
  }

  private static func state(_ reader: any EventStoreReader) throws -> [String] {
    try [String(reader.head()), String(reader.entries().count), String(reader.head(of: "a").version)] + reader.values()
  }

  @Test(
    "All parts of a reading see the read models it sees, whatever is put in their place", arguments: StoreFactory.all)
  func partsBesideRebuilds(_ factory: StoreFactory) throws {
    try factory.with { store, other in
      let writing = Meanwhile { round in
        try other.write { writer throws in
          try writer.beginStaging()
          try writer.stage("k", Array(String(round).utf8))
          try writer.swapStaged()
        }
      }
      for _ in 0..<100 {
        try store.read(inParts: 2) { reader throws in
          let seen = try reader.values()
          #expect(try reader.inParts(2) { try $1.values() } == [seen, seen])
        }
      }
      try writing.end()
    }
  }

  @Test("Writers take turns, and lose nothing", arguments: StoreFactory.all)
  func writers(_ factory: StoreFactory) async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let store = try factory.store(in: folder)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask { for _ in 0..<25 { try store.append("s\(writer)") } }
      }
      try await group.waitForAll()
    }
    try store.read { reader throws in
      #expect(try reader.entries().map(\.position) == Array(1...100))
      #expect(try reader.heads().map(\.version) == [25, 25, 25, 25])
    }
  }
}
