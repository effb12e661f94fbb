import ArgumentParser
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// `koufen correct FACT key=value … --reason R`: a fact read otherwise than it was recorded.
struct CorrectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct",
    abstract: Words.asked(
      zh: "更正录错的事实：显示前后读法及其影响，再追加 FactCorrected。",
      en:
        "Put right a fact that was recorded wrongly: shows both readings and what follows, then appends FactCorrected."),
    discussion: Words.asked(
      zh: """
        写明的字段取代原值，其余不变；字段= 表示去掉该字段，at= 更正发生时间。原记录留在账本中；因其而生的后果随之撤回或重新得出，
        人已评定的则列入复核。由录入者以外的人提交。

        服务商自某日起确实改名或变更类型不是更正：更正改写的是从来就录错的内容。

        示例
          koufen correct 118 population=118000 --reason '多打了一个零'
          koufen correct 118 at=2011-03-07T19:00 --reason '时间录错' --by sun@finance
          koufen correct 118 population=118000 --reason '多打了一个零' --dry-run
        """,
      en: """
        The fields named replace what stood there, the others stay; field= takes a field away, at= puts the time right. The
        old line stays in the log; what followed from it is withdrawn or found anew, and what a person judged is listed for
        review. Somebody else than who recorded it submits it.

        A provider that really changes its name or kind from some day on is no correction: a correction rewrites what was
        always wrong.

        EXAMPLES
          koufen correct 118 population=118000 --reason 'a zero too many'
          koufen correct 118 at=2011-03-07T19:00 --reason 'wrong time' --by sun@finance
          koufen correct 118 population=118000 --reason 'a zero too many' --dry-run
        """))

  @Argument(help: ArgumentHelp(zh: "事实的位置或编号。", en: "The fact's position or id.", value: .position))
  var fact: String

  @Argument(
    help: ArgumentHelp(
      zh: "更正的字段，写作 名称=值。", en: "What is otherwise, as name=value.", value: .change))
  var changes: [String] = []

  @OptionGroup var submission: CorrectionOptions

  func validate() throws {
    guard !changes.isEmpty else {
      throw ValidationError(zh: "请写明更正的字段：名称=值。", en: "Say what is otherwise, as name=value.")
    }
  }

  func run() throws {
    let pairs = try changes.map { word -> (name: String, text: String) in
      guard let equals = word.firstIndex(of: "=") else {
        throw Failure.usage(zh: "\(word)：应为 名称=值。", en: "\(word): expected name=value.")
      }
      return (name: String(word[..<equals]), text: String(word[word.index(after: equals)...]))
    }
    try submission.submit(fact) { explanation, zone in
      let name = try FactName(reading: fact)
      guard case .fact(let known, _) = explanation.lastRead.body else {
        throw Refusal.unknown(.unknownFact, named: fact, near: nil)
      }
      return try FactCorrected(of: name, known, changing: pairs, reason: submission.reason, in: zone).fact
    }
  }
}

/// `koufen retract FACT --reason R`: a fact that was none, or a report or judgement taken back.
struct RetractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retract",
    abstract: Words.asked(
      zh: "撤销录错的事实、上报或评定：显示其影响，再追加 FactRetracted。",
      en: "Take back a fact that was none, a report or a judgement: shows what follows, then appends FactRetracted."),
    discussion: Words.asked(
      zh: """
        原记录留在账本中，不再计入；评定只在其为最后定论时可以撤回。由录入者以外的人提交。

        示例
          koufen retract 118 --reason '重复录入' --by sun@department-head
        """,
      en: """
        The line stays in the log and counts no more; a judgement can be taken back while it is the last word. Somebody else
        than who recorded it submits it.

        EXAMPLES
          koufen retract 118 --reason 'entered twice' --by sun@department-head
        """))

  @Argument(help: ArgumentHelp(zh: "事实的位置或编号。", en: "The fact's position or id.", value: .position))
  var fact: String

  @OptionGroup var submission: CorrectionOptions

  func run() throws {
    try submission.submit(fact) { _, _ in
      try FactRetracted(name: FactName(reading: fact), reason: submission.reason).fact
    }
  }
}

