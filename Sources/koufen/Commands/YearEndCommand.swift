import ArgumentParser
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// `koufen year-end YEAR`: closes the year and prints the closing report.
struct YearEndCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "year-end",
    abstract: Words.asked(
      zh: "年度结算：检查至 12 月 31 日，然后记录每家服务商的扣分累计。",
      en: "Close a year: sweep through 31 December, then record every provider's score."),
    discussion: Words.asked(
      zh: """
        重复运行不追加任何事件，只再次显示报告；此后记录的扣分列为更正。加 --dry-run 则不结算：所示即结算前尚未了结的事项。

        示例
          koufen year-end 2011 --dry-run
          koufen year-end 2011
          koufen year-end 2011 --format csv > 2011.csv
        """,
      en: """
        Running it again appends nothing and prints the report again; points recorded since then show as restatements.
        With --dry-run it closes nothing: the report then is the list of what is still open before the year is closed.

        EXAMPLES
          koufen year-end 2011 --dry-run
          koufen year-end 2011
          koufen year-end 2011 --format csv > 2011.csv
        """))

  @Argument(help: ArgumentHelp(zh: "要结算的年度。", en: "The year to close.", value: .year))
  var year: Int

  @Option(
    help: ArgumentHelp(
      zh: "把结算报告写入此文件；文件须尚不存在。", en: "Write the closing report to this file, which must not exist yet.",
      value: .file))
  var out: String?

  @OptionGroup var job: JobOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if !Limits.years.contains(year) {
      throw ValidationError(
        zh: "应为年份，如 2011，早于 \(Limits.endOfTime)，而非 \(year)。",
        en: "Expected a year such as 2011, before \(Limits.endOfTime), not \(year).")
    }
  }

  func run() throws {
    ArgumentText.warn(ofShort: year)
    try OutputFile.demandAbsent(out)
    let ledger = try stores.ledger(readOnly: job.dryRun)
    if job.dryRun { stores.location.warnIfClosed() }
    let now = try WallClock.now()
    var report = ClosingReport(year: year, asOf: ledger.zone.date(of: now))
    try job.run(.yearEnd(year), ledger, output, clock: WallClock.now, closed: { report.add($0) }, kept: { _ in })
    try output.put(to: out, json: { report.json.text }, sheet: report.sheet, page: report.page)
    output.suggest([
      NextStep("report year \(year)", zh: "各条款、各评定人的全年报告", en: "the year by clause and by assessor"),
      NextStep("seal --out seal-\(year).json", zh: "封存账本，日后可证明未被改动", en: "a checkpoint to prove the log by"),
    ])
  }
}
