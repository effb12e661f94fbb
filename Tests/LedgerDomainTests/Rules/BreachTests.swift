import LedgerDomain
import LedgerTesting
import Testing

@Suite("Breaches")
struct BreachTests {
  @Test("A breach of one of the four reported clauses is reported", arguments: reports)
  func report(_ rule: Rule) throws { try rule.check() }

  @Test("A breach is assessed within its clause's range, by someone who may", arguments: assessments)
  func assessment(_ rule: Rule) throws { try rule.check() }

  @Test("Early exits cost points only after an investigation and unmet demands", arguments: investigations)
  func investigation(_ rule: Rule) throws { try rule.check() }

  @Test(
    "Points are assessed from the fewest to the most, and no others",
    arguments: [
      (Clause.negativePress, 10...20), (.competitorDealing, 100...100), (.nonstandardMaterials, 4...6),
      (.unapprovedMaterials, 5...15),
    ])
  func range(_ clause: Clause, _ range: ClosedRange<Int>) throws {
    let given = Given.outlet + [Given.reported("b-1", clause, "2011-03-01")]
    let head = someone(.departmentHead, "sun")
    for points in [range.lowerBound - 1, range.lowerBound, range.upperBound, range.upperBound + 1, 0] {
      var world = try Story(given).played()
      let fact = BreachAssessed(breach: "b-1", points: points, reason: "as found", issue: nil).fact
      let found = Result { try world.take(at("2011-03-02", fact, by: head)) }
      switch found {
      case .success: #expect(range.contains(points), "\(points) were accepted")
      case .failure(let error):
        #expect(!range.contains(points), "\(points) were refused")
        #expect((error as? Refusal)?.code == "points-out-of-range")
      }
    }
  }

  private static func reported(
    _ breach: BreachID, _ clause: String, on: String? = nil, outlet: Key<Outlet>? = nil, by actor: Person? = nil
  ) -> Step {
    at(
      "2011-03-01",
      BreachReported(breach: breach, clause: clause, evidence: "seen", on: on.map(day), outlet: outlet).fact, by: actor)
  }
  private static let one = Given.provider + [Given.reported("b-1", .negativePress, "2011-03-01")]

  private static let reports = [
    Rule(
      "A report raises the breach and costs nothing yet", given: Given.provider,
      when: reported("b-1", "negative-press"), then: []),
    Rule("A breach is raised once", given: one, when: reported("b-1", "no-such"), then: .refused(.breachExists)),
    Rule(
      "The clause is one of the rulebook's", given: Given.provider, when: reported("b-1", "no-such"),
      then: .refused(.unknownClause)),
    Rule(
      "What the ledger finds itself is not reported", given: Given.provider, when: reported("b-1", "promotion-gap"),
      then: .refused(.clauseNotReportable)),
    Rule(
      "Nor is a rectification's failure", given: Given.provider, when: reported("b-1", "rectification-failure"),
      then: .refused(.clauseNotReportable)),
    Rule(
      "Nonstandard materials are some outlet's", given: Given.outlet, when: reported("b-1", "nonstandard-materials"),
      then: .refused(.outletRequired)),
    Rule(
      "… of this provider", given: Given.outlet, when: reported("b-1", "nonstandard-materials", outlet: "o-9"),
      then: .refused(.unknownOutlet)),
    Rule(
      "An outlet may be named with any clause", given: Given.outlet,
      when: reported("b-1", "negative-press", outlet: "o-1"), then: []),
    Rule(
      "An act lies not after its report", given: Given.provider,
      when: reported("b-1", "negative-press", on: "2011-03-02"), then: .refused(.timeOrder)),
    Rule(
      "A provider does not report itself", given: Given.provider,
      when: reported("b-1", "negative-press", by: someone(.provider)), then: .refused(.roleNotAllowed)),
  ]

  private static func assessed(_ points: Int, by actor: Person, _ moment: String = "2011-03-02", issue: String? = nil)
    -> Step
  {
    at(moment, BreachAssessed(breach: "b-1", points: points, reason: "as found", issue: issue).fact, by: actor)
  }
  private static let wu = someone(.channelOperations, "wu")
  private static let sun = someone(.departmentHead, "sun")
  private static let rival = Given.provider + [reported("b-1", "competitor-dealing")]
  private static let dismissed = at("2011-03-02", BreachDismissed(breach: "b-1", reason: "nothing to it").fact)

