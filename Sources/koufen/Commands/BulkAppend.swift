import Foundation
import Ledger
import LedgerDomain

/// Appends the events of a file: all or nothing, or, keeping going, whatever is good.
struct BulkAppend {
  let ledger: Ledger
  let keepGoing: Bool
  let dryRun: Bool
  let output: OutputOptions

  /// Lines kept in one transaction when good lines are kept one by one.
  private static let batch = 1000

  private struct Tally {
    var accepted = 0
    var repeated = 0
    var consequences = 0
    var bad = 0
    var worstExit: Int32 = 0
  }

  func run(_ path: String) throws {
    let before = try ledger.head()
    var lines = try DraftSource(path: path, zone: ledger.zone)
    let source = ReadAhead { try lines.next() }
    defer { source.stop() }
    var tally = Tally()
    var isAtEnd = false
    let progress = Progress(output.language(zh: "条事件", en: "events"), language: output.language)
    while !isAtEnd, !(keepGoing && progress.isStopAsked) {
      var next = tally
      isAtEnd = try ledger.write(keeping: !dryRun) { transaction in
        try take(source, &next, transaction, progress)
      }
      tally = next
    }
    progress.clear()
    try report(tally, after: before)
    if !isAtEnd { throw Failure.Quiet(exit: 130) }
    if tally.worstExit != 0 { throw Failure.Quiet(exit: tally.worstExit) }
  }

  /// Takes the lines of one transaction, a batch of them when good lines are kept one by one; true at the end of the
  /// file. Asked to stop, a batch is kept as far as it came, and all of a file is given up.
  private func take(
    _ source: ReadAhead<DraftSource.Item>, _ tally: inout Tally, _ transaction: LedgerTransaction, _ progress: Progress
  ) throws -> Bool {
    for _ in 0..<(keepGoing && !dryRun ? Self.batch : .max) {
      if keepGoing, progress.isStopAsked { return false }
      guard let item = try source.next() else { return true }
      if keepGoing {
        progress.show(tally.accepted, part: item.part)
      } else {
        try progress.advance(to: tally.accepted, part: item.part)
      }
      do {
        try submit(item, &tally, transaction)
      } catch {
        guard error is Refusal || error is InputError else { throw error }
        let failure = Failure(error, language: output.language, line: item.line)
        guard keepGoing else { throw failure }
        failure.print(asJSON: output.format == .json)
        tally.bad += 1
        tally.worstExit = max(tally.worstExit, failure.exit)
      }
    }
    return false
  }

  private func submit(_ item: DraftSource.Item, _ tally: inout Tally, _ transaction: LedgerTransaction) throws {
    let now = try Clock.now()
    var draft = try item.draft.get()
    if draft.id == nil { draft.id = UUIDv7.make(now: now) }
    let receipt = try transaction.submit(draft, now: now)
    if receipt.isRepeat {
      tally.repeated += 1
    } else {
      tally.accepted += 1
      tally.consequences += receipt.events.count - 1
    }
  }

  private func report(_ tally: Tally, after before: Int) throws {
    if output.format != .table, !dryRun {
      try EventPrinter(output: output, zone: ledger.zone).print(ledger, after: before)
      return
    }
    var text = output.language(
      zh: "接受 \(tally.accepted) 条事件，产生 \(tally.consequences) 条后果",
      en: "\(tally.accepted.english("event")) accepted, \(tally.consequences.english("consequence"))")
    if tally.repeated > 0 {
      text += output.language(zh: "；\(tally.repeated) 条此前已有", en: "; \(tally.repeated) accepted before")
    }
    if tally.bad > 0 { text += output.language(zh: "；\(tally.bad) 条未接受", en: "; \(tally.bad) not accepted") }
    if dryRun { text += output.language(zh: "（试运行，未追加）", en: " (dry run: nothing appended)") }
    Stream.output.line(text + output.language(zh: "。", en: "."))
  }
}
