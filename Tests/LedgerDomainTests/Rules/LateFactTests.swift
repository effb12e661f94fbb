import LedgerDomain
import LedgerTesting
import Testing

@Suite("Late facts and year ends")
struct LateFactTests {
  @Test("A fact learnt late takes back the breach it shows never was", arguments: late)
  func lateFact(_ rule: Rule) throws { try rule.check() }

  @Test("A year is closed at its score, and what belongs to it may still come", arguments: yearEnds)
  func yearEnd(_ rule: Rule) throws { try rule.check() }

  @Test("Nothing is dated later than it is recorded")
  func future() throws {
    let step = at("2011-03-02T00:00:01", PromotionRun(promotion: "p-1").fact, recorded: "2011-03-02")
    try Rule("future", given: Given.provider, when: step, then: .refused(.inTheFuture)).check()
  }

  @Test("The clock is looked at before the provider, the provider before the role")
  func orderOfChecks() throws {
    let future = at("2012-01-01", PromotionRun(promotion: "p").fact, by: someone(.legal), recorded: "2011-01-01")
    try Rule("clock", given: [], when: future, then: .refused(.inTheFuture)).check()
    let unknown = at("2011-01-01", PromotionRun(promotion: "p").fact, by: someone(.legal))
    try Rule("provider", given: [], when: unknown, then: .refused(.unknownProvider)).check()
    let wrong = at("2011-01-05", OutletOpened(outlet: "o-9").fact, by: someone(.legal))
    try Rule("role", given: Given.provider, when: wrong, then: .refused(.roleNotAllowed)).check()
  }

  private static let gap = Given.outlet + [sweep("2011-02-28")]
  private static let promotion = at("2011-02-10", PromotionRun(promotion: "p-1").fact, recorded: "2011-03-02")
  private static let ofFebruary: BreachID = "promotion-gap:2011-02"
  private static let target = Given.city + (1...6).map { Given.signed("o-\($0)") } + [sweep("2011-02-18")]
  private static let frozenLate = at(
    "2011-06-10", ChannelFrozen(contractEndedOn: nil).fact, recorded: "2011-07-15")
  private static let asked = at("2011-06-13T09:00", HelpRequested(ticket: "t-9", outlet: nil).fact)

  private static let late = [
    Rule("A promotion of the month", given: gap, when: promotion, then: ["withdrew promotion-gap:2011-02"]),
    Rule(
      "A promotion of another month changes nothing", given: gap,
      when: at("2011-03-01", PromotionRun(promotion: "p-1").fact), then: []),
    Rule(
      "An exit before the month's end", given: gap,
      when: at("2011-02-28", OutletExited(outlet: "o-1", reason: .voluntary).fact, recorded: "2011-03-02"),
      then: ["withdrew promotion-gap:2011-02"]),
    Rule(
      "An assessed breach stays", given: gap + [Given.assessed(ofFebruary, 10, "2011-03-01")], when: promotion,
      then: []),
    Rule(
      "A dismissed one too",
      given: gap + [at("2011-03-01", BreachDismissed(breach: ofFebruary, reason: "…").fact)], when: promotion, then: []),
    Rule("What was withdrawn is never raised again", given: gap + [promotion], when: sweep("2011-03-01"), then: []),
    Rule(
      "The outlet that was missing", given: target,
      when: at("2011-02-18", OutletSigned(outlet: "o-7", city: "hangzhou").fact, recorded: "2011-03-01"),
      then: ["withdrew expansion-target:hangzhou:first-batch"]),
    Rule(
      "An outlet signed after the date changes nothing", given: target,
      when: at("2011-02-19", OutletSigned(outlet: "o-7", city: "hangzhou").fact, recorded: "2011-03-01"), then: []),
    Rule(
      "Applications submitted in time",
      given: Given.city + [
        at("2011-01-20", MeetingHeld(meeting: "m-1", city: "hangzhou", invited: 1, attended: 1).fact),
        sweep("2011-02-17"),
      ], when: at("2011-02-10", ApplicationsSubmitted(meeting: "m-1", outlets: 1).fact, recorded: "2011-02-20"),
      then: ["withdrew signing-progress:m-1:late"]),
    Rule(
      "A first answer in time", given: Given.provider + [Given.ticket, sweep("2011-03-07")],
      when: at("2011-03-07T19:30", HelpAnswered(ticket: "t-1").fact, recorded: "2011-03-09"),
      then: ["withdrew service-complaint:ticket:t-1"]),
    Rule(
      "A first answer out of time changes nothing", given: Given.provider + [Given.ticket, sweep("2011-03-07")],
      when: at("2011-03-07T19:30:01", HelpAnswered(ticket: "t-1").fact, recorded: "2011-03-09"), then: []),
    Rule(
      "A freeze recorded late takes back what a sweep found due after it",
      given: Given.provider + Given.signatures + [asked, sweep("2011-06-13")], when: frozenLate,
      then: ["withdrew service-complaint:ticket:t-9"]),
    Rule(
      "… but not what a late answer raised",
      given: Given.provider + Given.signatures + [asked, at("2011-06-14", HelpAnswered(ticket: "t-9").fact)],
      when: frozenLate, then: []),
    Rule(
      "… nor what fell due before it",
      given: Given.provider + Given.signatures + [
        at("2011-06-09", HelpRequested(ticket: "t-8", outlet: nil).fact), sweep("2011-06-13"),
      ], when: frozenLate, then: []),
  ]

