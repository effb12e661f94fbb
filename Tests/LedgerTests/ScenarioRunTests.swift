import EventStore
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Testing

@testable import Ledger
@testable import Trials

@Suite("Running scenarios")
struct ScenarioRunTests {
  private static let registered =
    "{event: ProviderRegistered, provider: hz-01, at: 2011-03-01, by: c@channel-expansion, data: {name: One, kind: thirdParty}}"
  private static let ticket =
    "{event: HelpRequested, provider: hz-01, at: 2011-03-04T20:30, by: f@integration, data: {ticket: t-1}}"
  private static func promotion(_ key: String, _ times: String) -> String {
    "{event: PromotionRun, provider: hz-01, \(times), by: a@provider, data: {promotion: \(key)}}"
  }

  private func run(_ steps: String...) throws -> (result: ScenarioResult, events: [Event]) {
    let yaml = "scenario: a test\nsteps:\n" + steps.map { "  - " + $0 + "\n" }.joined()
    let ledger = Ledger(store: InMemoryEventStore(), rules: BuiltIn.rules)
    let result = try ledger.run(Scenario(yaml: Array(yaml.utf8), in: ledger.zone))
    var events: [Event] = []
    try ledger.events(EntrySelection()) { recorded in
      events.append(recorded.event)
      return true
    }
    return (result, events)
  }

  /// The failures as `step: expected X, found Y`.
  private func failures(_ result: ScenarioResult) -> [String] {
    result.failures.map { "\($0.step): expected \($0.expected.text), found \($0.found.text)" }
  }

  @Test("A failed expectation says what was expected and found, of the fields named only")
  func expectation() throws {
    let (result, _) = try run(
      Self.registered, Self.ticket, "{sweep: 2011-03-07}",
      #"{expect: {provider: hz-01, score: 5, status: active, exposure: {maximum: 3}, rectification: null}}"#,
      #"{expect: {provider: hz-01, breaches: {"service-complaint:ticket:t-1": {state: assessed}}}}"#)
    #expect(!result.passed)
    #expect(
      failures(result) == [
        #"4: expected {"score":5,"exposure":{"maximum":3}}, found {"score":0,"exposure":{"maximum":2}}"#,
        #"5: expected {"breaches":{"service-complaint:ticket:t-1":{"state":"assessed"}}}, "#
          + #"found {"breaches":{"service-complaint:ticket:t-1":{"state":"pending"}}}"#,
      ])
  }

  @Test("Maps are compared in part at every depth, lists whole, and null means that there is none")
  func comparison() throws {
    let (result, _) = try run(
      Self.registered, Self.ticket, "{sweep: 2011-03-07}",
      #"{expect: {provider: hz-01, breaches: {"service-complaint:ticket:t-1": {"on": 2011-03-07}, other: null}}}"#,
      #"{expect: {provider: hz-01, years: [], pauses: [], deposit: {balanceFen: 0}}}"#,
      #"{expect: {provider: hz-01, pauses: [m-1]}}"#,
      #"{expect: {provider: hz-01, breaches: {"service-complaint:ticket:t-1": null}}}"#)
    #expect(result.failures.map(\.step) == [6, 7])
  }

  @Test("An event refused, or accepted where a refusal was expected, fails its step, and the scenario goes on")
  func goesOn() throws {
    let (result, events) = try run(
      Self.ticket, Self.registered,
      "{refuse: PromotionRun, code: promotion-exists, provider: hz-01, at: 2011-03-05, by: a@provider, data: {promotion: p}}",
      "{refuse: PromotionRun, code: unknown-provider, provider: hz-01, at: 2011-03-05, by: a@provider, data: {promotion: p}}",
      "{refuse: PromotionRun, code: role-not-allowed, provider: hz-01, at: 2011-03-05, by: a@provider, data: {promo: p}}",
      "{refuse: PromotionRun, code: bad-input, provider: hz-01, at: 2011-03-05, by: a@provider, data: {promo: p}}",
      "{refuse: PromotionRun, code: bad-input, provider: hz-01, at: 2011-02-30, by: a@provider, data: {promotion: q}}",
      "{expect: {provider: nb-02, score: 0}}")
    #expect(
      failures(result) == [
        #"1: expected "accepted", found "unknown-provider (hz-01)""#,
        #"3: expected "promotion-exists", found "accepted""#,
        #"4: expected "unknown-provider", found "promotion-exists (p)""#,
        #"5: expected "role-not-allowed", found "bad-input (data.promotion: the field is missing)""#,
        #"8: expected {"score":0}, found "unknown-provider (nb-02)""#,
      ])
    #expect(events.map(\.type) == ["ProviderRegistered", "PromotionRun"])
    #expect(result.events == 2)
  }

