import ArgumentParser
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// `koufen outlets PROVIDER`: each outlet of a provider, and what is wrong with it.
struct OutletsCommand: ParsableCommand, Paged {
  static let configuration = CommandConfiguration(
    commandName: "outlets",
    abstract: Words.asked(
      zh: "一家服务商的网点：状态、日期、求助、投诉和近几个月的成交；有问题的注明。",
      en: "A provider's outlets: state, dates, tickets, complaints, sales of the last months; problems are marked."),
    discussion: Words.asked(
      zh: """
        有问题的网点：退出申请逾期未响应、求助逾期未答复、投诉未处理或本年成立、按 §2.2.3(3) 计为无成交或低成交。
        成交为截至 --as-of 已结束的最近几个月；– 表示该城市当月未上报，或月底不在管。

        示例
          koufen outlets hz-01
          koufen outlets hz-01 --problems
          koufen outlets hz-01 --city hangzhou --state open --months 6
          koufen outlets hz-01 --as-of 2011-06-30 --format csv
        """,
      en: """
        To be looked after are outlets whose exit request or request for help was not answered in time, with a complaint
        open or upheld this year, and those that count as selling nothing or little by §2.2.3(3). Sales are those of the
        last months over by --as-of; a dash means that the city's month is not reported, or the outlet not held at its end.

        EXAMPLES
          koufen outlets hz-01
          koufen outlets hz-01 --problems
          koufen outlets hz-01 --city hangzhou --state open --months 6
          koufen outlets hz-01 --as-of 2011-06-30 --format csv
        """))

  @Argument(help: ArgumentHelp(zh: "服务商。", en: "The provider.", value: .provider))
  var provider: String

  @Option(help: ArgumentHelp(zh: "只列出该城市的网点。", en: "Only outlets in this city.", value: .city))
  var city: String?

  @Option(
    help: ArgumentHelp(
      zh: "只列出此状态的网点：signed、open、leaving、exited、transferred 或 frozen。",
      en: "Only outlets in this state: signed, open, leaving, exited, transferred or frozen.", value: .status))
  var state: String?

  @Flag(help: ArgumentHelp(zh: "只列出有问题的网点。", en: "Only outlets with a problem."))
  var problems = false

  @Option(
    help: ArgumentHelp(zh: "列出最近几个月的成交，最多 24。", en: "Of how many months to show sales, at most 24.", value: .number))
  var months = 3

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if !(1...24).contains(months) {
      throw ValidationError(zh: "--months 应为 1 到 24，而非 \(months)。", en: "--months is 1 to 24, not \(months).")
    }
  }

  func run() throws {
    let state = try FilterWord.outletState(state)
    let ledger = try stores.ledger(readOnly: true)
    let question = try clocks.question(in: ledger.zone)
    let provider = try FilterWord.provider(provider, in: ledger)
    var report = try ledger.outlets(of: provider, months: months, question, now: try WallClock.now())
    if let city, !report.lines.contains(where: { $0.city.text == city }) {
      throw unknownCity(city, of: report)
    }
    let title = report.title(output.language)
    report.lines = report.lines.filter { line in
      (city.map { line.city.text == $0 } ?? true) && (state.map { line.state == $0 } ?? true)
        && (!problems || !line.concerns.isEmpty)
    }
    switch output.format {
    case .json: StandardStream.output.line(report.json.text)
    case .csv: output.print(report.sheet)
    case .table:
      output.show(title, .heading)
      if !report.lines.isEmpty {
        output.show("")
        output.show(report.table(output.language))
      }
    }
    StandardStream.output.flush()
  }

  private func unknownCity(_ city: String, of report: OutletReport) -> Failure {
    let known = Set(report.lines.map(\.city.text)).sorted()
    return Failure.usage(
      zh: "--city：\(report.provider) 在 \(city) 没有网点" + (known.isEmpty ? "。" : "；有网点的城市：\(Language.zh.list(known))。"),
      en: "--city: \(report.provider) has no outlet in \(city)"
        + (known.isEmpty ? "." : "; it has some in \(Language.en.list(known))."))
  }
}
