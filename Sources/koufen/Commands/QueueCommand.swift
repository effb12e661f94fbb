import ArgumentParser
import Ledger
import LedgerDomain
import Presentation

/// `koufen queue`: what waits for a person, and what falls due soon.
struct QueueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue",
    abstract: Words.asked(
      zh: "等人处理的事项（按角色），以及即将到期的义务。",
      en: "What waits for a person, by role, and which duties fall due soon."),
    discussion: Words.asked(
      zh: """
        超出规则手册已知日历推算的期限是暂定的，并会注明。

        示例
          koufen queue
          koufen queue --role channel-operations
          koufen queue --through 2011-04-30 --format json
          koufen queue --as-of 2011-04-30 --known-at 2011-05-03
        """,
      en: """
        A due date counted beyond the calendars the rulebook knows is provisional, and says so.

        EXAMPLES
          koufen queue
          koufen queue --role channel-operations
          koufen queue --through 2011-04-30 --format json
          koufen queue --as-of 2011-04-30 --known-at 2011-05-03
        """))

  @Option(help: ArgumentHelp(zh: "只列出该角色能办理的事项。", en: "Only what this role can do.", value: .role))
  var role: String?

  @Option(
    help: ArgumentHelp(
      zh: "在此日期或之前到期的义务（默认：自 --as-of 起一周）。",
      en: "Duties due on or before this date (default: a week from --as-of).", value: .date))
  var through: String?

  @OptionGroup var clocks: ClockOptions

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let role = try FilterWord.role(role)
    let ledger = try stores.ledger(readOnly: true)
    let now = try WallClock.now()
    let question = try clocks.question(in: ledger.zone)
    let today = question.asOf ?? ledger.zone.date(of: now)
    let last = try ArgumentText.date(through, "--through") ?? today.adding(days: 7)
    let items = try ledger.queue(for: role, through: last, question, now: now)
    switch output.format {
    case .json: StandardStream.output.line(items.jsonText)
    case .csv: for line in items.table(nil).csv { StandardStream.output.line(line) }
    case .table:
      if items.isEmpty {
        StandardStream.output.line(output.language(zh: "没有待办事项。", en: "Nothing waits."))
      } else {
        for line in items.table(output.language).text { StandardStream.output.line(line) }
      }
    }
    StandardStream.output.flush()
  }
}
