import LedgerDomain
import LedgerTesting
import Testing

@Suite("Appeals")
struct AppealTests {
  @Test("A charge is appealed once, within fifteen working days of its recording", arguments: filings)
  func filing(_ rule: Rule) throws { try rule.check() }

  @Test("An appeal is decided by somebody else, and gives back what it takes off", arguments: decisions)
  func decision(_ rule: Rule) throws { try rule.check() }

  private static func filed(_ moment: String, _ breach: BreachID = "b-1") -> Step {
    at(moment, AppealFiled(breach: breach, grounds: "it was not us").fact)
  }
  private static func decided(_ outcome: AppealOutcome, by actor: Person? = nil, _ breach: BreachID = "b-1") -> Step {
    at("2011-03-10", AppealDecided(breach: breach, outcome: outcome, reason: "heard").fact, by: actor)
  }

  private static let reported = Given.provider + [Given.reported("b-1", .negativePress, "2011-03-01")]
  private static let charged = reported + [Given.assessed("b-1", 20, "2011-03-01")]
  private static let chargedLate =
    reported + [
      at(
        "2011-03-01", BreachAssessed(breach: "b-1", points: 20, reason: "as found", issue: nil).fact,
        recorded: "2011-03-10"
      )
    ]
  private static let open = charged + [filed("2011-03-02")]

  private static let filings = [
    Rule("Fifteen working days after the charge", given: charged, when: filed("2011-03-22T23:59:59"), then: []),
    Rule("A day later is too late", given: charged, when: filed("2011-03-23"), then: .refused(.appealLate)),
    Rule("The days count from the recording", given: chargedLate, when: filed("2011-03-31"), then: []),
    Rule("… and end", given: chargedLate, when: filed("2011-04-01"), then: .refused(.appealLate)),
    Rule(
      "An appeal comes not before the charge", given: charged, when: filed("2011-02-28"), then: .refused(.timeOrder)),
    Rule(
      "A breach nobody raised is not appealed", given: Given.provider, when: filed("2011-03-02"),
      then: .refused(.unknownBreach)),
    Rule(
      "A pending breach is not appealed", given: reported, when: filed("2011-03-02"),
      then: .refused(.breachNotAssessed)),
    Rule("A breach is appealed once", given: open, when: filed("2011-03-03"), then: .refused(.appealExists)),
    Rule(
      "… even after the decision", given: open + [decided(.confirmed)], when: filed("2011-03-11"),
      then: .refused(.appealExists)),
    Rule(
      "An overturned breach is not appealed", given: open + [decided(.overturned)], when: filed("2011-03-11"),
      then: .refused(.breachNotAssessed)),
    Rule(
      "Only the provider appeals", given: charged,
      when: at("2011-03-02", AppealFiled(breach: "b-1", grounds: "…").fact, by: someone(.departmentHead)),
      then: .refused(.roleNotAllowed)),
  ]

  private static let meeting: [Step] =
    Given.city + [
      at(
        "2011-03-01", MeetingHeld(meeting: "m-1", city: "hangzhou", invited: 100, attended: 0).fact,
        by: someone(.integration, "feed")),
      filed("2011-03-02", "meeting-results:m-1"),
    ]
  private static let failure: [Step] =
    Given.ordered + [
      at(
        "2011-06-01", RectificationFailed(points: 20, deadline: day("2011-07-31")).fact,
        by: someone(.departmentHead, "sun")
      ),
      at("2011-06-02", AppealFiled(breach: "rectification-failure:1", grounds: "rain").fact),
    ]

  private static let decisions = [
    Rule("A confirmed charge stands", given: open, when: decided(.confirmed), then: []),
    Rule(
      "A reduced one gives back the difference", given: open, when: decided(.reduced(points: 12)),
      then: ["restored 8, 2011 at 12"]),
    Rule(
      "… to no less than the fewest of the clause", given: open, when: decided(.reduced(points: 9)),
      then: .refused(.pointsOutOfRange)),
    Rule(
      "… and to less than it was", given: open, when: decided(.reduced(points: 20)),
      then: .refused(.pointsOutOfRange)),
    Rule("An overturned one gives back all", given: open, when: decided(.overturned), then: ["restored 20, 2011 at 0"]),
    Rule(
      "An appeal is decided once", given: open + [decided(.confirmed)], when: decided(.confirmed),
      then: .refused(.noAppeal)),
    Rule(
      "Nothing is decided that was not appealed", given: charged, when: decided(.confirmed),
      then: .refused(.noAppeal)),
    Rule("… or not raised", given: Given.provider, when: decided(.confirmed), then: .refused(.unknownBreach)),
    Rule(
      "Not by who assessed", given: open, when: decided(.confirmed, by: someone(.legal, "channel-operations")),
      then: .refused(.samePerson)),
    Rule(
      "Not by who reported", given: open, when: decided(.confirmed, by: someone(.legal, "channel-expansion")),
      then: .refused(.samePerson)),
    Rule(
      "Not by who submitted what was charged at once", given: meeting,
      when: decided(.confirmed, by: someone(.legal, "feed"), "meeting-results:m-1"), then: .refused(.samePerson)),
    Rule(
      "A counted charge has nothing to reduce to", given: meeting,
      when: decided(.reduced(points: 9), "meeting-results:m-1"), then: .refused(.pointsOutOfRange)),
    Rule(
      "A failed rectification's points can be appealed too", given: failure,
      when: at(
        "2011-06-03",
        AppealDecided(breach: "rectification-failure:1", outcome: .reduced(points: 10), reason: "it did rain").fact,
        by: someone(.legal)), then: ["restored 10, 2011 at 60"]),
    Rule(
      "… but not decided by who found it failed", given: failure,
      when: at(
        "2011-06-03", AppealDecided(breach: "rectification-failure:1", outcome: .overturned, reason: "rain").fact,
        by: someone(.legal, "sun")), then: .refused(.samePerson)),
    Rule(
      "A decision comes not before the appeal", given: charged + [filed("2011-03-11")], when: decided(.confirmed),
      then: .refused(.timeOrder)),
    Rule(
      "What a pass took off already is not given back twice",
      given: Given.provider + Given.points(50, "2011-03-01") + [
        Given.order("2011-03-02"), at("2011-03-03", RectificationPassed(reduction: 30, metOn: day("2011-03-03")).fact),
        filed("2011-03-04", "b-1"), filed("2011-03-04", "b-2"), decided(.overturned, "b-1"),
      ], when: decided(.overturned, "b-2"), then: []),
  ]
}
