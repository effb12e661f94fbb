import LedgerDomain
import LedgerTesting
import Testing

@Suite("Termination")
struct TerminationTests {
  @Test("A termination is asked for by whom its ground says", arguments: requests)
  func request(_ rule: Rule) throws { try rule.check() }

  @Test("Its steps follow one another", arguments: steps)
  func step(_ rule: Rule) throws { try rule.check() }

  @Test("The freeze ends the agreement", arguments: freezes)
  func freeze(_ rule: Rule) throws { try rule.check() }

  @Test("While a case is open a third party's outlets are handed over", arguments: transfers)
  func transfer(_ rule: Rule) throws { try rule.check() }

  @Test("Each step is taken when it is the next, and no other")
  func onlyTheNextStep() throws {
    let steps =
      Given.freeze + [
        at("2011-06-13", TerminationNotified(departments: Given.departments).fact)
      ]
    for taken in 1..<steps.count {
      for (index, step) in steps.enumerated().dropFirst() where index != taken {
        var world = try Story(Given.provider + steps[..<taken]).played()
        guard case .submit(var submission, _) = step else { continue }
        submission.at = time("2011-06-20")
        let found = Result { try world.submit(submission) }
        // Between the two signatures the other role's is the next, so a first signature given twice is tested apart.
        if case .success = found, taken == 4, index == 5 { continue }
        let code = (found.failure as? Refusal)?.code ?? "accepted"
        let expected = taken == 7 && index < 7 ? "provider-terminated" : "step-out-of-order"
        #expect(code == expected, "after \(taken) steps, step \(index): \(submission.fact.kind.name)")
      }
    }
  }

  @Test("After the freeze only what settles old matters is accepted")
  func acceptedAfterFreeze() {
    let expected: Set = [
      "DepositForfeited", "DepositReturned", "DepositCompensated", "DepositReleased", "ComplaintFiled",
      "ComplaintUpheld", "ComplaintRejected", "BreachAssessed", "BreachDismissed", "AppealFiled", "AppealDecided",
      "TerminationNotified", "InvestigationConcluded", "DemandsSet", "DemandsJudged", "FactCorrected", "FactRetracted",
      "OutletDepositReleased", "DutyFulfilled", "DutyExtended", "DutyWaived",
      "OutageRecorded", "ReinstatementProposed", "ReinstatementConfirmed",
      "OutletDepositReleased", "MeasureFulfilled", "MeasureLifted", "NoticeSent", "NoticeReceived", "NoticeFailed",
      "NoticeRebutted",
    ]
    #expect(Set(FactKind.allCases.filter { $0.payload.about.isAcceptedAfterFreeze }.map(\.name)) == expected)
  }

  @Test("What may be dated before the freeze and recorded after it is what the specification lists")
  func mayPrecedeFreeze() {
    let expected: Set<String> = [
      "MeetingConcluded", "ApplicationsSubmitted", "ApplicationsReviewed", "TrainingExamined", "PromotionRun",
      "OutletOpened", "OutletExitRequested", "OutletExitAnswered", "OutletExited", "HelpRequested", "HelpAnswered",
      "SalesReported", "BreachReported",
    ]
    #expect(Set(FactKind.allCases.filter { $0.payload.about.mayPrecedeFreeze }.map(\.name)) == expected)
  }

  private static func requested(_ ground: TerminationGround, by role: Role) -> Step {
    at("2011-06-01", TerminationRequested(ground: ground, reason: "…").fact, by: someone(role))
  }
  private static let asked = requested(.request, by: .channelExpansion)
  private static let waived = at("2011-06-02", TerminationWaived(reason: "…").fact)

  private static let requests = [
    Rule(
      "For cause by the department head", given: Given.provider, when: requested(.cause, by: .departmentHead),
      then: ["termination by cause", "suspended"]),
    Rule(
      "… not by expansion", given: Given.provider, when: requested(.cause, by: .channelExpansion),
      then: .refused(.roleNotAllowed)),
    Rule(
      "On request by expansion", given: Given.provider, when: asked, then: ["termination by request", "suspended"]),
    Rule(
      "… not by the department head", given: Given.provider, when: requested(.request, by: .departmentHead),
      then: .refused(.roleNotAllowed)),
    Rule(
      "On expiry by expansion", given: Given.provider, when: requested(.expiry, by: .channelExpansion),
      then: ["termination by expiry", "suspended"]),
    Rule(
      "For points by nobody", given: Given.provider, when: requested(.points, by: .departmentHead),
      then: .refused(.roleNotAllowed)),
    Rule(
      "One case at a time", given: Given.provider + [asked], when: requested(.cause, by: .departmentHead),
      then: .refused(.terminationOpen)),
    Rule(
      "A waiver closes the case", given: Given.provider + [asked], when: waived,
      then: ["termination waived", "resumed"]),
    Rule("Nothing is waived where none is open", given: Given.provider, when: waived, then: .refused(.noTermination)),
    Rule(
      "After a waiver another may be opened", given: Given.provider + [asked, waived],
      when: at("2011-06-03", TerminationRequested(ground: .cause, reason: "…").fact),
      then: ["termination by cause", "suspended"]),
  ]

