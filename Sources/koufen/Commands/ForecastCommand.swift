import ArgumentParser
import Ledger
import LedgerDomain
import Presentation
import LedgerFormat

/// `koufen forecast PROVIDER`: what is owed and pending, and how the year may end.
struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: Words.asked(
      zh: "服务商应尽的义务、待评定事项，以及年终最好与最坏的结果。",
      en: "What a provider owes, what is pending, and the best and worst the year may end with."),
    discussion: Words.asked(
      zh: """
        每个数字都由假定作出的裁定推演得出，并注明其前提。

        示例
          koufen forecast hz-01
          koufen forecast
          koufen forecast hz-01 --as-of 2011-06-30 --format json
        """,
      en: """
        Every number is folded from the events that would be decided, and says what it assumes.

        EXAMPLES
          koufen forecast hz-01
          koufen forecast
          koufen forecast hz-01 --as-of 2011-06-30 --format json
        """))

  @Argument(help: ArgumentHelp(zh: "服务商（默认全部）。", en: "The provider (default: all).", value: .provider))
  var provider: String?

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if output.format == .csv {
      throw ValidationError(zh: "forecast 只能输出 table 或 json。", en: "forecast prints table or json.")
    }
  }

  func run() throws {
    let ledger = try stores.ledger(readOnly: true)
    let now = try WallClock.now()
    let question = try clocks.question(in: ledger.zone)
    let asOf = question.asOf ?? ledger.zone.date(of: now)
    guard let provider else { return try printAll(of: ledger, question, asOf: asOf, now: now) }
    let report = ForecastReport(
      provider: Key(provider), asOf: asOf, forecast: try ledger.forecast(of: Key(provider), question, now: now),
      zone: ledger.zone)
    if output.format == .json {
      StandardStream.output.line(report.json.text)
    } else {
      for line in report.prose.lines { StandardStream.output.line(output.language(line).printable) }
    }
    StandardStream.output.flush()
  }

  private func printAll(of ledger: Ledger, _ question: StandingQuestion, asOf: LocalDate, now: Instant) throws {
    let forecasts = try ledger.forecasts(question, now: now)
    if output.format == .json {
      StandardStream.output.line("[")
      for (index, entry) in forecasts.enumerated() {
        let report = ForecastReport(
          provider: entry.provider, asOf: asOf, forecast: entry.forecast, zone: ledger.zone)
        StandardStream.output.line(report.json.text + (index == forecasts.count - 1 ? "" : ","))
      }
      StandardStream.output.line("]")
    } else {
      var table = Table(
        (output.language(zh: "服务商", en: "provider"), .left), (output.language(zh: "年度", en: "year"), .right),
        (output.language(zh: "现为", en: "score"), .right), (output.language(zh: "最好", en: "best"), .right),
        (output.language(zh: "申诉后最好", en: "best on appeal"), .right),
        (output.language(zh: "最坏", en: "worst"), .right),
        (output.language(zh: "含义务最坏", en: "worst with duties"), .right),
        (output.language(zh: "最坏时状态", en: "worst status"), .left))
      table.rows = forecasts.map { provider, forecast in
        [provider.text, String(forecast.year), String(forecast.score)]
          + [forecast.best, forecast.bestOnAppeal, forecast.worst, forecast.worstWithDuties].map { String($0.score) }
          + [output.language(forecast.worstWithDuties.status.words)]
      }
      for line in table.text { StandardStream.output.line(line) }
    }
    StandardStream.output.flush()
  }
}