  private static let assessments = [
    Rule(
      "An assessment charges its points", given: one, when: assessed(15, by: wu),
      then: ["charged b-1 15 of 15, 2011 at 15"]),
    Rule(
      "The points are of the year of the act",
      given: Given.provider + [reported("b-1", "negative-press", on: "2010-12-31")],
      when: assessed(15, by: wu), then: ["charged b-1 15 of 15, 2010 at 15"]),
    Rule(
      "A breach nobody raised is not assessed", given: Given.provider, when: assessed(15, by: wu),
      then: .refused(.unknownBreach)),
    Rule(
      "A breach is assessed once", given: one + [assessed(15, by: wu)], when: assessed(15, by: wu),
      then: .refused(.breachNotPending)),
    Rule(
      "A breach dismissed is not assessed", given: one + [dismissed], when: assessed(15, by: wu),
      then: .refused(.breachNotPending)),
    Rule("A breach is dismissed once", given: one + [dismissed], when: dismissed, then: .refused(.breachNotPending)),
    Rule(
      "Dealing with a competitor is for the department head", given: rival, when: assessed(100, by: wu),
      then: .refused(.roleNotAllowed)),
    Rule(
      "… who charges a hundred", given: rival, when: assessed(100, by: sun),
      then: [
        "charged b-1 100 of 100, 2011 at 100", "reached 100 in 2011 at 100", "termination by points of 2011",
        "suspended",
      ]),
    Rule(
      "Nobody assesses what they reported", given: Given.provider + [reported("b-1", "negative-press", by: wu)],
      when: assessed(15, by: wu), then: .refused(.samePerson)),
    Rule(
      "… in whatever role", given: Given.provider + [reported("b-1", "negative-press", by: wu)],
      when: assessed(15, by: someone(.departmentHead, "wu")), then: .refused(.samePerson)),
    Rule(
      "The same person is told apart by id alone", given: Given.provider + [reported("b-1", "negative-press", by: wu)],
      when: assessed(15, by: someone(.channelOperations, "wu2")), then: ["charged b-1 15 of 15, 2011 at 15"]),
    Rule(
      "Only service complaints share an issue", given: one, when: assessed(15, by: wu, issue: "parcels"),
      then: .badInput("issue")),
    Rule(
      "An act is judged no sooner than its day begins", given: one, when: assessed(15, by: wu, "2011-02-28T23:59:59"),
      then: .refused(.timeOrder)),
    Rule(
      "… but from then on", given: Given.provider + [reported("b-1", "negative-press", on: "2011-02-20")],
      when: assessed(15, by: wu, "2011-02-20"), then: ["charged b-1 15 of 15, 2011 at 15"]),
  ]

  private static let early: BreachID = "early-exits:hangzhou"
  private static let found =
    Given.city + ["o-1", "o-2"].flatMap { [Given.signed($0), Given.opened($0)] }
    + ["o-1", "o-2"].map { at("2011-02-01", OutletExited(outlet: $0, reason: .voluntary).fact) }
  private static func concluded(_ atFault: Bool) -> Step {
    at("2011-02-02", InvestigationConcluded(breach: early, atFault: atFault).fact)
  }
  private static let set = at(
    "2011-02-03", DemandsSet(breach: early, demands: "sign three more", deadline: day("2011-03-31")).fact)
  private static func judged(_ met: Bool, _ date: String) -> Step {
    at(date, DemandsJudged(breach: early, met: met).fact)
  }
  private static let assess = Given.assessed(early, 30, "2011-04-05")

  private static let investigations = [
    Rule("Early exits are not assessed at once", given: found, when: assess, then: .refused(.investigationRequired)),
    Rule(
      "… nor on a finding of fault", given: found + [concluded(true)], when: assess,
      then: .refused(.investigationRequired)),
    Rule(
      "… nor on demands set", given: found + [concluded(true), set], when: assess,
      then: .refused(.investigationRequired)),
    Rule(
      "… but on demands not met", given: found + [concluded(true), set, judged(false, "2011-04-01")], when: assess,
      then: ["charged early-exits:hangzhou 30 of 30, 2011 at 30"]),
    Rule(
      "No fault dismisses the breach", given: found + [concluded(false)], when: assess,
      then: .refused(.breachNotPending)),
    Rule(
      "Demands met dismiss it, before the deadline too",
      given: found + [concluded(true), set, judged(true, "2011-03-01")],
      when: assess, then: .refused(.breachNotPending)),
    Rule(
      "Demands are not found unmet before the deadline has passed", given: found + [concluded(true), set],
      when: judged(false, "2011-03-31T23:59:59"), then: .refused(.deadlineNotPassed)),
    Rule(
      "Other breaches are not investigated", given: one,
      when: at("2011-03-02", InvestigationConcluded(breach: "b-1", atFault: true).fact),
      then: .refused(.notInvestigated)),
    Rule(
      "An investigation is concluded once", given: found + [concluded(true)], when: concluded(true),
      then: .refused(.investigationConcluded)),
    Rule("Demands need a finding of fault", given: found, when: set, then: .refused(.investigationRequired)),
    Rule("Demands are set once", given: found + [concluded(true), set], when: set, then: .refused(.demandsSet)),
    Rule(
      "Their deadline lies not before they are set", given: found + [concluded(true)],
      when: at("2011-02-03", DemandsSet(breach: early, demands: "…", deadline: day("2011-02-02")).fact),
      then: .refused(.timeOrder)),
    Rule(
      "Only demands set are judged", given: found + [concluded(true)], when: judged(true, "2011-03-01"),
      then: .refused(.demandsMissing)),
    Rule(
      "They are judged once", given: found + [concluded(true), set, judged(false, "2011-04-01")],
      when: judged(true, "2011-04-02"), then: .refused(.demandsJudged)),
    Rule(
      "A breach nobody raised is not investigated", given: Given.city, when: concluded(true),
      then: .refused(.unknownBreach)),
  ]
}
