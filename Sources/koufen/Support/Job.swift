import ArgumentParser
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// How the jobs, a sweep and a year's end, are run: for trial, or, on a terminal, not before the person there has heard
/// what they would record.
struct JobOptions: ParsableArguments {
  /// Breaches and missed duties recorded without asking, at most.
  private static let mostUnasked = 50

  @Flag(help: ArgumentHelp(zh: "只说明将记录什么，不作任何记录。", en: "Say what would be recorded, and record nothing."))
  var dryRun = false

  @Flag(
    help: ArgumentHelp(
      zh: "在一个事务中全部完成或完全不做，期间他人不能写入；默认每 \(Ledger.providersKeptTogether) 家服务商保存一次，中断后再运行即继续。",
      en: "Keep all or nothing, in one transaction in which nobody else writes. Otherwise it is kept every "
        + "\(Ledger.providersKeptTogether) providers, and goes on where it was stopped when it is run again."))
  var allOrNothing = false

  @OptionGroup var confirmation: Confirmation

  /// Does a job.
  ///
  /// - Parameters:
  ///   - clock: the moment; asked for each portion that is kept by itself.
  ///   - closed: is given what a year has come to for each provider.
  ///   - kept: is given what was recorded, once it is kept; for trial, what would be.
  func run(
    _ job: ProviderJob, _ ledger: Ledger, _ output: OutputOptions, clock: () throws -> Instant,
    closed: (YearBalance) -> Void = { _ in }, kept: ([RecordedEvent]) -> Void
  ) throws {
    let progress = ProgressLine(output.language(zh: "家服务商", en: "providers"), language: output.language)
    if dryRun || Confirmation.canAsk {
      let trial = try ledger.write(keeping: false) {
        try $0.run(job, now: clock(), progress: progress.advance, closed: dryRun ? closed : { _ in })
      }
      progress.clear()
      let found = JobFindings(trial)
      StandardStream.error.line(output.language(found.announcement))
      if dryRun {
        StandardStream.error.line(output.language(zh: "试运行：未追加任何事件。", en: "Dry run: nothing was appended."))
        return kept(trial)
      }
      if found.count > Self.mostUnasked {
        try confirmation.ask(output.language(found.question), unattended: .goesAhead, language: output.language)
      }
    }
    if let server = ledger.server { return try run(job, at: server, ledger, clock, closed, kept) }
    try ledger.run(
      job, portionsOf: allOrNothing ? .max : Ledger.providersKeptTogether, clock: clock, progress: progress.advance,
      closed: closed
    ) { recorded in
      progress.clear()
      kept(recorded)
    }
  }

  /// Has a server do a job. What a year came to is then read off the log, where closing it again would record nothing.
  private func run(
    _ job: ProviderJob, at server: ServerStore, _ ledger: Ledger, _ clock: () throws -> Instant,
    _ closed: (YearBalance) -> Void, _ kept: ([RecordedEvent]) -> Void
  ) throws {
    if allOrNothing { throw ServerStore.onlyBesideTheStore }
    let recorded = try server.run(job, in: ledger.zone)
    if case .yearEnd = job { _ = try ledger.write(keeping: false) { try $0.run(job, now: clock(), closed: closed) } }
    kept(recorded)
  }
}
