import EventStore
import LedgerDomain
import LedgerTesting
import Testing

@testable import Ledger
@testable import LedgerFormat

/// Random histories into which corrections are thrown.
@Suite("Corrected histories")
struct CorrectionHistoryTests {
  private static func actions(_ seed: Int, _ count: Int) -> [RandomHistory.Action] {
    var actions: [RandomHistory.Action] = []
    var history = RandomHistory(seed: seed)
    history.hasOffices = hasOffices(seed)
    _ = history.play(count) { _, action, _, _ in actions.append(action) }
    return actions
  }

  /// The histories from 13 on have all sections of the regulation.
  private static func hasOffices(_ seed: Int) -> Bool { seed > 12 }

  private static func ledger(_ seed: Int) throws -> Ledger {
    try hasOffices(seed)
      ? RuledHistory.ledger(hasOffices: true)
      : Ledger(store: InMemoryEventStore(), rules: Rules(BuiltIn.termsWithSections))
  }

  private func standings(_ ledger: Ledger, knownAt: Instant?) throws -> [String] {
    try ledger.standings(StandingQuestion(asOf: day("2012-06-30"), knownAt: knownAt), now: time("2012-07-01"))
      .map { $0.jsonText(in: ledger.zone) }
  }

  @Test("A fold from zero equals the live state, and what was known before never changes")
  func thrownIn() throws {
    let met = try (1...18).reduce(into: Set<String>()) { try $0.formUnion(thrown(into: $1)) }
    #expect(met.isSuperset(of: ["FactCorrected", "FactRetracted", "ReviewDue", "BreachReopened"]))
  }

