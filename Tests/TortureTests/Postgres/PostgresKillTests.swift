import EventStore
import Foundation
import KoufenTesting
import Ledger
import LedgerTesting
import PostgresEventStore
import PostgresTesting
import Synchronization
import Testing

/// Processes that are killed while they work on a ledger in PostgreSQL.
@Suite("Processes killed before PostgreSQL", .enabled(if: PostgresCluster.isInstalled, "NOT TESTED: no PostgreSQL"))
struct PostgresKillTests {
  /// How many messages each run of the story exchanges with the server.
  private static let messages = Result {
    let story = try Story.termination.get()
    let place = try Place()
    defer { place.proxy.end() }
    return try story.runs.map { run in
      place.proxy.cut(at: nil)
      let end = try KoufenProcess.run(run.arguments, store: place.address, input: run.input.flatMap { $0 })
      #expect(end.exit == 0, "\(end.error)")
      return place.proxy.messages
    }
  }

  /// A ledger, and a proxy before it.
  private struct Place {
    let ledger: LedgerOfATest
    let proxy: MessageProxy
    let address: String

    init() throws {
      ledger = try LedgerOfATest()
      proxy = try MessageProxy(before: ledger.cluster.folder)
      address = ledger.cluster.address(of: ledger.name).replacing(ledger.cluster.folder, with: proxy.folder)
    }
  }

  @Test(
    "Killed before any message to or from the server, it leaves all of what it was asked, or nothing",
    arguments: 0..<Torture.rounds(1, long: 60))
  func killedAnywhere(_ seed: Int) throws {
    let (story, messages) = (try Story.termination.get(), try Self.messages.get())
    let place = try Place()
    defer { place.proxy.end() }
    var random = SplitMix64(seed: seed)
    for (index, run) in story.runs.enumerated() {
      if random.below(2) == 0 {
        let moment = 1 + random.below(messages[index])
        let comment: Comment = "seed \(seed), run \(index), killed before message \(moment) of \(messages[index])"
        let victim = Mutex<Victim?>(nil)
        place.proxy.act(at: moment) { victim.withLock { $0?.process.kill() } }
        let process = try victim.withLock { victim in
          let process = try KoufenProcess(run.arguments, store: place.address, isFed: true)
          victim = Victim(process: process)
          return Victim(process: process)
        }.process
        process.feed(run.input.flatMap { $0 })
        process.endInput()
        let end = process.end()
        try check(place.ledger, story, index, end.exit == 0 || !end.lines.isEmpty, comment)
        Torture.count(.faultsInjected, place.proxy.wasCut ? 1 : 0)
        place.proxy.cut(at: nil)
      }
      let end = try KoufenProcess.run(run.arguments, store: place.address, input: run.input.flatMap { $0 })
      #expect(end.exit == 0, "\(end.error)")
    }
    try check(place.ledger, story, story.runs.count - 1, true, "seed \(seed), at the end")
    Torture.count(.rounds, 1)
  }

  /// A process that the proxy's thread kills; it is used for nothing else there.
  private struct Victim: @unchecked Sendable {
    let process: KoufenProcess
  }

  /// Checks what a run that was killed left: the log before it, or the log after it.
  private func check(
    _ place: LedgerOfATest, _ story: Story, _ index: Int, _ isAcknowledged: Bool, _ comment: Comment
  ) throws {
    // What the server is still committing is waited for.
    try place.store().write { _ = try $0.lastPosition() }
    let ledger = Ledger(store: try place.store(), rules: try History.rules.get())
    let check = try StoreCheck(ledger, sweptThrough: Story.sweptThrough)
    #expect(check.problems == [], comment)
    let found = check.lines.map(Story.timeless)
    #expect(found == story.after[index + 1] || (!isAcknowledged && found == story.after[index]), comment)
    if isAcknowledged { Torture.count(.lostEvents, max(0, story.after[index + 1].count - found.count)) }
  }
}
