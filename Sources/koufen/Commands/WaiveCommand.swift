import ArgumentParser
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// `koufen waive`: many duties let go at once, each by an event of its own, all of them or none.
struct WaiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "waive",
    abstract: Words.asked(
      zh: "一次豁免多项义务：先列出，确认后逐项记录，要么全部，要么一项也不。",
      en: "Let many duties go at once: lists them, then records an event for each, all of them or none."),
    discussion: Words.asked(
      zh: """
        按服务商、义务和到期日选取未了结的义务；同时给出的条件须全部符合。未以 --duty 指明、且提交人无权豁免的，不在其列，
        只说明有几项。

        示例
          koufen waive hz-01 --duty meeting-groundwork --reason '现场已核实'
          koufen waive --until 2011-03-31 --reason '系统上线前' --dry-run
          koufen waive hz-01 --duty notify-charge:b-1 --reason '已当面告知'
        """,
      en: """
        Chooses duties that are open by provider, duty and due date; what is given must all hold. Duties that --duty does not
        name and the one who submits may not let go are left out, and counted.

        EXAMPLES
          koufen waive hz-01 --duty meeting-groundwork --reason 'seen'
          koufen waive --until 2011-03-31 --reason 'before our time' --dry-run
          koufen waive hz-01 --duty notify-charge:b-1 --reason 'told in person'
        """))

  @Argument(
    help: ArgumentHelp(
      zh: "服务商的编号或名称（默认全部）。", en: "Providers, by key or name (default: all).", value: .provider))
  var providers: [String] = []

  @Option(
    help: ArgumentHelp(
      zh: "义务的名称，如 notify-charge，或其编号，如 notify-charge:b-1；可重复。",
      en: "A duty by its slug, such as notify-charge, or by its id, such as notify-charge:b-1; may be repeated.",
      value: .duty))
  var duty: [String] = []

  // It was called --due-by before; what people have written down goes on.
  @Option(
    name: [.customLong("until"), .customLong("due-by")],
    help: ArgumentHelp(zh: "只取到期日不晚于此日的。", en: "Only those due on or before this day.", value: .date))
  var until: String?

  @Option(help: ArgumentHelp(zh: "理由。", en: "Why.", value: .text))
  var reason: String

  @Option(
    help: ArgumentHelp(
      zh: "提交人，写作 姓名@角色（默认 $KOUFEN_BY，其次配置文件）。",
      en: "Who submits it, as who@role (default: $KOUFEN_BY, else the configuration's).", value: .person))
  var by: String?

  @Option(help: ArgumentHelp(zh: "豁免的时间（默认现在）。", en: "When they are let go (default: now).", value: .moment))
  var at: String?

  @Flag(help: ArgumentHelp(zh: "只列出将豁免哪些，不作任何记录。", en: "List what would be let go, and record nothing."))
  var dryRun = false

  @OptionGroup var confirmation: Confirmation
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard !providers.isEmpty || !duty.isEmpty || until != nil else {
      throw ValidationError(
        zh: "请说明豁免哪些：服务商、--duty 或 --until。", en: "Say which: a provider, --duty or --until.")
    }
  }

  func run() throws {
    let by = try stores.demandedSubmitter(by)
    let ledger = try stores.ledger(readOnly: dryRun)
    let now = try WallClock.now()
    try checkDuties(in: ledger)
    let chosen = try chosen(in: ledger, now)
    let rehearsed = try ledger.write(keeping: false) { try waive(chosen, by, now, $0, ledger.zone, leavesOut: true) }
    sayLeftOut(chosen.count - rehearsed.count)
    guard !rehearsed.isEmpty else {
      StandardStream.error.line(
        output.language(zh: "没有可豁免的义务，未作任何记录。", en: "No duty is to be let go; nothing was recorded."))
      return
    }
    if output.format == .table { output.show(table(of: rehearsed.map(\.duty))) }
    guard !dryRun else {
      if output.format != .table {
        EventPrinter(output: output, of: ledger).print(rehearsed.flatMap(\.events))
      }
      StandardStream.error.line(output.language(zh: "试运行：未追加任何事件。", en: "Dry run: nothing was appended."))
      return StandardStream.output.flush()
    }
    StandardStream.output.flush()
    try confirmation.ask(
      output.language(
        zh: "豁免这 \(rehearsed.count) 项义务吗？", en: "Let these \(rehearsed.count.english("duty", "duties")) go?"),
      unattended: .goesAhead, language: output.language)
    let recorded = try record(rehearsed.map(\.duty), by, now, in: ledger)
    if output.format == .table {
      StandardStream.output.line(
        output.language(
          zh: "已豁免 \(recorded.count) 项义务。", en: "\(recorded.count.english("duty", "duties")) let go."))
    } else {
      EventPrinter(output: output, of: ledger).print(recorded.flatMap(\.events))
    }
    StandardStream.output.flush()
  }

  /// A duty of a provider.
  private struct Owed {
    let provider: Key<Provider>
    let line: Standing.DutyLine
  }

  private func chosen(in ledger: Ledger, _ now: Instant) throws -> [Owed] {
    let last = try ArgumentText.date(until, "--until")
    let standings = try ledger.standings(StandingQuestion(), now: now)
    let keys = try providers.map { try FilterWord.provider($0, in: ledger) }
    return standings.filter { keys.isEmpty || keys.contains($0.provider) }.flatMap { standing in
      standing.summary.duties.filter { line in
        line.state.isOwed && (duty.isEmpty || isNamed(line.duty))
          && last.map { last in line.due.map { $0.date <= last } ?? false } ?? true
      }
      .map { Owed(provider: standing.provider, line: $0) }
    }
  }

  /// That a slug named is one of a duty of some version of the rules: else a slip of the pen would pass for “nothing to do”.
  private func checkDuties(in ledger: Ledger) throws {
    guard !duty.isEmpty else { return }
    let known = try ledger.dutySlugs().map(\.text)
    for named in duty { try FilterWord.demand(duty: named, among: known) }
  }

  private func isNamed(_ id: DutyID) -> Bool { duty.contains(id.text) || duty.contains(id.slug.text) }

  /// Lets duties go, here or at the server; all of them or none.
  private func record(
    _ duties: [Owed], _ by: String, _ now: Instant, in ledger: Ledger
  ) throws -> [(duty: Owed, events: [RecordedEvent])] {
    guard let server = ledger.server else {
      return try ledger.write { try waive(duties, by, now, $0, ledger.zone, leavesOut: false) }
    }
    let drafts = try duties.map { try draft($0, by, now, ledger.zone) }
    let told = try server.submit(drafts, .all, in: ledger.zone, keeping: true)
    return try zip(duties, told.lines).map { ($0, try $1.get().receipt.events) }
  }

  private func draft(_ owed: Owed, _ by: String, _ now: Instant, _ zone: Zone) throws -> Draft {
    let fact = DutyWaived(duty: owed.line.duty, reason: reason).fact
    return try Draft(correcting: owed.provider, fact, at: at, by: by, id: UUIDv7.make(now: now), in: zone)
  }

  /// Lets duties go, in a transaction.
  ///
  /// - Parameter leavesOut: whether those that were not named and may not be let go are passed over.
  private func waive(
    _ duties: [Owed], _ by: String, _ now: Instant, _ transaction: LedgerTransaction, _ zone: Zone, leavesOut: Bool
  ) throws -> [(duty: Owed, events: [RecordedEvent])] {
    var waived: [(duty: Owed, events: [RecordedEvent])] = []
    for owed in duties {
      let draft = try draft(owed, by, now, zone)
      do {
        waived.append((owed, try transaction.submit(draft, now: now).events))
      } catch let refusal as Refusal {
        let mayNot = [RefusalCode.notWaivable, .roleNotAllowed].map(\.rawValue).contains(refusal.code)
        if leavesOut, mayNot, !isNamed(owed.line.duty) { continue }
        var failure = Failure(refusal, language: output.language)
        failure.message = "\(owed.provider) \(owed.line.duty)\(output.language(zh: "：", en: ": "))" + failure.message
        throw failure
      }
    }
    return waived
  }

  private func sayLeftOut(_ count: Int) {
    guard count > 0 else { return }
    StandardStream.error.line(
      output.language(
        zh: "另有 \(count) 项，提交人无权豁免，不在其列。",
        en: "\(count.english("more duty", "more duties")) left out, which the one who submits may not let go."))
  }

  private func table(of duties: [Owed]) -> Table {
    var table = Table(
      (output.language(zh: "服务商", en: "provider"), .left), (output.language(zh: "义务", en: "duty"), .wrapped),
      (output.language(zh: "到期日", en: "due"), .left), (output.language(zh: "义务人", en: "owed by"), .left))
    table.rows = duties.map { owed in
      [
        owed.provider.text, owed.line.duty.text, owed.line.due?.date.description ?? "–",
        output.language(owed.line.owedBy.words),
      ]
    }
    return table
  }
}
