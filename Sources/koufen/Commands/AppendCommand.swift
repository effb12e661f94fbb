import ArgumentParser
import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook

/// `koufen append`: one event by flags, or many from a file.
struct AppendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "append",
    abstract: Words.asked(
      zh: "追加一个事件，或文件中的多个事件；逐条显示其后果。",
      en: "Append one event by flags, or many from a file; prints each with its consequences."),
    discussion: Words.asked(
      zh: """
        文件每行一个事件，写作 JSON；或为带标题行的 CSV，如 koufen template 类型 所写：标题为英文或中文，以 Excel 保存的
        UTF-8、UTF-16 或 GB18030 均可。要么全部追加，要么一条也不追加；加 --keep-going 则追加正确的行，并逐行报告有误的行。

        等候缓慢的输入时不占用账本：加 --keep-going 则随到随存，--format json 为每行输出回执；否则先读完全部。编号（--id）
        此前已接受过的事件不会再次追加，只显示首次的结果。

        在终端上只给出类型时，逐项询问其余各项，显示将会记录什么，确认后才记录。服务商也可用其名称。

        示例
          koufen append ProviderRegistered --provider hz-01 \\
            --by chen@channel-expansion name='杭州一号' kind=thirdParty
          koufen append BreachAssessed --provider hz-01 --by wu@channel-operations \\
            breach=service-complaint:ticket:t-9 points=2 reason='超时十四小时'
          koufen append --file 2011-03-04.csv --dry-run
          feed | koufen append --file - --keep-going --format json
        """,
      en: """
        A file holds one event a line as JSON, or CSV with a heading (type,provider,at,by,… and the data fields), as
        koufen template TYPE writes it: headings in English or Chinese, as Excel saves it, in UTF-8, UTF-16 or GB18030.
        All of it is appended or nothing; with --keep-going the good lines are, and each bad one is reported.
        An input that comes slowly is waited for without holding the ledger: with --keep-going each line is kept as it
        comes, and --format json prints a receipt for it; without, the whole of it is read first.
        An event with an id that was accepted before is not appended again: its first result is printed.
        On a terminal a type alone is asked for its fields one by one; what would follow is shown, and nothing recorded
        before a yes. A provider may be called by its name.

        EXAMPLES
          koufen append ProviderRegistered --provider hz-01 \\
            --by chen@channel-expansion name='杭州一号' kind=thirdParty
          koufen append BreachAssessed --provider hz-01 --by wu@channel-operations \\
            breach=service-complaint:ticket:t-9 points=2 reason='fourteen hours'
          koufen append --file events.jsonl --dry-run
          feed | koufen append --file - --keep-going --format json
        """))

  @Argument(
    help: ArgumentHelp(
      zh: "事件类型，如 HelpRequested，其后为 名称=值 形式的数据。",
      en: "The type of the event, such as HelpRequested, then its data as name=value.", value: .event))
  var words: [String] = []

  @Option(help: ArgumentHelp(zh: "事件所属的服务商。", en: "The provider the event is about.", value: .provider))
  var provider: String?

  @Option(
    help: ArgumentHelp(
      zh: "发生时间：RFC 3339、当地日期时间或日期（默认现在）。",
      en: "When it happened: RFC 3339, or a local date-time or date (default: now).", value: .moment))
  var at: String?

  @Option(
    help: ArgumentHelp(
      zh: "提交人，写作 姓名@角色（默认 $KOUFEN_BY，其次配置文件）。",
      en: "Who submits it, as who@role (default: $KOUFEN_BY, else the configuration's).", value: .person))
  var by: String?

  @Option(
    help: ArgumentHelp(
      zh: "UUID 编号，使重复提交不会重复记录。", en: "A UUID that makes the submission repeatable.", value: .identifier))
  var id: String?

  @Option(
    help: ArgumentHelp(
      zh: "备注：随事件一同记录的文字，不影响任何规则。", en: "A note recorded beside the event, which no rule reads.",
      value: .text))
  var note: String?

  @Option(
    help: ArgumentHelp(
      zh: "追加此文件中的事件；- 为标准输入。", en: "Append the events of this file; - is standard input.", value: .file))
  var file: String?

  @Option(
    help: ArgumentHelp(
      zh: "文件写法（默认：名称以 .csv 结尾为 csv，否则为 jsonl）。",
      en: "What the file is written in (default: by the ending .csv, else jsonl).", value: .notation))
  var input: InputForm.Notation?

  @Option(
    help: ArgumentHelp(
      zh: "CSV 的字符编码（默认按整个文件判断）。", en: "How a CSV writes its text (default: judged by the whole file).",
      value: .encoding))
  var encoding: TextEncoding?

  @Flag(help: ArgumentHelp(zh: "追加文件中正确的行，并逐行报告有误的行。", en: "Append the good lines of a file and report each bad one."))
  var keepGoing = false

  @Flag(help: ArgumentHelp(zh: "只作裁定，不追加任何事件。", en: "Decide everything and append nothing."))
  var dryRun = false

  @OptionGroup var confirmation: Confirmation
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if (file == nil) == words.isEmpty {
      throw ValidationError(zh: "请给出事件类型及其数据，或 --file，二者择一。", en: "Give either a type with its data, or --file.")
    }
    if file != nil, provider != nil || at != nil || by != nil || id != nil || note != nil {
      throw ValidationError(
        zh: "--provider、--at、--by、--id、--note 只用于单个事件，不与 --file 同用。",
        en: "--provider, --at, --by, --id and --note go with a single event, not with --file.")
    }
    if file == nil, keepGoing {
      throw ValidationError(zh: "--keep-going 须与 --file 同用。", en: "--keep-going goes with --file.")
    }
    if file == nil, input != nil || encoding != nil {
      throw ValidationError(
        zh: "--input、--encoding 须与 --file 同用。", en: "--input and --encoding go with --file.")
    }
    if let file, encoding != nil, !InputForm(notation: input).isCSV(file) {
      throw ValidationError(
        zh: "--encoding 只用于 CSV：名称以 .csv 结尾的文件，或 --input csv。",
        en: "--encoding goes with CSV: a file that ends in .csv, or --input csv.")
    }
  }

  func run() throws {
    if let file {
      let form = InputForm(notation: input, encoding: encoding)
      try BulkAppend(stores: stores, keepGoing: keepGoing, dryRun: dryRun, form: form, output: output).run(file)
    } else {
      do { try appendOne() } catch { throw try guided(error) ?? stores.missing(because: error) ?? error }
    }
    StandardStream.output.flush()
  }

  private func appendOne() throws {
    let providers = stores.calledProviders
    var pairs = try pairs()
    if let questions = try questions(providers) {
      pairs = try questions.ask(pairs)
      if !dryRun { try confirm(pairs, providers) }
    }
    let ledger = try stores.ledgerToAppend(rehearsing: dryRun)
    let accepted = try submit(pairs, to: ledger, providers, keeping: !dryRun)
    let receipt = accepted.receipt
    EventPrinter(output: output, of: ledger).print(receipt.events)
    if receipt.isRepeat {
      StandardStream.error.line(
        output.language(
          zh: "此前已接受过，未再追加。", en: "Accepted before under this id; nothing was appended."))
    }
    for warning in accepted.warnings { warning.say() }
    if dryRun {
      StandardStream.error.line(output.language(zh: "试运行：未追加任何事件。", en: "Dry run: nothing was appended."))
    } else {
      output.suggest(NextStep.after(receipt.events))
    }
  }

  private func draft(_ pairs: [(String, String)], in zone: Zone, _ providers: CalledProviders) throws -> Draft {
    do {
      return try Draft(written: pairs, in: zone, calling: providers)
    } catch let error as InputError {
      throw error.naming(in: pairs)
    }
  }

  private func submit(
    _ pairs: [(String, String)], to ledger: Ledger, _ providers: CalledProviders, keeping keeps: Bool
  ) throws -> Accepted {
    let now = try WallClock.now()
    var draft = try draft(pairs, in: ledger.zone, providers)
    if draft.id == nil { draft.id = UUIDv7.make(now: now) }
    do {
      do {
        return try ledger.handIn(draft, now: now, keeping: keeps)
      } catch Refusal.rules(.unknownProvider, _) {
        draft.provider = try providers.provider(insteadOf: draft.provider)
        return try ledger.handIn(draft, now: now, keeping: keeps)
      } catch let failure as Failure where failure.code == RefusalCode.unknownProvider.rawValue {
        draft.provider = try providers.provider(insteadOf: draft.provider)
        return try ledger.handIn(draft, now: now, keeping: keeps)
      }
    } catch {
      guard let id = draft.id, Failure(error, language: output.language).code == "store-unsettled" else { throw error }
      var failure = Failure(error, language: output.language)
      failure.message += output.language(zh: "本次的编号是 \(id)。", en: " The id was \(id).")
      throw failure
    }
  }

  /// The questions for what is missing; nil where nothing is, or nobody can be asked.
  private func questions(_ providers: CalledProviders) throws -> AppendQuestions? {
    guard Confirmation.canAsk, output.format == .table, words.count == 1, let kind = FactKind(called: words[0]) else {
      return nil
    }
    let listing = try RulebookNames.listing(kind, under: Rulebook.builtIn().terms)
    guard provider == nil || !listing.fields.isEmpty else { return nil }
    return AppendQuestions(
      listing: listing, zone: Rulebook.builtInZone, providers: providers, language: output.language)
  }

  /// Shows what would follow from the event, and asks whether it is to be recorded.
  private func confirm(_ pairs: [(String, String)], _ providers: CalledProviders) throws {
    let ledger =
      try stores.isMade
      ? stores.ledger(readOnly: true) : Ledger(store: InMemoryEventStore(), source: StoreOptions.rules())
    let accepted = try submit(pairs, to: ledger, providers, keeping: false)
    let names = EventNames(ledger)
    let table = Table(telling: accepted.receipt.events, in: ledger.zone, output.language, by: names.callAsFunction)
    StandardStream.error.line(output.language(zh: "将会记录：", en: "This would be recorded:"))
    StandardStream.error.show(Page(table), output.language)
    for warning in accepted.warnings { warning.say() }
    try confirmation.ask(
      output.language(zh: "记录这条事件吗？", en: "Record this event?"), unattended: .goesAhead, language: output.language)
  }

  /// Says what is wrong with the event's shape, and behind it what an event of its type is to look like.
  private func guided(_ error: any Error) throws -> Failure.Quiet? {
    let failure = Failure(error, language: output.language)
    guard failure.code == "bad-input", output.format != .json, let type = words.first else { return nil }
    failure.print(asJSON: false)
    if case .field(let field, .present)? = error as? InputError, let hint = Self.hint(field) {
      StandardStream.error.line(output.language(hint))
    }
    let listing = try FactKind(called: type).map { try RulebookNames.listing($0, under: Rulebook.builtIn().terms) }
    let others = output.language(zh: "全部类型见 koufen types。", en: "all types: koufen types")
    for line in listing?.guide(output.language) ?? [others] { StandardStream.error.line(line) }
    return Failure.Quiet(exit: failure.exit)
  }

  /// How what stands beside the data is given, where it is missing.
  private static func hint(_ field: String) -> Words? {
    switch EnvelopeField(rawValue: field) {
    case .by:
      Words(
        zh: "提交人用 --by 姓名@角色 给出，或设 KOUFEN_BY，或写入配置文件。",
        en: "Who submits it is said with --by WHO@ROLE, with KOUFEN_BY, or in the configuration.")
    case .provider: Words(zh: "服务商用 --provider 给出：编号或名称。", en: "The provider is said with --provider, by key or name.")
    case .type, .at, .id, .note, nil: nil
    }
  }

  private func pairs() throws -> [(String, String)] {
    var pairs = [("type", words[0])]
    if let provider { pairs.append(("provider", provider)) }
    if let at { pairs.append(("at", at)) }
    let roles = FactKind(called: words[0])?.payload.about.roles
    if let by = try stores.submitter(by, among: roles) { pairs.append(("by", by)) }
    if let id { pairs.append(("id", id)) }
    if let note { pairs.append(("note", note)) }
    for word in words.dropFirst() {
      guard let equals = word.firstIndex(of: "=") else {
        throw Failure.usage(zh: "\(word)：应为名称=值。", en: "\(word): expected name=value.")
      }
      pairs.append((String(word[..<equals]), String(word[word.index(after: equals)...])))
    }
    return pairs
  }
}
