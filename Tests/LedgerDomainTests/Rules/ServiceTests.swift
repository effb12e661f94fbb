import LedgerDomain
import LedgerTesting
import Testing

@Suite("Help and complaints")
struct ServiceTests {
  @Test("A ticket is answered in time", arguments: tickets)
  func ticket(_ rule: Rule) throws { try rule.check() }

  @Test("An outlet's upheld complaint is a breach, unless its ticket has one", arguments: complaints)
  func complaint(_ rule: Rule) throws { try rule.check() }

  @Test(
    "A consumer's upheld complaint is a breach when the outlet had gone between sale and complaint", arguments: sales)
  func sale(_ rule: Rule) throws { try rule.check() }

  private static func answered(_ moment: String, recorded: String? = nil) -> Step {
    at(moment, HelpAnswered(ticket: "t-1").fact, recorded: recorded)
  }
  private static func filed(
    _ complaint: Key<Complaint>, about ticket: Key<Ticket>? = "t-1", _ date: String = "2011-03-08"
  ) -> Step {
    at(date, ComplaintFiled(complaint: complaint, about: .service(outlet: nil, ticket: ticket)).fact)
  }
  private static func upheld(_ complaint: Key<Complaint>, fault: Bool? = nil, _ date: String = "2011-03-09") -> Step {
    at(date, ComplaintUpheld(complaint: complaint, providerAtFault: fault).fact)
  }
  private static func dismissed(_ breach: BreachID) -> Step {
    at("2011-03-10", BreachDismissed(breach: breach, reason: "it was nothing").fact)
  }

  private static let asked = Given.provider + [Given.ticket]
  private static let lateAnswer = "found service-complaint:ticket:t-1 on 2011-03-07 1–2"
  private static let ofTicket: BreachID = "service-complaint:ticket:t-1"
  private static let ofFirst: BreachID = "service-complaint:complaint:c-1"

  private static let tickets = [
    Rule("An answer at the due instant is in time", given: asked, when: answered("2011-03-07T19:30"), then: []),
    Rule(
      "A nanosecond later is not", given: asked, when: answered("2011-03-07T19:30:00.000000001"),
      then: .consequences([lateAnswer])),
    Rule(
      "The breach is dated by the due instant", given: asked, when: answered("2011-03-15"),
      then: .consequences([lateAnswer])),
    Rule("A ticket is raised once", given: asked, when: Given.ticket, then: .refused(.ticketExists)),
    Rule(
      "… by an outlet of the provider", given: Given.provider,
      when: at("2011-03-04", HelpRequested(ticket: "t-1", outlet: "o-9").fact), then: .refused(.unknownOutlet)),
    Rule(
      "… or one that has gone",
      given: Given.outlet + [at("2011-02-01", OutletExited(outlet: "o-1", reason: .dismissed).fact)],
      when: at("2011-03-04", HelpRequested(ticket: "t-1", outlet: "o-1").fact), then: []),
    Rule(
      "Only a ticket is answered", given: Given.provider, when: answered("2011-03-07"),
      then: .refused(.unknownTicket)),
    Rule(
      "… once", given: asked + [answered("2011-03-07")], when: answered("2011-03-07"),
      then: .refused(.ticketAnswered)),
    Rule("… not before it was raised", given: asked, when: answered("2011-03-04T20:29:59"), then: .refused(.timeOrder)),
  ]

  private static let held = asked + [filed("c-1"), upheld("c-1")]
  private static let late = asked + [sweep("2011-03-07")]

