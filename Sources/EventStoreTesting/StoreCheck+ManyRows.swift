import EventStore
import Testing

/// Transactions of thousands of rows, which a store may write behind the back of whoever hands them over.
extension StoreCheck {
  static let manyRows = [
    StoreCheck("All are kept, in order and chained, whatever is read in between", allAreKept),
    StoreCheck("A scan sees all that was appended before it, and its body may append", scanning),
    StoreCheck("A key used again among them gives all of them up, and says which", takenID),
    StoreCheck("Given up on the way, none is kept", givenUp),
  ]

  private static func allAreKept(_ factory: StoreFactory) throws {
    try factory.with { store, other throws in
      try store.write { writer throws in
        for entry in entries(1...3000, id: { "id-\($0)" }) { try writer.append([entry]) }
        for number in 1...1000 {
          try writer.put(ReadModel(key: "model/\(number)", value: [UInt8](repeating: 7, count: number)))
        }
        #expect(try writer.lastPosition() == 3000)
        #expect(try writer.head(of: "b").version == 1000)
        #expect(try writer.position(ofID: "id-1234") == 1234)
        #expect(try writer.value("model/999")?.count == 999)
        #expect(try writer.entries(EntrySelection(after: 2990)).map(\.position) == Array(2991...3000))
        for entry in entries(3001...6000) { try writer.append([entry]) }
        #expect(try writer.heads().map(\.version) == [2000, 2000, 2000])
      }
      let found = try other.read { try $0.entries() }
      #expect(found.map(\.position) == Array(1...6000))
      var hashes: [String: Hash] = [:]
      for entry in found {
        let hash = Array(entry.line.utf8).withUnsafeBytes { Chain.hash(after: hashes[entry.stream] ?? .zero, line: $0) }
        hashes[entry.stream] = hash
        guard entry.hash == hash else {
          Issue.record(
            "expected the hash \(hash.hex) at position \(entry.position), found \(String(describing: entry.hash))")
          return
        }
      }
      #expect(try other.read { try $0.values("model/").count } == 1000)
    }
  }

  private static func scanning(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try store.write { writer throws in
        for entry in entries(1...2000) { try writer.append([entry]) }
        var seen = 0
        try writer.scan(EntrySelection(through: 2000)) { _ in
          seen += 1
          if seen <= 900 { try writer.append(entries(2000 + seen...2000 + seen)) }
          return true
        }
        #expect(seen == 2000)
        #expect(try writer.lastPosition() == 2900)
      }
      #expect(try store.read { try $0.entries().map(\.position) } == Array(1...2900))
    }
  }

  private static func takenID(_ factory: StoreFactory) throws {
    try factory.with { store, other throws in
      #expect(throws: StoreError.idTaken("id-700")) {
        try store.write { writer throws in
          for entry in entries(1...3000, id: { $0 == 1500 ? "id-700" : "id-\($0)" }) { try writer.append([entry]) }
        }
      }
      #expect(try other.read { try $0.lastPosition() } == 0)
      try store.append("a")
      #expect(try other.read { try $0.entries().map(\.position) } == [1])
    }
  }

  private static func givenUp(_ factory: StoreFactory) throws {
    for count in [10, 300, 1000, 5000] {
      try factory.with { store, other throws in
        try store.append("a", "b")
        #expect(throws: GivenUp.self) {
          try store.write { writer throws in
            try writer.put(ReadModel(key: "k", value: [1]))
            for number in 1...count {
              let version = try number == 1 ? writer.head(of: "c").version + 1 : number
              try writer.append([
                Entry(
                  position: 2 + number, stream: "c", version: version, id: nil, type: "Noted", line: Array("{}".utf8))
              ])
            }
            throw GivenUp()
          }
        }
        for reading in [store, other] {
          #expect(try reading.read { try $0.lastPosition() } == 2)
          #expect(try reading.read { try $0.value("k") } == nil)
        }
        try store.append("c")
        #expect(try other.read { try $0.entries().map(\.position) } == [1, 2, 3])
      }
    }
  }

  /// Entries of three streams in turn, from the first position of an empty store on.
  private static func entries(_ positions: ClosedRange<Int>, id: (Int) -> String? = { _ in nil }) -> [Entry] {
    positions.map { position in
      let stream = ["a", "b", "c"][position % 3]
      let version = (position + 2) / 3
      return Entry(
        position: position, stream: stream, version: version, id: id(position), type: "Noted",
        line: Array(#"{"stream":"\#(stream)","version":\#(version)}"#.utf8))
    }
  }
}
