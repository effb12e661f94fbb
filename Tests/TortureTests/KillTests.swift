import Foundation
import KoufenTesting
import Ledger
import LedgerTesting
import SQLiteEventStore
import Testing

@Suite("Killed processes")
struct KillTests {
  @Test("A process killed at any moment leaves all of what it was asked, or nothing", arguments: seeds)
  func killedAnywhere(_ seed: Int) throws {
    let story = try Story.termination.get()
    let folder = try TemporaryFolder()
    let store = folder.file("store.db")
    var random = SplitMix64(seed: seed)
    for (index, run) in story.runs.enumerated() {
      if random.below(2) == 0 {
        let moment = Moment.random(for: run, &random)
        let place: Comment = "seed \(seed), run \(index), killed \(moment)"
        let remains = try TemporaryFolder()
        let isAcknowledged = try moment.kill(run, store) { try Self.copy(folder, to: remains) }
        try check(remains.file("store.db"), story, index, isAcknowledged, place)
        try check(store, story, index, isAcknowledged, place)
        Torture.count(.faultsInjected, 1)
      }
      let end = try KoufenProcess.run(run.arguments, store: store, input: run.input.flatMap { $0 })
      #expect(end.exit == 0, "\(end.error)")
    }
    try check(store, story, story.runs.count - 1, true, "seed \(seed), at the end")
    let verified = try KoufenProcess.run(["verify"], store: store)
    #expect(verified.exit == 0, "\(verified.output)")
    Torture.count(.rounds, 1)
  }

  static let seeds = 0..<Torture.rounds(20, long: 240)

  /// Copies the store and its write-ahead log, as a machine that fails would leave them.
  private static func copy(_ folder: TemporaryFolder, to remains: TemporaryFolder) throws {
    for name in ["store.db", "store.db-wal"] where folder.has(name) {
      try FileManager.default.copyItem(atPath: folder.file(name), toPath: remains.file(name))
    }
  }

  /// Checks what a run that was killed left: the log before it, or the log after it.
  private func check(
    _ path: String, _ story: Story, _ index: Int, _ isAcknowledged: Bool, _ place: Comment
  ) throws {
    let ledger = Ledger(store: try SQLiteEventStore(path: path), rules: try History.rules.get())
    let check = try StoreCheck(ledger, sweptThrough: Story.sweptThrough)
    #expect(check.problems == [], place)
    let found = check.lines.map(Story.timeless)
    let isDone = found == story.after[index + 1]
    #expect(isDone || (!isAcknowledged && found == story.after[index]), place)
    if isAcknowledged { Torture.count(.lostEvents, max(0, story.after[index + 1].count - found.count)) }
  }
}
