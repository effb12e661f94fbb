import LedgerDomain
import LedgerTesting
import Testing

@Suite("Caps")
struct CapTests {
  @Test("Breaches that share a cap's key cost no more than the cap together", arguments: rules)
  func cap(_ rule: Rule) throws { try rule.check() }

  private static func ofComplaint(_ number: Int) -> BreachID { "service-complaint:complaint:c-\(number)" }

  /// Upheld complaints, pending as breaches.
  private static func upheld(_ numbers: ClosedRange<Int>, _ date: String = "2011-03-01") -> [Step] {
    numbers.flatMap { number in
      [
        at(date, ComplaintFiled(complaint: "c-\(number)", about: .service(outlet: nil, ticket: nil)).fact),
        at(date, ComplaintUpheld(complaint: "c-\(number)", providerAtFault: nil).fact),
      ]
    }
  }
  private static func assessed(_ number: Int, _ points: Int, issue: String? = "parcels", _ date: String = "2011-03-02")
    -> Step
  {
    Given.assessed(ofComplaint(number), points, date, issue: issue)
  }
  private static func overturned(_ number: Int, _ outcome: AppealOutcome = .overturned) -> [Step] {
    [
      at("2011-03-03", AppealFiled(breach: ofComplaint(number), grounds: "…").fact),
      at("2011-03-04", AppealDecided(breach: ofComplaint(number), outcome: outcome, reason: "…").fact),
    ]
  }
  /// Six complaints of one issue, of which five were charged 2 points each.
  private static let full = Given.provider + upheld(1...6) + (1...5).map { assessed($0, 2) }
  /// The same, but 9 points in all.
  private static let nine = Given.provider + upheld(1...6) + (1...4).map { assessed($0, 2) } + [assessed(5, 1)]

  private static let meeting: [Step] =
    Given.city + [
      at("2011-03-01", MeetingHeld(meeting: "m-1", city: "hangzhou", invited: 10, attended: 9).fact),
      at("2011-04-01", ApplicationsSubmitted(meeting: "m-1", outlets: 3).fact),
      at("2011-04-02", ApplicationsReviewed(meeting: "m-1", entries: 10, errors: 9).fact),
      Given.assessed("signing-progress:m-1:late", 8, "2011-04-03"),
    ]
  private static let city: [Step] =
    Given.city + [sweep("2011-04-19"), Given.assessed("expansion-target:hangzhou:complete", 30, "2011-04-20")]

  private static let rules = [
    Rule(
      "The sixth complaint of an issue finds no room", given: full, when: assessed(6, 2),
      then: ["charged service-complaint:complaint:c-6 0 of 2, 2011 at 10"]),
    Rule(
      "… or what room there is", given: nine, when: assessed(6, 2),
      then: ["charged service-complaint:complaint:c-6 1 of 2, 2011 at 10"]),
    Rule(
      "Another issue has its own", given: full, when: assessed(6, 2, issue: "phones"),
      then: ["charged service-complaint:complaint:c-6 2 of 2, 2011 at 12"]),
    Rule(
      "No issue has no cap", given: full, when: assessed(6, 2, issue: nil),
      then: ["charged service-complaint:complaint:c-6 2 of 2, 2011 at 12"]),
    Rule(
      "Each year has its own", given: full + upheld(7...7, "2012-01-04"),
      when: assessed(7, 2, "2012-01-05"), then: ["charged service-complaint:complaint:c-7 2 of 2, 2012 at 2"]),
    Rule(
      "What is overturned makes room for the next", given: full + overturned(1), when: assessed(6, 2),
      then: ["charged service-complaint:complaint:c-6 2 of 2, 2011 at 10"]),
    Rule(
      "… as far as it is reduced", given: full + overturned(1, .reduced(points: 1)), when: assessed(6, 2),
      then: ["charged service-complaint:complaint:c-6 1 of 2, 2011 at 10"]),
    Rule(
      "What was charged nothing gives nothing back", given: full + [assessed(6, 2)] + overturned(6).dropLast(),
      when: overturned(6)[1], then: []),
    Rule(
      "A reduction to no less than was charged gives nothing back",
      given: nine + [assessed(6, 2)] + overturned(6, .reduced(points: 1)).dropLast(),
      when: overturned(6, .reduced(points: 1))[1], then: []),
    Rule(
      "Room is not refilled by those charged before", given: full + [assessed(6, 2)] + overturned(1).dropLast(),
      when: overturned(1)[1], then: ["restored 2, 2011 at 8"]),
    Rule(
      "A meeting's late and faulty applications cost 10 together", given: meeting,
      when: Given.assessed("signing-progress:m-1:errors", 5, "2011-04-03"),
      then: ["charged signing-progress:m-1:errors 2 of 5, 2011 at 10"]),
    Rule(
      "A city's missed targets cost 40 together", given: city,
      when: Given.assessed("expansion-target:hangzhou:first-batch", 40, "2011-04-20"),
      then: ["charged expansion-target:hangzhou:first-batch 10 of 40, 2011 at 40"]),
    Rule(
      "A charge of nothing opens no rectification again",
      given: full + Given.points(40, "2011-03-05") + [
        Given.order("2011-03-07"), at("2011-03-08", RectificationPassed(reduction: 0, metOn: day("2011-03-08")).fact),
      ], when: assessed(6, 2), then: ["charged service-complaint:complaint:c-6 0 of 2, 2011 at 50"]),
  ]
}
