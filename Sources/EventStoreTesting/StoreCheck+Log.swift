import EventStore
import Testing

/// The log: positions, versions, chains, ids, selections.
extension StoreCheck {
  static let log = [
    StoreCheck("An empty store has nothing", empty),
    StoreCheck("What is appended reads back byte for byte, chained by its hashes", readBack),
    StoreCheck("Positions are dense over all streams, versions in each", dense),
    StoreCheck("Each stream has a chain of its own", chains),
    StoreCheck("A position or version that is not the next is a conflict", conflicts),
    StoreCheck("An id is used once in the whole store, and found without regard to case", ids),
    StoreCheck("A selection filters by stream and type, begins behind a position and ends at a limit", selections),
    StoreCheck("A scan ends where its body says so, and may hold another", scans),
  ]

  private static func empty(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try store.read { reader throws in
        #expect(try reader.lastPosition() == 0)
        #expect(try reader.head(of: "a") == StreamHead(stream: "a", version: 0, hash: .zero))
        #expect(try reader.heads() == [])
        #expect(try reader.entries() == [])
        #expect(try reader.position(ofID: "x") == nil)
        #expect(try reader.value("k") == nil)
        #expect(try reader.values() == [])
      }
    }
  }

  private static func readBack(_ factory: StoreFactory) throws {
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
      var hash = Hash.zero
      for entry in found {
        hash = Array(entry.line.utf8).withUnsafeBytes { Chain.hash(after: hash, line: $0) }
        #expect(entry.hash == hash)
      }
      #expect(try other.read { try $0.head(of: "a") } == StreamHead(stream: "a", version: 3, hash: hash))
    }
  }

  private static func dense(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try store.append("b", "a", "b")
      try store.append("a", "c")
      let found = try store.read { try $0.entries() }
      #expect(found.map(\.position) == [1, 2, 3, 4, 5])
      #expect(found.map { "\($0.stream)\($0.version)" } == ["b1", "a1", "b2", "a2", "c1"])
      try store.read { reader throws in
        #expect(try reader.lastPosition() == 5)
        #expect(try reader.heads().map { "\($0.stream)\($0.version)" } == ["a2", "b2", "c1"])
      }
    }
  }

  private static func chains(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try store.append("a", "b", "a")
      let found = try store.read { try $0.entries() }
      let first = Array(found[1].line.utf8).withUnsafeBytes { Chain.hash(after: .zero, line: $0) }
      #expect(found[1].hash == first)
      #expect(try store.read { try $0.head(of: "b").hash } == first)
    }
  }

  private static func conflicts(_ factory: StoreFactory) throws {
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
      #expect(try store.read { try $0.lastPosition() } == 1)
    }
  }

  private static func ids(_ factory: StoreFactory) throws {
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

  private static func selections(_ factory: StoreFactory) throws {
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
        #expect(try positions(EntrySelection(stream: "a", afterVersion: 0)) == [1, 3, 5])
        #expect(try positions(EntrySelection(stream: "a", afterVersion: 1)) == [3, 5])
        #expect(try positions(EntrySelection(stream: "a", afterVersion: 1, limit: 1)) == [3])
        #expect(try positions(EntrySelection(stream: "a", afterVersion: 1, after: 3)) == [5])
        #expect(try positions(EntrySelection(stream: "a", afterVersion: 3)) == [])
        #expect(try positions(EntrySelection(stream: "none", afterVersion: 0)) == [])
      }
    }
  }

  private static func scans(_ factory: StoreFactory) throws {
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
}
