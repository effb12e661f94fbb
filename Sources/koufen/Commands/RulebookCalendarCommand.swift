import ArgumentParser
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook

/// `koufen rulebook calendar`: the years whose holidays a version knows.
struct RulebookCalendarCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar",
    abstract: Words.asked(zh: "各年的放假安排。", en: "The holidays of each year."),
    discussion: Words.asked(
      zh: """
        示例
          koufen rulebook calendar add 2027.yaml --by wang@department-head
        """,
      en: """
        EXAMPLES
          koufen rulebook calendar add 2027.yaml --by wang@department-head
        """),
    subcommands: [RulebookCalendarAddCommand.self])
}

/// `koufen rulebook calendar add FILE`: the notice of a further year.
struct RulebookCalendarAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: Words.asked(
      zh: "加入下一年的放假安排：发布一个新版本，并重新计算暂定的期限。",
      en: "Add the holidays of a further year: publish a version, and count provisional due dates again."),
    discussion: Words.asked(
      zh: """
        文件的写法与规则文件 calendar 之下相同：年份，放假（“off”）和调休上班（“work”）的日子，各按节日列出。
        新版本与现行版本除该年之外完全相同，自同一日期起有效。尚未履行的义务，其暂定的期限重新计算；已记为违规的不变。

        示例
          cat > 2027.yaml
          2027:
            off:
              new-year: [01-01..01-03]
              spring-festival: [02-05..02-11]
            work:
              spring-festival: [01-30, 02-13]
          koufen rulebook calendar add 2027.yaml --by wang@department-head --dry-run
          koufen rulebook calendar add 2027.yaml --by wang@department-head
        """,
      en: """
        The file has what stands under calendar in a rulebook file: the year, the days off and the days worked in
        exchange, by holiday. The version made is the one in force but for that year, in force from the same date. Of
        duties not met yet, provisional due dates are counted again; what is a breach already stays.

        EXAMPLES
          cat > 2027.yaml
          2027:
            off:
              new-year: [01-01..01-03]
              spring-festival: [02-05..02-11]
            work:
              spring-festival: [01-30, 02-13]
          koufen rulebook calendar add 2027.yaml --by wang@department-head --dry-run
          koufen rulebook calendar add 2027.yaml --by wang@department-head
        """))

  @Argument(help: ArgumentHelp(zh: "放假安排的文件。", en: "The file with the notice.", value: .file))
  var file: String

  @Option(
    help: ArgumentHelp(
      zh: "加到哪个版本（默认今天有效的版本）。", en: "The version it is added to (default: the one in force today).", value: .rulebook))
  var to: String?

  @OptionGroup var publication: PublicationOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let publisher = try publication.publisher(stores)
    let ledger = try stores.ledger(readOnly: publication.dryRun)
    let names = try RulebookNames(stores)
    let name = try to ?? names.inForce(withTerms: true)
    guard let version = names.version(name) else { throw Failure(unknownRulebook: name) }
    let base = try version.rulebook()
    guard base.terms.obeysEveryField else { throw Failure(base.ignored, name, output.language) }
    guard let made = try base.adding(notice: InputFile.text(file), file: file) else {
      output.show(output.language(zh: "\(name) 已有该放假安排，未再追加。", en: "\(name) holds this notice; nothing was appended."))
      return StandardStream.output.flush()
    }
    let now = try WallClock.now()
    let effective = version.effective ?? Limits.firstDay
    let progress = ProgressLine(output.language(zh: "家服务商", en: "providers"), language: output.language)
    let events = try ledger.write(keeping: !publication.dryRun) { transaction in
      let published = try transaction.publish(made, effective: effective, by: publisher, now: now)
      let counted = try transaction.countAgain(now: now, progress: progress.advance)
      progress.clear()
      return published.events + counted
    }
    EventPrinter(output: output, of: ledger).print(events)
    let moved = events.count { $0.event.movesDue }
    StandardStream.error.line(
      output.language(
        zh: "已由 \(name) 制成 \(made.name)；重新计算了 \(moved) 个暂定的期限。",
        en: "\(made.name) is made of \(name); \(moved.english("provisional due date")) counted again."))
    publication.sayIfDry(output.language)
    StandardStream.output.flush()
  }
}

extension Event {
  /// Whether it moves a due date.
  fileprivate var movesDue: Bool {
    switch body {
    case .consequence(.answerDueMoved), .consequence(.dueMoved): true
    case .fact, .consequence, .publication: false
    }
  }
}
