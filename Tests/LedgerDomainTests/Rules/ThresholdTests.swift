import LedgerDomain
import LedgerTesting
import Testing

@Suite("Thresholds")
struct ThresholdTests {
  @Test("Points open and close cases in the order of the five steps", arguments: rules)
  func threshold(_ rule: Rule) throws { try rule.check() }

  private static func appealed(_ breach: BreachID, _ date: String = "2011-03-02") -> Step {
    at(date, AppealFiled(breach: breach, grounds: "…").fact)
  }
  private static func overturned(_ breach: BreachID, _ date: String = "2011-03-03") -> Step {
    at(date, AppealDecided(breach: breach, outcome: .overturned, reason: "…").fact, by: someone(.legal))
  }
  private static func passed(_ reduction: Int) -> Step {
    at("2011-03-08", RectificationPassed(reduction: reduction, metOn: day("2011-03-08")).fact)
  }
  private static let waived = at("2011-03-03", TerminationWaived(reason: "a last chance").fact)
  private static let order = Given.order("2011-03-07")
  private static let rival = Given.hundred("2011-03-02")
  private static let last = at(
    "2011-03-02", BreachAssessed(breach: "last", points: 20, reason: "…", issue: nil).fact,
    by: someone(.channelOperations))
  private static func before(_ points: Int) -> [Step] {
    Given.provider + Given.points(points, "2011-03-01") + [Given.reported("last", .negativePress, "2011-03-01")]
  }
  /// 60 points, then a hundred more overturned on appeal.
  private static let above = Given.provider + Given.points(60, "2011-03-01") + rival

