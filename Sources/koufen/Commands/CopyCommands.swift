import ArgumentParser
import EventStore
import Foundation
import Ledger
import Rulebook
import SQLiteEventStore

/// `koufen backup FILE`: a verified copy of a store in use.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the store, while it is in use, and verify the copy.",
    discussion: """
      EXAMPLES
        koufen backup /backup/koufen-2011-12-31.db
      """)

  @Argument(help: "The copy, which must not exist yet.")
  var file: String

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try stores.sqliteStore().backup(to: file)
    let copy = Ledger(store: try SQLiteEventStore(path: file, mode: .readOnly), source: StoreOptions.rules())
    let result = try copy.verify()
    guard result.isSound else {
      throw Failure(
        exit: 70, code: "store-damaged",
        zh: "副本 \(file) 未通过核验：\(result.findings[0].problem)。账本本身可能已损坏，请运行 koufen verify。",
        en: "The copy \(file) does not verify: \(result.findings[0].problem). "
          + "The store itself is perhaps damaged: run koufen verify.")
    }
    Stream.output.line(
      output.language(
        zh: "已备份并核验 \(result.events) 条事件：\(file)",
        en: "\(result.events.english("event")) copied and verified: \(file)"))
    Stream.output.flush()
  }
}

/// `koufen export`: the log as JSON Lines with its hashes.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Print the whole log as JSON Lines, each event with its hash.",
    discussion: """
      The format and a verifier in another language are in Documentation/LogFormat.md.

      EXAMPLES
        koufen export > log.jsonl
        koufen import log.jsonl --store copy.db
      """)

  @OptionGroup var stores: StoreOptions

  func run() throws {
    try stores.ledger(readOnly: true).export { line in
      guard Stream.output.takesMore else { throw Failure.Quiet(exit: 0) }
      Stream.output.line(line)
    }
    Stream.output.flush()
  }
}

/// `koufen import FILE`: an exported log into a new store.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take an exported log into a new store; a broken chain is refused.",
    discussion: """
      EXAMPLES
        koufen import log.jsonl --store copy.db
        koufen export | ssh elsewhere koufen import - --store copy.db
      """)

  @Argument(help: "The exported log; - is standard input.")
  var file: String

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var lines = try LineReader(path: file)
    let ledger = try stores.ledger()
    let count: Int
    let progress = Progress(output.language(zh: "条事件", en: "events"), language: output.language)
    do {
      count = try ledger.importLog {
        guard let line = try lines.next() else { return nil }
        try progress.advance(to: line.number - 1, part: line.part)
        guard let bytes = line.bytes else {
          throw ImportError(line: line.number, problem: "the line is longer than an event can be")
        }
        return bytes
      }
    } catch let error as ImportError {
      throw Failure(
        exit: 65, code: "bad-log", zh: error.problem + "。未导入任何事件。", en: error.problem + ". Nothing was imported.",
        line: error.line)
    }
    progress.clear()
    Stream.output.line(output.language(zh: "已导入 \(count) 条事件。", en: "\(count.english("event")) imported."))
    Stream.output.flush()
  }
}