  private static func act(_ moment: String) -> [Step] {
    [Given.reported("late", .negativePress, moment), Given.assessed("late", 20, moment)]
  }
  private static let closed = Given.provider + Given.points(30, "2011-03-01") + [.yearEnd(2011)]

  private static let yearEnds = [
    Rule(
      "A year is closed at its score", given: Given.provider + Given.points(30, "2011-03-01"), when: .yearEnd(2011),
      then: ["closed 2011 at 30"]),
    Rule("… once", given: closed, when: .yearEnd(2011), then: []),
    Rule(
      "… after what fell due in it is found",
      given: Given.provider + [
        at("2011-12-30T15:00", HelpRequested(ticket: "t-1", outlet: nil).fact)
      ], when: .yearEnd(2011), then: ["found service-complaint:ticket:t-1 on 2011-12-31 1–2", "closed 2011 at 0"]),
    Rule("A year before the registration is not closed", given: Given.provider, when: .yearEnd(2010), then: []),
    Rule("The next year starts at nothing", given: closed, when: .yearEnd(2012), then: ["closed 2012 at 0"]),
    Rule(
      "23:30 of the last evening is in the old year", given: Given.provider + act("2011-12-31T23:30:00+08:00"),
      when: .yearEnd(2011), then: ["closed 2011 at 20"]),
    Rule(
      "16:30 UTC of that day is in the new one", given: Given.provider + act("2011-12-31T16:30:00Z"),
      when: .yearEnd(2011), then: ["closed 2011 at 0"]),
    Rule(
      "A point found after the closing counts in its year, and can cross a threshold",
      given: closed + [
        at(
          "2012-01-05",
          BreachReported(
            breach: "old", clause: "negative-press", evidence: "…", on: day("2011-12-31"), outlet: nil
          ).fact)
      ], when: Given.assessed("old", 20, "2012-01-06"),
      then: ["charged old 20 of 20, 2011 at 50", "reached 50 in 2011 at 50", "rectification of 2011", "suspended"]),
    Rule(
      "A case goes on over the year's end", given: Given.ordered + [.yearEnd(2011)],
      when: at("2012-01-05", RectificationPassed(reduction: 10, metOn: day("2011-05-31")).fact),
      then: ["restored 10, 2011 at 40", "rectification of 2011 passed", "resumed"]),
    Rule(
      "A pause goes on too",
      given: Given.city + [
        at("2011-03-01", MeetingHeld(meeting: "m-1", city: "hangzhou", invited: 9, attended: 0).fact), .yearEnd(2011),
      ], when: at("2012-01-05", CityAuthorised(city: "ningbo", population: 1).fact), then: .refused(.expansionPaused)),
  ]
}