  /// The types of the events of a history with corrections.
  private func thrown(into seed: Int) throws -> Set<String> {
    let ledger = try Self.ledger(seed)
    var corrections = RandomCorrections(random: SplitMix64(seed: UInt64(seed) &+ 77))
    var clock = time("2011-01-04")
    var accepted = 0
    for (number, action) in Self.actions(seed, 160).enumerated() {
      try ledger.write { try RuledHistory.take(action, &clock, in: $0) }
      guard number % 5 == 4 else { continue }
      let (before, earlier) = (try standings(ledger, knownAt: clock), clock)
      let (judged, head) = (try judged(ledger), try ledger.head())
      defer { #expect((try? moved(judged, in: ledger, after: head)) == [], "seed \(seed), step \(number)") }
      if try corrections.correct(ledger, &clock) { accepted += 1 }
      #expect(try standings(ledger, knownAt: earlier) == before, "seed \(seed), step \(number)")
    }
    #expect(accepted > 3, "seed \(seed)")
    #expect(try ledger.verify().findings == [], "seed \(seed)")
    #expect(try ledger.decideAgain().finding == nil, "seed \(seed)")
    var met: Set<String> = []
    try ledger.events(EntrySelection()) { recorded in
      met.insert(recorded.event.type)
      return true
    }
    return met
  }

  /// A breach of a provider.
  private struct Judged: Hashable {
    let provider: Key<Provider>
    let breach: BreachID
  }

  /// What a person assessed, and stands.
  private func judged(_ ledger: Ledger) throws -> Set<Judged> {
    let standings = try ledger.standings(StandingQuestion(), now: time("2013-01-01"))
    return Set(
      standings.flatMap { standing in
        standing.breaches.filter { $0.state == .assessed && $0.clause.mode == .judged }
          .map { Judged(provider: standing.provider, breach: $0.breach) }
      })
  }

  /// Of those, what moved without its judgement being taken back.
  private func moved(_ judged: Set<Judged>, in ledger: Ledger, after head: Int) throws -> Set<Judged> {
    var (moved, reopened): (Set<Judged>, Set<Judged>) = ([], [])
    try ledger.events(EntrySelection(after: head)) { recorded in
      let provider = recorded.event.provider
      switch recorded.event.body {
      case .consequence(.breachReopened(let it)): reopened.insert(Judged(provider: provider, breach: it.breach))
      case .consequence(.breachWithdrawn(let it)): moved.insert(Judged(provider: provider, breach: it.breach))
      case .consequence(.pointsRestored(let it)):
        if let breach = it.breach { moved.insert(Judged(provider: provider, breach: breach)) }
      case .fact, .consequence, .publication: break
      }
      return true
    }
    return moved.intersection(judged).subtracting(reopened)
  }

  @Test("A fact entered and retracted at once leaves what never entering it leaves")
  func retracted() throws {
    let compared = try (1...18).map(retractedAtOnce)
    #expect(compared.reduce(0, +) > 20, "\(compared)")
  }

  /// How many facts of a history could be compared.
  private func retractedAtOnce(_ seed: Int) throws -> Int {
    let actions = Self.actions(seed, 60)
    var random = SplitMix64(seed: UInt64(seed) &+ 111)
    var compared = 0
    for _ in 0..<12 {
      let index = random.number(9...actions.count - 1)
      guard case .submit(let fact, _) = actions[index] else { continue }
      let retraction = FactRetracted(name: .position(0), reason: "…")
      guard let second = try played(seed, actions, (fact.provider, .retracted(retraction)), at: index) else { continue }
      var without = actions
      without.remove(at: index)
      guard let first = try played(seed, without, nil, at: nil) else { continue }
      compared += 1
      #expect(first == second, "seed \(seed), \(fact.fact.kind.name) of step \(index)")
    }
    return compared
  }

  @Test("A fact entered wrong and corrected at once leaves what entering it right leaves")
  func corrected() throws {
    let compared = try (1...18).map(correctedAtOnce)
    #expect(compared.reduce(0, +) > 20, "\(compared)")
  }

  /// How many facts of a history could be compared.
  private func correctedAtOnce(_ seed: Int) throws -> Int {
    let actions = Self.actions(seed, 60)
    var random = SplitMix64(seed: UInt64(seed) &+ 99)
    var compared = 0
    for _ in 0..<12 {
      let index = random.number(9...actions.count - 1)
      guard case .submit(let right, let recordedAt) = actions[index] else { continue }
      var wrong = right
      wrong.at = right.at.adding(seconds: -random.number(1...15) * 86_400)
      // Of a day before the sections were in force it opened nothing, and §10 looks again only at what a fact opened.
      if Self.hasOffices(seed), wrong.at < time("2011-01-05") { continue }
      var wrongly = actions
      wrongly[index] = .submit(wrong, recordedAt: recordedAt)
      let correction = FactCorrected(
        name: .position(0), data: FactData(of: right.fact), at: right.at, reason: "…")
      guard let first = try played(seed, actions, nil, at: index),
        let second = try played(seed, wrongly, (right.provider, .corrected(correction)), at: index)
      else { continue }
      compared += 1
      #expect(first == second, "seed \(seed), \(right.fact.kind.name) of step \(index)")
    }
    return compared
  }

  /// What a correction leaves as it is, because what opened it was no fact but what the ledger drew (offices §10).
  private static let openedByConsequences: Set<Key<DutyRow>> = [
    "notify-charge", "notify-termination", "order-rectification", "decide-late-case",
  ]

  /// The standings that actions lead to, a correction behind one of them, breaches withdrawn left out, years without
  /// a point, and duties that a consequence opened; nil where that action is refused, or the correction is.
  private func played(
    _ seed: Int, _ actions: [RandomHistory.Action], _ correction: (provider: Key<Provider>, fact: CorrectionFact)?,
    at index: Int?
  ) throws -> [String]? {
    let ledger = try Self.ledger(seed)
    var clock = time("2011-01-04")
    for (number, action) in actions.enumerated() {
      let head = try ledger.head()
      try ledger.write { try RuledHistory.take(action, &clock, in: $0) }
      guard number == index else { continue }
      guard try ledger.head() > head else { return nil }
      guard let correction else { continue }
      let name = FactName.position(head + 1)
      let fact =
        switch correction.fact {
        case .corrected(let fact): FactCorrected(name: name, data: fact.data, at: fact.at, reason: "…").fact
        case .retracted: FactRetracted(name: name, reason: "…").fact
        }
      let draft = Draft(
        provider: correction.provider, at: clock, by: Person(id: "fixer", role: .departmentHead), fact: fact)
      do { _ = try ledger.submit(draft, now: clock) } catch is Refusal { return nil }
    }
    clock = max(clock, time("2012-07-01"))
    try ledger.write { _ = try $0.sweep(through: day("2012-06-30"), now: clock) }
    return try ledger.standings(StandingQuestion(asOf: day("2012-06-30")), now: clock).map { standing in
      var standing = standing
      standing.breaches.removeAll { $0.state == .withdrawn }
      // A year in which a point was ever charged is shown, whatever became of it.
      standing.summary.years.removeAll { $0.score == 0 && $0.closedScore == nil }
      standing.summary.duties.removeAll { Self.openedByConsequences.contains($0.duty.slug) }
      // Where an agreement stands in the log is no part of what it says.
      return standing.jsonText(in: ledger.zone).replacing(/"position":\d+/, with: "")
    }
  }
}
