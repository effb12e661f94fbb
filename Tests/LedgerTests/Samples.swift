import LedgerDomain
import LedgerTesting

/// At least one of every kind of fact and consequence, with and without what may be left out.
enum Samples {
  static let nasty = "杭州“一号” \"quoted\" \\ / \t\r\n\u{8}\u{C}\u{1}\u{1F} 😀 é e\u{301} \u{2028}"

  static let facts: [Fact] = deposit + expansion + outlets + service + breaches + cases

  private static let deposit: [Fact] = [
    .agreementSigned(startsOn: day("2011-01-01"), endsOn: day("2011-01-01"), terms: TermsOverride(), cities: nil),
    .agreementSigned(
      startsOn: day("2011-01-01"), endsOn: day("2011-12-31"),
      terms: TermsOverride([
        .points(.negativePress): .range(5...8), .cap(.serviceComplaint): .number(6), .reduction: .range(0...40),
        .single(.rectificationThreshold): .number(40), .single(.responseHours): .number(24),
        .single(.depositPerCity): .number(0),
      ]), cities: ["hangzhou", "ningbo"]),
    .providerRegistered(name: nasty, kind: .thirdParty), .providerRegistered(name: "x", kind: .selfOperated),
    .depositFrozen(city: "hangzhou", amountFen: .max), .depositForfeited(amountFen: 1, breach: "b:1", reason: nasty),
    .depositReturned(amountFen: 1, breach: "b:1", reason: "…"),
    .depositCompensated(amountFen: 5, beneficiary: .thirdParty, reference: "order 7"), .depositReleased(amountFen: 0),
  ]

  private static let expansion: [Fact] = [
    .cityAuthorised(city: "hangzhou", population: 118_000),
    .meetingHeld(meeting: "m-1", city: "hangzhou", invited: 10, attended: 0),
    .meetingConcluded(meeting: "m-1", signed: 0), .meetingRectified(meeting: "m-1"),
    .applicationsSubmitted(meeting: "m-1", outlets: 3), .applicationsReviewed(meeting: "m-1", entries: 9, errors: 9),
    .trainingExamined(training: "tr-1", examined: 9, failed: 9), .promotionRun(promotion: "p-1"),
  ]

  private static let outlets: [Fact] = [
    .outletSigned(outlet: "o-1", city: "hangzhou"), .outletOpened(outlet: "o-1"),
    .outletExitRequested(outlet: "o-1", via: .system), .outletExitRequested(outlet: "o-1", via: .other),
    .outletExitAnswered(outlet: "o-1"), .outletExited(outlet: "o-1", reason: .voluntary),
    .outletExited(outlet: "o-1", reason: .dismissed), .outletTransferred(outlet: "o-1", to: "nb-02"),
  ]

  private static let service: [Fact] = [
    .helpRequested(ticket: "t-1", outlet: nil), .helpRequested(ticket: "t-1", outlet: "o-1"),
    .helpAnswered(ticket: "t-1"), .complaintFiled(complaint: "c-1", about: .service(outlet: nil, ticket: nil)),
    .complaintFiled(complaint: "c-1", about: .service(outlet: "o-1", ticket: "t-1")),
    .complaintFiled(complaint: "c-1", about: .sale(outlet: "o-1", transactionOn: day("2012-02-29"))),
    .complaintUpheld(complaint: "c-1", providerAtFault: nil), .complaintUpheld(complaint: "c-1", providerAtFault: true),
    .complaintUpheld(complaint: "c-1", providerAtFault: false), .complaintRejected(complaint: "c-1"),
    .salesReported(city: "hangzhou", month: day("2011-05-01").month, sales: []),
    .salesReported(
      city: "hangzhou", month: day("2011-12-01").month,
      sales: [OutletSales(outlet: "o-1", amountFen: 0), OutletSales(outlet: "o-2", amountFen: .max)]),
  ]

