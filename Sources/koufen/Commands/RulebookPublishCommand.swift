import ArgumentParser
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook
import SQLiteEventStore

/// `koufen rulebook publish FILE --effective DATE`: a version into the log.
struct RulebookPublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: Words.asked(
      zh: "将规则版本记入日志；自 --effective 之日起的行为按其裁定。",
      en: "Enter a version in the log; acts dated from --effective on are judged by it."),
    discussion: Words.asked(
      zh: """
        日志保存整个文件、其哈希值、生效日期和发布时间。此前已扣的分不变。同一文件以同一日期再次发布不追加任何事件。

        示例
          koufen rulebook publish taobao-daigou-1.6.yaml --effective 2011-07-01 \\
            --by wang@department-head
          koufen rulebook publish taobao-daigou-1.6.yaml --effective 2011-07-01 \\
            --by wang@department-head --dry-run
        """,
      en: """
        The log holds the whole file, its hash, the effective date and the time of publication. What was charged before
        stays. Publishing the same file for the same date again appends nothing.

        EXAMPLES
          koufen rulebook publish taobao-daigou-1.6.yaml --effective 2011-07-01 \\
            --by wang@department-head
          koufen rulebook publish taobao-daigou-1.6.yaml --effective 2011-07-01 \\
            --by wang@department-head --dry-run
        """))

  @Argument(
    help: ArgumentHelp(
      zh: "规则文件，或程序自带版本的名称。", en: "The rulebook file, or the name of a version that koufen carries.",
      value: .file))
  var file: String

  @Option(help: ArgumentHelp(zh: "生效日期。", en: "The first date it is in force on.", value: .date))
  var effective: String

  @OptionGroup var publication: PublicationOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    guard let date = try ArgumentText.date(effective, "--effective") else { return }
    let publisher = try publication.publisher(stores)
    let text = try InputFile.rulebook(file)
    let now = try WallClock.now()
    let (checked, findings) = RulesFile.check(bytes: text, file: file, today: Rulebook.builtInZone.date(of: now))
    guard let rulebook = checked else { throw Failure(findings, file, output.language) }
    for finding in findings { StandardStream.error.line("koufen: " + output.language(finding.words)) }
    let ledger = try stores.ledger(readOnly: publication.dryRun)
    let receipt =
      if let server = ledger.server {
        try server.publish(text, effective: date, by: publisher, in: ledger.zone, keeping: !publication.dryRun)
      } else {
        try ledger.write(keeping: !publication.dryRun) {
          try $0.publish(rulebook, effective: date, by: publisher, now: now)
        }
      }
    EventPrinter(output: output, of: ledger).print(receipt.events)
    if receipt.isRepeat {
      for case .publication(let first) in receipt.events.map(\.event.body) {
        try first.file().daigou?.warnOfIgnored(output.language)
      }
      StandardStream.error.line(
        output.language(zh: "此前已发布过，未再追加。", en: "Published before for this date; nothing was appended."))
    }
    publication.sayIfDry(output.language)
    StandardStream.output.flush()
  }
}

extension Person {
  /// Who publishes: a change of the rules is nobody's anonymous act.
  ///
  /// - Parameter by: who, as the command line says it; nil for the usual one.
  init(publishing by: String?) throws {
    guard let by = by ?? Configuration.usualBy else {
      throw Failure.usage(
        zh: "发布规则须写明发布人：加 --by 谁@角色，或设 KOUFEN_BY，或写入配置文件（by）。",
        en: "A publication names who made it: give --by WHO@ROLE, set KOUFEN_BY, or write by: in the configuration.")
    }
    try self.init(said: by)
  }

  /// Who publishes, as the command line or the configuration says it: `who@role`.
  init(said text: String) throws(InputError) {
    do throws(InputError) {
      try self.init(short: Person.inShort(text))
    } catch {
      throw error.naming(in: [(EnvelopeField.by.rawValue, text)])
    }
  }
}

extension Failure {
  /// What keeps a file from being a rulebook: all errors found.
  init(_ findings: [RulebookFinding], _ file: String, _ language: Language) {
    let errors = findings.filter { $0.severity == .error }
    self.init(
      exit: 65, code: "bad-rulebook",
      message: errors.map { language($0.error.words) }.joined(separator: language(zh: "；", en: "; ")),
      line: errors.first?.error.line)
  }
}

extension Rulebook {
  /// Says what of a version that a log holds is ignored, as it was when the version was published.
  func warnOfIgnored(_ language: Language) {
    for finding in ignored { StandardStream.error.line("koufen: " + language(finding.words)) }
  }
}
