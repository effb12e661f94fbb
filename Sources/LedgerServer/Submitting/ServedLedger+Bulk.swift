import EventStore
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation
import ServerSettings

/// How a bulk is kept.
enum BulkMode: String, CaseIterable {
  /// All of it or nothing.
  case all
  /// Each good line.
  case each
}

/// Many events (server §8).
extension ServedLedger {
  /// A line, read as an event, or what is wrong with it.
  private struct Read: Sendable {
    var line: Int
    var draft: Result<Draft, ServerProblem>
  }

  /// Lines decided at once, at most (server 14.4).
  private static let mostTogether = 256
  private static let longestDeciding = Duration.milliseconds(20)

  func submitBulk(_ asked: Asked) async throws -> Reply {
    guard asked.call["idempotency-key"] == nil else { throw ServerProblem(badInput: "Idempotency-Key", .absent) }
    for name in ["if-match", "if-none-match", "koufen-preview"] where asked.call[name] != nil {
      throw ServerProblem(badInput: name, .absent)
    }
    let isTrial = try asked.query.flag(.dryRun) ?? false
    switch try asked.query.word(.mode, BulkMode.self) ?? .all {
    case .all: return try await submitAll(asked, isTrial: isTrial)
    case .each: return try await submitEach(asked, isTrial: isTrial)
    }
  }

  /// Reads lines as events, each held to who submits it (server 8.6).
  private func read(_ lines: [BodyLines.Line], _ asked: Asked) async throws -> [Read] {
    guard let caller = asked.caller else { throw ServerProblem(.notSignedIn) }
    return try await readers.run { [self] in
      lines.map { line in
        do {
          let handedIn = try HandedIn(
            line.bytes, for: nil, key: nil, of: caller, in: asked.call["koufen-role"], ledger.zone
          ) { makeID(surroundings.now()) }
          return Read(line: line.number, draft: .success(handedIn.draft))
        } catch {
          return Read(line: line.number, draft: .failure(problem(error, line.number)))
        }
      }
    }
  }

  private func problem(_ error: any Error, _ line: Int) -> ServerProblem {
    var problem = (error as? AccessRefusal).map(ServerProblem.init) ?? ServerProblem(error, isWriting: true)
    problem.line = line
    return problem
  }

  // MARK: All or nothing

  /// What a bulk came to.
  private struct Sum: Sendable {
    var accepted = 0
    var repeated = 0
    var refused = 0
    var consequences = 0
    var head = 0

    mutating func add(_ receipt: Receipt) {
      if receipt.isRepeat {
        repeated += 1
      } else {
        accepted += 1
        consequences += receipt.events.count - 1
      }
    }
  }

  private func whole(_ asked: Asked) async throws -> [BodyLines.Line] {
    var lines = BodyLines(asked.call.body, most: settings.limits[.bulkAllBytes])
    var all: [BodyLines.Line] = []
    while let some = try await lines.next() {
      all += some
      guard all.count <= settings.limits[.bulkAllLines] else {
        var problem = ServerProblem(.tooLarge)
        problem.line = all[settings.limits[.bulkAllLines]].number
        throw problem
      }
    }
    return all
  }

  private func submitAll(_ asked: Asked, isTrial: Bool) async throws -> Reply {
    guard let writer else { throw ServerProblem(.readOnly) }
    let read = try await read(whole(asked), asked)
    let drafts = try read.map { (line: $0.line, draft: try $0.draft.get()) }
    let sum = try await writer.run { [self] in
      let before = try ledger.head()
      return try ledger.write(keeping: !isTrial, expecting: ledger.wanted(submitting: drafts.map(\.draft))) {
        transaction in
        var sum = Sum()
        for (line, draft) in drafts {
          do {
            sum.add(try transaction.submit(draft, now: surroundings.now()))
          } catch {
            guard error is Refusal || error is InputError else { throw error }
            throw problem(error, line)
          }
        }
        sum.head = isTrial ? before : transaction.position
        return sum
      }
    }
    followers.tell(sum.head)
    if !isTrial { noteCommit(submissions: drafts.count) }
    var writing = JSONWriter()
    writing.object { writer in
      writer.field("accepted", sum.accepted)
      writer.field("repeated", sum.repeated)
      writer.field("consequences", sum.consequences)
      writer.field("head", sum.head)
      if isTrial { writer.field("dryRun", true) }
    }
    return .json(writing.bytes, position: sum.head)
  }

  // MARK: Each by itself