  private static let rules = [
    Rule("Forty-nine open nothing", given: before(29), when: last, then: ["charged last 20 of 20, 2011 at 49"]),
    Rule(
      "Fifty open a rectification", given: before(30), when: last,
      then: ["charged last 20 of 20, 2011 at 50", "reached 50 in 2011 at 50", "rectification of 2011", "suspended"]),
    Rule("Ninety-nine open no termination", given: before(79), when: last, then: ["charged last 20 of 20, 2011 at 99"]),
    Rule(
      "A hundred do, and end the rectification", given: before(80), when: last,
      then: [
        "charged last 20 of 20, 2011 at 100", "reached 100 in 2011 at 100", "termination by points of 2011",
        "rectification of 2011 superseded",
      ]),
    Rule(
      "Past both at one stroke opens a termination and no rectification",
      given: Given.provider + Given.points(45, "2011-03-01") + rival.dropLast(), when: rival[1],
      then: [
        "charged rival 100 of 100, 2011 at 145", "reached 100 in 2011 at 145", "termination by points of 2011",
        "suspended",
      ]),
    Rule(
      "Points of different years are not added",
      given: Given.provider + Given.points(49, "2011-12-31", "a") + [
        Given.reported("last", .negativePress, "2012-01-04")
      ], when: Given.assessed("last", 20, "2012-01-05"), then: ["charged last 20 of 20, 2012 at 20"]),
    Rule(
      "Below fifty again a rectification is cancelled",
      given: Given.provider + Given.points(50, "2011-03-01") + [appealed("b-3")], when: overturned("b-3"),
      then: ["restored 10, 2011 at 40", "rectification of 2011 cancelled", "resumed"]),
    Rule(
      "Still at fifty it goes on",
      given: Given.provider + Given.points(60, "2011-03-01") + [
        Given.reported("c", .negativePress, "2011-03-01"),
        Given.assessed("c", 10, "2011-03-01"), appealed("c"),
      ], when: overturned("c"),
      then: ["restored 10, 2011 at 60"]),
    Rule(
      "Below a hundred again a termination is withdrawn", given: Given.provider + rival + [appealed("rival")],
      when: overturned("rival"), then: ["restored 100, 2011 at 0", "termination withdrawn", "resumed"]),
    Rule(
      "… and a rectification opens where points since the last pass stand at fifty",
      given: above + [appealed("rival")], when: overturned("rival"),
      then: [
        "restored 100, 2011 at 60", "termination withdrawn", "reached 50 in 2011 at 60", "rectification of 2011",
      ]),
    Rule(
      "A termination asked for is not withdrawn with the points",
      given: Given.provider + Given.points(50, "2011-03-01") + [
        at("2011-03-02", TerminationRequested(ground: .cause, reason: "…").fact), appealed("b-3"),
      ], when: overturned("b-3"), then: ["restored 10, 2011 at 40"]),
    Rule(
      "A pass ends the suspension, at fifty and more too",
      given: Given.provider + Given.points(65, "2011-03-01") + [order], when: passed(0),
      then: ["rectification of 2011 passed", "resumed"]),
    Rule(
      "After a pass new points at fifty suspend again",
      given: Given.provider + Given.points(65, "2011-03-01") + [
        order, passed(0),
        Given.reported("last", .negativePress, "2011-03-09"),
      ], when: Given.assessed("last", 10, "2011-03-09"),
      then: ["charged last 10 of 10, 2011 at 75", "reached 50 in 2011 at 75", "rectification of 2011", "suspended"]),
    Rule(
      "… and below fifty do not",
      given: Given.provider + Given.points(65, "2011-03-01") + [
        order, passed(30),
        Given.reported("last", .negativePress, "2011-03-09"),
      ], when: Given.assessed("last", 10, "2011-03-09"),
      then: ["charged last 10 of 10, 2011 at 45"]),
    Rule(
      "After a pass no appeal reopens anything",
      given: Given.provider + Given.points(65, "2011-03-01") + [order, passed(0), appealed("b-1", "2011-03-09")],
      when: overturned("b-1", "2011-03-10"), then: ["restored 20, 2011 at 45"]),
    Rule(
      "A waiver leaves a rectification", given: Given.provider + rival, when: waived,
      then: ["termination waived", "reached 50 in 2011 at 100", "rectification of 2011"]),
    Rule(
      "A waiver stands until new points are charged",
      given: Given.provider + rival + [waived, Given.reported("last", .negativePress, "2011-03-04")],
      when: Given.assessed("last", 10, "2011-03-04"),
      then: [
        "charged last 10 of 10, 2011 at 110", "reached 100 in 2011 at 110", "termination by points of 2011",
        "rectification of 2011 superseded",
      ]),
    Rule(
      "A waiver of a termination asked for waives no points",
      given: Given.provider + [at("2011-03-01", TerminationRequested(ground: .request, reason: "…").fact)] + rival,
      when: waived,
      then: ["termination waived", "reached 100 in 2011 at 100", "termination by points of 2011"]),
    Rule(
      "The earliest year comes first",
      given: Given.provider + [at("2011-01-05", TerminationRequested(ground: .request, reason: "…").fact)]
        + Given.points(50, "2012-01-04", "b") + Given.points(50, "2011-12-31", "a"),
      when: at("2012-01-05", TerminationWaived(reason: "…").fact),
      then: ["termination waived", "reached 50 in 2011 at 50", "rectification of 2011"]),
    Rule(
      "The next year's rectification opens when the first is passed",
      given: Given.provider + Given.points(50, "2011-12-31", "a") + [
        Given.order("2012-01-04", deadline: "2012-03-01")
      ] + Given.points(50, "2012-01-05", "b"),
      when: at("2012-01-06", RectificationPassed(reduction: 10, metOn: day("2012-01-06")).fact),
      then: [
        "restored 10, 2011 at 40", "rectification of 2011 passed", "reached 50 in 2012 at 50", "rectification of 2012",
      ]),
    Rule(
      "A request ends a rectification", given: Given.provider + Given.points(50, "2011-03-01"),
      when: at("2011-03-02", TerminationRequested(ground: .expiry, reason: "…").fact),
      then: ["termination by expiry", "rectification of 2011 superseded"]),
  ]
}
