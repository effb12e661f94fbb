import EventStore
import LedgerDomain
import LedgerTesting
import Rulebook

@testable import Ledger
@testable import LedgerFormat

/// A random history on a real ledger: facts, sweeps, closings, agreements, versions published on the way, and corrections
/// where they are asked for.
struct RuledHistory {
  let ledger: Ledger
  /// A moment after everything.
  let now = time("2030-01-01")

  init(seed: Int, steps: Int = 180, publishingEvery pace: Int = 60, correctingEvery corrected: Int? = nil) throws {
    ledger = Ledger(store: InMemoryEventStore(), rules: BuiltIn.rules)
    var history = RandomHistory(seed: seed)
    history.signsAgreements = true
    var corrections = RandomCorrections(random: SplitMix64(seed: UInt64(seed) &+ 55))
    var clock = time("2011-01-04")
    if corrected != nil {
      let version = Version.rulebook("1.5-corrections", [Self.corrections])
      try ledger.write { _ = try $0.publish(version, effective: day("0001-01-01"), by: nil, now: clock) }
    }
    var number = 0
    var failure: (any Error)?
    _ = history.play(steps) { [ledger] _, action, _, _ in
      number += 1
      do {
        try ledger.write { transaction in
          if number % pace == 0 { try Self.publish(number / pace, corrected != nil, clock, in: transaction) }
          try Self.take(action, &clock, in: transaction)
        }
        if let corrected, number % corrected == 0 { _ = try corrections.correct(ledger, &clock) }
      } catch {
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
  }

  /// An empty ledger, in which the version with every section is published where the history is one of an office.
  static func ledger(hasOffices: Bool, heldEvents: Int = Ledger.leastHeldEvents) throws -> Ledger {
    let ledger = Ledger(
      store: InMemoryEventStore(), source: RuleSource(BuiltIn.rules),
      heldEvents: heldEvents)
    guard hasOffices else { return ledger }
    let (first, now) = (day("2011-01-05"), time("2011-01-01"))
    try ledger.write { _ = try $0.publish(BuiltIn.offices, effective: first, by: nil, now: now) }
    return ledger
  }

  /// Does what a history does next.
  static func take(
    _ action: RandomHistory.Action, _ clock: inout Instant, in transaction: LedgerTransaction
  ) throws {
    switch action {
    case .submit(let submission, let recordedAt):
      clock = max(clock, recordedAt)
      let draft = Draft(
        id: submission.id, provider: submission.provider, at: submission.at, by: submission.by, fact: submission.fact)
      do { _ = try transaction.submit(draft, now: clock) } catch is Refusal {}
    case .sweep(let last):
      clock = max(clock, BuiltIn.terms.zone.instant(last.adding(days: 1)))
      _ = try transaction.sweep(through: last, now: clock)
    case .closeYear(let year): _ = try transaction.closeYear(year, now: max(clock, time("\(year + 1)-01-01")))
    }
  }

  /// What lets a version put facts right, all by the department head.
  private static let corrections = (
    old: "\nclauses:\n",
    new: """

    corrections:
      by: [department-head]
      money-by: [department-head]
      judgements-by: [department-head]

    clauses:

    """
  )

  /// A version with other ranges, caps, deadlines, limits and thresholds, dated a month ago or a month ahead.
  static func publish(
    _ number: Int, _ hasCorrections: Bool, _ clock: Instant, in transaction: LedgerTransaction
  ) throws {
    let changes = [
      (old: "threshold: 50", new: "threshold: \(50 - number * 5)"), (old: "hours: 12", new: "hours: \(12 + number)"),
      (old: "points: [10, 20]", new: "points: [\(10 + number), \(20 + number)]"),
      (old: "    points: [15, 20]\n", new: "    points: [15, 20]\n    cap: \(30 + number)\n"),
      (old: "    points: [1, 1]\n", new: "    points: [1, 1]\n    cap: 3\n"),
      (old: "    cap: 40", new: "    cap: \(40 + number)"), (old: "failures: 15", new: "failures: \(15 + number)"),
      (old: "  working-days: 15\n\n# §3.1", new: "  working-days: \(15 + number)\n\n# §3.1"),
    ]
    let date = BuiltIn.terms.zone.date(of: clock).adding(days: number % 2 == 0 ? 30 : -30)
    let version = Version.rulebook("2.\(number)", changes + (hasCorrections ? [corrections] : []))
    _ = try transaction.publish(version, effective: date, by: nil, now: clock)
  }

  /// Everything known, and some views by either clock.
  func questions() throws -> [StandingQuestion] {
    let head = try ledger.head()
    var questions = [StandingQuestion(knownAt: now)]
    try ledger.events(EntrySelection()) { recorded in
      let event = recorded.event
      guard event.position % (head / 3) == 0 else { return true }
      questions.append(StandingQuestion(knownAt: event.recordedAt))
      questions.append(StandingQuestion(asOf: ledger.zone.date(of: event.at), knownAt: event.recordedAt))
      return true
    }
    return questions
  }
}
