import ArgumentParser
import Ledger
import LedgerDomain
import Presentation

/// `koufen sweep`: finds duties whose due date has passed.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: Words.asked(
      zh: "查出已过期限的义务，并记为违规。", en: "Find the duties whose due date has passed, and raise their breaches."),
    discussion: Words.asked(
      zh: """
        重复检查不会改变任何内容。每夜的作业不带参数运行即可。

        示例
          koufen sweep
          koufen sweep --through 2011-03-07 --format json
          koufen sweep --dry-run
        """,
      en: """
        Sweeping twice changes nothing. The nightly job runs it without arguments.

        EXAMPLES
          koufen sweep
          koufen sweep --through 2011-03-07 --format json
          koufen sweep --dry-run
        """))

  @Option(
    help: ArgumentHelp(
      zh: "检查到期日在此日期或之前的义务（默认昨天）。", en: "Due dates through this day (default: yesterday).", value: .date))
  var through: String?

  @OptionGroup var job: JobOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let ledger = try stores.ledger(readOnly: job.dryRun)
    if job.dryRun { stores.location.warnIfClosed() }
    let now = try WallClock.now()
    let last = try ArgumentText.date(through, "--through") ?? ledger.zone.date(of: now).adding(days: -1)
    var printer = EventPrinter(output: output, of: ledger)
    try job.run(.sweep(through: last), ledger, output, clock: WallClock.now) { printer.print(next: $0) }
    if printer.isBegun {
      output.suggest([.queue])
    } else if output.format == .table {
      output.show(output.language(zh: "截至 \(last) 无新到期违规。", en: "Nothing new fell due through \(last)."))
    } else {
      printer.print([])
    }
    StandardStream.output.flush()
  }
}