  @Test("A step is recorded when it says, else when it happened, but never before the step before it")
  func recording() throws {
    let (result, events) = try run(
      Self.registered, Self.promotion("p-1", "at: 2011-03-05T10:00"),
      Self.promotion("p-2", "at: 2011-03-06, recorded: 2011-03-09T12:00"), Self.promotion("p-3", "at: 2011-03-07"),
      Self.promotion("p-4", "at: 2011-03-10, recorded: 2011-03-01"))
    #expect(
      failures(result) == [
        #"5: expected "accepted", "#
          + #"found "in-the-future (the event 2011-03-10 00:00:00, the clock 2011-03-09 12:00:00)""#
      ])
    #expect(
      events.map(\.recordedAt)
        == ["2011-03-01", "2011-03-05T10:00", "2011-03-09T12:00", "2011-03-09T12:00"].map(time))
  }

  @Test("Every event and refusal moves the clock, whatever comes of it")
  func refusalsMoveTheClock() throws {
    let (result, events) = try run(
      Self.registered,
      "{refuse: HelpAnswered, code: unknown-ticket, provider: hz-01, at: 2011-04-01, by: a@provider, data: {ticket: t-9}}",
      Self.promotion("p-1", "at: 2011-03-05"),
      "{refuse: HelpAnswered, code: bad-input, provider: hz-01, at: 2011-05-01, by: a@provider, data: {}}",
      Self.promotion("p-2", "at: 2011-03-05"))
    #expect(failures(result) == [])
    #expect(events.map(\.recordedAt) == ["2011-03-01", "2011-04-01", "2011-05-01"].map(time))
  }

  @Test("A sweep or year end sets the clock to the end of its day, if that is later")
  func jobsMoveTheClock() throws {
    let (result, events) = try run(
      Self.registered, Self.ticket, "{sweep: 2011-03-07}", Self.promotion("p-1", "at: 2011-03-05"),
      "{sweep: 2011-02-01}", Self.promotion("p-2", "at: 2011-03-05"), "{yearEnd: 2011}",
      Self.promotion("p-3", "at: 2011-03-05"),
      "{expect: {provider: hz-01, asOf: 2011-12-31, years: [{year: 2011, score: 0, closedScore: 0}]}}",
      "{expect: {provider: hz-01, year: 2012, asOf: 2012-01-01, knownAt: 2012-01-01}}")
    #expect(failures(result) == [])
    let recorded = events.map { "\($0.type) \(BuiltIn.terms.zone.text($0.recordedAt).prefix(16))" }
    #expect(
      recorded == [
        "ProviderRegistered 2011-03-01T00:00", "HelpRequested 2011-03-04T20:30", "BreachDetected 2011-03-08T00:00",
        "PromotionRun 2011-03-08T00:00", "PromotionRun 2011-03-08T00:00", "YearClosed 2012-01-01T00:00",
        "PromotionRun 2012-01-01T00:00",
      ])
    #expect(result.standings.map(\.asOf) == [day("2012-01-01")])
  }

  @Test("A question is as of the clock's date and of its year, whatever is known")
  func questions() throws {
    let report = { (breach: String, date: String) in
      "{event: BreachReported, provider: hz-01, at: \(date), by: q@channel-operations, data: {breach: \(breach), clause: negative-press, evidence: e}}"
    }
    let (result, _) = try run(
      Self.registered, report("b-1", "2011-03-02"), report("b-2", "2012-01-05"),
      "{expect: {provider: hz-01, year: 2012, asOf: 2012-01-05, exposure: {minimum: 10}}}",
      "{expect: {provider: hz-01, asOf: 2011-12-31, year: 2011, exposure: {minimum: 10}, breaches: {b-2: null}}}",
      "{expect: {provider: hz-01, knownAt: 2011-06-01, breaches: {b-1: {state: pending}, b-2: null}}}",
      "{expect: {provider: hz-01, asOf: 2011-02-28, score: 0}}")
    #expect(failures(result) == [#"7: expected {"score":0}, found "unknown-provider (hz-01)""#])
  }

  @Test("The same id and content is accepted again, and appended once")
  func repeats() throws {
    let step = Self.promotion("p-1", "id: 0190c0de-0000-7000-8000-000000000001, at: 2011-03-05")
    let other =
      "{refuse: PromotionRun, code: id-conflict, id: 0190c0de-0000-7000-8000-000000000001, provider: hz-01, "
      + "at: 2011-03-05, by: a@provider, data: {promotion: p-2}}"
    let (result, events) = try run(Self.registered, step, step, other)
    #expect(failures(result) == [])
    #expect(events.count == 2)
  }
}
