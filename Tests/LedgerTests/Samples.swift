import LedgerDomain
import LedgerTesting

/// At least one of every kind of fact and consequence, with and without what may be left out.
enum Samples {
  static let nasty = "杭州“一号” \"quoted\" \\ / \t\r\n\u{8}\u{C}\u{1}\u{1F} 😀 é e\u{301} \u{2028}"

  static let facts: [Fact] =
    deposit + expansion + outlets + service + breaches + cases + afterwards + admission + offices + corrections

  private static let deposit: [Fact] = [
    AgreementSigned(startsOn: day("2011-01-01"), endsOn: day("2011-01-01"), terms: TermsOverride(), cities: nil).fact,
    AgreementSigned(
      startsOn: day("2011-01-01"), endsOn: day("2011-12-31"),
      terms: TermsOverride([
        .points(.negativePress): .range(5...8), .cap(.serviceComplaint): .number(6), .reduction: .range(0...40),
        .single(.rectificationThreshold): .number(40), .single(.responseHours): .number(24),
        .single(.depositPerCity): .number(0),
      ]), cities: ["hangzhou", "ningbo"]
    ).fact,
    ProviderRegistered(name: nasty, kind: .thirdParty).fact, ProviderRegistered(name: "x", kind: .selfOperated).fact,
    DepositFrozen(city: "hangzhou", amountFen: .max).fact,
    DepositForfeited(amountFen: 1, breach: "b:1", reason: nasty).fact,
    DepositReturned(amountFen: 1, breach: "b:1", reason: "…").fact,
    DepositCompensated(amountFen: 5, beneficiary: .thirdParty, reference: "order 7").fact,
    DepositReleased(amountFen: 0).fact,
    DutyFulfilled(duty: "a:b", parts: ["p-1", "p-2"], evidence: nasty).fact, DutyFulfilled(duty: "a").fact,
    DutyExtended(duty: "a:b", due: day("2011-03-01"), reason: nasty).fact, DutyWaived(duty: "a", reason: nasty).fact,
    OutletDepositFrozen(outlet: "o-1", amountFen: .max).fact, OutletDepositReleased(outlet: "o-1", amountFen: 1).fact,
  ]

  private static let expansion: [Fact] = [
    CityAuthorised(city: "hangzhou", population: 118_000).fact,
    MeetingHeld(meeting: "m-1", city: "hangzhou", invited: 10, attended: 0).fact,
    MeetingConcluded(meeting: "m-1", signed: 0).fact, MeetingRectified(meeting: "m-1").fact,
    ApplicationsSubmitted(meeting: "m-1", outlets: 3).fact,
    ApplicationsReviewed(meeting: "m-1", entries: 9, errors: 9).fact,
    TrainingExamined(training: "tr-1", examined: 9, failed: 9).fact, PromotionRun(promotion: "p-1").fact,
  ]

  private static let outlets: [Fact] = [
    OutletSigned(outlet: "o-1", city: "hangzhou").fact, OutletOpened(outlet: "o-1").fact,
    OutletExitRequested(outlet: "o-1", via: .system).fact, OutletExitRequested(outlet: "o-1", via: .other).fact,
    OutletExitAnswered(outlet: "o-1").fact, OutletExited(outlet: "o-1", reason: .voluntary).fact,
    OutletExited(outlet: "o-1", reason: .dismissed).fact, OutletTransferred(outlet: "o-1", to: "nb-02").fact,
  ]

  private static let service: [Fact] = [
    HelpRequested(ticket: "t-1", outlet: nil).fact, HelpRequested(ticket: "t-1", outlet: "o-1").fact,
    HelpAnswered(ticket: "t-1").fact, ComplaintFiled(complaint: "c-1", about: .service(outlet: nil, ticket: nil)).fact,
    ComplaintFiled(complaint: "c-1", about: .service(outlet: "o-1", ticket: "t-1")).fact,
    ComplaintFiled(complaint: "c-1", about: .sale(outlet: "o-1", transactionOn: day("2012-02-29"))).fact,
    ComplaintUpheld(complaint: "c-1", providerAtFault: nil).fact,
    ComplaintUpheld(complaint: "c-1", providerAtFault: true).fact,
    ComplaintUpheld(complaint: "c-1", providerAtFault: false).fact, ComplaintRejected(complaint: "c-1").fact,
    SalesReported(city: "hangzhou", month: day("2011-05-01").month, sales: []).fact,
    SalesReported(
      city: "hangzhou", month: day("2011-12-01").month,
      sales: [OutletSales(outlet: "o-1", amountFen: 0), OutletSales(outlet: "o-2", amountFen: .max)]
    ).fact,
  ]

