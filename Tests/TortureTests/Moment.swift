import EventStore
import Foundation
import KoufenTesting
import LedgerTesting
import SQLiteEventStore

/// When a process is killed.
enum Moment: CustomStringConvertible {
  /// Once it was handed so many lines.
  case inputLines(Int)
  /// Once it printed so many lines; what it was asked is then done.
  case outputLines(Int)
  /// Once the write-ahead log has grown by so many bytes.
  case logBytes(Int)
  /// By the kernel, in the middle of the write that would make the write-ahead log longer by so many blocks of 512 bytes.
  case logBlocks(Int)
  /// By the kernel, when any file would have more than so many blocks: also while the store is made, or written back.
  case fileBlocks(Int)

  static func random(for run: Story.Run, _ random: inout SplitMix64) -> Moment {
    switch random.below(run.input.isEmpty ? 10 : 12) {
    case 0: .outputLines(1 + random.below(2))
    case 1, 2: .logBytes(random.below(60_000))
    case 3, 4, 5: .fileBlocks(64 + random.below(150))
    case 6, 7, 8, 9: .logBlocks(random.below(run.input.isEmpty ? 110 : 190))
    default: .inputLines(random.below(run.input.count + 1))
    }
  }

  var description: String {
    switch self {
    case .inputLines(let count): "after \(count) lines of input"
    case .outputLines(let count): "after \(count) lines of output"
    case .logBytes(let count): "when the write-ahead log had grown by \(count) bytes"
    case .logBlocks(let count): "when the write-ahead log had grown by \(count) blocks"
    case .fileBlocks(let count): "at a file of \(count) blocks"
    }
  }

  /// Runs the tool and kills it at this moment.
  ///
  /// - Parameter left: told what is left behind, while the store is still held open where that was needed.
  /// - Returns: whether what it was asked is known to be done.
  func kill(_ run: Story.Run, _ store: String, left: () throws -> Void) throws -> Bool {
    // Whoever holds the store open keeps the write-ahead log as it is.
    var holder: SQLiteEventStore?
    var limit: KoufenProcess.Limit?
    if case .fileBlocks(let blocks) = self { limit = .deadlyFileBlocks(blocks) }
    if case .logBlocks(let blocks) = self {
      holder = try SQLiteEventStore(path: store)
      _ = try holder?.read { try $0.lastPosition() }
      limit = .deadlyFileBlocks(max(0, Self.size(store + "-wal")) / 512 + blocks)
    }
    let process = try KoufenProcess(run.arguments, store: store, isFed: true, limit: limit)
    kill(process, run, store)
    let end = process.end()
    try left()
    return withExtendedLifetime(holder) { end.exit == 0 || !end.lines.isEmpty }
  }

  private func kill(_ process: KoufenProcess, _ run: Story.Run, _ store: String) {
    let before = max(0, Self.size(store + "-wal"))
    if case .inputLines(let count) = self {
      process.feed(run.input.prefix(count).flatMap { $0 })
      return process.kill()
    }
    process.feed(run.input.flatMap { $0 })
    process.endInput()
    switch self {
    case .outputLines(let count): process.awaitLines(count)
    case .logBytes(let count): while process.isRunning, Self.size(store + "-wal") < before + count { sched_yield() }
    case .fileBlocks, .logBlocks, .inputLines: return
    }
    process.kill()
  }

  private static func size(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : -1
  }
}
