import ArgumentParser
import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// `koufen export`: the log as JSON Lines with its hashes.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: Words.asked(
      zh: "以 JSON Lines 输出整个日志，每条事件附哈希值。", en: "Print the whole log as JSON Lines, each event with its hash."),
    discussion: Words.asked(
      zh: """
        格式见 Documentation/LogFormat.md；该处另有以其他语言写成的核验程序。

        示例
          koufen export > log.jsonl
          koufen import log.jsonl --store copy.db
        """,
      en: """
        The format and a verifier in another language are in Documentation/LogFormat.md.

        EXAMPLES
          koufen export > log.jsonl
          koufen import log.jsonl --store copy.db
        """))

  @OptionGroup var freshness: FreshnessOptions
  @OptionGroup var stores: StoreOptions

  @Option(help: .language)
  var lang: Language?

  func run() throws {
    let ledger = try stores.ledger(readOnly: true, freshness: freshness)
    let print: ([UInt8]) throws -> Void = { line in
      guard StandardStream.output.takesMore else { throw Failure.Quiet(exit: 0) }
      StandardStream.output.line(line)
    }
    // What a server proves is its own log.
    if let server = ledger.server { try server.export(print) } else { try ledger.export(print) }
    StandardStream.output.flush()
  }
}

/// `koufen import FILE`: an exported log into a new store.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: Words.asked(
      zh: "将导出的日志导入新账本；哈希链有断则拒绝。", en: "Take an exported log into a new store; a broken chain is refused."),
    discussion: Words.asked(
      zh: """
        示例
          koufen import log.jsonl --store copy.db
          koufen export | ssh elsewhere koufen import - --store copy.db
        """,
      en: """
        EXAMPLES
          koufen import log.jsonl --store copy.db
          koufen export | ssh elsewhere koufen import - --store copy.db
        """))

  @Argument(help: ArgumentHelp(zh: "导出的日志；- 为标准输入。", en: "The exported log; - is standard input.", value: .file))
  var file: String

  @Flag(
    help: ArgumentHelp(
      zh: "接受末尾没有封存点的日志（早期版本导出）。", en: "Take a log without a seal at its end, as exported before there was one."))
  var unsealed = false

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var lines = try LineReader(over: Input.opened(file))
    let ledger = try stores.ledgerToFill(byLog: true)
    let count: Int
    let progress = ProgressLine(output.language(zh: "条事件", en: "events"), language: output.language)
    do {
      count = try ledger.importLog(mayLackSeal: unsealed) {
        guard let line = try lines.next() else { return nil }
        try progress.advance(to: line.number - 1, part: line.part)
        guard let bytes = line.bytes else {
          throw ImportError(
            line: line.number, zh: "该行比任何事件都长", en: "the line is longer than an event can be")
        }
        return bytes
      }
    } catch let error as ImportError {
      throw Failure(
        exit: 65, code: "bad-log", zh: error.zh + "。未导入任何事件。", en: error.en + ". Nothing was imported.",
        line: error.line)
    }
    progress.clear()
    output.print([
      ("events", "事件", .number(count)), ("store", "账本", .text(try stores.location.shown)),
    ]) { language in language(zh: "已导入 \(count) 条事件。", en: "\(count.english("event")) imported.") }
    StandardStream.output.flush()
  }
}
