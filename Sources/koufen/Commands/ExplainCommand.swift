import ArgumentParser
import Foundation
import Ledger
import LedgerDomain
import Rulebook
import LedgerFormat
import Presentation

/// `koufen explain`: why a breach cost what it cost, or how a year came to its score.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: Words.asked(
      zh: "理由说明：事实、逐日计算的期限、条款、扣分、申诉、证明。",
      en: "The statement of reasons: facts, due dates counted day by day, clause, charge, appeal, proof."),
    discussion: Words.asked(
      zh: """
        给出违规，则说明其为何扣这些分。给出 --year，则列出该年度扣分的每次变动，合计即 koufen standing 在同一视角下所示的累计。
        --bundle 写出第三方不用 koufen 即可核对该年度所需的全部内容；说明见 Documentation/Bundle.md，核对用
        Documentation/verify_bundle.py。

        示例
          koufen explain hz-01 service-complaint:ticket:t-2
          koufen explain hz-01 service-complaint:ticket:t-2 --known-at 2011-06-08
          koufen explain hz-01 --year 2011 --format json
          koufen explain hz-01 --year 2011 --bundle hz-01-2011.json
        """,
      en: """
        With a breach: why it cost what it cost. With --year: every movement of the year's score, which add up to the
        score that koufen standing shows for the same view. --bundle writes all that a third party needs to check the
        year without koufen; Documentation/Bundle.md describes it, Documentation/verify_bundle.py checks it.

        EXAMPLES
          koufen explain hz-01 service-complaint:ticket:t-2
          koufen explain hz-01 service-complaint:ticket:t-2 --known-at 2011-06-08
          koufen explain hz-01 --year 2011 --format json
          koufen explain hz-01 --year 2011 --bundle hz-01-2011.json
        """))

  @Argument(help: ArgumentHelp(zh: "服务商。", en: "The provider.", value: .provider))
  var provider: String

  @Argument(help: ArgumentHelp(zh: "违规编号。", en: "The breach.", value: .breach))
  var breach: String?

  @Option(help: ArgumentHelp(zh: "说明此年度的扣分累计。", en: "Explain this year's score.", value: .year))
  var year: Int?

  @Option(
    help: ArgumentHelp(
      zh: "将该年度的证据包写入此新文件；须与 --year 同用。", en: "Write the year's bundle to this new file; goes with --year.",
      value: .file))
  var bundle: String?

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if (breach == nil) == (year == nil) {
      throw ValidationError(zh: "请给出一项违规或 --year，二者择一。", en: "Give either a breach or --year.")
    }
    if bundle != nil, year == nil {
      throw ValidationError(zh: "--bundle 须与 --year 同用。", en: "--bundle goes with --year.")
    }
    if output.format == .csv {
      throw ValidationError(zh: "explain 只能输出 table 或 json。", en: "explain prints table or json.")
    }
  }

  func run() throws {
    let ledger = try stores.ledger(readOnly: true)
    let question = try clocks.question(in: ledger.zone, year: year)
    _ = try FilterWord.provider(provider, in: ledger)
    let rulebooks = [try Rulebook.builtIn()]
    if let breach {
      let answer = try ledger.explain(
        BreachID(breach), of: Key(provider), question, by: rulebooks, now: try WallClock.now())
      print(answer.json, answer.prose)
    } else if let year {
      if let bundle {
        let contents = try ledger.bundle(
          year: year, of: Key(provider), question, by: rulebooks, now: try WallClock.now())
        try OutputFile.write(contents.json.text + "\n", to: bundle)
      }
      let answer = try ledger.explain(year: year, of: Key(provider), question, by: rulebooks, now: try WallClock.now())
      print(answer.json, answer.prose)
    }
    StandardStream.output.flush()
  }

  private func print(_ json: JSON, _ prose: Prose) {
    if output.format == .json { return StandardStream.output.line(json.text) }
    for line in prose.lines { StandardStream.output.line(output.language(line).printable) }
  }
}