  private static let breaches: [Fact] = [
    BreachReported(breach: "b-1", clause: "negative-press", evidence: nasty, on: nil, outlet: nil).fact,
    BreachReported(
      breach: "b-1", clause: "nonstandard-materials", evidence: "…", on: day("2011-03-01"), outlet: "o-1"
    ).fact,
    InvestigationConcluded(breach: "early-exits:hangzhou", atFault: true).fact,
    DemandsSet(breach: "early-exits:hangzhou", demands: "…", deadline: day("2011-03-31")).fact,
    DemandsJudged(breach: "early-exits:hangzhou", met: false).fact,
    BreachAssessed(breach: "b-1", points: 10, reason: "…", issue: nil).fact,
    BreachAssessed(breach: "b-1", points: 2, reason: "…", issue: nasty).fact,
    BreachDismissed(breach: "b-1", reason: "…").fact,
    AppealFiled(breach: "b-1", grounds: "…").fact, AppealDecided(breach: "b-1", outcome: .confirmed, reason: "…").fact,
    AppealDecided(breach: "b-1", outcome: .reduced(points: 3), reason: "…").fact,
    AppealDecided(breach: "b-1", outcome: .overturned, reason: "…").fact,
  ]

  private static let afterwards: [Fact] = [
    OutageRecorded(outage: "a-1", from: time("2011-05-09T14:00"), to: time("2011-05-09T20:00:00.25")).fact,
    ReinstatementProposed(reason: nasty, outlets: []).fact,
    ReinstatementProposed(reason: "…", outlets: ["o-2", "o-1"]).fact, ReinstatementConfirmed().fact,
    LateCaseOpened(year: 2011, threshold: 50, reason: nasty).fact,
  ]

  private static let admission: [Fact] = [
    AdmissionReviewed(
      findings: [
        Finding(Key("liability"), .flag(true)), Finding(Key("roster"), .flag(false), evidence: nasty),
        Finding(Key("capital"), .number(0), judgedBy: .platform),
        Finding(Key("years"), .number(.max), judgedBy: .provider("nb-02"), evidence: "…"),
        Finding(Key("final-states"), .share(part: 0, whole: 1)), Finding(Key("legal-form"), .text(nasty)),
        Finding(
          Key("service-hours"), .hours(weekdays: HoursOfDay("00:00-24:00")!, otherDays: HoursOfDay("09:05-09:06")!)),
      ], outlet: nil
    ).fact,
    AdmissionReviewed(findings: [Finding(Key("outlet-staff"), .number(1))], outlet: "o-1").fact,
    ChannelOpened(informed: ["legal", "system-development"]).fact,
    ContactsSet(contacts: [Key("service-phone"): "0571-88888888", Key("account-email"): nasty]).fact,
  ]

  private static let offices: [Fact] = [
    MeasureOrdered(measure: "m-7", kind: "suspend-business", reason: nasty).fact,
    MeasureOrdered(
      measure: "m-7", kind: "close-outlet", reason: "…", outlet: "o-1", amountFen: 1, beneficiary: .thirdParty,
      deadline: day("2012-02-29"), breach: "b:1"
    ).fact,
    MeasureFulfilled(measure: "m-7", evidence: nasty).fact, MeasureLifted(measure: "m-7", reason: nasty).fact,
    NoticeSent(notice: "n-1", channel: "email", about: []).fact,
    NoticeSent(
      notice: "n-1", channel: "registered-mail", about: [DutyID("notify-charge:b-1"), DutyID("notify-freeze")],
      to: nasty, receipt: "RA123", text: nasty
    ).fact,
    NoticeReceived(notice: "n-1").fact, NoticeFailed(notice: "n-1", reason: nasty).fact,
    NoticeRebutted(notice: "n-1", evidence: nasty).fact, OutletExited(outlet: "o-1", reason: .ordered).fact,
  ]

