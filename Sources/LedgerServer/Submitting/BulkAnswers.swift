import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// What became of lines, as they are counted: by the type of the event, and `appended`, `repeat` or the code (server 11.2).
struct SubmissionOutcomes: Sendable {
  private struct Outcome: Hashable {
    var type: String
    var word: String
  }

  private var counts: [Outcome: Int] = [:]

  mutating func add(_ type: String, _ word: String) { counts[Outcome(type: type, word: word), default: 0] += 1 }

  /// Counts them.
  func count(in metrics: Metrics) {
    for (outcome, number) in counts {
      metrics.count(.submissions, [("type", outcome.type), ("outcome", outcome.word)], by: number)
    }
  }
}

extension Receipt {
  /// What became of the submission, as it is counted.
  var outcome: String { isRepeat ? "repeat" : "appended" }
}

/// What a bulk came to (server 8.2, 8.3).
struct BulkSum: Sendable {
  private(set) var accepted = 0
  private(set) var repeated = 0
  private(set) var refused = 0
  private(set) var consequences = 0
  /// Rows of a judging sheet without points.
  private(set) var passedOver = 0
  /// The positions of what was appended: between two batches others may have appended theirs (server 14.4).
  private(set) var positions: [ClosedRange<Int>] = []
  /// The position of the log's last event behind it.
  var head = 0

  /// Whether anything was answered.
  var isBegun: Bool { accepted + repeated + refused > 0 }

  mutating func add(_ receipt: Receipt) {
    guard !receipt.isRepeat else {
      repeated += 1
      return
    }
    accepted += 1
    consequences += receipt.events.count - 1
    guard let first = receipt.events.first?.event.position, let last = receipt.events.last?.event.position else {
      return
    }
    if let before = positions.last, before.upperBound + 1 == first {
      positions[positions.count - 1] = before.lowerBound...last
    } else {
      positions.append(first...last)
    }
  }

  mutating func refuse() { refused += 1 }

  mutating func passOver() { passedOver += 1 }

  /// What is told of it at its end.
  ///
  /// - Parameter isOfLines: whether it stands behind a line for each event.
  func json(isTrial: Bool, isOfLines: Bool) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      if isOfLines { writer.field("done", true) }
      writer.field("accepted", accepted)
      writer.field("repeated", repeated)
      if isOfLines { writer.field("refused", refused) }
      writer.field("consequences", consequences)
      writer.field("head", head)
      if passedOver > 0 { writer.field("passedOver", passedOver) }
      if isTrial { writer.field("dryRun", true) }
    }
    return writer.bytes
  }
}

/// How the lines of a bulk are answered.
struct BulkAnswers: Sendable {
  let language: Language
  let zone: Zone
  /// Whether each answer holds the events.
  let hasEvents: Bool
  /// The lines from which money moved, by the positions of the events.
  private var linesOfMoney: [Int: Int] = [:]

  init(_ language: Language, in zone: Zone, hasEvents: Bool) {
    (self.language, self.zone, self.hasEvents) = (language, zone, hasEvents)
  }

  /// What is answered to a line that was accepted, now or before.
  mutating func line(_ number: Int, _ receipt: Receipt) -> String {
    let fact = receipt.events.first?.event
    if let fact, !receipt.isRepeat, case .fact(.deposit, _) = fact.body { linesOfMoney[fact.position] = number }
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("line", number)
      writer.field("position", fact?.position ?? 0)
      writer.field("id", orNull: fact?.id)
      writer.field("consequences", receipt.events.count - 1)
      writer.field("repeat", receipt.isRepeat)
      writer.warnings(receipt.doubts, in: zone, language) { linesOfMoney[$0] }
      if hasEvents { writer.events(receipt.events) }
    }
    return writer.text
  }

  /// What is answered to a line that was not.
  func line(_ number: Int, _ problem: ServerProblem) -> String {
    JSON.object([.init("line", .integer(number)), .init("problem", problem.json(language, request: nil))]).text
  }
}

extension JSONWriter {
  /// Writes events as the log has them.
  mutating func events(_ events: [RecordedEvent]) {
    name("events")
    array { writer in for event in events { writer.written(event.line) } }
  }

  /// Writes what is doubtful about a submission, where anything is.
  mutating func warnings(
    _ doubts: [Doubt], in zone: Zone, _ language: Language, lineOf: (Int) -> Int? = { _ in nil }
  ) {
    guard !doubts.isEmpty else { return }
    name("warnings")
    array { writer in
      for doubt in doubts {
        writer.object { writer in
          writer.field("code", doubt.code)
          writer.field("message", language(doubt.words(in: zone, lineOf: lineOf)))
        }
      }
    }
  }
}
