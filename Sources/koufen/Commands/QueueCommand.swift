import ArgumentParser
import Ledger
import LedgerDomain

/// `koufen queue`: what waits for a person, and what falls due soon.
struct QueueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue",
    abstract: "What waits for a person, by role, and which duties fall due soon.",
    discussion: """
      A due date counted beyond the calendars the rulebook knows is provisional, and says so.

      EXAMPLES
        koufen queue
        koufen queue --role channel-operations
        koufen queue --through 2011-04-30 --format json
        koufen queue --as-of 2011-04-30 --known-at 2011-05-03
      """)

  @Option(help: "Only what this role can do.")
  var role: String?

  @Option(help: "Duties due on or before this date (default: a week from --as-of).")
  var through: String?

  @OptionGroup var clocks: ClockOptions

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let role = try FilterWord.role(role)
    let ledger = try stores.ledger(readOnly: true)
    let now = try Clock.now()
    let question = try clocks.question(in: ledger.zone)
    let today = question.asOf ?? ledger.zone.date(of: now)
    let last = try ArgumentText.date(through, "--through") ?? today.adding(days: 7)
    let items = try ledger.queue(for: role, through: last, question, now: now)
    switch output.format {
    case .json: Stream.output.line(json(items))
    case .csv: for line in table(items, nil).csv { Stream.output.line(line) }
    case .table:
      if items.isEmpty {
        Stream.output.line(output.language(zh: "没有待办事项。", en: "Nothing waits."))
      } else {
        for line in table(items, output.language).text { Stream.output.line(line) }
      }
    }
    Stream.output.flush()
  }

  private func table(_ items: [QueueItem], _ language: Language?) -> Table {
    func heading(_ name: String, _ zh: String) -> String { language == .zh ? zh : name }
    var table = Table(
      (heading("due", "期限"), .left), (heading("provider", "服务商"), .left), (heading("work", "待办"), .left),
      (heading("subject", "对象"), .left), (heading("roles", "角色"), .left), (heading("provisional", "暂定"), .left))
    table.rows = items.map { item in
      [
        item.due?.date.description ?? "", item.provider, language.map { $0(item.work.words) } ?? item.work.rawValue,
        item.subject,
        item.roles.map { role in language.map { $0(role.words) } ?? role.rawValue }.joined(separator: ", "),
        item.due?.provisional == true ? heading("provisional", "暂定") : "",
      ]
    }
    return table
  }

  private func json(_ items: [QueueItem]) -> String {
    var writer = JSONWriter()
    writer.array { writer in
      for item in items {
        writer.object { writer in
          writer.field("provider", item.provider)
          writer.field("work", item.work.rawValue)
          writer.field("subject", item.subject)
          writer.name("roles")
          writer.array { writer in for role in item.roles { writer.string(role.rawValue) } }
          writer.field("due", orNull: item.due?.date.description)
          writer.field("provisional", item.due?.provisional ?? false)
        }
      }
    }
    return writer.text
  }
}
