import ArgumentParser
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook

/// How the jobs, a sweep and a year's end, are run: for trial, or, on a terminal, not before the person there has heard
/// what they would record.
struct JobOptions: ParsableArguments {
  /// Breaches recorded without asking, at most.
  private static let mostUnasked = 50

  @Flag(help: ArgumentHelp(zh: "只说明将记录什么，不作任何记录。", en: "Say what would be recorded, and record nothing."))
  var dryRun = false

  @OptionGroup var confirmation: Confirmation

  /// Runs a job; what is kept is kept as one transaction.
  ///
  /// - Parameter job: does the work in a transaction; called once for trial where the person is told first.
  /// - Returns: what the job came to, or, for trial, would come to.
  func run<T>(
    _ ledger: Ledger, _ output: OutputOptions, _ job: (LedgerTransaction) throws -> (events: [RecordedEvent], value: T)
  ) throws -> T {
    if dryRun || Confirmation.canAsk {
      let trial = try ledger.write(keeping: false, job)
      let breaches = Self.breaches(in: trial.events)
      StandardStream.error.line(output.language(Self.announcement(breaches)))
      if dryRun {
        StandardStream.error.line(output.language(zh: "试运行：未追加任何事件。", en: "Dry run: nothing was appended."))
        return trial.value
      }
      if breaches.count > Self.mostUnasked {
        try confirmation.ask(
          output.language(zh: "记录这 \(breaches.count) 项违规吗？", en: "Record these \(breaches.count) breaches?"),
          unattended: .goesAhead, language: output.language)
      }
    }
    return try ledger.write(job).value
  }

  private static func breaches(in events: [RecordedEvent]) -> [Clause] {
    events.compactMap { recorded in
      guard case .consequence(.breachDetected(let found)) = recorded.event.body else { return nil }
      return found.clause
    }
  }

  /// How many breaches would be recorded, and under which clauses, in the order of the regulation.
  private static func announcement(_ breaches: [Clause]) -> Words {
    let counts = Clause.allCases.compactMap { clause -> (clause: Clause, count: Int)? in
      let count = breaches.count { $0 == clause }
      return count == 0 ? nil : (clause, count)
    }
    guard !counts.isEmpty else { return Words(zh: "不会新增违规。", en: "No breach would be recorded.") }
    let zh = counts.map { "\($0.clause.words.zh) \($0.count)" }.joined(separator: "、")
    let en = counts.map { "\($0.clause.words.en) \($0.count)" }.joined(separator: ", ")
    return Words(
      zh: "将记录 \(breaches.count) 项违规：\(zh)。",
      en: "\(breaches.count.english("breach", "breaches")) would be recorded: \(en).")
  }
}
