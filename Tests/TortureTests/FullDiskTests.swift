import EventStore
import Foundation
import KoufenTesting
import Ledger
import SQLiteEventStore
import Testing

@Suite("Full disks")
struct FullDiskTests {
  @Test("A process that finds the disk full says so with 74, and the store goes on afterwards", arguments: blocks)
  func fullDiskIsSaid(_ blocks: Int) throws {
    let story = try Story.termination.get()
    let folder = try TemporaryFolder()
    let store = folder.file("store.db")
    for (index, run) in story.runs.enumerated() {
      let input = run.input.flatMap { $0 }
      let end = try KoufenProcess.run(run.arguments, store: store, input: input, limit: .fileBlocks(blocks))
      let place: Comment = "\(blocks) blocks, run \(index): \(end.error)"
      #expect(end.exit == 0 || end.exit == 74, place)
      Torture.count(.faultsInjected, end.exit == 74 ? 1 : 0)
      try check(store, story, index, end.exit == 0, place)
      let again = try KoufenProcess.run(run.arguments, store: store, input: input)
      #expect(again.exit == 0, "\(blocks) blocks, run \(index), with room: \(again.error)")
      try check(store, story, index, true, place)
    }
  }

  static let blocks = Torture.isLong ? Array(stride(from: 0, to: 300, by: 3)) : [0, 8, 66, 96, 130]

  @Test("A disk that is full says 74 before anything is half written", arguments: ["append", "sweep", "rebuild"])
  func nothingIsPrintedInVain(_ command: String) throws {
    let story = try Story.termination.get()
    let folder = try TemporaryFolder()
    let store = folder.file("store.db")
    let first = try KoufenProcess.run(story.runs[0].arguments, store: store, input: story.runs[0].input.flatMap { $0 })
    #expect(first.exit == 0, "\(first.error)")
    let run = try #require(story.runs.dropFirst().first { $0.arguments[0] == command })
    // Whoever holds the store open keeps its shared memory there, so that the write-ahead log is what finds no room.
    let holder = try SQLiteEventStore(path: store)
    _ = try holder.read { try $0.lastPosition() }
    let end = try withExtendedLifetime(holder) {
      try KoufenProcess.run(run.arguments, store: store, limit: .fileBlocks(8))
    }
    #expect(end.exit == 74)
    #expect(end.output.isEmpty)
    #expect(end.error.contains("input-output"))
  }

  private func check(
    _ path: String, _ story: Story, _ index: Int, _ isDone: Bool, _ place: Comment
  ) throws {
    let ledger = Ledger(store: try SQLiteEventStore(path: path), rules: try History.rules.get())
    let check = try StoreCheck(ledger, sweptThrough: Story.sweptThrough)
    #expect(check.problems == [], place)
    let found = check.lines.map(Story.timeless)
    #expect(found == story.after[index + 1] || (!isDone && found == story.after[index]), place)
  }
}
