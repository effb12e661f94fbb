import EventStore
import EventStoreTesting
import Foundation
import PostgresEventStore
import PostgresTesting
import Testing

/// What a reader sees while others do what they can to the tables under it.
@Suite("Snapshots in PostgreSQL", .enabled(if: PostgresCluster.isInstalled, "NOT TESTED: no PostgreSQL"))
struct SnapshotTests {
  private func rebuild(_ store: PostgresEventStore, _ value: UInt8) throws {
    let staging = try store.beginStaging()
    try staging.stage((0..<50).map { ReadModel(key: "k\($0)", value: [value]) })
    try store.write { try $0.swapIn(staging) }
  }

  @Test("A reader, and all parts of it, see one state across two rebuilds, a sweep of old rows and a vacuum")
  func acrossRebuilds() throws {
    let ledger = try LedgerOfATest()
    let store = try ledger.store()
    try store.append("a", "b", "a")
    try rebuild(store, 1)
    try store.read(inParts: 3) { reader throws in
      let before = try reader.values()
      #expect(before.count == 50)
      for value in UInt8(2)...3 { try rebuild(store, value) }
      try store.append("a", "c")
      let swept = "SELECT L.sweep_models(0, 100000)"
      try ledger.psql(swept)
      try ledger.psql("VACUUM L.models")
      #expect(try reader.values() == before)
      #expect(try reader.lastPosition() == 3)
      let parts = try reader.inParts(3) { _, part throws in
        "\(try part.values() == before) \(try part.entries().count) \(try part.heads().map(\.stream))"
      }
      #expect(parts == Array(repeating: #"true 3 ["a", "b"]"#, count: 3))
    }
    #expect(try store.read { try $0.value("k7") } == [3])
    #expect(try ledger.psql("SELECT count(*) FROM L.models") == "50")
  }

  @Test("Scans within scans, begun over and ended early, by readers and by writers that have just written")
  func nested() throws {
    let store = try LedgerOfATest().store()
    try store.write { writer throws in
      for number in 0..<600 { try writer.append([writer.next("s\(number % 3)")]) }
      #expect(try pairs(writer) == 600 * 2)
      try writer.append([writer.next("s0")])
      var count = 0
      try writer.scan(EntrySelection()) { _ in
        count += 1
        if count < 5 { try writer.append([writer.next("new")]) }
        return true
      }
      #expect(count == 601, "what is appended meanwhile is not in a scan that has begun")
    }
    #expect(try store.read { try pairs($0) } == 605 * 2)
  }

  /// Scans the log, in it each event's stream from there for two, and counts what it saw.
  private func pairs(_ reader: any EventStoreReader) throws -> Int {
    var count = 0
    try reader.scan(EntrySelection()) { entry in
      count += 1
      try reader.scan(EntrySelection(stream: entry.stream, after: entry.position - 1, limit: 900)) { inner in
        if inner.position == entry.position { count += 1 }
        return false
      }
      return true
    }
    return count
  }

  @Test("A line as long as the log has any, and one of no bytes, come back as they were")
  func longLines() throws {
    let store = try LedgerOfATest().store()
    let lines: [[UInt8]] = [Array(repeating: 0x7B, count: 2_000_000), [], Array(0...255), Array("{}".utf8)]
    try store.write { writer throws in
      for line in lines {
        let next = try writer.next("a")
        try writer.append([
          Entry(position: next.position, stream: "a", version: next.version, id: nil, type: "Noted", line: line)
        ])
      }
    }
    var found: [[UInt8]] = []
    try store.read { reader throws in
      try reader.scan(EntrySelection()) { entry in
        found.append(Array(entry.line))
        return true
      }
    }
    #expect(found == lines)
  }
}
