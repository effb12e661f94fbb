import ArgumentParser
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// `koufen admission PROVIDER`: each criterion of a provider's admission, what was found of it, and what is missing.
struct AdmissionCommand: ParsableCommand, Paged {
  static let configuration = CommandConfiguration(
    commandName: "admission",
    abstract: Words.asked(
      zh: "一家服务商的准入：每项条件的认定、认定人和日期，尚缺哪些。",
      en: "A provider's admission: what was found of each criterion, by whom and when, and what is missing."),
    discussion: Words.asked(
      zh: """
        条件按规则文件的顺序列出；有认定的网点，其条件列在后面。“未认定”的尚须审核，“未满足”的须改正后重新审核；
        渠道开通后仍未满足的，列入服务商的待办。“不适用”的，其前提不成立。

        示例
          koufen admission hz-01
          koufen admission hz-01 --problems
          koufen admission hz-01 --outlet o-1
          koufen admission hz-01 --as-of 2011-02-20 --format csv
        """,
      en: """
        Criteria stand in the order of the rulebook file, behind them those of each outlet of which something was found. What
        is missing is still to be reviewed; what is unmet, to be put right and reviewed again: once the channel is open it
        stands in the queue. A criterion is not applicable where what it depends on is not so.

        EXAMPLES
          koufen admission hz-01
          koufen admission hz-01 --problems
          koufen admission hz-01 --outlet o-1
          koufen admission hz-01 --as-of 2011-02-20 --format csv
        """))

  @Argument(help: ArgumentHelp(zh: "服务商。", en: "The provider.", value: .provider))
  var provider: String

  @Option(help: ArgumentHelp(zh: "只列出该网点的条件。", en: "Only the criteria of this outlet.", value: .name))
  var outlet: String?

  @Flag(help: ArgumentHelp(zh: "只列出未满足和未认定的条件。", en: "Only criteria that are unmet or missing."))
  var problems = false

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let ledger = try stores.ledger(readOnly: true)
    let question = try clocks.question(in: ledger.zone)
    let provider = try FilterWord.provider(provider, in: ledger)
    var report = try ledger.admission(of: provider, question, now: try WallClock.now())
    if let outlet, !report.lines.contains(where: { $0.outlet?.text == outlet }) { throw unknown(outlet, of: report) }
    let hasCriteria = !report.lines.isEmpty
    report.lines = report.lines.filter { line in
      (outlet.map { line.outlet?.text == $0 } ?? true) && (!problems || [.unmet, .missing].contains(line.standing))
    }
    switch output.format {
    case .json: StandardStream.output.line(report.json.text)
    case .csv: output.print(report.sheet)
    case .table:
      output.show(report.title(output.language), .heading)
      if !hasCriteria { output.show(report.nothing(output.language)) }
      if hasCriteria, problems, report.lines.isEmpty {
        output.show(output.language(zh: "没有未满足或未认定的条件。", en: "No criterion is unmet or missing."))
      }
      if !report.lines.isEmpty {
        output.show("")
        output.show(report.table(output.language))
      }
    }
    StandardStream.output.flush()
  }

  private func unknown(_ outlet: String, of report: AdmissionReport) -> Failure {
    let known = Set(report.lines.compactMap(\.outlet?.text)).sorted()
    return Failure.usage(
      zh: "--outlet：\(report.provider) 的网点 \(outlet) 没有认定"
        + (known.isEmpty ? "。" : "；有认定的网点：\(Language.zh.list(known))。"),
      en: "--outlet: nothing was found of an outlet \(outlet) of \(report.provider)"
        + (known.isEmpty ? "." : "; there are findings of \(Language.en.list(known))."))
  }
}
