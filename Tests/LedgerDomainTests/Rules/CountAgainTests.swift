import LedgerDomain
import LedgerTesting
import Rulebook
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

  // MARK: - Duties of an office

  private static func rules(of terms: Terms, with duties: DutyRows?) -> Rules {
    var terms = terms
    terms.duties = duties
    return Rules(terms)
  }

  /// The duties of the version with the sections of an office, where they are due by so many working days.
  private static let duties = Version.offices.terms.duties

  /// By the notices up to 2026, and with that of 2027 too.
  private static let before = rules(of: BuiltIn.terms, with: duties)
  private static let after = rules(of: extended, with: duties)

  /// A provider whose meetings left reviews to be done: one missed, one put off, two open; and one is due within 2026.
  private static func reviewing() throws -> ProviderState {
    var world = World()
    world.rules = before
    var steps = [
      at("2026-12-01", ProviderRegistered(name: "Hangzhou One", kind: .thirdParty).fact),
      at("2026-12-01", DepositFrozen(city: "hangzhou", amountFen: 30_000_000).fact),
      at("2026-12-01", CityAuthorised(city: "hangzhou", population: 20_000).fact),
    ]
    for (meeting, date) in [
      ("m-0", "2026-12-14"), ("m-1", "2026-12-23"), ("m-2", "2026-12-28"), ("m-3", "2026-12-28"), ("m-4", "2026-12-29"),
    ] {
      steps.append(at(date, MeetingHeld(meeting: Key(meeting), city: "hangzhou", invited: 10, attended: 10).fact))
    }
    steps += [
      at(
        "2026-12-30", DutyExtended(duty: "outlets-review:m-3", due: day("2027-01-15"), reason: "holidays").fact,
        by: someone(.channelOperations))
    ]
    for step in steps { _ = try world.take(step) }
    var state = world.state("hz-01")
    _ = state.missDuties(through: day("2027-01-01"), by: before, recordedAt: time("2027-01-02"), after: 90)
    return state
  }

  @Test("Of duties of an office those still open are counted again; one put off, and one missed, keep their dates")
  func officeCountedAgain() throws {
    var state = try Self.reviewing()
    #expect(state.owedDuty("outlets-review:m-1")?.state == .missed)
    let events = state.countAgain(by: Self.after, recordedAt: time("2027-01-02"), after: 100)
      .filter { $0.brief?.hasPrefix("outlets-review") ?? false }
    #expect(
      events.map { $0.brief ?? "" } == ["outlets-review:m-2 due 2027-01-11", "outlets-review:m-4 due 2027-01-12"])
    #expect(events.allSatisfy { $0.cause == nil && $0.by == nil && $0.rulebook == "taobao-daigou-1.5-2027" })
    for case .consequence(.dueMoved(let moved)) in events.map(\.body) { #expect(moved.clause == "§2.1.1(1)") }
    #expect(state.owedDuty("outlets-review:m-2")?.due == DueDate(day("2027-01-11"), provisional: false))
    #expect(state.duesMoved["outlets-review:m-2"] == day("2027-01-06"))
    #expect(state.owedDuty("outlets-review:m-3")?.due == DueDate(day("2027-01-15"), provisional: false))
    #expect(state.owedDuty("outlets-review:m-1")?.due == DueDate(day("2027-01-01"), provisional: true))
    let queue = OpenWork(of: state).queue(on: day("2027-01-02"), through: day("2027-01-31"), by: Self.after)
    let moved = queue.filter { $0.dueBefore != nil && $0.subject.text.hasPrefix("outlets-review") }
    #expect(moved.map(\.subject.text).sorted() == ["outlets-review:m-2", "outlets-review:m-4"])
    #expect(moved.map(\.dueBefore) == [day("2027-01-06"), day("2027-01-07")])
    #expect(state.countAgain(by: Self.after, recordedAt: time("2027-01-02"), after: 110).isEmpty)
  }

  @Test("A date counted again is what a log is held to, of an office too, and it is forgotten once the duty is put off")
  func officeFoundAgain() throws {
    var counted = try Self.reviewing()
    let events = counted.countAgain(by: Self.after, recordedAt: time("2027-01-02"), after: 100)
    var state = try Self.reviewing()
    for event in events { #expect(state.findAgain(event, by: Self.after) == event) }
    #expect(state.owedDuty("outlets-review:m-2") == counted.owedDuty("outlets-review:m-2"))
    var receiver: ProviderState?
    let later = Submission(
      provider: "hz-01", at: time("2027-01-03"), by: someone(.channelOperations),
      fact: DutyExtended(duty: "outlets-review:m-2", due: day("2027-01-20"), reason: "more holidays").fact)
    _ = try decide(
      later, on: &state, receiver: &receiver, by: Self.after, now: later.at, recordedAt: later.at, after: 120)
    #expect(state.duesMoved["outlets-review:m-2"] == nil && state.duesMoved["outlets-review:m-4"] != nil)
    #expect(state.owedDuty("outlets-review:m-2")?.dueAtFirst == DueDate(day("2027-01-11"), provisional: false))
  }
}
