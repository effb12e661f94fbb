import EventStore
import LedgerDomain
import LedgerTesting
import Rulebook
import Testing

@testable import Ledger
@testable import LedgerFormat
@testable import Trials

@Suite("Simulation")
struct SimulationTests {
  private static let later = time("2030-01-01")

  private func ledger(_ log: [Event]) throws -> Ledger {
    let ledger = Ledger(store: InMemoryEventStore(), rules: BuiltIn.rules)
    try ledger.store.write { writer in
      try writer.append(
        log.map { event in RecordedEvent(event: event, line: event.line(in: BuiltIn.terms.zone)).entry })
    }
    return ledger
  }

  @Test("Under the same rulebook the log comes out the same, byte for byte", arguments: 1...25)
  func same(_ seed: Int) throws {
    var history = RandomHistory(seed: seed)
    history.signsAgreements = seed % 2 == 0
    let ledger = try ledger(history.play(180).log)
    let builtIn = try Rulebook.builtIn()
    for rulebook in [nil, builtIn] {
      let found = try ledger.simulate(SimulationQuestion(rulebook: rulebook), now: Self.later)
      #expect(found.isSame)
      #expect(!found.years.contains(where: \.differs) && found.refused.isEmpty && found.adjusted.isEmpty)
    }
  }

  @Test("The same holds for a log with publications on the way", arguments: 1...15)
  func sameWithPublications(_ seed: Int) throws {
    let ledger = try RuledHistory(seed: seed).ledger
    #expect(try ledger.verify().isSound)
    let found = try ledger.simulate(SimulationQuestion(), now: Self.later)
    #expect(found.isSame && found.refused.isEmpty)
  }

  private func story(_ steps: String...) throws -> Ledger {
    let ledger = Ledger(store: InMemoryEventStore(), rules: BuiltIn.rules)
    let begin =
      "{event: ProviderRegistered, provider: hz-01, at: 2011-01-04, by: c@legal, data: {name: One, kind: thirdParty}}"
      .replacing("c@legal", with: "c@channel-expansion")
    let yaml = (["scenario: x", "steps:", "  - " + begin] + steps.map { "  - " + $0 }).joined(separator: "\n")
    let result = try ledger.run(Scenario(yaml: Array(yaml.utf8), in: ledger.zone))
    #expect(result.passed, "\(result.failures)")
    return ledger
  }

  private static func press(_ breach: String, _ points: Int, _ date: String) -> [String] {
    [
      "{event: BreachReported, provider: hz-01, at: \(date), by: w@channel-operations, data: {breach: \(breach), clause: negative-press, evidence: x}}",
      "{event: BreachAssessed, provider: hz-01, at: \(date), by: d@department-head, data: {breach: \(breach), points: \(points), reason: x}}",
    ]
  }

  @Test("A lower threshold shows who would have crossed it, and when")
  func threshold() throws {
    let ledger = try story(
      Self.press("a", 20, "2011-03-01")[0], Self.press("a", 20, "2011-03-01")[1], Self.press("b", 20, "2011-04-01")[0],
      Self.press("b", 20, "2011-04-01")[1])
    let rulebook = Version.rulebook("1.6", [(old: "threshold: 50", new: "threshold: 40")])
    let found = try ledger.simulate(SimulationQuestion(rulebook: rulebook), now: Self.later)
    let year = try #require(found.years.first)
    #expect(year.happened.crossings.isEmpty && year.happened.status == .active)
    #expect(
      year.simulated.crossings == [
        Simulation.Crossing(opens: .rectification, threshold: 40, score: 40, on: day("2011-04-01"))
      ])
    #expect(year.simulated.status == .rectification && year.breaches.isEmpty && year.differs)
    let late = SimulationQuestion(rulebook: rulebook, effective: day("2011-05-01"))
    #expect(try ledger.simulate(late, now: Self.later).years.allSatisfy { !$0.differs })
  }

  @Test("A judgement outside its new range is taken at the nearest value, and named")
  func nearest() throws {
    let steps = Self.press("a", 20, "2011-03-01")
    let ledger = try story(steps[0], steps[1])
    let rulebook = Version.rulebook("1.6", [(old: "points: [10, 20]", new: "points: [25, 30]")])
    let found = try ledger.simulate(SimulationQuestion(rulebook: rulebook), now: Self.later)
    #expect(
      found.adjusted == [
        Simulation.AdjustedJudgement(position: 3, provider: "hz-01", breach: "a", given: 20, taken: 25, range: 25...30)
      ])
    #expect(found.years.first?.simulated.score == 25 && found.refused.isEmpty)
  }

  @Test("A sweep that ran finds what falls due under the other rules; facts that no longer fit are named")
  func sweeps() throws {
    let help = "{event: HelpRequested, provider: hz-01, at: 2011-03-02T09:00, by: f@integration, data: {ticket: t-%}}"
    let ledger = try story(
      help.replacing("%", with: "1"), help.replacing("%", with: "2").replacing("03-02", with: "03-03"),
      "{sweep: 2011-03-03}",
      "{event: BreachAssessed, provider: hz-01, at: 2011-03-04, by: d@department-head, data: {breach: 'service-complaint:ticket:t-1', points: 1, reason: x}}"
    )
    let slower = Version.rulebook("1.6", [(old: "hours: 12", new: "hours: 40")])
    let none = try ledger.simulate(SimulationQuestion(rulebook: slower), now: Self.later)
    #expect(none.years.first?.breaches.compactMap(\.simulated).isEmpty == true)
    #expect(none.refused.map(\.refusal.code) == ["unknown-breach"] && none.refused.first?.position == 6)
    let faster = Version.rulebook("1.7", [(old: "hours: 12", new: "hours: 1")])
    #expect(!(try ledger.simulate(SimulationQuestion(rulebook: faster), now: Self.later)).isSame)
  }

  @Test("Facts that never happened are decided after all that did; what is refused of them is named")
  func hypothetical() throws {
    let steps = Self.press("a", 20, "2011-03-01")
    let ledger = try story(steps[0], steps[1])
    let by = Person(id: "d", role: .departmentHead)
    func draft(_ fact: Fact) -> Draft { Draft(provider: "hz-01", at: time("2011-05-01"), by: by, fact: fact) }
    let facts = [
      draft(BreachReported(breach: "b", clause: "competitor-dealing", evidence: "…", on: nil, outlet: nil).fact),
      draft(BreachAssessed(breach: "b", points: 100, reason: "…", issue: nil).fact),
      draft(PromotionRun(promotion: "p").fact),
    ]
    let head = try ledger.head()
    let found = try ledger.simulate(SimulationQuestion(facts: facts), now: Self.later)
    #expect(found.refused.map(\.refusal.code) == ["same-person", "role-not-allowed"])
    #expect(found.refused.allSatisfy { $0.position == nil })
    #expect(found.years.first?.simulated.exposure.maximum == 100 && !found.isSame)
    #expect(try ledger.head() == head)
  }
}
