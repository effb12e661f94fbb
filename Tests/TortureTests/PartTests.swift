import EventStore
import Foundation
import KoufenTesting
import Ledger
import LedgerTesting
import Testing

/// A part of a log is never taken for the whole, however it came to be one.
@Suite("Parts of logs")
struct PartTests {
  @Test("An export cut at any line's end is refused, and without its seal wherever a consequence is missing")
  func everyLineEnd() throws {
    let lines = try Self.export.get()
    let rules = try History.rules.get()
    var taken = 0
    for end in 0..<lines.count {
      for isUnsealed in [false, true] {
        var part = lines[..<end]
        let ledger = Ledger(store: InMemoryEventStore(), rules: rules)
        let isTaken = (try? ledger.importLog(mayLackSeal: isUnsealed) { part.popFirst() }) != nil
        let isInAGroup =
          end < lines.count - 1 && !String(decoding: lines[end], as: UTF8.self).contains("\"cause\":null")
        let mayBe = isUnsealed && end > 0 && !isInAGroup
        #expect(isTaken == mayBe, "\(end) of \(lines.count) lines, unsealed: \(isUnsealed)")
        #expect(isTaken == (try ledger.head() > 0))
        if isTaken != mayBe { taken += 1 }
      }
    }
    Torture.count(.partsTried, lines.count * 2)
    Torture.count(.undetectedChanges, taken)
  }

  @Test("Whatever reaches an import of an export that was killed, it is all of the log or none", arguments: seeds)
  func killedExport(_ seed: Int) throws {
    let stored = try StoredBytes.termination.get()
    let bytes = try Self.export.get().flatMap { $0 + [UInt8(ascii: "\n")] }
    let folder = try TemporaryFolder()
    try Data(stored.bytes).write(to: URL(filePath: folder.file("store.db")))
    var random = SplitMix64(seed: seed)
    // A pipe that is cut: head goes away after so many bytes, and what it passed on is all the import ever sees.
    let count = random.below(3) == 0 ? bytes.count - random.below(600) : random.below(bytes.count + 1)
    let pipe =
      "\"$0\" export --store \"$1/store.db\" | head -c \(count) | \"$0\" import - --store \"$1/copy.db\" >\"$1/said\" 2>&1"
    let end = try Self.shell(pipe, KoufenProcess.binary, folder)
    try check(folder.file("copy.db"), exit: end, isWhole: count >= bytes.count - 1, "\(count) of \(bytes.count) bytes")
    Torture.count(.rounds, 1)
  }

  @Test("An import that is killed leaves all of the log or none, and can be done again", arguments: seeds)
  func killedImport(_ seed: Int) throws {
    let lines = try Self.export.get().map { $0 + [UInt8(ascii: "\n")] }
    let folder = try TemporaryFolder()
    let path = folder.file("copy.db")
    var random = SplitMix64(seed: seed)
    let isInTheMiddle = random.below(2) == 0
    let limit = isInTheMiddle ? nil : KoufenProcess.Limit.deadlyFileBlocks(random.below(400))
    let process = try KoufenProcess(["import", "-"], store: path, isFed: true, limit: limit)
    let fed = isInTheMiddle ? random.below(lines.count) : lines.count
    process.feed(lines[..<fed].flatMap { $0 })
    if isInTheMiddle { process.kill() } else { process.endInput() }
    let end = process.end()
    #expect(!isInTheMiddle || end.exit != 0)
    try check(path, exit: end.exit, isWhole: end.exit == 0, "\(fed) of \(lines.count) lines, killed")
    if end.exit != 0 {
      let again = try KoufenProcess.run(["import", "-"], store: path, input: lines.flatMap { $0 })
      #expect(again.exit == 0, "\(again.error)")
    }
    try check(path, exit: 0, isWhole: true, "again")
    Torture.count(.faultsInjected, 1)
    Torture.count(.rounds, 1)
  }

  static let seeds = 0..<Torture.rounds(10, long: 120)

  /// The export of a history, its seal included.
  private static let export = Result { () throws -> [[UInt8]] in
    let folder = try TemporaryFolder()
    try Data(try StoredBytes.termination.get().bytes).write(to: URL(filePath: folder.file("store.db")))
    return try StoredBytes.open(folder.file("store.db")).sealedExport()
  }

  /// A store that an import left holds the whole log, or there is none, or nothing is in it.
  private func check(_ path: String, exit: Int32?, isWhole: Bool, _ place: Comment) throws {
    #expect((exit == 0) == isWhole, place)
    let kept = FileManager.default.fileExists(atPath: path) ? try? StoredBytes.open(path).sealedExport() : nil
    let count = (kept?.count ?? 1) - 1
    #expect(isWhole ? kept == (try Self.export.get()) : count == 0, place)
    if !isWhole { Torture.count(.undetectedChanges, count == 0 ? 0 : 1) }
  }

  private static func shell(_ command: String, _ binary: String, _ folder: TemporaryFolder) throws -> Int32? {
    try ChildProcess(
      "/bin/sh", ["-c", command, binary, folder.path], environment: ["LANG": "C", "PATH": "/usr/bin:/bin"]
    ).wait().exit
  }
}
