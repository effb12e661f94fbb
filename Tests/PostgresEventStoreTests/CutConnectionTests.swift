import EventStore
import EventStoreTesting
import Foundation
import PostgresEventStore
import PostgresTesting
import Testing

/// The connection is cut before every message of a history in turn: whatever the store says of a transaction is so.
@Suite("Connections that are cut", .enabled(if: PostgresCluster.isInstalled, "NOT TESTED: no PostgreSQL"))
struct CutConnectionTests {
  /// What is done, each step one transaction.
  private static let steps = 4

  /// - Parameter round: a number by which its streams and ids are told from those of another round.
  private static func step(_ number: Int, _ round: Int, _ store: PostgresEventStore) throws {
    let id = "id-\(round)-\(number)"
    if number == 3 {
      let staging = try store.beginStaging()
      try staging.stage([ReadModel(key: "k", value: [9])])
      return try store.write { writer throws in
        try writer.swapIn(staging)
        try writer.append([writer.next("a", id: id)])
      }
    }
    try store.write { writer throws in
      try writer.expect(Wanted(ids: [id], streams: ["a", "s\(number)-\(round)"], keys: ["k"]))
      if try writer.position(ofID: id) != nil { Issue.record("\(id) was said not to be kept, and was") }
      try writer.append([writer.next("a", id: id)])
      try writer.append([writer.next("s\(number)-\(round)")])
      try writer.put(ReadModel(key: "k", value: [UInt8(number)]))
    }
  }

  /// Does all steps, each again when the store says that nothing of it was kept; a rebuild cut off may begin late, and overtake
  /// the next.
  private static func story(_ round: Int, _ store: PostgresEventStore) throws {
    for number in 1...steps {
      var attempts = 0
      while true {
        do {
          try step(number, round, store)
          break
        } catch let error as StoreError {
          attempts += 1
          switch error {
          case .unreachable, .busy: guard attempts < 4 else { throw error }
          default: throw error
          }
        }
      }
      _ = try? store.read { try $0.entries(EntrySelection(stream: "a", limit: 3)) }
    }
  }

  /// The events behind a position, by what they are, and the read models.
  private static func state(_ store: PostgresEventStore, behind position: Int, _ round: Int) throws -> [String] {
    try store.read { reader throws in
      let first = try reader.head(of: "a").version - steps
      return try reader.entries(EntrySelection(after: position)).map {
        let version = $0.stream == "a" ? $0.version - first : $0.version
        return "\($0.position - position) \($0.stream.replacing("-\(round)", with: ""))\(version)"
      } + reader.values()
    }
  }

  @Test("Before any message of a history: nothing half done, every verdict right, the same events in the end")
  func everyMessage() throws {
    let ledger = try LedgerOfATest()
    let proxy = try MessageProxy(before: ledger.cluster.folder)
    defer { proxy.end() }
    let direct = try ledger.store()
    try Self.story(0, direct)
    let expected = try Self.state(direct, behind: 0, 0)
    // Every message of some seven hundred in the torture, every ninth else.
    let stride = ProcessInfo.processInfo.environment["KOUFEN_TORTURE"] == "long" ? 1 : 9
    var round = 1
    while true {
      let head = try direct.read { try $0.lastPosition() }
      proxy.cut(at: round)
      try Self.story(round, ledger.store(by: proxy.folder))
      #expect(try Self.state(direct, behind: head, round) == expected, "cut before message \(round)")
      if !proxy.wasCut { break }
      round += stride
    }
    #expect(round > 100, "\(round) messages in all")
    var hashes: [String: Hash] = [:]
    for entry in try direct.read({ try $0.entries() }) {
      let hash = Array(entry.line.utf8).withUnsafeBytes { Chain.hash(after: hashes[entry.stream] ?? .zero, line: $0) }
      #expect(entry.hash == hash)
      hashes[entry.stream] = hash
    }
  }

  @Test("A transaction takes two flushes, and a reading of what was announced one")
  func flushes() throws {
    let ledger = try LedgerOfATest()
    let proxy = try MessageProxy(before: ledger.cluster.folder)
    defer { proxy.end() }
    let store = try ledger.store(by: proxy.folder)
    try Self.step(1, 0, store)
    proxy.cut(at: nil)
    try Self.step(2, 0, store)
    #expect(proxy.syncs == 2)
    proxy.cut(at: nil)
    try store.read { reader throws in
      try reader.expect(Wanted(ids: ["id-0-1"], streams: ["a"], keys: ["k"]))
      #expect(try reader.position(ofID: "id-0-1") == 1)
      #expect(try reader.head(of: "a").version == 2)
      #expect(try reader.value("k") == [2])
      #expect(try reader.head().position == 4)
      #expect(proxy.syncs == 1)
    }
  }
}
