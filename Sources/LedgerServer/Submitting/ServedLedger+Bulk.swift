import EventStore
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation
import ServerSettings
import Synchronization

/// How a bulk is kept.
enum BulkMode: String, CaseIterable {
  /// All of it or nothing.
  case all
  /// Each good line.
  case each
}

/// Many events (server §8).
extension ServedLedger {
  /// A line, read as an event and held to who submits it, or what is wrong with it; nil for one that is passed over.
  private struct Read: Sendable {
    var line: Int
    var draft: Result<Draft, ServerProblem>?
    /// The row it was read from, where it was one.
    var record: CSVRecord?

    /// The type of its event, by which it is counted; nil where it is not read as one.
    var type: String? { (try? draft?.get())?.fact.kind.name }
  }

  /// Lines decided at once, at most (server 14.4).
  private static let mostTogether = 256
  private static let longestDeciding = Duration.milliseconds(20)
  /// Events folded into the states that a rehearsal holds in memory, at most: some 40 MB.
  private static let mostRehearsed = 300_000
  /// Stretches of positions that a line of the access log has, at most.
  private static let mostInALine = 100

  func submitBulk(_ asked: Asked, _ media: Media) async throws -> Reply {
    for header in [RequestHeader.key, .ifMatch, .ifNoneMatch, .preview]
    where asked.call[header.rawValue.lowercased()] != nil {
      throw ServerProblem(badInput: header.rawValue, .absent)
    }
    let isTrial = try asked.query.flag(.dryRun) ?? false
    let hasEvents = try asked.query.flag(.events) ?? false
    asked.incoming.note(.bulk)
    let answers = BulkAnswers(asked.language, in: ledger.zone, hasEvents: hasEvents)
    switch try asked.query.word(.mode, BulkMode.self) ?? .all {
    case .all: return try await submitAll(asked, media, answers, isTrial: isTrial)
    case .each: return try await submitEach(asked, media, answers, isTrial: isTrial)
    }
  }

  private func source(_ asked: Asked, _ media: Media, upTo most: Int) async throws -> BulkSource {
    let caller = try asked.signedIn()
    // To whom other providers do not exist, their names tell nothing either (server 2.12).
    let known = caller.kind.provider == nil ? ledger : nil
    let now = asked.now
    let waits = asked.call["expect"]?.lowercased() == "100-continue"
    return try await BulkSource(asked.call.body, media, upTo: most, waits: waits, in: ledger.zone, readers) {
      CalledProviders(clock: { now }) { known }
    }
  }

  /// Reads lines as events, each held to who submits it (server 8.6), on a thread that may wait.
  private func read(_ lines: [BulkSource.Line], _ asked: Asked) throws -> [Read] {
    let caller = try asked.signedIn()
    return lines.map { line in
      switch line.content {
      case .unjudged: return Read(line: line.number)
      case .fault(let fault): return Read(line: line.number, draft: .failure(problem(fault.error, fault.line)))
      case .event(let json, let record):
        do {
          let handedIn = try HandedIn(
            json, for: nil, key: nil, of: caller, in: asked.call["koufen-role"], ledger.zone,
            declaring: { try ledger.roles(submitting: $0, now: asked.now) }
          ) { makeID(surroundings.now()) }
          return Read(line: line.number, draft: .success(handedIn.draft), record: record)
        } catch {
          return Read(line: line.number, draft: .failure(problem(error, line.number)))
        }
      }
    }
  }

  /// Why a line is not accepted; of a row, with the cell that it is about.
  private func problem(_ error: any Error, _ line: Int, _ record: CSVRecord? = nil) -> ServerProblem {
    let refusal = error as? Refusal
    let told = refusal.flatMap { record?.told($0) }
    var problem = (error as? AccessRefusal).map(ServerProblem.init) ?? ServerProblem(told ?? error, isWriting: true)
    problem.line = line
    if let refusal, let place = record?.place(of: refusal) {
      problem.detail = Words(zh: place.zh + problem.detail.zh, en: place.en + problem.detail.en)
    }
    return problem
  }

  /// - Throws: 413 with the first line that is one too many (server §12).
  private func demandRoom(for lines: [BulkSource.Line], behind count: Int, upTo most: Int) throws(ServerProblem) {
    guard count + lines.count > most else { return }
    var problem = ServerProblem(.tooLarge)
    problem.line = lines[most - count].number
    throw problem
  }

  // MARK: All or nothing

