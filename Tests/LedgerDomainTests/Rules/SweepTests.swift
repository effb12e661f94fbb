import LedgerDomain
import LedgerTesting
import Testing

@Suite("Sweeps")
struct SweepTests {
  @Test("A sweep finds what fell due by its date", arguments: rules)
  func sweeping(_ rule: Rule) throws { try rule.check() }

  @Test("A month without a promotion counts while some outlet was open throughout", arguments: promotions)
  func promotion(_ rule: Rule) throws { try rule.check() }

  @Test("A city's outlets are counted on each due date", arguments: targets)
  func target(_ rule: Rule) throws { try rule.check() }

  @Test("What a sweep finds is dated 23:59:59 of its day, and follows from nobody's event")
  func dating() throws {
    var world = try Story(Given.provider + [Given.ticket]).played()
    let events = world.sweep(through: day("2011-03-10"))
    let found = try #require(events.first)
    #expect(events.count == 1)
    #expect(found.at == time("2011-03-07T23:59:59"))
    #expect(found.recordedAt == time("2011-03-11"))
    #expect(found.cause == nil)
    #expect(found.by == nil)
    #expect(found.rulebook == "taobao-daigou-1.5")
  }

  private static func answered(_ moment: String) -> Step { at(moment, HelpAnswered(ticket: "t-1").fact) }
  private static let late = "found service-complaint:ticket:t-1 on 2011-03-07 1–2"
  private static let meeting = at(
    "2011-03-01", MeetingHeld(meeting: "m-1", city: "hangzhou", invited: 1, attended: 1).fact)
  private static let requested = at("2011-06-03", OutletExitRequested(outlet: "o-1", via: .system).fact)
  /// A city that needs one outlet, and has it.
  private static let small: [Step] = [
    at("2011-01-04", CityAuthorised(city: "hangzhou", population: 1).fact), Given.signed("o-1"),
  ]
  private static let dismissed = at(
    "2011-03-08", BreachDismissed(breach: "service-complaint:ticket:t-1", reason: "the line was down").fact)

  private static let rules = [
    Rule(
      "A ticket due that day", given: Given.provider + [Given.ticket], when: sweep("2011-03-07"),
      then: .consequences([late])),
    Rule("… not the day before", given: Given.provider + [Given.ticket], when: sweep("2011-03-06"), then: []),
    Rule(
      "… nor when it was answered in time", given: Given.provider + [Given.ticket, answered("2011-03-07T19:30")],
      when: sweep("2011-03-07"), then: []),
    Rule(
      "A second sweep finds nothing new", given: Given.provider + [Given.ticket, sweep("2011-03-07")],
      when: sweep("2011-03-08"), then: []),
    Rule(
      "What was dismissed is not raised again",
      given: Given.provider + [Given.ticket, sweep("2011-03-07"), dismissed], when: sweep("2011-03-08"), then: []),
    Rule(
      "Applications missing after fifteen working days", given: Given.deposit + small + [meeting],
      when: sweep("2011-03-22"), then: ["found signing-progress:m-1:late on 2011-03-22 5–10"]),
    Rule("… not before", given: Given.deposit + small + [meeting], when: sweep("2011-03-21"), then: []),
    Rule(
      "… and not of a self-operated provider", given: Given.selfOperated + [Given.frozen] + small + [meeting],
      when: sweep("2011-05-31"), then: []),
    Rule(
      "An exit request not answered", given: Given.deposit + small + [requested], when: sweep("2011-06-08"),
      then: ["found exit-response:o-1 on 2011-06-08 1–3"]),
    Rule(
      "… not if it came another way",
      given: Given.deposit + small + [at("2011-06-03", OutletExitRequested(outlet: "o-1", via: .other).fact)],
      when: sweep("2011-06-30"), then: []),
    Rule(
      "Everything in order of its date, then its id",
      given: Given.city + [
        Given.signed("o-1"), Given.opened("o-1"), Given.ticket, meeting,
        at("2011-03-04T20:30", HelpRequested(ticket: "a-1", outlet: nil).fact),
        at("2011-02-16", OutletExitRequested(outlet: "o-1", via: .system).fact),
      ], when: sweep("2011-03-31"),
      then: [
        "found exit-response:o-1 on 2011-02-18 1–3", "found expansion-target:hangzhou:first-batch on 2011-02-18 10–40",
        "found promotion-gap:2011-02 on 2011-02-28 10–20", "found service-complaint:ticket:a-1 on 2011-03-07 1–2", late,
        "found signing-progress:m-1:late on 2011-03-22 5–10", "found promotion-gap:2011-03 on 2011-03-31 10–20",
      ]),
    Rule(
      "A sweep of a past date uses all that is known since",
      given: Given.provider + [Given.ticket, answered("2011-03-07T12:00")], when: sweep("2011-03-07"), then: []),
    Rule(
      "Nothing due after the freeze",
      given: Given.deposit + small + [Given.opened("o-1")] + Given.freeze, when: sweep("2011-06-30"),
      then: [
        "found promotion-gap:2011-02 on 2011-02-28 10–20", "found promotion-gap:2011-03 on 2011-03-31 10–20",
        "found promotion-gap:2011-04 on 2011-04-30 10–20", "found promotion-gap:2011-05 on 2011-05-31 10–20",
      ]),
    Rule(
      "But what fell due on its day",
      given: Given.provider + Given.signatures + [
        at("2011-06-09T15:00", HelpRequested(ticket: "t-9", outlet: nil).fact),
        at("2011-06-10", ChannelFrozen(contractEndedOn: nil).fact),
      ], when: sweep("2011-06-30"), then: ["found service-complaint:ticket:t-9 on 2011-06-10 1–2"]),
  ]