  private static let complaints = [
    Rule(
      "An upheld complaint is a breach of the day it was filed", given: Given.provider + [filed("c-1", about: nil)],
      when: upheld("c-1"), then: ["found service-complaint:complaint:c-1 on 2011-03-08 1–2"]),
    Rule(
      "A rejected one is none", given: Given.provider + [filed("c-1", about: nil)],
      when: at("2011-03-09", ComplaintRejected(complaint: "c-1").fact), then: []),
    Rule(
      "One about a ticket whose late answer is pending is none", given: late + [filed("c-1")], when: upheld("c-1"),
      then: []),
    Rule(
      "… or assessed", given: late + [Given.assessed(ofTicket, 2, "2011-03-08"), filed("c-1")], when: upheld("c-1"),
      then: []),
    Rule(
      "… but dismissed", given: late + [filed("c-1"), dismissed(ofTicket)], when: upheld("c-1", "2011-03-10"),
      then: ["found service-complaint:complaint:c-1 on 2011-03-08 1–2"]),
    Rule("A second complaint about a ticket is none", given: held + [filed("c-2")], when: upheld("c-2"), then: []),
    Rule(
      "… unless the first was dismissed", given: held + [filed("c-2"), dismissed(ofFirst)],
      when: upheld("c-2", "2011-03-11"), then: ["found service-complaint:complaint:c-2 on 2011-03-08 1–2"]),
    Rule("A late answer is held back by an upheld complaint", given: held, when: answered("2011-03-10"), then: []),
    Rule("… at a sweep too", given: held, when: sweep("2011-03-10"), then: []),
    Rule(
      "Once that is dismissed, a sweep finds the ticket unanswered", given: held + [dismissed(ofFirst)],
      when: sweep("2011-03-10"), then: .consequences([lateAnswer])),
    Rule(
      "… but not one answered late meanwhile",
      given: held + [answered("2011-03-10"), dismissed(ofFirst)], when: sweep("2011-03-10"), then: []),
    Rule(
      "A late answer withdrawn leaves its place to the earliest upheld complaint",
      given: late + [
        filed("c-3", "2011-03-09"), filed("c-2", "2011-03-08"), filed("c-1", "2011-03-08T10:00"), upheld("c-3"),
        upheld("c-2"), upheld("c-1"),
      ], when: answered("2011-03-07T19:30", recorded: "2011-03-10"),
      then: ["withdrew service-complaint:ticket:t-1", "found service-complaint:complaint:c-2 on 2011-03-08 1–2"]),
    Rule(
      "… by key where two were filed at one moment",
      given: late + [filed("c-2"), filed("c-1"), upheld("c-2"), upheld("c-1")],
      when: answered("2011-03-07T19:30", recorded: "2011-03-10"),
      then: ["withdrew service-complaint:ticket:t-1", "found service-complaint:complaint:c-1 on 2011-03-08 1–2"]),
    Rule(
      "… and to nobody where none was upheld", given: late + [filed("c-1")],
      when: answered("2011-03-07T19:30", recorded: "2011-03-10"), then: ["withdrew service-complaint:ticket:t-1"]),
    Rule("A complaint is filed once", given: held, when: filed("c-1"), then: .refused(.complaintExists)),
    Rule("… about a ticket that was raised", given: Given.provider, when: filed("c-1"), then: .refused(.unknownTicket)),
    Rule("… and decided once", given: held, when: upheld("c-1"), then: .refused(.complaintClosed)),
    Rule(
      "… not before it was filed", given: asked + [filed("c-1")], when: upheld("c-1", "2011-03-07"),
      then: .refused(.timeOrder)),
    Rule("Only a complaint is decided", given: Given.provider, when: upheld("c-1"), then: .refused(.unknownComplaint)),
    Rule(
      "Nobody asks for fault in an outlet's complaint", given: held, when: upheld("c-1", fault: true),
      then: .badInput("providerAtFault")),
  ]

  private static func bought(_ date: String, filed: String = "2011-06-10") -> [Step] {
    [at(filed, ComplaintFiled(complaint: "c-1", about: .sale(outlet: "o-1", transactionOn: day(date))).fact)]
  }
  private static func ruled(_ fault: Bool?) -> Step { upheld("c-1", fault: fault, "2011-06-20") }
  private static let gone =
    Given.outlet + [at("2011-06-01T15:00", OutletExited(outlet: "o-1", reason: .voluntary).fact)]

  private static let sales = [
    Rule(
      "Sold before the exit, complained of after", given: gone + bought("2011-05-20"), when: ruled(true),
      then: ["found after-sales-dispute:c-1 on 2011-06-10 1–2"]),
    Rule(
      "All on one day", given: gone + bought("2011-06-01", filed: "2011-06-01T09:00"), when: ruled(true),
      then: ["found after-sales-dispute:c-1 on 2011-06-01 1–2"]),
    Rule("Sold after the exit", given: gone + bought("2011-06-02"), when: ruled(true), then: []),
    Rule("Filed before the exit", given: gone + bought("2011-05-20", filed: "2011-05-31"), when: ruled(true), then: []),
    Rule("Not the provider's fault", given: gone + bought("2011-05-20"), when: ruled(false), then: []),
    Rule("The outlet is still there", given: Given.outlet + bought("2011-05-20"), when: ruled(true), then: []),
    Rule(
      "Fault must be said", given: gone + bought("2011-05-20"), when: ruled(nil), then: .badInput("providerAtFault")),
    Rule(
      "An outlet nobody held is unknown", given: Given.city,
      when: at(
        "2011-06-01",
        ComplaintFiled(complaint: "c-1", about: .sale(outlet: "o-9", transactionOn: day("2011-05-01"))).fact),
      then: .refused(.unknownOutlet)),
  ]
}