  private func whole(_ asked: Asked, _ media: Media) async throws -> [Read] {
    var source = try await source(asked, media, upTo: settings.limits[.bulkAllBytes])
    var all: [BulkSource.Line] = []
    while let some = try await source.next() {
      try demandRoom(for: some, behind: all.count, upTo: settings.limits[.bulkAllLines])
      all += some
    }
    return try await readers.run { [self, all] in try read(all, asked) }
  }

  private func submitAll(
    _ asked: Asked, _ media: Media, _ answers: BulkAnswers, isTrial: Bool
  ) async throws -> Reply {
    guard let writer else { throw ServerProblem(.readOnly) }
    let read = try await whole(asked, media)
    // What is wrong with a line is told where it stands, behind what the ledger says of those before it.
    let drafts = read.compactMap { try? $0.draft?.get() }
    let isOfLines = asked.media == .jsonl
    let spool = Spool()
    let sum: BulkSum
    let outcomes: SubmissionOutcomes
    do {
      (sum, outcomes) = try await writer.run { [self] in
        let before = try ledger.head()
        return try ledger.write(keeping: !isTrial, expecting: ledger.wanted(submitting: drafts)) { transaction in
          var (sum, answers, outcomes) = (BulkSum(), answers, SubmissionOutcomes())
          for line in read {
            guard let receipt = try decide(line, in: transaction) else {
              sum.passOver()
              continue
            }
            sum.add(receipt)
            if let type = line.type { outcomes.add(type, receipt.outcome) }
            if isOfLines { try spool.append(line: answers.line(line.line, receipt)) }
          }
          sum.head = isTrial ? before : transaction.position
          return (sum, outcomes)
        }
      }
    } catch let problem as ServerProblem {
      // Of the others nothing became.
      var outcomes = SubmissionOutcomes()
      if let type = read.first(where: { $0.line == problem.line })?.type { outcomes.add(type, problem.code) }
      if !isTrial { outcomes.count(in: metrics) }
      throw problem
    }
    note(sum, asked, isTrial: isTrial)
    if !isTrial {
      noteCommit(submissions: drafts.count)
      outcomes.count(in: metrics)
    }
    let end = sum.json(isTrial: isTrial, isOfLines: isOfLines)
    guard isOfLines else { return .json(end, position: sum.head) }
    try spool.append(line: String(decoding: end, as: UTF8.self))
    return streamed(spool, position: sum.head)
  }

  /// Decides a line; nil for one that is passed over.
  ///
  /// - Throws: what is wrong with the line, as a `ServerProblem` that names it; what ends all.
  private func decide(_ read: Read, in transaction: LedgerTransaction) throws -> Receipt? {
    guard let draft = try read.draft?.get() else { return nil }
    do {
      return try transaction.submit(draft, now: surroundings.now())
    } catch {
      guard error is Refusal || error is InputError else { throw error }
      throw problem(error, read.line, read.record)
    }
  }

  // MARK: Each by itself

  private func submitEach(
    _ asked: Asked, _ media: Media, _ answers: BulkAnswers, isTrial: Bool
  ) async throws -> Reply {
    guard let writer else { throw ServerProblem(.readOnly) }
    let spool = Spool()
    var sum = BulkSum()
    sum.head = try await readers.run { [ledger] in try ledger.head() }
    do {
      if isTrial {
        sum = try await rehearse(asked, media, answers, spool)
      } else {
        try await keepEach(asked, media, &sum, answers, spool, writer)
      }
      let end = sum.json(isTrial: isTrial, isOfLines: true)
      try spool.append(line: String(decoding: end, as: UTF8.self))
    } catch {
      // Lines that were answered are on the disk: what stopped it is told behind them (server 8.4).
      guard sum.isBegun else { throw error }
      let problem = (error as? ServerProblem) ?? ServerProblem(error, isWriting: true)
      try spool.append(
        line: JSON.object([.init("problem", problem.json(asked.language, request: asked.request))]).text)
    }
    note(sum, asked, isTrial: isTrial)
    return streamed(spool, position: sum.head)
  }

  private func streamed(_ spool: Spool, position: Int) -> Reply {
    Reply(
      media: .jsonl,
      body: .stream { [readers] out in
        try await readers.run { try spool.rewind() }
        while let piece = try await readers.run({ try spool.next() }) { try await out.write(piece) }
      }, position: position)
  }

  /// Tells followers, and the access log which events came of it.
  private func note(_ sum: BulkSum, _ asked: Asked, isTrial: Bool) {
    followers.tell(sum.head)
    guard !isTrial else { return }
    let names = sum.positions.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
    let lines = stride(from: 0, to: names.count, by: Self.mostInALine).map { names[$0...].prefix(Self.mostInALine) }
    asked.incoming.note(lines.map { AccessObject(.events, $0.joined(separator: ",")) })
  }

