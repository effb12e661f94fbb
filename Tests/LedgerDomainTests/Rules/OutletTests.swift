import LedgerDomain
import LedgerTesting
import Testing

@Suite("Outlets")
struct OutletTests {
  @Test("An outlet is signed, opened and leaves in order", arguments: lives)
  func life(_ rule: Rule) throws { try rule.check() }

  @Test("A request to exit is answered within two working days", arguments: requests)
  func request(_ rule: Rule) throws { try rule.check() }

  @Test("Exits soon after opening are counted against the outlets planned", arguments: earlyExits)
  func earlyExit(_ rule: Rule) throws { try rule.check() }

  private static func exited(_ outlet: Key<Outlet>, _ date: String, recorded: String? = nil) -> Step {
    at(date, OutletExited(outlet: outlet, reason: .voluntary).fact, recorded: recorded)
  }
  private static let signed = Given.city + [Given.signed("o-1")]

  private static let lives = [
    Rule("An outlet is signed once", given: signed, when: Given.signed("o-1"), then: .refused(.outletExists)),
    Rule("… in a city of the provider", given: Given.provider, when: Given.signed("o-1"), then: .refused(.unknownCity)),
    Rule(
      "A key is never used again", given: Given.outlet + [exited("o-1", "2011-06-01")],
      when: Given.signed("o-1", "2011-06-02"), then: .refused(.outletExists)),
    Rule("Only an outlet signed opens", given: Given.city, when: Given.opened("o-1"), then: .refused(.unknownOutlet)),
    Rule("… once", given: Given.outlet, when: Given.opened("o-1"), then: .refused(.outletOpen)),
    Rule(
      "… not after it is gone", given: signed + [exited("o-1", "2011-01-06")], when: Given.opened("o-1"),
      then: .refused(.outletGone)),
    Rule(
      "… not before it is signed", given: signed, when: Given.opened("o-1", "2011-01-04T23:59"),
      then: .refused(.timeOrder)),
    Rule("… but at the same moment", given: signed, when: Given.opened("o-1", "2011-01-05"), then: []),
    Rule(
      "An outlet exits once", given: Given.outlet + [exited("o-1", "2011-06-01")], when: exited("o-1", "2011-06-02"),
      then: .refused(.outletGone)),
    Rule("… not before it opened", given: Given.outlet, when: exited("o-1", "2011-01-09"), then: .refused(.timeOrder)),
    Rule("… even if it never opened", given: signed, when: exited("o-1", "2011-01-06"), then: []),
    Rule("Nobody's outlet exits", given: Given.city, when: exited("o-1", "2011-01-06"), then: .refused(.unknownOutlet)),
  ]

  /// Friday, before a weekend and the Dragon Boat holiday: due on Wednesday 8 June.
  private static func requested(_ via: ExitChannel = .system) -> Step {
    at("2011-06-03T18:00", OutletExitRequested(outlet: "o-1", via: via).fact)
  }
  private static func answered(_ moment: String) -> Step { at(moment, OutletExitAnswered(outlet: "o-1").fact) }
  private static let late = "found exit-response:o-1 on 2011-06-08 1–3"

  private static let requests = [
    Rule(
      "An answer on the second working day is in time", given: Given.outlet + [requested()],
      when: answered("2011-06-08T23:59:59"), then: []),
    Rule(
      "A day later is late", given: Given.outlet + [requested()], when: answered("2011-06-09"),
      then: .consequences([late])),
    Rule(
      "A request made outside the system has no due date", given: Given.outlet + [requested(.other)],
      when: answered("2011-07-09"), then: []),
    Rule(
      "The exit fulfils the request", given: Given.outlet + [requested()], when: exited("o-1", "2011-06-08"),
      then: []),
    Rule(
      "… and may be late", given: Given.outlet + [requested()], when: exited("o-1", "2011-06-09"),
      then: .consequences([late])),
    Rule(
      "The earliest of answer and exit fulfils",
      given: Given.outlet + [requested(), answered("2011-06-07")], when: exited("o-1", "2011-06-20"), then: []),
    Rule(
      "An answer is accepted after the exit, and shows the request was answered in time",
      given: Given.outlet + [requested(), exited("o-1", "2011-06-09")], when: answered("2011-06-07"),
      then: ["withdrew exit-response:o-1"]),
    Rule(
      "A late answer to a late exit changes nothing",
      given: Given.outlet + [requested(), exited("o-1", "2011-06-09")], when: answered("2011-06-10"), then: []),
    Rule(
      "An exit is asked for once", given: Given.outlet + [requested()], when: requested(),
      then: .refused(.exitRequested)),
    Rule(
      "… not once it is gone", given: Given.outlet + [exited("o-1", "2011-06-01")], when: requested(),
      then: .refused(.outletGone)),
    Rule(
      "Only a request is answered", given: Given.outlet, when: answered("2011-06-07"),
      then: .refused(.exitNotRequested)),
    Rule(
      "… once", given: Given.outlet + [requested(), answered("2011-06-07")], when: answered("2011-06-07"),
      then: .refused(.exitAnswered)),
    Rule(
      "… not before it was made", given: Given.outlet + [requested()], when: answered("2011-06-03T17:59"),
      then: .refused(.timeOrder)),
    Rule(
      "An outlet never held is unknown", given: Given.city, when: answered("2011-06-07"),
      then: .refused(.unknownOutlet)),
  ]

  private static let three =
    Given.city + ["o-1", "o-2", "o-3"].flatMap { [Given.signed($0), Given.opened($0)] }

  private static let earlyExits = [
    Rule("One of ten planned may exit early", given: three, when: exited("o-1", "2011-02-01"), then: []),
    Rule(
      "The second tips it", given: three + [exited("o-1", "2011-02-01")], when: exited("o-2", "2011-04-30"),
      then: ["found early-exits:hangzhou on 2011-04-30 10–30"]),
    Rule(
      "The fourth natural month after opening is not early", given: three + [exited("o-1", "2011-02-01")],
      when: exited("o-2", "2011-05-01"), then: []),
    Rule(
      "The breach is dated by the exit recorded last, however early that was",
      given: three + [exited("o-1", "2011-04-30")], when: exited("o-2", "2011-02-01", recorded: "2011-05-05"),
      then: ["found early-exits:hangzhou on 2011-02-01 10–30"]),
    Rule(
      "It is raised once",
      given: three + [exited("o-1", "2011-02-01"), exited("o-2", "2011-02-02")], when: exited("o-3", "2011-02-03"),
      then: []),
    Rule(
      "An outlet that never opened does not count",
      given: Given.city + [Given.signed("o-1"), Given.signed("o-2"), exited("o-1", "2011-02-01")],
      when: exited("o-2", "2011-02-01"), then: []),
  ]
}
