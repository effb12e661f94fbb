import ArgumentParser
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook

/// `koufen report month M`: what a month came to.
struct MonthReportCommand: ParsableCommand, Paged {
  static let configuration = CommandConfiguration(
    commandName: "month",
    abstract: Words.asked(
      zh: "一个月的报告：违规、评定、改判、扣分、迟答、投诉、标准线、程序、网点和成交。",
      en: "A month: breaches, judgements, points, late answers, complaints, lines reached, cases, outlets, sales."),
    discussion: Words.asked(
      zh: """
        违规和现计分按违规发生的日期归入月份，十二个月相加即为全年；评定、改判、扣分和返还按其办理的日期归入月份。
        求助按应答复的日期，投诉按提出的日期。CSV 每家服务商一行；HTML 页面不依赖其他文件。

        示例
          koufen report month 2011-06
          koufen report month 2011-06 --format html --out 2011-06.html
          koufen report month 2011-06 --excel --out 2011-06.csv
          koufen report month 2011-06 --known-at 2011-07-01 --format json
        """,
      en: """
        A breach and what it costs now count in the month of its act, so that twelve months add up to the year;
        judgements, points deducted and restored count in the month in which that was done, answers in that of their due
        date, complaints in that of their filing. The CSV has a row for each provider; the HTML page needs no other file.

        EXAMPLES
          koufen report month 2011-06
          koufen report month 2011-06 --format html --out 2011-06.html
          koufen report month 2011-06 --excel --out 2011-06.csv
          koufen report month 2011-06 --known-at 2011-07-01 --format json
        """))

  @Argument(help: ArgumentHelp(zh: "月份，如 2011-06。", en: "The month, such as 2011-06.", value: .month))
  var month: String

  @OptionGroup var output: ReportOptions
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var stores: StoreOptions

  func run() throws {
    guard let month = Month(month), Limits.years.contains(month.year) else {
      throw Failure.usage(
        zh: "<月份>：应为月份，如 2011-06，而非 \(self.month)。",
        en: "MONTH: expected a month such as 2011-06, not \(self.month).")
    }
    let ledger = try stores.ledger(readOnly: true)
    let question = try clocks.question(in: ledger.zone)
    let report = try ledger.report(
      month: month, question, by: try Rulebook.builtIn(), now: try WallClock.now())
    try output.put(
      json: { report.json }, html: { language in report.html(languageTag: language.rawValue) { language($0) } },
      sheet: report.sheet, page: report.page)
  }
}
