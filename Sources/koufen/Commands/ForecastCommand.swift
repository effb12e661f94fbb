import ArgumentParser
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// `koufen forecast PROVIDER`: what is owed and pending, and how the year may end.
struct ForecastCommand: ParsableCommand, Paged {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: Words.asked(
      zh: "服务商应尽的义务、待评定事项，以及年终最好与最坏的结果。",
      en: "What a provider owes, what is pending, and the best and worst the year may end with."),
    discussion: Words.asked(
      zh: """
        全部服务商按危险程度排列：先是本月可能达到下一标准线的，再是本年可能的。
        每个数字都由假定作出的裁定推演得出，并注明其前提。
        方案的对象：各计分项现在与以后的累计、下一节点、待评定事项、执行中的处理措施和未履行的义务。

        示例
          koufen forecast hz-01
          koufen forecast zt-01
          koufen forecast
          koufen forecast --format csv
          koufen forecast hz-01 --as-of 2011-06-30 --format json
        """,
      en: """
        All of them stand in order of danger: first who may come to the next line this month, then this year.
        Every number is folded from the events that would be decided, and says what it assumes. Of a subject of a programme:
        what each counter is and comes to, its next node, what is pending, measures in force, duties not met.

        EXAMPLES
          koufen forecast hz-01
          koufen forecast zt-01
          koufen forecast
          koufen forecast --format csv
          koufen forecast hz-01 --as-of 2011-06-30 --format json
        """))

  @Argument(help: ArgumentHelp(zh: "服务商（默认全部）。", en: "The provider (default: all).", value: .provider))
  var provider: String?

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let ledger = try stores.ledger(readOnly: true)
    let now = try WallClock.now()
    let question = try clocks.question(in: ledger.zone)
    let asOf = question.asOf ?? ledger.zone.date(of: now)
    if let provider, try ledger.isSubject(FilterWord.provider(provider, in: ledger)) {
      let subject = try FilterWord.provider(provider, in: ledger)
      try printSubject(ledger.subjectOutlook(of: subject, clocks.question(in: ledger.zone(of: subject)), now: now))
    } else if let provider {
      let outlook = try ledger.outlook(of: FilterWord.provider(provider, in: ledger), question, now: now)
      if output.format == .csv {
        printAll(OutlookReport([outlook], asOf: asOf, zone: ledger.zone))
      } else {
        printOne(
          ForecastReport(provider: outlook.provider, asOf: asOf, forecast: outlook.forecast, zone: ledger.zone))
      }
    } else {
      let listed: Forecast.DutiesListed = output.format == .json ? .all : .ofYear
      let outlooks = try ledger.forecasts(question, listing: listed, now: now).byDanger
      printAll(
        OutlookReport(outlooks, asOf: asOf, zone: ledger.zone), try ledger.subjectOutlooks(question, now: now))
    }
    StandardStream.output.flush()
  }

  private func printSubject(_ outlook: SubjectOutlook) {
    switch output.format {
    case .json: StandardStream.output.line(outlook.json.text)
    case .csv: output.print([outlook].table)
    case .table:
      output.show(outlook.prose)
      output.suggest([.standing(outlook.provider)])
    }
  }

  private func printOne(_ report: ForecastReport) {
    if output.format == .json { return StandardStream.output.line(report.json.text) }
    output.show(report.prose)
    output.suggest([.standing(report.provider)])
  }

  private func printAll(_ report: OutlookReport, _ subjects: [SubjectOutlook] = []) {
    let hasSubjectsOnly = report.outlooks.isEmpty && !subjects.isEmpty
    switch output.format {
    case .json where subjects.isEmpty: StandardStream.output.list(report.jsonTexts, count: report.outlooks.count)
    case .json:
      StandardStream.output.list(
        report.jsonTexts + subjects.map(\.json.text), count: report.outlooks.count + subjects.count)
    case .csv:
      output.print { ($0.map(report.forecasts) ?? report.codes).joined(with: subjects.table($0)) }
    case .table:
      if !hasSubjectsOnly { output.show(report.forecasts(output.language)) }
      if !subjects.isEmpty { output.show(subjects.table(output.language)) }
      output.suggest(report.outlooks.first.map { [.forecast($0.provider)] } ?? [])
    }
  }
}