  private static let corrections: [Fact] = [
    FactCorrected(name: .position(7), data: FactData(json: #"{"a":[1,{"b":"A"}]}"#), at: nil, reason: nasty).fact,
    FactCorrected(
      name: .id("00000000-0000-0000-0000-000000000001"), data: FactData(json: "{}"), at: time("2011-03-01T09:00"),
      reason: "…"
    ).fact,
    FactRetracted(name: .position(7), reason: "…").fact,
  ]

  private static let cases: [Fact] = [
    RectificationOrdered(deadline: day("2011-05-31"), demands: "…", standard: "…").fact,
    RectificationPassed(reduction: 0, metOn: day("2011-05-31")).fact,
    RectificationExtended(deadline: day("2011-05-31"), cause: .forceMajeure).fact,
    RectificationExtended(deadline: day("2011-05-31"), cause: .followed).fact,
    RectificationFailed(points: 20, deadline: day("2011-05-31")).fact,
    TerminationRequested(ground: .cause, reason: "…").fact, TerminationRequested(ground: .request, reason: "…").fact,
    TerminationRequested(ground: .expiry, reason: "…").fact, TerminationProposed().fact,
    DepartmentsNotified(departments: ["legal", "finance"]).fact, DepartmentsNotified(departments: []).fact,
    TerminationConfirmed().fact, TerminationSigned().fact, ChannelFrozen(contractEndedOn: nil).fact,
    ChannelFrozen(contractEndedOn: day("2011-05-31")).fact, TerminationNotified(departments: ["legal"]).fact,
    TerminationWaived(reason: "…").fact,
  ]

  static let decided: [Decided] = [
    .nothing, .due(DueDate(day("2011-03-22"), provisional: false)), .due(DueDate(day("2027-01-15"), provisional: true)),
    .plan(
      CityPlan(
        planned: 12, firstBatch: 8, firstBatchDue: DueDate(day("2011-05-03"), provisional: false),
        completeDue: DueDate(day("2011-06-29"), provisional: false))),
    .plan(
      CityPlan(
        planned: 12, firstBatch: 8, firstBatchDue: DueDate(day("2027-05-03"), provisional: true),
        completeDue: DueDate(day("2027-06-29"), provisional: true))),
    .dueInstant(time("2011-03-07T19:30:00.5"), provisional: false),
    .dueInstant(time("2027-01-01T19:30"), provisional: true), .breach(on: day("2011-03-01"), points: 10...20),
    .gated, .review(ReviewDecided(unmet: [], asked: [])),
    .review(
      ReviewDecided(
        unmet: [Key("capital")],
        asked: [
          AskedCriterion(slug: Key("own-system"), isRunning: false, conditions: []),
          AskedCriterion(
            slug: Key("interface"), isRunning: true,
            conditions: [.finding(Key("own-system"), .flag(true)), .thirdParty]),
          AskedCriterion(slug: Key("capital"), isRunning: false, conditions: [.selfOperated]),
        ])),
    .rectification(case: 7, year: 2011), .termination(case: 9),
    .freeze(case: 9, contractEndedOn: day("2011-11-30"), releaseFrom: day("2012-02-29")),
    .effect(.business), .effect(.outletGone), .delivery(on: day("2012-01-04")),
  ]

  static let consequences: [Consequence] =
    found + [
      .breachWithdrawn(BreachWithdrawn(breach: "promotion-gap:2011-02", clause: .promotionGap)),
      .reviewDue(ReviewDue(breach: "b-1", clause: .negativePress, fact: 7)),
      .breachReopened(BreachReopened(breach: "b-1", clause: .negativePress, fact: 7)),
      .pointsRestored(Restoration(breach: "b-1", clause: .negativePress, year: 2011, restored: 8, score: 12)),
      .pointsRestored(Restoration(breach: nil, clause: nil, year: 2011, restored: 30, score: 0)),
      .thresholdReached(ThresholdReached(threshold: 50, year: 2011, score: 52)),
      .thresholdReached(ThresholdReached(threshold: 50, year: 2011, score: 52, isLate: true)),
      .answerDueMoved(AnswerDueMoved(ticket: "t-1", due: time("2011-05-10T15:00"), isProvisional: false)),
      .answerDueMoved(AnswerDueMoved(ticket: "t-1", due: time("2027-05-10T15:00:00.5"), isProvisional: true)),
      .terminationClosed(TerminationClosed(case: 9, year: 2011, outcome: .reinstated)),
      .dueMoved(
        DueMoved(
          subject: "exit-response:o-1", due: DueDate(day("2027-01-05"), provisional: false), clause: "exit-response")),
      .dueMoved(
        DueMoved(subject: "exit-file:o-1", due: DueDate(day("2028-01-05"), provisional: true), clause: "§2.2.4(1)")),
      .expansionPaused(ExpansionPaused(meeting: "m-1")),
      .expansionUnpaused(ExpansionUnpaused(meeting: "m-1")), .expansionSuspended(ExpansionSuspended()),
      .expansionResumed(ExpansionResumed()),
      .rectificationOpened(RectificationOpened(year: 2011)),
      .rectificationClosed(RectificationClosed(case: 7, year: 2011, outcome: .passed)),
      .rectificationClosed(RectificationClosed(case: 7, year: 2011, outcome: .cancelled)),
      .rectificationClosed(RectificationClosed(case: 7, year: 2011, outcome: .superseded)),
      .terminationOpened(TerminationOpened(ground: .points, year: 2011)),
      .terminationOpened(TerminationOpened(ground: .request, year: nil)),
      .terminationClosed(TerminationClosed(case: 9, year: 2011, outcome: .withdrawn)),
      .terminationClosed(TerminationClosed(case: 9, year: nil, outcome: .waived)),
      .outletReceived(
        OutletReceived(
          outlet: "o-1", city: "hangzhou", from: "hz-01", signedOn: day("2011-01-05"), openedOn: day("2011-01-10"))),
      .outletReceived(
        OutletReceived(outlet: "o-1", city: "hangzhou", from: "hz-01", signedOn: day("2011-01-05"), openedOn: nil)),
      .outletFrozen(OutletFrozen(outlet: "o-1", agreementEnded: true)), .yearClosed(YearClosed(year: 2011, score: 0)),
      .dutyOpened(
        DutyOpened(duty: "a:b", due: nil, owedBy: .provider, owedTo: .legal, clause: "§2.1", basis: 7)),
      .dutyOpened(
        DutyOpened(
          duty: "a", due: DueDate(day("2027-01-05"), provisional: true), owedBy: .finance, owedTo: .outlet,
          clause: "§2.1", basis: 7, since: day("2027-01-03"))),
      .dutyMissed(DutyMissed(duty: "a:b", due: day("2011-03-01"), clause: "§2.1")),
      .dutyClosed(DutyClosed(duty: "a:b", outcome: .late, on: day("2011-03-02"), clause: "§2.1", basis: 9)),
      .dutyClosed(DutyClosed(duty: "a", outcome: .lapsed, on: day("2011-03-02"), clause: "§2.1", basis: 9)),
      .admissionChanged(AdmissionChanged(outlet: nil, result: AdmissionResult(state: .fit, unmet: [], missing: []))),
      .admissionChanged(
        AdmissionChanged(
          outlet: "o-1",
          result: AdmissionResult(state: .unfit, unmet: [Key("outlet-staff")], missing: [Key("outlet-right")]))),
    ]

  private static let found: [Consequence] = [
    .breachDetected(
      Detection(
        breach: "training-failure:tr-1", clause: .trainingFailure, on: day("2011-03-01"), points: 15...20, facts: [])),
    .breachDetected(
      Detection(
        breach: "promotion-gap:2011-02", clause: .promotionGap, on: day("2011-02-28"), points: 10...20, facts: [3, 5],
        due: DueDate(day("2011-02-28"), provisional: false))),
    .breachDetected(
      Detection(
        breach: "exit-response:o-1", clause: .exitResponse, on: day("2027-01-05"), points: 1...3, facts: [9],
        due: DueDate(day("2027-01-05"), provisional: true))),
    .breachDetected(
      Detection(
        breach: "dormant-outlets:hangzhou:2011-05:zero", clause: .dormantOutlets, on: day("2011-05-31"), points: 3...3,
        facts: [9], count: Tally(counted: 4, of: 50, limitPercent: 2), origin: .fact)),
    .pointsDeducted(
      Deduction(
        breach: "b-1", clause: .negativePress, on: day("2011-03-01"), assessed: 20, charged: 20, score: 20, cap: nil,
        appealUntil: DueDate(day("2011-03-22"), provisional: false))),
    .pointsDeducted(
      Deduction(
        breach: "service-complaint:ticket:t-9", clause: .serviceComplaint, on: day("2027-03-07"), assessed: 2,
        charged: 0,
        score: 10, cap: CapKey("service-complaint:2027:" + nasty),
        appealUntil: DueDate(day("2027-03-29"), provisional: true))),
    .pointsDeducted(
      Deduction(
        breach: "b-1", clause: .negativePress, on: day("2011-03-01"), assessed: 20, charged: 20, score: 20, cap: nil,
        appealUntil: nil)),
  ]
}
