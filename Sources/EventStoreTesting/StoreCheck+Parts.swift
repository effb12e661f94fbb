import EventStore
import Testing

/// Readings in parts.
extension StoreCheck {
  static let parts = [
    StoreCheck("All parts of a reading see the state it sees, whatever is committed as they begin", parts),
    StoreCheck(
      "All parts of a reading see the read models it sees, whatever is put in their place", partsBesideRebuilds),
  ]

  private static func parts(_ factory: StoreFactory) throws {
    try factory.with { store, other in
      try store.append("a")
      let writing = Meanwhile { _ in
        try other.write { writer throws in
          try writer.append([writer.next("a")])
          try writer.put(ReadModel(key: "k", value: Array(String(writer.lastPosition()).utf8)))
        }
      }
      for _ in 0..<100 {
        try store.read(inParts: 3) { reader throws in
          let seen = try state(reader)
          for _ in 0..<2 { #expect(try reader.inParts(3) { try state($1) } == [seen, seen, seen]) }
        }
      }
      try writing.end()
    }
  }

  private static func partsBesideRebuilds(_ factory: StoreFactory) throws {
    try factory.with { store, other in
      try store.append("a")
      let writing = Meanwhile { round in
        let staging = try other.beginStaging()
        try staging.stage([ReadModel(key: "k", value: Array(String(round).utf8))])
        try other.write { try $0.swapIn(staging) }
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

  private static func state(_ reader: any EventStoreReader) throws -> [String] {
    try [String(reader.lastPosition()), String(reader.entries().count), String(reader.head(of: "a").version)]
      + reader.values()
  }
}