  private static func notified(_ departments: [String]) -> Step {
    at("2011-06-03", DepartmentsNotified(departments: departments).fact)
  }
  private static func signed(_ role: Role, _ moment: String = "2011-06-09") -> Step {
    at(moment, TerminationSigned().fact, by: someone(role))
  }
  private static let proposed = Given.provider + Given.signatures[..<2]
  private static let confirmed = Given.provider + Given.signatures[..<4]

  private static let steps = [
    Rule(
      "Nothing is proposed where none is open", given: Given.provider,
      when: at("2011-06-02", TerminationProposed().fact),
      then: .refused(.noTermination)),
    Rule(
      "Nobody is told of a termination that is none", given: Given.provider,
      when: at("2011-06-13", TerminationNotified(departments: []).fact), then: .refused(.stepOutOfOrder)),
    Rule(
      "A step comes not before the one before it", given: Given.provider + [asked],
      when: at("2011-05-31", TerminationProposed().fact), then: .refused(.timeOrder)),
    Rule("The five departments, in any order", given: proposed, when: notified(Given.departments.reversed()), then: []),
    Rule(
      "… none left out", given: proposed, when: notified(Given.departments.dropLast()),
      then: .refused(.departmentsMissing)),
    Rule(
      "… none twice", given: proposed, when: notified(Given.departments.dropLast() + ["legal"]),
      then: .refused(.departmentsMissing)),
    Rule(
      "… none besides", given: proposed, when: notified(Given.departments + ["system-admin"]),
      then: .refused(.departmentsMissing)),
    Rule(
      "The order of steps is looked at before the departments", given: Given.provider + [asked],
      when: notified([]), then: .refused(.stepOutOfOrder)),
    Rule(
      "The department head confirms", given: Given.provider + Given.signatures[..<3],
      when: at("2011-06-07", TerminationConfirmed().fact, by: someone(.channelExpansion)),
      then: .refused(.roleNotAllowed)),
    Rule(
      "The system administrator may sign first", given: confirmed + [signed(.systemAdmin)], when: signed(.legal),
      then: []),
    Rule(
      "Nobody signs for both", given: confirmed + [signed(.legal)], when: signed(.legal),
      then: .refused(.stepOutOfOrder)),
    Rule(
      "One signature is not enough", given: confirmed + [signed(.legal)],
      when: at("2011-06-10", ChannelFrozen(contractEndedOn: nil).fact), then: .refused(.stepOutOfOrder)),
    Rule(
      "There is no third signature", given: Given.provider + Given.signatures, when: signed(.legal),
      then: .refused(.stepOutOfOrder)),
  ]

  private static func frozen(_ contractEndedOn: String?) -> Step {
    at("2011-06-10", ChannelFrozen(contractEndedOn: contractEndedOn.map(day)).fact)
  }
  private static let two = Given.outlet + [Given.signed("o-3"), Given.signed("o-2")]

  private static let freezes = [
    Rule(
      "Outlets not gone are frozen, by key",
      given: two + [at("2011-06-01", OutletExited(outlet: "o-2", reason: .voluntary).fact)] + Given.signatures,
      when: frozen(nil), then: ["froze o-1", "froze o-3"]),
    Rule(
      "A self-operated provider's agreements with them end too",
      given: Given.selfOperated + [Given.frozen, Given.authorised, Given.signed("o-1")] + Given.signatures,
      when: frozen(nil), then: ["froze o-1 and its agreement"]),
    Rule(
      "The contract has ended by then", given: Given.provider + Given.signatures, when: frozen("2011-06-11"),
      then: .refused(.timeOrder)),
    Rule("… perhaps long before", given: Given.provider + Given.signatures, when: frozen("2010-12-31"), then: []),
    Rule(
      "A frozen provider does no more business", given: Given.provider + Given.freeze,
      when: at("2011-06-13", PromotionRun(promotion: "p-1").fact), then: .refused(.providerTerminated)),
    Rule(
      "… whoever says so", given: Given.provider + Given.freeze,
      when: at("2011-06-13", PromotionRun(promotion: "p-1").fact, by: someone(.legal)),
      then: .refused(.providerTerminated)),
    Rule(
      "Its breaches are still assessed, and open no case",
      given: Given.provider + Given.points(90, "2011-05-03") + [Given.reported("last", .negativePress, "2011-05-03")]
        + Given.freeze, when: Given.assessed("last", 20, "2011-06-13"),
      then: ["charged last 20 of 20, 2011 at 110"]),
    Rule(
      "A freeze is not waived", given: Given.provider + Given.freeze,
      when: at("2011-06-13", TerminationWaived(reason: "…").fact), then: .refused(.providerTerminated)),
    Rule(
      "Reinstating is no appeal's effect",
      given: Given.provider + Given.hundred("2011-05-31") + Given.signatures.dropFirst() + [
        frozen(nil), at("2011-06-13", AppealFiled(breach: "rival", grounds: "…").fact),
      ],
      when: at(
        "2011-06-14", AppealDecided(breach: "rival", outcome: .overturned, reason: "…").fact, by: someone(.legal)),
      then: ["restored 100, 2011 at 0"]),
  ]

