import Foundation
import KoufenTesting
import Ledger
import LedgerTesting
import SQLiteEventStore
import Testing

@Suite("Feeds that wait")
struct FeedTests {
  @Test(
    "Whatever ends a feed, every line with a receipt is kept, and others write while it waits",
    arguments: 0..<Torture.rounds(6, long: 120))
  func ended(_ seed: Int) throws {
    let folder = try TemporaryFolder()
    let store = folder.file("store.db")
    try Crowd.register(store)
    var random = SplitMix64(seed: seed)
    let feed = try KoufenProcess(
      ["append", "--keep-going", "--file", "-", "--format", "json"], store: store, isFed: true)
    var tickets: [String] = []
    var receipts = 0
    for round in 0..<(3 + random.below(4)) {
      let lines = (0..<(1 + random.below(40))).map { "f-\(round)-\($0)" }
      tickets += lines
      feedInPieces(feed, lines, &random)
      receipts += lines.count
      #expect(feed.awaitLines(receipts).count == receipts, "seed \(seed)")
      let other = try KoufenProcess.run(
        Crowd.arguments(provider: "p-1", ticket: "o-\(round)", id: History.id(round)), store: store)
      #expect(other.exit == 0, "seed \(seed): \(other.error)")
      tickets.append("o-\(round)")
    }
    let end = try stop(feed, &random)
    #expect(end.lines.prefix(receipts).allSatisfy { $0.contains(#""position":"#) })
    let kept = try check(store, "seed \(seed)")
    #expect(Array(kept.prefix(tickets.count)) == tickets, "seed \(seed)")
    Torture.count(.lostEvents, tickets.count { !kept.contains($0) })
    Torture.count(.faultsInjected, 1)
    Torture.count(.rounds, 1)
  }

  /// Feeds the lines in pieces that end anywhere.
  private func feedInPieces(_ feed: KoufenProcess, _ tickets: [String], _ random: inout SplitMix64) {
    var bytes = tickets.flatMap(Self.line)[...]
    while !bytes.isEmpty {
      let piece = bytes.prefix(1 + random.below(700))
      feed.feed(Array(piece))
      bytes = bytes.dropFirst(piece.count)
    }
  }

  /// Ends the feed in one of the ways in which feeds end, perhaps in the middle of a line.
  private func stop(_ feed: KoufenProcess, _ random: inout SplitMix64) throws -> KoufenProcess.End {
    if random.below(2) == 0 { feed.feed(Array(Self.line("cut").dropLast(1 + random.below(60)))) }
    switch random.below(4) {
    case 0:
      feed.kill()
      return feed.end()
    case 1: return feed.end()
    case let which:
      feed.send(which == 2 ? SIGINT : SIGTERM)
      feed.awaitLines(.max)
      let end = feed.end()
      #expect(end.exit == 130, "\(end.error)")
      #expect(end.error.contains("kept (positions 4"), "\(end.error)")
      return end
    }
  }

  private static func line(_ ticket: String) -> [UInt8] {
    Array(
      (#"{"type":"HelpRequested","provider":"p-0","at":"2011-03-04T10:00","by":"feed@integration","#
        + #""data":{"ticket":"\#(ticket)"}}"# + "\n").utf8)
  }

  private func check(_ path: String, _ place: Comment) throws -> [String] {
    let ledger = Ledger(store: try SQLiteEventStore(path: path), rules: try History.rules.get())
    let check = try StoreCheck(ledger)
    #expect(check.problems == [], place)
    return try Crowd.tickets(check.lines)
  }

  @Test("What waits for the lock is ended when asked, and leaves nothing", arguments: [SIGINT, SIGTERM])
  func waitingForTheLock(_ signal: Int32) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("store.db")
    try Crowd.register(path)
    let store = try SQLiteEventStore(path: path)
    let commands = [
      Crowd.arguments(provider: "p-0", ticket: "t-1", id: History.id(1)), ["sweep", "--through", "2011-03-31"],
      ["year-end", "2011"], ["rebuild"],
    ]
    for _ in 0..<Torture.rounds(1, long: 10) {
      for command in commands {
        let end = try store.write { _ in
          let process = try KoufenProcess(command, store: path)
          process.awaitListening()
          process.send(signal)
          return process.end()
        }
        #expect(end.exit == 130, "\(command): \(end.error)")
        #expect(end.error.contains("nothing of this run was kept"), "\(command): \(end.error)")
        Torture.count(.faultsInjected, 1)
      }
      Torture.count(.rounds, 1)
    }
    #expect(try check(path, "after \(signal)") == [])
  }
}
