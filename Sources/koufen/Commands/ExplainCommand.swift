import ArgumentParser
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook

/// `koufen explain`: why a breach cost what it cost, what became of a duty, or how a year came to its score.
struct ExplainCommand: ParsableCommand, Paged {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: Words.asked(
      zh: "扣分理由书：事实、逐日计算的期限、条款、扣分、申诉、证明。",
      en: "The statement of reasons: facts, due dates counted day by day, clause, charge, appeal, proof."),
    discussion: Words.asked(
      zh: """
        给出违规，则说明其为何扣这些分。给出义务，则说明其由什么产生、期限如何逐日计算、如何延期、如何履行。给出 --year，则列出该年度扣分的每次变动，合计即 koufen standing 在同一视角下所示的累计。
        --bundle 写出第三方不用 koufen 即可核对该年度所需的全部内容；说明见 Documentation/Bundle.md，核对用
        Documentation/verify_bundle.py。

        示例
          koufen explain hz-01 service-complaint:ticket:t-2
          koufen explain hz-01 service-complaint:ticket:t-2 --known-at 2011-06-08
          koufen explain hz-01 exit-file:o-17
          koufen explain hz-01 --year 2011 --format json
          koufen explain hz-01 service-complaint:ticket:t-2 --out statement.html
          koufen explain hz-01 --year 2011 --bundle hz-01-2011.json
          koufen explain zt-01 --counter points
          koufen explain zt-01 --bundle zt-01.json
        """,
      en: """
        With a breach: why it cost what it cost. With a duty: what opened it, the days of its term one by one, what put
        it off and what met it. With --year: every movement of the year's score, which add up to the score that koufen
        standing shows for the same view. --bundle writes all that a third party needs to check the year without koufen;
        Documentation/Bundle.md describes it, Documentation/verify_bundle.py checks it.

        EXAMPLES
          koufen explain hz-01 service-complaint:ticket:t-2
          koufen explain hz-01 service-complaint:ticket:t-2 --known-at 2011-06-08
          koufen explain hz-01 exit-file:o-17
          koufen explain hz-01 --year 2011 --format json
          koufen explain hz-01 service-complaint:ticket:t-2 --out statement.html
          koufen explain hz-01 --year 2011 --bundle hz-01-2011.json
          koufen explain zt-01 --counter points
          koufen explain zt-01 --bundle zt-01.json
        """))

  @Argument(help: ArgumentHelp(zh: "服务商。", en: "The provider.", value: .provider))
  var provider: String

  @Argument(help: ArgumentHelp(zh: "违规或义务的编号。", en: "The breach, or the duty.", value: .matter))
  var matter: String?

  @Option(help: ArgumentHelp(zh: "说明此年度的扣分累计。", en: "Explain this year's score.", value: .year))
  var year: Int?

  @Option(
    help: ArgumentHelp(
      zh: "说明此事实（位置或编号）：原记录、每次更正及其影响、现在的读法。",
      en: "Explain this fact, by position or id: as recorded, each correction with what followed, how it is read.",
      value: .position))
  var fact: String?

  @Option(
    help: ArgumentHelp(
      zh: "说明方案对象的这一计分项：每笔记分的起止日期，以及逐日所余。",
      en: "Explain this counter of a subject of a programme: its entries day by day.", value: .text))
  var counter: String?

  @Option(
    help: ArgumentHelp(
      zh: "说明方案对象的这一处理措施：为何执行，至何时。", en: "Explain this measure of a subject: why it runs, and until when.",
      value: .text))
  var measure: String?

  @Option(
    help: ArgumentHelp(
      zh: "将证据包写入此新文件：服务商的须与 --year 同用，方案对象的单用。",
      en: "Write a bundle to this new file: of a provider with --year, of a subject of a programme alone.",
      value: .file))
  var bundle: String?

  @Option(
    help: ArgumentHelp(
      zh: "输出格式；text 和 html 是可单独打印的理由书（默认 table；有 --out 时按文件名结尾）。",
      en: "How to print; text and html are a statement for paper (default: table, or by the ending of --out).",
      value: .format))
  var format: ExplanationFormat?

  @Option(help: ArgumentHelp(zh: "写入此文件；文件须尚不存在。", en: "Write to this file, which must not exist yet.", value: .file))
  var out: String?

  @Option(help: .language)
  var lang: Language?

  @OptionGroup var terminal: TerminalOptions
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var freshness: FreshnessOptions
  @OptionGroup var stores: StoreOptions

  /// The formats of an explanation.
  enum ExplanationFormat: String, CaseIterable, ExpressibleByArgument {
    /// For a terminal.
    case table
    /// For programs.
    case json
    /// A statement in lines of 80 places.
    case text
    /// A statement as a page.
    case html
  }

  private var language: Language { lang ?? Configuration.usualLanguage }

  /// The format asked for, else that of the file's name, else the terminal's.
  private var chosen: ExplanationFormat {
    if let format { return format }
    guard let out else { return .table }
    return out.hasSuffix(".html") ? .html : out.hasSuffix(".json") ? .json : .text
  }

  func validate() throws {
    let asked = [matter == nil, year == nil, fact == nil, counter == nil, measure == nil]
    let count = asked.count { !$0 }
    if count != 1, count > 0 || bundle == nil {
      throw ValidationError(
        zh: "请给出一项违规或义务、--year、--fact、--counter 或 --measure，择其一。",
        en: "Give a breach or a duty, --year, --fact, --counter or --measure, one of them.")
    }
    if bundle != nil, year == nil, count > 0 {
      throw ValidationError(zh: Self.bundleOfYear.zh, en: Self.bundleOfYear.en)
    }
  }

  private static var bundleOfYear: Words {
    Words(
      zh: "--bundle 须与 --year 同用；方案的对象不按年度，单用 --bundle。",
      en: "--bundle goes with --year, and, for a subject of a programme, which has no years, stands alone.")
  }

  /// What of a subject is asked; nil for what a subject of a programme knows nothing of.
  private var asked: SubjectMatter? {
    if let counter { return .counter(counter) }
    if let measure { return .measure(measure) }
    return matter.map { .breach(BreachID($0)) }
  }

  /// Explains something of a subject of a programme.
  private func explain(subject: Key<Provider>, _ ledger: Ledger) throws {
    let zone = try ledger.zone(of: subject)
    let question = try clocks.question(in: zone)
    if let bundle, year == nil {
      let contents =
        try ledger.server?.bundle(ofSubject: subject, question, in: zone)
        ?? ledger.bundle(ofSubject: subject, question, now: try WallClock.now()).json.text + "\n"
      try OutputFile.write(contents, to: bundle)
      return StandardStream.error.line(language(zh: "已写入 \(bundle)。", en: "Written to \(bundle).").printable)
    }
    guard let asked else {
      throw Failure.usage(
        zh: "\(subject) 是方案的对象：请给出违规、--counter、--measure 或 --bundle。",
        en: "\(subject) is a subject of a programme: give a breach, --counter, --measure or --bundle.")
    }
    let answer = try ledger.explanation(of: asked, ofSubject: subject, question, now: try WallClock.now())
    try print(answer.json, answer.prose, Statement(answer))
    StandardStream.output.flush()
  }

  func run() throws {
    ArgumentText.warn(ofShort: year)
    let ledger = try stores.ledger(readOnly: true, freshness: freshness)
    let provider = try FilterWord.provider(provider, in: ledger)
    if try ledger.isSubject(provider) { return try explain(subject: provider, ledger) }
    if bundle != nil, year == nil {
      throw Failure.usage(zh: Self.bundleOfYear.zh, en: Self.bundleOfYear.en)
    }
    if counter != nil || measure != nil { throw Refusal.rules(.unknownProvider, found: .same(provider.text)) }
    let question = try clocks.question(in: ledger.zone, year: year)
    let rulebooks = [try Rulebook.builtIn()]
    if let fact {
      let answer = try ledger.explain(
        fact: FactName(reading: fact), of: provider, knownAt: question.knownAt ?? WallClock.now())
      try print(answer.json, answer.prose, Statement(answer))
    } else if let matter {
      let answer = try ledger.explain(
        named: matter, of: provider, question, by: rulebooks, now: try WallClock.now())
      switch answer {
      case .breach(let answer): try print(answer.json, answer.prose, Statement(answer))
      case .duty(let answer): try print(answer.json, answer.prose, Statement(answer))
      }
      suggest(
        NextStep(
          "explain \(provider) \(matter) --out statement.html", zh: "可打印的理由书",
          en: "the statement, to be printed"))
    } else if let year {
      if let bundle {
        let contents =
          try ledger.server?.bundle(year: year, of: provider, question, in: ledger.zone)
          ?? ledger.bundle(year: year, of: provider, question, by: rulebooks, now: try WallClock.now()).json.text + "\n"
        try OutputFile.write(contents, to: bundle)
      }
      let answer = try ledger.explain(year: year, of: provider, question, by: rulebooks, now: try WallClock.now())
      try print(answer.json, answer.prose, Statement(answer))
      suggest(
        NextStep(
          "explain \(answer.provider) --year \(year) --out statement.html", zh: "可打印的明细",
          en: "the same, to be printed"))
    }
    StandardStream.output.flush()
  }

  private func print(_ json: JSON, _ prose: Prose, _ statement: Statement) throws {
    let text =
      switch chosen {
      case .json: json.text + "\n"
      case .html: statement.html(language)
      case .text: statement.text(language)
      case .table: out == nil ? nil : statement.text(language)
      }
    guard let text else { return StandardStream.output.show(Page(prose, language), language) }
    guard let out else { return StandardStream.output.bytes(Array(text.utf8)) }
    try OutputFile.write(text, to: out)
    StandardStream.error.line(language(zh: "已写入 \(out)。", en: "Written to \(out).").printable)
  }

  private func suggest(_ step: NextStep) {
    guard chosen == .table, Terminal.output.width != nil else { return }
    StandardStream.output.show(Page([Line(), step.line(language)]), language)
  }
}