  private static func moved(
    _ outlet: Key<Outlet> = "o-1", to receiver: Key<Provider> = "nb-02", _ moment: String = "2011-06-02"
  ) -> Step {
    at(moment, OutletTransferred(outlet: outlet, to: receiver).fact)
  }
  private static let both = Given.outlet + Given.receiver + [asked]
  private static func elsewhere(_ steps: [Step]) -> [Step] {
    steps.map { step in
      guard case .submit(var submission, let recordedAt) = step else { return step }
      submission.provider = "nb-02"
      return .submit(submission, recordedAt: recordedAt)
    }
  }

  private static let transfers = [
    Rule("The receiver gets it in its own stream", given: both, when: moved(), then: ["nb-02 received o-1 from hz-01"]),
    Rule(
      "Not unless a case is open", given: Given.outlet + Given.receiver, when: moved(),
      then: .refused(.notTerminating)),
    Rule(
      "Not a self-operated provider's",
      given: Given.selfOperated + [Given.frozen, Given.authorised, Given.signed("o-1"), asked] + Given.receiver,
      when: moved(), then: .refused(.notTransferable)),
    Rule("Not to nobody", given: Given.outlet + [asked], when: moved(), then: .refused(.unknownReceiver)),
    Rule("Not to itself", given: both, when: moved(to: "hz-01"), then: .refused(.receiverUnfit)),
    Rule(
      "Not to one in rectification", given: both + elsewhere(Given.points(50, "2011-06-01")), when: moved(),
      then: .refused(.receiverUnfit)),
    Rule(
      "Not to one in termination", given: both + elsewhere([asked]), when: moved(), then: .refused(.receiverUnfit)),
    Rule(
      "But to one whose expansion is paused",
      given: both
        + elsewhere([
          Given.frozen, Given.authorised,
          at("2011-06-01", MeetingHeld(meeting: "m-1", city: "hangzhou", invited: 9, attended: 0).fact),
        ]), when: moved(), then: ["nb-02 received o-1 from hz-01"]),
    Rule(
      "Not to one that ever held an outlet of that key",
      given: both + elsewhere([Given.frozen, Given.authorised, Given.signed("o-1")]), when: moved(),
      then: .refused(.outletExists)),
    Rule("Not what is gone", given: both + [moved()], when: moved(), then: .refused(.outletGone)),
    Rule("Not what nobody held", given: both, when: moved("o-9"), then: .refused(.unknownOutlet)),
    Rule("Not before it opened", given: both, when: moved(to: "nb-02", "2011-01-09"), then: .refused(.timeOrder)),
    Rule(
      "An outlet received open does not open again", given: both + [moved()],
      when: at("2011-06-07", OutletOpened(outlet: "o-1").fact, of: "nb-02"), then: .refused(.outletOpen)),
    Rule(
      "One received unopened does", given: both + [Given.signed("o-2"), moved("o-2")],
      when: at("2011-06-07", OutletOpened(outlet: "o-2").fact, of: "nb-02"), then: []),
    Rule(
      "A received outlet exits in a city that need not be authorised, and is no early exit", given: both + [moved()],
      when: at("2011-06-07", OutletExited(outlet: "o-1", reason: .voluntary).fact, of: "nb-02"), then: []),
    Rule(
      "Nor are two in a city of the receiver's own",
      given: both + elsewhere([Given.frozen, Given.authorised])
        + ["o-8", "o-9"].flatMap { [Given.signed($0, "2011-05-05"), Given.opened($0, "2011-05-10"), moved($0)] }
        + [at("2011-06-07", OutletExited(outlet: "o-8", reason: .voluntary).fact, of: "nb-02")],
      when: at("2011-06-07", OutletExited(outlet: "o-9", reason: .voluntary).fact, of: "nb-02"), then: []),
    Rule(
      "A transfer fulfils a request to exit, perhaps late",
      given: Given.outlet + Given.receiver + [
        at("2011-05-26", OutletExitRequested(outlet: "o-1", via: .system).fact), asked,
      ], when: moved(),
      then: ["found exit-response:o-1 on 2011-05-30 1–3", "nb-02 received o-1 from hz-01"]),
  ]
}

extension Result {
  /// The error, if it is one.
  fileprivate var failure: Failure? {
    if case .failure(let error) = self { error } else { nil }
  }
}