  private static let breaches: [Fact] = [
    .breachReported(breach: "b-1", clause: "negative-press", evidence: nasty, on: nil, outlet: nil),
    .breachReported(
      breach: "b-1", clause: "nonstandard-materials", evidence: "…", on: day("2011-03-01"), outlet: "o-1"),
    .investigationConcluded(breach: "early-exits:hangzhou", atFault: true),
    .demandsSet(breach: "early-exits:hangzhou", demands: "…", deadline: day("2011-03-31")),
    .demandsJudged(breach: "early-exits:hangzhou", met: false),
    .breachAssessed(breach: "b-1", points: 10, reason: "…", issue: nil),
    .breachAssessed(breach: "b-1", points: 2, reason: "…", issue: nasty), .breachDismissed(breach: "b-1", reason: "…"),
    .appealFiled(breach: "b-1", grounds: "…"), .appealDecided(breach: "b-1", outcome: .confirmed, reason: "…"),
    .appealDecided(breach: "b-1", outcome: .reduced(points: 3), reason: "…"),
    .appealDecided(breach: "b-1", outcome: .overturned, reason: "…"),
  ]

  private static let cases: [Fact] = [
    .rectificationOrdered(deadline: day("2011-05-31"), demands: "…", standard: "…"),
    .rectificationPassed(reduction: 0, metOn: day("2011-05-31")),
    .rectificationExtended(deadline: day("2011-05-31"), cause: .forceMajeure),
    .rectificationExtended(deadline: day("2011-05-31"), cause: .followed),
    .rectificationFailed(points: 20, deadline: day("2011-05-31")),
    .terminationRequested(ground: .cause, reason: "…"), .terminationRequested(ground: .request, reason: "…"),
    .terminationRequested(ground: .expiry, reason: "…"), .terminationProposed,
    .departmentsNotified(departments: ["legal", "finance"]), .departmentsNotified(departments: []),
    .terminationConfirmed, .terminationSigned, .channelFrozen(contractEndedOn: nil),
    .channelFrozen(contractEndedOn: day("2011-05-31")), .terminationNotified(departments: ["legal"]),
    .terminationWaived(reason: "…"),
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
    .rectification(case: 7, year: 2011), .termination(case: 9),
    .freeze(case: 9, contractEndedOn: day("2011-11-30"), releaseFrom: day("2012-02-29")),
  ]

  static let consequences: [Consequence] =
    found + [
      .breachWithdrawn(breach: "promotion-gap:2011-02", clause: .promotionGap),
      .pointsRestored(Restoration(breach: "b-1", clause: .negativePress, year: 2011, restored: 8, score: 12)),
      .pointsRestored(Restoration(breach: nil, clause: nil, year: 2011, restored: 30, score: 0)),
      .thresholdReached(threshold: 50, year: 2011, score: 52), .expansionPaused(meeting: "m-1"),
      .expansionUnpaused(meeting: "m-1"), .expansionSuspended, .expansionResumed, .rectificationOpened(year: 2011),
      .rectificationClosed(case: 7, year: 2011, outcome: .passed),
      .rectificationClosed(case: 7, year: 2011, outcome: .cancelled),
      .rectificationClosed(case: 7, year: 2011, outcome: .superseded), .terminationOpened(ground: .points, year: 2011),
      .terminationOpened(ground: .request, year: nil), .terminationClosed(case: 9, year: 2011, outcome: .withdrawn),
      .terminationClosed(case: 9, year: nil, outcome: .waived),
      .outletReceived(
        outlet: "o-1", city: "hangzhou", from: "hz-01", signedOn: day("2011-01-05"), openedOn: day("2011-01-10")),
      .outletReceived(outlet: "o-1", city: "hangzhou", from: "hz-01", signedOn: day("2011-01-05"), openedOn: nil),
      .outletFrozen(outlet: "o-1", agreementEnded: true), .yearClosed(year: 2011, score: 0),
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
        facts: [9], count: Tally(counted: 4, of: 50, limitPercent: 2))),
    .pointsDeducted(
      Deduction(
        breach: "b-1", clause: .negativePress, on: day("2011-03-01"), assessed: 20, charged: 20, score: 20, cap: nil,
        appealUntil: DueDate(day("2011-03-22"), provisional: false))),
    .pointsDeducted(
      Deduction(
        breach: "service-complaint:ticket:t-9", clause: .serviceComplaint, on: day("2027-03-07"), assessed: 2,
        charged: 0,
        score: 10, cap: "service-complaint:2027:" + nasty, appealUntil: DueDate(day("2027-03-29"), provisional: true))),
  ]
}
