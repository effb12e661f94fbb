import LedgerDomain
import LedgerFormat
import LedgerTesting
import Testing

@testable import Ledger
@testable import Trials

@Suite("Reading scenario files")
struct ScenarioLoadTests {
  private func failure(_ yaml: [UInt8]) -> ScenarioError? {
    do throws(ScenarioError) {
      _ = try Scenario(yaml: yaml, in: BuiltIn.terms.zone)
      return nil
    } catch {
      return error
    }
  }

  /// A file of three lines before its one step, which is on line 4.
  private func failure(inStep step: String) -> ScenarioError? {
    failure(Array("scenario: a test\nabout: §1\nsteps:\n  - \(step)\n".utf8))
  }

  @Test("A file has a title, a subject, a rulebook and steps, each a kind of its own")
  func good() throws {
    let yaml = """
      scenario: A test
      about: §2.2.2
      rulebook: taobao-daigou-1.5
      steps:
        - {event: TerminationProposed, provider: hz-01, at: 2011-03-01, by: {id: chen, role: channel-expansion}}
        - {refuse: TerminationProposed, code: no-termination, provider: hz-01, by: chen@channel-expansion}
        - {sweep: 2011-03-07}
        - {yearEnd: 2011}
        - {expect: {provider: hz-01, year: 2011, score: 0}}
      """
    let scenario = try Scenario(yaml: Array(yaml.utf8), in: BuiltIn.terms.zone)
    #expect(scenario.title == "A test")
    #expect(scenario.about == "§2.2.2")
    #expect(scenario.rulebook == "taobao-daigou-1.5")
    #expect(scenario.steps.count == 5)
    guard case .event(let step) = scenario.steps[0] else { throw StepError() }
    #expect(try step.draft.get().by == Person(id: "chen", role: .channelExpansion))
    #expect(step.at == time("2011-03-01"))
  }

  private struct StepError: Error {}

  @Test(
    "A step that is none is named by its line and key",
    arguments: [
      ("{event: PromotionRun, provider: p, when: 2011-03-01}", "steps[1].when"),
      ("{evnt: PromotionRun}", "steps[1]"), ("{event: PromotionRun, sweep: 2011-03-01}", "steps[1]"),
      ("{sweep: 2011-02-30}", "steps[1]"), ("{sweep: 2011-03-01, at: 2011-03-01}", "steps[1].at"),
      ("{yearEnd: soon}", "steps[1]"), ("{yearEnd: 0}", "steps[1]"),
      ("{refuse: PromotionRun, provider: p}", "steps[1]"),
      ("{refuse: PromotionRun, code: no-such, provider: p}", "steps[1]"),
      ("{expect: {score: 0}}", "steps[1].expect"), ("{expect: {provider: p, scroe: 0}}", "steps[1].expect.scroe"),
      ("{expect: {provider: p, asOf: today}}", "steps[1].expect.asOf"),
      ("{expect: {provider: p, knownAt: 9}}", "steps[1].expect.knownAt"),
      ("{expect: {provider: p, year: this}}", "steps[1].expect.year"),
      ("{event: PromotionRun, provider: p, recorded: later}", "steps[1].recorded"), ("sweep", "steps[1]"),
    ])
  func badStep(_ step: String, _ key: String) throws {
    let error = try #require(failure(inStep: step), "it was accepted")
    #expect(error.key == key, "\(error)")
    #expect(error.line == 4, "\(error)")
  }

  @Test("An unknown key of the file is named with its line")
  func unknownKey() throws {
    let error = try #require(failure(Array("scenario: a test\nstages: []\nsteps: []\n".utf8)))
    #expect(error.line == 2)
    #expect(error.key == "stages")
    #expect(error.expected.en.contains("scenario, about, rulebook, steps"))
  }

  @Test(
    "A file without steps, without anything, or that is no mapping is no scenario",
    arguments: ["", "scenario: x\n", "- a\n", "words"])
  func noScenario(_ yaml: String) {
    #expect(failure(Array(yaml.utf8)) != nil)
  }

  @Test("Nor is one that is not YAML, or not UTF-8, or says a thing twice")
  func unreadable() {
    #expect(failure(Array("steps: [\n".utf8)) != nil)
    #expect(failure(Array("scenario: ".utf8) + [0xE9, 0x0A]) != nil)
    #expect(failure(inStep: "{sweep: 2011-03-01, sweep: 2011-03-02}") != nil)
  }

  @Test("Dates are texts, and quoted numbers too")
  func scalars() throws {
    let yaml = """
      steps:
        - {event: DepositFrozen, provider: p, at: 2011-03-01, by: f@channel-operations, data: {city: "1", amountFen: 5}}
        - {event: DepositFrozen, provider: p, at: 2011-03-01, by: f@channel-operations, data: {city: c, amountFen: "5"}}
        - {event: DepositFrozen, provider: p, at: 2011-03-01, by: f@channel-operations, data: {city: c, amountFen: 0x5}}
      """
    let scenario = try Scenario(yaml: Array(yaml.utf8), in: BuiltIn.terms.zone)
    let refused = scenario.steps.map { step -> Bool in
      guard case .event(let event) = step, case .failure = event.draft else { return false }
      return true
    }
    #expect(refused == [false, true, true])
  }
}