/// What stands beside a correction, and how it is shown, asked for and appended.
struct CorrectionOptions: ParsableArguments {
  @Option(help: ArgumentHelp(zh: "理由。", en: "Why.", value: .text))
  var reason: String

  @Option(
    help: ArgumentHelp(
      zh: "提交人，写作 姓名@角色（默认 $KOUFEN_BY，其次配置文件）。",
      en: "Who submits it, as who@role (default: $KOUFEN_BY, else the configuration's).", value: .person))
  var by: String?

  @Option(
    help: ArgumentHelp(
      zh: "更正的时间（默认现在）。", en: "When it is put right (default: now).", value: .moment))
  var at: String?

  @Option(
    help: ArgumentHelp(
      zh: "UUID 编号，使重复提交不会重复记录。", en: "A UUID that makes the submission repeatable.", value: .identifier))
  var id: String?

  @Flag(help: ArgumentHelp(zh: "只显示会发生什么，不追加任何事件。", en: "Show what would happen and append nothing."))
  var dryRun = false

  @OptionGroup var confirmation: Confirmation
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  /// Shows the readings and what follows, asks where somebody can answer, and appends.
  func submit(_ name: String, _ make: (FactExplanation, Zone) throws -> Fact) throws {
    let ledger = try stores.ledger(readOnly: dryRun)
    let zone = ledger.zone
    let now = try WallClock.now()
    let explanation = try ledger.explain(fact: FactName(reading: name), knownAt: now)
    let by = try stores.demandedSubmitter(by)
    let draft = try Draft(
      correcting: explanation.provider, make(explanation, zone), at: at, by: by, id: id ?? UUIDv7.make(now: now),
      in: zone)
    let rehearsed = try ledger.submit(draft, now: now, keeping: false)
    if output.format == .table { show(explanation, rehearsed.events) }
    guard !dryRun else {
      if output.format != .table { EventPrinter(output: output, of: ledger).print(rehearsed.events) }
      StandardStream.error.line(output.language(zh: "试运行：未追加任何事件。", en: "Dry run: nothing was appended."))
      return StandardStream.output.flush()
    }
    StandardStream.output.flush()
    try confirmation.ask(
      output.language(zh: "记入账本？", en: "Record this?"), unattended: .goesAhead, language: output.language)
    let receipt = try ledger.handIn(draft, now: now).receipt
    if output.format == .table, receipt.events.map(\.event.type) == rehearsed.events.map(\.event.type) {
      sayRecorded(receipt.events, of: explanation)
    } else {
      EventPrinter(output: output, of: ledger).print(receipt.events)
    }
    StandardStream.output.flush()
  }

  /// What was shown is recorded: only where, and how it is told from now on.
  private func sayRecorded(_ events: [RecordedEvent], of explanation: FactExplanation) {
    guard let first = events.first?.event.position, let last = events.last?.event.position else { return }
    StandardStream.output.line(
      first == last
        ? output.language(zh: "已记入第 \(first) 条。", en: "Recorded as #\(first).")
        : output.language(zh: "已记入第 \(first) 至 \(last) 条。", en: "Recorded as #\(first) to #\(last)."))
    output.suggest([
      NextStep(
        "explain \(explanation.provider) --fact \(explanation.recorded.event.position)", zh: "该事实的全部读法",
        en: "the fact with all its readings")
    ])
  }

  /// Shows what the fact says now and would say then, and what would follow.
  private func show(_ explanation: FactExplanation, _ events: [RecordedEvent]) {
    let after = events.first.flatMap { explanation.reading(after: $0.event) }
    let prose = explanation.rehearsal(after, events.dropFirst().map(\.event))
    StandardStream.output.show(Page(prose, output.language), output.language)
  }
}
