import ArgumentParser
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook

/// `koufen report`: reports on the whole ledger.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: Words.asked(zh: "关于整个账本的报告。", en: "Reports on the whole ledger."),
    discussion: Words.asked(
      zh: """
        示例
          koufen report year 2011
          koufen report month 2011-06
        """,
      en: """
        EXAMPLES
          koufen report year 2011
          koufen report month 2011-06
        """),
    subcommands: [YearReportCommand.self, MonthReportCommand.self])
}

/// `koufen report year Y`: the closing report, with who came near a threshold and how points were given.
struct YearReportCommand: ParsableCommand, Paged {
  static let configuration = CommandConfiguration(
    commandName: "year",
    abstract: Words.asked(
      zh: "年度报告：结算结果、扣分曲线、更正，以及按条款和评定人的扣分。",
      en: "The closing report of a year, with score curves, restatements, and points by clause and assessor."),
    discussion: Words.asked(
      zh: """
        只作报告，不结算：结算用 koufen year-end。CSV（给 Excel 的加 --excel）为结算表；HTML 页面不依赖其他文件。

        示例
          koufen report year 2011
          koufen report year 2011 --format html --lang zh --out 2011.html
          koufen report year 2011 --known-at 2012-01-01 --format json
        """,
      en: """
        It closes nothing: koufen year-end does. The CSV (with --excel for Excel) is that of the closing; the HTML page
        needs no other file.

        EXAMPLES
          koufen report year 2011
          koufen report year 2011 --format html --lang zh --out 2011.html
          koufen report year 2011 --known-at 2012-01-01 --format json
        """))

  @Argument(help: ArgumentHelp(zh: "年度。", en: "The year.", value: .year))
  var year: Int

  @OptionGroup var output: ReportOptions
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var stores: StoreOptions

  func validate() throws {
    if !Limits.years.contains(year) {
      throw ValidationError(
        zh: "应为年份，如 2011，早于 \(Limits.endOfTime)，而非 \(year)。",
        en: "Expected a year such as 2011, before \(Limits.endOfTime), not \(year).")
    }
  }

  func run() throws {
    ArgumentText.warn(ofShort: year)
    let ledger = try stores.ledger(readOnly: true)
    let question = try clocks.question(in: ledger.zone)
    let report = try ledger.report(year: year, question, by: try Rulebook.builtIn(), now: try WallClock.now())
    try output.put(
      json: { report.json }, html: { language in report.html(languageTag: language.rawValue) { language($0) } },
      sheet: report.closing.sheet, page: report.page)
  }
}
