import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat

/// What is done to a store by running the tool again and again, and what the log is to be after each.
struct Story: Sendable {
  /// One run of the tool.
  enum Run: Sendable {
    case append(JSON)
    case appendFile([JSON])
    case sweep(LocalDate)
    case closeYear(Int)
    case rebuild
  }

  /// The runs.
  let runs: [Run]
  /// The log after each run, without the moments of recording; item 0 is before the first.
  let after: [[String]]

  static let termination = Result { try Story(try History.termination.get()) }

  /// The day through which is swept.
  static let sweptThrough = LocalDate("2011-05-31")!

  init(_ history: History) throws {
    let events = try Self.acceptable(history)
    let half = events.count / 2
    runs =
      [.appendFile(Array(events[..<half])), .append(events[half]), .append(events[half + 1])]
      + [.sweep(Self.sweptThrough), .rebuild, .appendFile(Array(events[(half + 2)...])), .closeYear(2011), .rebuild]
    let ledger = Ledger(store: InMemoryEventStore(), rules: try History.rules.get())
    var after: [[String]] = [[]]
    for run in runs {
      try run.take(on: ledger, now: Self.now)
      after.append(try ledger.snapshot().lines.map(Self.timeless))
    }
    self.after = after
  }

  /// A moment after everything in the story.
  private static let now = Instant(seconds: 1_700_000_000)

  /// The submissions that the ledger accepts when it learns of all of them long afterwards.
  private static func acceptable(_ history: History) throws -> [JSON] {
    let rules = try History.rules.get()
    let ledger = Ledger(store: InMemoryEventStore(), rules: rules)
    var events: [JSON] = []
    for case .submit(let draft, _) in history.steps {
      if events.count == history.steps.count / 2 {
        _ = try ledger.write { try $0.sweep(through: sweptThrough, now: now) }
      }
      do {
        let receipt = try ledger.write { try $0.submit(draft, now: now) }
        events.append(try JSON(logLine: receipt.events[0].line))
      } catch is Refusal {}
    }
    return events
  }

  /// A line of the log without its moment of recording, and what is counted from it.
  static func timeless(_ line: [UInt8]) -> String {
    String(decoding: line, as: UTF8.self).replacing(/"(recordedAt|appealUntil)":"[^"]*"/, with: "")
  }
}

extension JSON {
  /// The event as it was handed in, from its line in the log.
  init(logLine line: [UInt8]) throws {
    let json = try JSON(parsing: String(decoding: line, as: UTF8.self))
    let fields = ["id", "type", "provider", "at", "by", "data"].compactMap { name in
      json[name].flatMap { $0 == .null ? nil : JSON.Field(name, $0) }
    }
    self = .object(fields)
  }

  /// The text of a scalar; a list as JSON.
  var word: String {
    if case .string(let text) = self { return text }
    return text
  }

  /// The arguments of `koufen append` that say the same.
  fileprivate var flags: [String] {
    var flags = [self["type"]?.word ?? ""]
    for name in ["id", "provider", "at"] { if let value = self[name] { flags += ["--" + name, value.word] } }
    if let by = self["by"] { flags += ["--by", (by["id"]?.word ?? "") + "@" + (by["role"]?.word ?? "")] }
    if case .object(let fields)? = self["data"] { flags += fields.map { "\($0.name)=\($0.value.word)" } }
    return flags
  }
}

extension Story.Run {
  /// The arguments of the tool.
  var arguments: [String] {
    switch self {
    case .append(let event): ["append", "--format", "json"] + event.flags
    case .appendFile: ["append", "--format", "json", "--file", "-"]
    case .sweep(let date): ["sweep", "--format", "json", "--through", date.description]
    case .closeYear(let year): ["year-end", "--format", "json", String(year)]
    case .rebuild: ["rebuild", "--format", "json"]
    }
  }

  /// The lines of its standard input.
  var input: [[UInt8]] {
    guard case .appendFile(let events) = self else { return [] }
    return events.map { Array(($0.text + "\n").utf8) }
  }

  /// Does the same on a ledger.
  fileprivate func take(on ledger: Ledger, now: Instant) throws {
    if case .rebuild = self {
      _ = try ledger.rebuild()
      return
    }
    try ledger.write { transaction in
      switch self {
      case .append(let event): try Self.submit(event, transaction, now, ledger.zone)
      case .appendFile(let events): for event in events { try Self.submit(event, transaction, now, ledger.zone) }
      case .sweep(let date): _ = try transaction.sweep(through: date, now: now)
      case .closeYear(let year): _ = try transaction.closeYear(year, now: now)
      case .rebuild: break
      }
    }
  }

  private static func submit(_ event: JSON, _ transaction: LedgerTransaction, _ now: Instant, _ zone: Zone) throws {
    _ = try transaction.submit(Draft(json: Array(event.text.utf8), in: zone), now: now)
  }
}
