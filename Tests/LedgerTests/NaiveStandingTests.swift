import EventStore
import LedgerDomain
import LedgerTesting
import Testing

@testable import Ledger
@testable import LedgerFormat

@Suite("Two clocks")
struct NaiveStandingTests {
  /// The history a seed decides, once in memory and once in a ledger over a store.
  private static func played(_ seed: Int) throws -> (world: World, ledger: Ledger) {
    let ledger = Ledger(store: InMemoryEventStore(), rules: BuiltIn.rules)
    var actions: [RandomHistory.Action] = []
    var history = RandomHistory(seed: seed)
    let world = history.play(150) { _, action, _, _ in actions.append(action) }
    for action in actions { try ledger.take(action) }
    return (world, ledger)
  }

  @Test("A ledger over a store records what deciding in memory records, and reads it back the same", arguments: 1...6)
  func sameEvents(_ seed: Int) throws {
    let (world, ledger) = try Self.played(seed)
    var found: [Event] = []
    try ledger.events(EntrySelection()) { recorded in
      found.append(recorded.event)
      return true
    }
    for (expected, event) in zip(world.log, found) where expected != event {
      Issue.record("seed \(seed): expected \(expected), found \(event)")
      return
    }
    #expect(found.count == world.log.count)
  }

  @Test("A standing is what folding the events that count on a date, of those known, comes to", arguments: 1...15)
  func standings(_ seed: Int) throws {
    let (world, ledger) = try Self.played(seed)
    var random = SplitMix64(seed: UInt64(seed) &+ 1_000_000)
    for _ in 0..<8 {
      let asOf = day("2011-01-03").adding(days: random.number(0...520))
      let knownAt = random.chance(30) ? nil : random.one(of: world.log)?.recordedAt
      let year = random.number(2010...2012)
      let question = StandingQuestion(asOf: asOf, knownAt: knownAt, year: year)
      let now = try #require(world.clock)
      let found = try ledger.standings(question, now: now)
      let view = NaiveView(log: world.log, asOf: asOf, knownAt: knownAt)
      let expected = RandomHistory.providers.compactMap { provider in
        view.state(provider).standing(
          year: year, asOf: asOf, knownAt: knownAt ?? now, rulebook: "taobao-daigou-1.5")
      }
      let texts = found.map { $0.jsonText(in: ledger.zone) }
      #expect(
        texts == expected.map { $0.jsonText(in: ledger.zone) },
        "seed \(seed), as of \(asOf), known at \(String(describing: knownAt))")
      for standing in found {
        let score = view.score(standing.provider, year)
        #expect(standing.score == score, "seed \(seed), \(standing.provider) as of \(asOf), year \(year)")
      }
    }
  }
}

/// §6 in the plainest way: which events count, and what their movements of points come to.
private struct NaiveView {
  let events: [Event]
  private let zone = BuiltIn.terms.zone

  init(log: [Event], asOf: LocalDate, knownAt: Instant?) {
    let known = log.filter { event in knownAt.map { event.recordedAt <= $0 } ?? true }
    var datesOfActs: [String: LocalDate] = [:]
    for event in known {
      switch event.body {
      case .fact(.breach(.reported(let report)), _):
        datesOfActs[event.provider.text + "/" + report.breach.text] = report.on ?? BuiltIn.terms.zone.date(of: event.at)
      case .consequence(.breachDetected(let found)):
        datesOfActs[event.provider.text + "/" + found.breach.text] = found.on
      default: break
      }
    }
    events = known.filter { event in
      let act = event.breach.flatMap { datesOfActs[event.provider.text + "/" + $0.text] }
      return (act ?? BuiltIn.terms.zone.date(of: event.at)) <= asOf
    }
  }

  func state(_ provider: Key<Provider>) -> ProviderState {
    var state = ProviderState(provider: provider, zone: zone)
    for event in events where event.provider == provider { state.evolve(event) }
    return state
  }

  /// Charges, appeals and passes in log order, each in full, never below 0.
  func score(_ provider: Key<Provider>, _ year: Int) -> Int {
    var charges: [BreachID: (year: Int, points: Int)] = [:]
    var score = 0
    for event in events where event.provider == provider {
      var restored: (year: Int, points: Int)?
      switch event.body {
      case .consequence(.pointsDeducted(let paid)):
        charges[paid.breach] = (paid.on.year, paid.charged)
        if paid.on.year == year { score += paid.charged }
      case .fact(.appeal(.decided(let appeal)), _):
        guard let charge = charges[appeal.breach] else { continue }
        let left: Int
        switch appeal.outcome {
        case .confirmed: left = charge.points
        case .reduced(let points): left = min(charge.points, points)
        case .overturned: left = 0
        }
        charges[appeal.breach] = (charge.year, left)
        restored = (charge.year, charge.points - left)
      case .fact(.rectification(.passed(let pass)), .rectification(_, let ofYear)): restored = (ofYear, pass.reduction)
      default: break
      }
      if let restored, restored.year == year { score = max(0, score - restored.points) }
    }
    return score
  }
}

extension Ledger {
  /// Takes one action of a history; a refusal leaves nothing behind.
  fileprivate func take(_ action: RandomHistory.Action) throws {
    do {
      switch action {
      case .submit(let submission, let recordedAt):
        let draft = Draft(
          id: nil, provider: submission.provider, at: submission.at, by: submission.by, fact: submission.fact)
        _ = try write { try $0.submit(draft, now: recordedAt) }
      case .sweep(let last): _ = try write { try $0.sweep(through: last, now: zone.instant(last.adding(days: 1))) }
      case .closeYear(let year):
        let now = zone.instant(Month(year: year + 1, month: 1).firstDay)
        _ = try write { try $0.closeYear(year, now: now) }
      }
    } catch is Refusal {
      return
    }
  }
}