  private func submitEach(_ asked: Asked, isTrial: Bool) async throws -> Reply {
    guard let writer else { throw ServerProblem(.readOnly) }
    let answers = AnswerSpool()
    var sum = Sum()
    sum.head = try await readers.run { [ledger] in try ledger.head() }
    do {
      if isTrial {
        let read = try await read(whole(asked), asked)
        sum = try await rehearse(read, sum, answers, asked, writer)
      } else {
        try await keepEach(asked, &sum, answers, writer)
      }
      try answers.append(line: done(sum, isTrial: isTrial))
    } catch {
      // Lines that were answered are on the disk: what stopped it is told behind them (server 8.4).
      guard sum.accepted + sum.repeated + sum.refused > 0 else { throw error }
      let problem = (error as? ServerProblem) ?? ServerProblem(error, isWriting: true)
      try answers.append(
        line: JSON.object([.init("problem", problem.json(asked.language, request: asked.request))]).text)
    }
    followers.tell(sum.head)
    return Reply(
      media: .jsonl,
      body: .stream { [readers] out in
        try answers.rewind()
        while let piece = try await readers.run({ try answers.next() }) { try await out.write(piece) }
      }, position: sum.head)
  }

  private func keepEach(
    _ asked: Asked, _ sum: inout Sum, _ answers: AnswerSpool, _ writer: LedgerWriter
  ) async throws {
    var lines = BodyLines(asked.call.body, most: settings.limits[.bulkEachBytes])
    var count = 0
    while let some = try await lines.next() {
      count += some.count
      guard count <= settings.limits[.bulkEachLines] else { throw ServerProblem(.tooLarge) }
      var rest = try await read(some, asked)[...]
      while !rest.isEmpty {
        let batch = rest.prefix(Self.mostTogether)
        let (results, next) = try await writer.run { [self, sum] in
          try ledger.write(expecting: ledger.wanted(submitting: batch.compactMap { try? $0.draft.get() })) {
            transaction in
            try decide(batch, in: transaction, from: sum, until: .now + Self.longestDeciding, asked.language)
          }
        }
        followers.tell(next.head)
        noteCommit(submissions: results.count)
        for line in results { try answers.append(line: line) }
        sum = next
        rest = rest.dropFirst(results.count)
      }
    }
  }

  /// Decides all lines in one transaction that is given up.
  private func rehearse(
    _ read: [Read], _ sum: Sum, _ answers: AnswerSpool, _ asked: Asked, _ writer: LedgerWriter
  ) async throws -> Sum {
    let (results, next) = try await writer.run { [self] in
      try ledger.write(keeping: false) { transaction in
        try decide(read[...], in: transaction, from: sum, until: nil, asked.language)
      }
    }
    for line in results { try answers.append(line: line) }
    var end = next
    end.head = sum.head
    return end
  }

  /// Decides lines in order, each for itself, until there is no more time; at least one.
  private func decide(
    _ lines: ArraySlice<Read>, in transaction: LedgerTransaction, from sum: Sum,
    until deadline: ContinuousClock.Instant?, _ language: Language
  ) throws -> (answers: [String], sum: Sum) {
    var (answers, sum) = ([String](), sum)
    for read in lines {
      if let deadline, !answers.isEmpty, ContinuousClock.now > deadline { break }
      do {
        let receipt = try transaction.submit(read.draft.get(), now: surroundings.now())
        sum.add(receipt)
        answers.append(Self.answer(read.line, receipt))
      } catch {
        guard error is Refusal || error is InputError || error is ServerProblem else { throw error }
        sum.refused += 1
        let told = problem(error, read.line).json(language, request: nil)
        answers.append(JSON.object([.init("line", .integer(read.line)), .init("problem", told)]).text)
      }
    }
    sum.head = transaction.position
    return (answers, sum)
  }

  private static func answer(_ line: Int, _ receipt: Receipt) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("line", line)
      writer.field("position", receipt.events.first?.event.position ?? 0)
      writer.field("id", orNull: receipt.events.first?.event.id)
      writer.field("consequences", receipt.events.count - 1)
      writer.field("repeat", receipt.isRepeat)
    }
    return writer.text
  }

  private func done(_ sum: Sum, isTrial: Bool) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("done", true)
      writer.field("accepted", sum.accepted)
      writer.field("repeated", sum.repeated)
      writer.field("refused", sum.refused)
      writer.field("consequences", sum.consequences)
      writer.field("head", sum.head)
      if isTrial { writer.field("dryRun", true) }
    }
    return writer.text
  }
}
