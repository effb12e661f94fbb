import ArgumentParser
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// `koufen queue`: what waits for a person, and what falls due soon.
struct QueueCommand: ParsableCommand, Paged {
  static let configuration = CommandConfiguration(
    commandName: "queue",
    abstract: Words.asked(
      zh: "等人处理的事项（按角色），以及即将到期的义务。",
      en: "What waits for a person, by role, and which duties fall due soon."),
    discussion: Words.asked(
      zh: """
        最急的排在最前：先按期限，再按已等待的时间。扣分范围、现扣分和已等待的时间一并列出；
        求助的首次响应按小时计，渠道运营也看得到。超出规则手册已知日历推算的期限是暂定的，并会注明。

        不涉及扣分的义务排在后面，同一角色的同类义务合为一行，写明项数、逾期几项、最早的期限；--work meet-duty 逐项列出，
        koufen waive 一次豁免多项。

        --format csv 给出评定表：每行一项待评定的违规。填好扣分和理由后，用 koufen append --file 收回；
        没有填扣分的行略过。其他待办见 table 和 json。

        示例
          koufen queue
          koufen queue --role channel-operations
          koufen queue --provider hz-01 --work assess
          koufen queue --role provider --work meet-duty
          koufen queue --format csv --excel > 评定表.csv
          koufen queue --through 2011-04-30 --format json
          koufen queue --as-of 2011-04-30 --known-at 2011-05-03
        """,
      en: """
        The most urgent stands first: by the instant due, then by how long it has waited. Range, score and age stand
        beside it; first answers to requests for help are counted in hours, and operations see them too. A due date
        counted beyond the calendars the rulebook knows is provisional, and says so.

        Duties that cost no points stand behind all else: those of one kind and role in one line, with how many there are,
        how many are overdue and when the first is due. --work meet-duty lists them one by one; koufen waive lets many go.

        --format csv is the judging sheet: a row for each breach to be assessed. With points and reason filled in,
        koufen append --file takes it back; rows without points are passed over. All other work is in table and json.

        EXAMPLES
          koufen queue
          koufen queue --role channel-operations
          koufen queue --provider hz-01 --work assess
          koufen queue --role provider --work meet-duty
          koufen queue --format csv > sheet.csv
          koufen queue --through 2011-04-30 --format json
          koufen queue --as-of 2011-04-30 --known-at 2011-05-03
        """))

  @Option(help: ArgumentHelp(zh: "只列出该角色能办理或须知道的事项。", en: "Only what this role can do, or must know of.", value: .role))
  var role: String?

  @Option(help: ArgumentHelp(zh: "只列出该服务商的事项。", en: "Only what is about this provider.", value: .provider))
  var provider: String?

  @Option(
    help: ArgumentHelp(
      zh: "只列出这一类待办，如 assess（评定违规）。", en: "Only work of this kind, such as assess or meet-duty.",
      value: .work))
  var work: String?

  @Option(
    help: ArgumentHelp(
      zh: "评定表中预填的提交人，如 wu@channel-operations（默认 $KOUFEN_BY，其次配置文件）。",
      en: "Who judges, as who@role, filled into the sheet (default: $KOUFEN_BY, else the configuration's).",
      value: .person))
  var by: String?

  @Option(
    help: ArgumentHelp(
      zh: "在此日期或之前到期的义务（默认：自 --as-of 起一周）。",
      en: "Duties due on or before this date (default: a week from --as-of).", value: .date))
  var through: String?

  @OptionGroup var clocks: ClockOptions

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let work = try FilterWord.work(work)
    let ledger = try stores.ledger(readOnly: true)
    let role = try FilterWord.role(role, in: ledger)
    let now = try WallClock.now()
    let question = try clocks.question(in: ledger.zone)
    let today = question.asOf ?? ledger.zone.date(of: now)
    let last = try ArgumentText.date(through, "--through") ?? today.adding(days: 7)
    let provider = try FilterWord.provider(provider, in: ledger)
    let isSubject = try provider.map(ledger.isSubject) ?? false
    var items =
      isSubject ? [] : try ledger.queue(for: role.map { [$0] } ?? [], of: provider, through: last, question, now: now)
    if let work { items = items.filter { $0.work == work } }
    let waiting = try ledger.subjectQueue(for: role, of: provider, through: last, question)
      .filter { waits in work.map { $0 == waits.item.work } ?? true }
    let report = QueueReport(
      items: items, moment: question.moment(now: now, in: ledger.zone), zone: ledger.zone,
      calendar: try ledger.terms(question, now: now).calendar)
    switch output.format {
    case .json:
      StandardStream.output.list(
        report.jsonTexts + waiting.map(\.json.text), count: items.count + waiting.count)
    case .csv:
      let sheet = JudgingSheet(
        report, waiting, events: try ledger.evidence(of: items), by: by ?? Configuration.usualBy, output.language,
        isForExcel: output.excel)
      for line in sheet.table.csv { StandardStream.output.line(line) }
    case .table:
      if !waiting.isEmpty { output.show(waiting.table(output.language)) }
      if items.isEmpty, !waiting.isEmpty {
        break
      } else if items.isEmpty {
        output.show(output.language(zh: "没有待办事项。", en: "Nothing waits."))
      } else {
        // Work that was asked for by its name is listed one by one.
        let names = try work == nil ? ledger.terms(question, now: now).officeNames : [:]
        output.show(work == nil ? report.page(names, output.language) : Page(report.table(output.language)))
        let judged = items.first { $0.work == .assess }
        output.suggest(judged.map { [.assess($0.provider, $0.subject.text)] } ?? [.next(items[0])])
      }
    }
    StandardStream.output.flush()
  }
}
