import LedgerDomain
import LedgerTesting
import Testing

@Suite("Rectification")
struct RectificationTests {
  @Test("A rectification is ordered, extended, failed or passed as §3.1 says", arguments: rules)
  func rectification(_ rule: Rule) throws { try rule.check() }

  /// The order is of 2 March, the deadline 31 May.
  private static func passed(_ reduction: Int, metOn: String, _ moment: String = "2011-06-10") -> Step {
    at(moment, RectificationPassed(reduction: reduction, metOn: day(metOn)).fact)
  }
  private static func extended(_ moment: String, to deadline: String = "2011-07-31") -> Step {
    at(moment, RectificationExtended(deadline: day(deadline), cause: .followed).fact)
  }
  private static func failed(_ points: Int, _ moment: String = "2011-06-01", to deadline: String = "2011-07-31") -> Step
  {
    at(moment, RectificationFailed(points: points, deadline: day(deadline)).fact)
  }
  private static let open = Given.provider + Given.points(50, "2011-03-01")
  private static let ordered = Given.ordered

  private static let rules = [
    Rule(
      "Nothing is ordered where none is open", given: Given.provider, when: Given.order("2011-03-02"),
      then: .refused(.noRectification)),
    Rule("It is ordered once", given: ordered, when: Given.order("2011-03-03"), then: .refused(.rectificationOrdered)),
    Rule(
      "Its deadline lies not before the order", given: open, when: Given.order("2011-03-02", deadline: "2011-03-01"),
      then: .refused(.timeOrder)),
    Rule("… but may be its day", given: open, when: Given.order("2011-03-02", deadline: "2011-03-02"), then: []),
    Rule(
      "It is not passed before it is ordered", given: open, when: passed(10, metOn: "2011-03-02", "2011-03-02"),
      then: .refused(.rectificationNotOrdered)),
    Rule(
      "It is passed when met on the deadline, whenever that is found", given: ordered,
      when: passed(10, metOn: "2011-05-31"),
      then: ["restored 10, 2011 at 40", "rectification of 2011 passed", "resumed"]),
    Rule(
      "… not when met after it", given: ordered, when: passed(10, metOn: "2011-06-01"),
      then: .refused(.deadlinePassed)),
    Rule("… nor before the order", given: ordered, when: passed(10, metOn: "2011-03-01"), then: .refused(.timeOrder)),
    Rule(
      "… nor after it is said", given: ordered, when: passed(10, metOn: "2011-05-31", "2011-05-30"),
      then: .refused(.timeOrder)),
    Rule(
      "Thirty points come off at most", given: ordered, when: passed(30, metOn: "2011-05-01"),
      then: ["restored 30, 2011 at 20", "rectification of 2011 passed", "resumed"]),
    Rule(
      "… and not thirty-one", given: ordered, when: passed(31, metOn: "2011-05-01"),
      then: .refused(.pointsOutOfRange)),
    Rule("… nor nine", given: ordered, when: passed(9, metOn: "2011-05-01"), then: .refused(.pointsOutOfRange)),
    Rule(
      "… but none at all", given: ordered, when: passed(0, metOn: "2011-05-01"),
      then: ["rectification of 2011 passed", "resumed"]),
    Rule("It is extended once the deadline has passed", given: ordered, when: extended("2011-06-01"), then: []),
    Rule("… not on it", given: ordered, when: extended("2011-05-31T23:59:59"), then: .refused(.deadlineNotPassed)),
    Rule(
      "… not into the past", given: ordered, when: extended("2011-06-02", to: "2011-06-01"),
      then: .refused(.timeOrder)),
    Rule(
      "… not before it is ordered", given: open, when: extended("2011-06-01"), then: .refused(.rectificationNotOrdered)),
    Rule(
      "An extension moves the deadline", given: ordered + [extended("2011-06-01")],
      when: passed(0, metOn: "2011-07-31", "2011-08-01"), then: ["rectification of 2011 passed", "resumed"]),
    Rule(
      "… for the next extension too", given: ordered + [extended("2011-06-01")], when: extended("2011-07-31"),
      then: .refused(.deadlineNotPassed)),
    Rule(
      "A failure costs its points and keeps the case open", given: ordered, when: failed(10),
      then: [
        "found rectification-failure:1 on 2011-06-01 10–20", "charged rectification-failure:1 10 of 10, 2011 at 60",
      ]),
    Rule("… ten at least", given: ordered, when: failed(9), then: .refused(.pointsOutOfRange)),
    Rule("… twenty at most", given: ordered, when: failed(21), then: .refused(.pointsOutOfRange)),
    Rule(
      "… once the deadline has passed", given: ordered, when: failed(10, "2011-05-31"),
      then: .refused(.deadlineNotPassed)),
    Rule(
      "… with a new one that lies ahead", given: ordered, when: failed(99, "2011-06-02", to: "2011-06-01"),
      then: .refused(.timeOrder)),
    Rule(
      "Failures are numbered", given: ordered + [failed(10)], when: failed(20, "2011-08-01", to: "2011-12-31"),
      then: [
        "found rectification-failure:2 on 2011-08-01 10–20", "charged rectification-failure:2 20 of 20, 2011 at 80",
      ]),
    Rule(
      "A failure of the next year costs points of that year", given: ordered,
      when: failed(20, "2012-01-04", to: "2012-02-29"),
      then: [
        "found rectification-failure:1 on 2012-01-04 10–20", "charged rectification-failure:1 20 of 20, 2012 at 20",
      ]),
    Rule(
      "… and its pass takes them off the year of the case",
      given: ordered + [failed(20, "2012-01-04", to: "2012-02-29")],
      when: passed(30, metOn: "2012-02-01", "2012-02-02"),
      then: ["restored 30, 2011 at 20", "rectification of 2011 passed", "resumed"]),
    Rule(
      "A failure may open a termination", given: ordered + Given.points(40, "2011-04-01", "c"), when: failed(10),
      then: [
        "found rectification-failure:1 on 2011-06-01 10–20", "charged rectification-failure:1 10 of 10, 2011 at 100",
        "reached 100 in 2011 at 100", "termination by points of 2011", "rectification of 2011 superseded",
      ]),
    Rule(
      "The provider does not pass itself", given: ordered,
      when: at("2011-06-01", RectificationPassed(reduction: 0, metOn: day("2011-05-01")).fact, by: someone(.provider)),
      then: .refused(.roleNotAllowed)),
  ]
}
