import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook

/// Appends the events of a file: all or nothing, or, keeping going, whatever is good.
///
/// What has to be waited for is read before the ledger is locked: all of it, or, keeping going, what has come.
struct BulkAppend {
  let stores: StoreOptions
  let keepGoing: Bool
  let dryRun: Bool
  let form: InputForm
  let output: OutputOptions
  let providers: CalledProviders

  init(stores: StoreOptions, keepGoing: Bool, dryRun: Bool, form: InputForm, output: OutputOptions) {
    self.stores = stores
    self.keepGoing = keepGoing
    self.dryRun = dryRun
    self.form = form
    self.output = output
    providers = stores.calledProviders
  }

  /// Lines decided at once, and their bytes, at most; keeping going, those of a transaction.
  private static let batchLines = 1000
  private static let batchBytes = 4 << 20

  /// The ledger's zone.
  var zone: Zone { Rulebook.builtInZone }

  /// Whether good lines are kept as they come.
  var keepsEach: Bool { keepGoing && !dryRun }

  func run(_ path: String) throws {
    var drafts = try DraftSource(
      path: path, zone: Rulebook.builtInZone, reading: keepsEach ? .asItComes : .whole, as: form,
      providers: stores.calledProviders)
    let source = ReadAhead { try drafts.stepAhead() }
    defer { source.stop() }
    let progress = ProgressLine(output.language(zh: "条事件", en: "events"), language: output.language)
    var result = BulkResult(isDryRun: dryRun, output: output, zone: Rulebook.builtInZone)
    do {
      switch (try stores.server, keepsEach) {
      case (let server?, true): try keepEach(source, at: server, &result, progress)
      case (let server?, false): try keepAll(source, at: server, &result, progress)
      case (nil, true): try keepEach(source, &result, progress)
      case (nil, false): try keepAll(source, &result, progress)
      }
    } catch let bad as BadLines {
      progress.clear()
      if bad.accepted == 0, let missing = try stores.missing(because: bad.first) { throw missing }
      bad.say(output)
      throw Failure.Quiet(exit: bad.first.exit)
    } catch {
      progress.clear()
      if keepsEach { try result.break(by: error) }
      throw try missing(result, because: error) ?? error
    }
    progress.clear()
    try result.finish()
    guard result.worstExit != 0 else { return }
    let refused = Failure.Quiet(exit: result.worstExit)
    throw try missing(result, because: refused) ?? refused
  }

  /// That there is no store, where the very first events are refused.
  private func missing(_ result: BulkResult, because error: any Error) throws -> Failure? {
    result.accepted == 0 ? try stores.missing(because: error) : nil
  }

  /// Takes what has come, again and again, each time in a transaction of its own.
  private func keepEach(
    _ source: ReadAhead<DraftSource.Item>, _ result: inout BulkResult, _ progress: ProgressLine
  ) throws {
    var items = try take(source)
    let ledger = try stores.ledgerToFill()
    result.head = try ledger.head()
    while !items.isEmpty {
      var next = result
      try ledger.write(expecting: ledger.wanted(submitting: items.compactMap(\.draft))) { transaction in
        for item in items {
          if let failure = try submit(item, &next, transaction) { try next.add(failure, line: item.line) }
        }
        next.head = transaction.position
      }
      result = next
      try result.release()
      progress.show(result.accepted, part: items.last?.part)
      items = try take(source)
    }
  }

  /// Takes all in one transaction. A bad line undoes it; those behind it are decided nevertheless, to be named with it.
  private func keepAll(
    _ source: ReadAhead<DraftSource.Item>, _ result: inout BulkResult, _ progress: ProgressLine
  ) throws {
    let ledger = try stores.ledgerToAppend(rehearsing: dryRun)
    // Nobody waits for the first lines, and what they ask comes with the gate.
    var items = try take(source)
    let wanted = ledger.wanted(submitting: items.compactMap(\.draft))
    try ledger.write(keeping: !dryRun, expecting: wanted) { transaction in
      var bad: BadLines?
      do {
        while !items.isEmpty, bad?.isEnough != true {
          // What the next ones ask is on its way while these are decided.
          let next = Result { try take(source) }
          if case .success(let next) = next { try transaction.expect(next.compactMap(\.draft)) }
          for item in items {
            try progress.advance(to: result.accepted, part: item.part)
            let failure = try submit(item, &result, transaction)
            if keepGoing {
              if let failure { try result.add(failure, line: item.line) }
            } else if bad != nil {
              bad?.add(failure)
            } else if let failure {
              bad = BadLines(failure, behind: result.accepted)
            }
          }
          items = try next.get()
        }
      } catch {
        // What ends it comes behind the bad line, which is said first.
        guard bad != nil, !(error is Interruption.Stopped) else { throw error }
      }
      if let bad { throw bad }
      result.head = transaction.position
    }
  }

  /// The lines that come next, each event with an id: what will be asked is announced for all of them together.
  func take(_ source: ReadAhead<DraftSource.Item>) throws -> [DraftSource.Item] {
    var items = try source.take(upTo: Self.batchLines, weighing: Self.batchBytes)
    for index in items.indices where items[index].draft?.id == nil {
      items[index].draft?.id = UUIDv7.make(now: try WallClock.now())
    }
    return items
  }

  /// Decides what stands in a line; what is wrong with it is given back.
  private func submit(
    _ item: DraftSource.Item, _ result: inout BulkResult, _ transaction: LedgerTransaction
  ) throws -> Failure? {
    switch item.content {
    case .unjudged:
      result.passOver()
    case .draft(.failure(let fault)):
      return Failure(fault.error, language: output.language, line: fault.line)
    case .draft(.success(let draft)):
      do {
        let receipt = try submit(draft, try WallClock.now(), transaction)
        providers.note(draft)
        try result.add(receipt, line: item.line)
      } catch {
        guard error is Refusal || error is InputError else { throw error }
        guard let record = item.record, let refusal = error as? Refusal else {
          return Failure(error, language: output.language, line: item.line)
        }
        if let told = record.told(refusal) { return Failure(told, language: output.language, line: item.line) }
        var failure = Failure(refusal, language: output.language, line: item.line)
        if let place = record.place(of: refusal) { failure.message = output.language(place) + failure.message }
        return failure
      }
    }
    return nil
  }

  /// Submits an event; where nobody has its provider's key, that may be a name.
  private func submit(_ draft: Draft, _ now: Instant, _ transaction: LedgerTransaction) throws -> Receipt {
    do {
      return try transaction.submit(draft, now: now)
    } catch Refusal.rules(.unknownProvider, _) {
      var draft = draft
      draft.provider = try providers.provider(insteadOf: draft.provider)
      return try transaction.submit(draft, now: now)
    }
  }
}
