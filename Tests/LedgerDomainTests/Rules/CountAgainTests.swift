import LedgerDomain
import LedgerTesting
import Testing

/// Due dates counted beyond the calendars known, once the notice of a further year is published (§2).
@Suite("Counting provisional dates again")
struct CountAgainTests {
  /// The terms with a notice of 2027 in which the first week of January is off but for its Saturday, which is worked.
  private static let extended: Terms = {
    var terms = BuiltIn.terms
    var holidays: [LocalDate: String] = [:]
    for day in days("2010-01-01", through: "2026-12-31") where !terms.calendar.isWorking(day) { holidays[day] = "off" }
    for day in days("2027-01-01", through: "2027-01-06") { holidays[day] = "new-year" }
    let made = days("2010-01-01", through: "2026-12-31").filter { $0.weekday >= 6 && terms.calendar.isWorking($0) }
    var makeUps = Dictionary(uniqueKeysWithValues: made.map { ($0, "made up") })
    makeUps[day("2027-01-09")] = "new-year"
    terms.calendar = WorkingDayCalendar(years: 2010...2027, holidays: holidays, makeUps: makeUps)
    terms.rulebook += "-2027"
    return terms
  }()

  private static let rules: Rules = {
    var rules = BuiltIn.rules
    rules.publish(extended, from: day("2010-01-01"), at: time("2026-12-20"))
    return rules
  }()

  /// A provider of late December 2026 that owes six things, five of them by a day of 2027.
  private static func owing() throws -> ProviderState {
    let world = try Story([
      at("2026-12-01", ProviderRegistered(name: "Hangzhou One", kind: .thirdParty).fact),
      at("2026-12-01", DepositFrozen(city: "hangzhou", amountFen: 30_000_000).fact),
      at("2026-12-18", CityAuthorised(city: "hangzhou", population: 20_000).fact),
      at("2026-12-18", MeetingHeld(meeting: "m-1", city: "hangzhou", invited: 10, attended: 10).fact),
      Given.signed("o-1", "2026-12-18"), at("2026-12-31", OutletExitRequested(outlet: "o-1", via: .system).fact),
      at("2026-12-29T10:00", HelpRequested(ticket: "t-2", outlet: nil).fact, recorded: "2026-12-31T12:00"),
      at("2026-12-31T20:00", HelpRequested(ticket: "t-1", outlet: nil).fact),
    ]).played()
    return world.state("hz-01")
  }

  @Test("What is still open and provisional is counted again, in order of the duties' ids, and once")
  func countedAgain() throws {
    var state = try Self.owing()
    let events = state.countAgain(by: Self.rules, recordedAt: time("2026-12-31T21:00"), after: 100)
    #expect(
      events.map { $0.brief ?? "" } == [
        "exit-response:o-1 due 2027-01-08", "expansion-target:hangzhou:complete due 2027-04-02",
        "expansion-target:hangzhou:first-batch due 2027-02-01", "t-1 due 2027-01-07T19:00:00+08:00",
        "signing-progress:m-1:late due 2027-01-13",
      ])
    #expect(events.allSatisfy { $0.cause == nil && $0.by == nil && $0.rulebook == "taobao-daigou-1.5-2027" })
    #expect(state.duesMoved[Duty.exitResponse("o-1").breach] == day("2027-01-04"))
    #expect(state.signedInTime("hangzhou", .complete)?.counted == 1)
    #expect(state.countAgain(by: Self.rules, recordedAt: time("2026-12-31T21:00"), after: 105).isEmpty)
  }

  @Test("With the calendars known before nothing is stated")
  func nothingNew() throws {
    var state = try Self.owing()
    #expect(state.countAgain(by: BuiltIn.rules, recordedAt: time("2026-12-31T21:00"), after: 100).isEmpty)
  }

  @Test("A date counted again is what a log is held to: the same is found where it stands, and no other")
  func foundAgain() throws {
    var counted = try Self.owing()
    let events = counted.countAgain(by: Self.rules, recordedAt: time("2026-12-31T21:00"), after: 100)
    var state = try Self.owing()
    for event in events { #expect(state.findAgain(event, by: Self.rules) == event) }
    #expect(state.findAgain(try #require(events.first), by: Self.rules) == nil)
  }
}