  private static func ran(_ date: String) -> Step { at(date, PromotionRun(promotion: "p-\(date)").fact) }
  private static func left(_ date: String) -> Step { at(date, OutletExited(outlet: "o-1", reason: .voluntary).fact) }
  private static let open = Given.deposit + small + [Given.opened("o-1")]
  private static let february = "found promotion-gap:2011-02 on 2011-02-28 10–20"

  private static let promotions = [
    Rule("Found on the month's last day", given: open, when: sweep("2011-02-28"), then: .consequences([february])),
    Rule("… not before", given: open, when: sweep("2011-02-27"), then: []),
    Rule(
      "A promotion in the month is enough", given: open + [ran("2011-02-28T23:59:59")], when: sweep("2011-02-28"),
      then: []),
    Rule(
      "One the day after is not", given: open + [ran("2011-03-01")], when: sweep("2011-03-31"),
      then: .consequences([february])),
    Rule(
      "An outlet opened on the first was not open throughout",
      given: Given.deposit + small + [Given.opened("o-1", "2011-02-01")], when: sweep("2011-02-28"), then: []),
    Rule(
      "One opened the day before was", given: Given.deposit + small + [Given.opened("o-1", "2011-01-31T23:59:59")],
      when: sweep("2011-02-28"), then: .consequences([february])),
    Rule(
      "An outlet gone on the last day was not", given: open + [left("2011-02-28")], when: sweep("2011-02-28"),
      then: []),
    Rule(
      "One gone the day after was", given: open + [left("2011-03-01")], when: sweep("2011-03-31"),
      then: .consequences([february])),
    Rule(
      "An outlet that never opened does not count", given: Given.deposit + small, when: sweep("2011-02-28"),
      then: []),
    Rule(
      "Two that share the month do not make one that was open throughout",
      given: open + [left("2011-02-15"), Given.signed("o-2"), Given.opened("o-2", "2011-02-10")],
      when: sweep("2011-02-28"), then: []),
    Rule(
      "A received outlet counts from the month after its receipt",
      given: open + Given.receiver + [
        at("2011-02-10", TerminationRequested(ground: .request, reason: "…").fact),
        at("2011-02-15", OutletTransferred(outlet: "o-1", to: "nb-02").fact),
      ], when: sweep("2011-03-31"), then: ["found promotion-gap:2011-03 on 2011-03-31 10–20"]),
  ]

  private static func signing(_ count: Int, _ date: String) -> [Step] {
    (1...count).map { Given.signed("\(date)-\($0)", date) }
  }
  private static let first = "found expansion-target:hangzhou:first-batch on 2011-02-18 10–40"
  private static let all = "found expansion-target:hangzhou:complete on 2011-04-19 10–40"

  private static let targets = [
    Rule(
      "Seven of ten by the first date are enough", given: Given.city + signing(7, "2011-02-18"),
      when: sweep("2011-02-18"), then: []),
    Rule(
      "Six are not", given: Given.city + signing(6, "2011-02-18") + signing(1, "2011-02-19"),
      when: sweep("2011-02-19"), then: .consequences([first])),
    Rule(
      "All by the second", given: Given.city + signing(7, "2011-02-18") + signing(3, "2011-04-19"),
      when: sweep("2011-04-19"), then: []),
    Rule(
      "One short", given: Given.city + signing(7, "2011-02-18") + signing(2, "2011-04-19"),
      when: sweep("2011-04-19"), then: .consequences([all])),
    Rule(
      "An outlet that exited by the date does not count",
      given: Given.city + signing(7, "2011-02-01") + [
        at("2011-02-18", OutletExited(outlet: "2011-02-01-1", reason: .voluntary).fact)
      ], when: sweep("2011-02-18"), then: .consequences([first])),
    Rule(
      "One that exited after it does",
      given: Given.city + signing(7, "2011-02-01") + [
        at("2011-02-19", OutletExited(outlet: "2011-02-01-1", reason: .voluntary).fact)
      ], when: sweep("2011-02-19"), then: []),
    Rule(
      "One transferred still does",
      given: Given.city + Given.receiver + signing(7, "2011-02-01") + [
        at("2011-02-10", TerminationRequested(ground: .request, reason: "…").fact),
        at("2011-02-11", OutletTransferred(outlet: "2011-02-01-1", to: "nb-02").fact),
      ], when: sweep("2011-02-18"), then: []),
  ]
}