  private func keepEach(
    _ asked: Asked, _ media: Media, _ sum: inout BulkSum, _ answers: BulkAnswers, _ spool: Spool,
    _ writer: LedgerWriter
  ) async throws {
    var source = try await source(asked, media, upTo: settings.limits[.bulkEachBytes])
    var (count, answers) = (0, answers)
    while let some = try await source.next() {
      try demandRoom(for: some, behind: count, upTo: settings.limits[.bulkEachLines])
      count += some.count
      var rest = try await readers.run { [self] in try read(some, asked) }[...]
      while !rest.isEmpty {
        let batch = rest.prefix(Self.mostTogether)
        let decided = try await writer.run(isPatient: true) { [self, sum, answers] in
          try ledger.write(expecting: ledger.wanted(submitting: batch.compactMap { try? $0.draft?.get() })) {
            transaction in
            try decide(batch, in: transaction, from: sum, answers, until: .now + Self.longestDeciding)
          }
        }
        followers.tell(decided.sum.head)
        noteCommit(submissions: decided.count)
        decided.outcomes.count(in: metrics)
        for line in decided.lines { try spool.append(line: line) }
        (sum, answers) = (decided.sum, decided.answers)
        rest = rest.dropFirst(decided.count)
      }
    }
  }

  /// Decides all lines on what is there as it begins, in one transaction that is given up. It is done beside the writer, which
  /// it keeps waiting for nothing (server 8.5), with states of its own. All that it would append is in memory: there may be as
  /// many lines as of a bulk of all, and one trial is decided at a time
  /// ([decision 0092](../../../Documentation/Decisions/0092-what-a-trial-holds-and-who-is-counted.md)).
  ///
  /// - Throws: 413 with the first line that is one too many; 503 where another is being decided.
  private func rehearse(
    _ asked: Asked, _ media: Media, _ answers: BulkAnswers, _ spool: Spool
  ) async throws -> BulkSum {
    let limits = settings.limits
    var source = try await source(asked, media, upTo: min(limits[.bulkAllBytes], limits[.bulkEachBytes]))
    let lines = try await source.putAside()
    let most = min(limits[.bulkAllLines], limits[.bulkEachLines])
    guard !isRehearsing.exchange(true, ordering: .acquiring) else { throw ServerProblem(.overloaded) }
    defer { isRehearsing.store(false, ordering: .releasing) }
    let isGivenUp = Flag()
    return try await withTaskCancellationHandler {
      try await rehearsals.run { [self] in
        let trial = Ledger(store: ledger.store, source: ledger.source, heldEvents: Self.mostRehearsed)
        return try trial.write(keeping: false) { transaction in
          var decided = Decided(sum: BulkSum(), answers: answers)
          let before = transaction.position
          var count = 0
          while let some = try lines.next() {
            if isStopping || isGivenUp.isSet { throw ServerProblem(.shuttingDown) }
            try demandRoom(for: some, behind: count, upTo: most)
            count += some.count
            decided = try decide(
              read(some, asked)[...], in: transaction, from: decided.sum, decided.answers, until: nil)
            for line in decided.lines { try spool.append(line: line) }
          }
          decided.sum.head = before
          return decided.sum
        }
      }
    } onCancel: {
      isGivenUp.set()
    }
  }

  /// Some lines, decided.
  private struct Decided: Sendable {
    /// What is answered to them.
    var lines: [String] = []
    /// How many were looked at.
    var count = 0
    /// What became of them.
    var outcomes = SubmissionOutcomes()
    var sum: BulkSum
    var answers: BulkAnswers
  }

  /// Decides lines in order, each for itself, until there is no more time; at least one.
  private func decide(
    _ lines: ArraySlice<Read>, in transaction: LedgerTransaction, from sum: BulkSum, _ answers: BulkAnswers,
    until deadline: ContinuousClock.Instant?
  ) throws -> Decided {
    var decided = Decided(sum: sum, answers: answers)
    for read in lines {
      if let deadline, decided.count > 0, ContinuousClock.now > deadline { break }
      decided.count += 1
      do {
        guard let receipt = try decide(read, in: transaction) else {
          decided.sum.passOver()
          continue
        }
        decided.sum.add(receipt)
        if let type = read.type { decided.outcomes.add(type, receipt.outcome) }
        decided.lines.append(decided.answers.line(read.line, receipt))
      } catch let problem as ServerProblem {
        decided.sum.refuse()
        if let type = read.type { decided.outcomes.add(type, problem.code) }
        decided.lines.append(answers.line(read.line, problem))
      }
    }
    decided.sum.head = transaction.position
    return decided
  }
}
