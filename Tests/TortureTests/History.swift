import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Rulebook
import Testing
import Trials

/// What a provider or two went through in 2011: submissions under ids, sweeps and a year end, each at its moment.
struct History: Sendable {
  /// One thing done, in a transaction of its own.
  enum Step: Sendable {
    case submit(Draft, now: Instant)
    case sweep(LocalDate, now: Instant)
    case closeYear(Int, now: Instant)
    case rebuild
  }

  /// The steps, in order.
  var steps: [Step]
  /// The log after each step, as its lines were after it, and the read models; item 0 is before the first.
  var after: [Snapshot]

  /// What a store holds.
  struct Snapshot: Equatable, Sendable {
    var lines: [[UInt8]]
    var models: [String: [UInt8]]
  }

  static let rules = Result { Rules(try Rulebook.builtIn().terms) }

  /// The story of three providers of the year in Zhejiang: one of them is terminated step by step.
  static let termination = Result { try History(of: ["wz-02": 60, "zj-91": 60, "wz-01": 4]) }

  /// The undisturbed run of a story: of each provider so many events of the year in Zhejiang.
  init(of shares: [String: Int]) throws {
    let rules = try Self.rules.get()
    let scenario = try Scenario(yaml: try Checkout.bytes("Scenarios/year-2011-zhejiang.yaml"), in: rules.zone)
    steps = Self.steps(of: scenario, shares, rules.zone)
    let ledger = Ledger(store: InMemoryEventStore(), rules: rules)
    after = [try ledger.snapshot()]
    for step in steps {
      try step.take(on: ledger)
      after.append(try ledger.snapshot())
    }
  }

  /// The log at the end.
  var lines: [[UInt8]] { after[after.count - 1].lines }

  private static func steps(of scenario: Scenario, _ shares: [String: Int], _ zone: Zone) -> [Step] {
    var left = shares
    var now = Instant(seconds: 0)
    var steps: [Step] = []
    for step in scenario.steps {
      switch step {
      case .event(let event):
        guard case .success(var draft) = event.draft, left[draft.provider.text, default: 0] > 0 else { continue }
        left[draft.provider.text, default: 0] -= 1
        now = max(now, event.recorded ?? event.at ?? now)
        draft.id = id(steps.count)
        steps.append(.submit(draft, now: now))
      case .sweep(let date):
        now = max(now, zone.instant(date.adding(days: 1)))
        steps += [.sweep(date, now: now), .rebuild]
      case .yearEnd(let year):
        now = max(now, zone.instant(LocalDate(daysSinceEpoch: Month(year: year, month: 12).lastDay.daysSinceEpoch + 1)))
        steps.append(.closeYear(year, now: now))
      case .refuse, .expect, .publish: continue
      }
    }
    return steps
  }

  /// The id of the n-th submission.
  static func id(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return "0190c0de-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
  }
}

extension History.Step {
  /// Takes the step on a ledger; a refusal by the rules is part of the story.
  func take(on ledger: Ledger) throws {
    if case .rebuild = self {
      _ = try ledger.rebuild()
      return
    }
    do {
      try ledger.write { transaction in
        switch self {
        case .submit(let draft, let now): _ = try transaction.submit(draft, now: now)
        case .sweep(let date, let now): _ = try transaction.sweep(through: date, now: now)
        case .closeYear(let year, let now): _ = try transaction.closeYear(year, now: now)
        case .rebuild: break
        }
      }
    } catch is Refusal {}
  }
}

extension Ledger {
  /// All lines and read models.
  func snapshot() throws -> History.Snapshot {
    try store.read { reader in
      var snapshot = History.Snapshot(lines: [], models: [:])
      try reader.scan(EntrySelection()) { entry in
        snapshot.lines.append(Array(entry.line))
        return true
      }
      try reader.scanValues(prefix: "") { key, value in
        // A state is saved now and then on the way, and when depends on where the work was cut.
        if key.hasPrefix("state/") { return true }
        snapshot.models[key] = value
        return true
      }
      return snapshot
    }
  }
}
