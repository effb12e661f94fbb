/// A provider that breaks every clause at least twice in one year, assessed once by either role that may, and another, run
/// by the platform itself, that does the same.
enum EveryClauseTwice {
  static var yaml: String {
    let own = steps.replacing("hz-01", with: "tb-01").replacing("thirdParty", with: "selfOperated")
    return "scenario: every clause twice\nsteps:\n" + steps + "\n" + own
  }

  // The lines are those of a scenario.
  // swift-format-ignore
  private static let steps = """
      - {event: ProviderRegistered, provider: hz-01, at: 2011-01-04, by: chen@channel-expansion, data: {name: 代购, kind: thirdParty}}
      - {event: DepositFrozen, provider: hz-01, at: 2011-01-04, by: wu@channel-operations, data: {city: c1, amountFen: 60000000}}
      - {event: CityAuthorised, provider: hz-01, at: 2011-01-05, by: chen@channel-expansion, data: {city: c1, population: 30000}}
      - {event: CityAuthorised, provider: hz-01, at: 2011-01-05, by: chen@channel-expansion, data: {city: c2, population: 30000}}
      - {event: OutletSigned, provider: hz-01, at: 2011-01-06, by: feed@integration, data: {outlet: o-1, city: c1}}
      - {event: OutletOpened, provider: hz-01, at: 2011-01-10, by: feed@integration, data: {outlet: o-1}}
      - {event: OutletSigned, provider: hz-01, at: 2011-01-06, by: feed@integration, data: {outlet: e-1, city: c1}}
      - {event: OutletOpened, provider: hz-01, at: 2011-01-10, by: feed@integration, data: {outlet: e-1}}
      - {event: OutletSigned, provider: hz-01, at: 2011-01-06, by: feed@integration, data: {outlet: o-2, city: c2}}
      - {event: OutletOpened, provider: hz-01, at: 2011-01-10, by: feed@integration, data: {outlet: o-2}}
      - {event: OutletSigned, provider: hz-01, at: 2011-01-06, by: feed@integration, data: {outlet: e-2, city: c2}}
      - {event: OutletOpened, provider: hz-01, at: 2011-01-10, by: feed@integration, data: {outlet: e-2}}
      - {event: BreachReported, provider: hz-01, at: 2011-01-11, by: qian@channel-operations, data: {breach: u-1, clause: unapproved-materials, evidence: x}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-01-12, by: li@department-head, data: {breach: u-1, points: 15, reason: x}}
      - {event: BreachReported, provider: hz-01, at: 2011-01-11, by: qian@channel-operations, data: {breach: u-2, clause: unapproved-materials, evidence: x}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-01-12, by: wu@channel-operations, data: {breach: u-2, points: 15, reason: x}}
      - {event: BreachReported, provider: hz-01, at: 2011-01-11, by: qian@channel-operations, data: {breach: u-3, clause: unapproved-materials, evidence: x}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-01-12, by: li@department-head, data: {breach: u-3, points: 15, reason: x}}
      - {event: BreachReported, provider: hz-01, at: 2011-01-11, by: qian@channel-operations, data: {breach: u-4, clause: unapproved-materials, evidence: x}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-01-12, by: li@department-head, data: {breach: u-4, points: 15, reason: x}}
      - {event: RectificationOrdered, provider: hz-01, at: 2011-01-13, by: li@department-head, data: {deadline: 2011-01-14, demands: x, standard: x}}
      - {event: RectificationFailed, provider: hz-01, at: 2011-01-15, by: li@department-head, data: {points: 15, deadline: 2011-01-16}}
      - {event: RectificationFailed, provider: hz-01, at: 2011-01-17, by: li@department-head, data: {points: 15, deadline: 2011-12-31}}
      - {event: BreachReported, provider: hz-01, at: 2011-01-20, by: qian@channel-operations, data: {breach: n-1, clause: negative-press, evidence: x}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-01-21, by: li@department-head, data: {breach: n-1, points: 20, reason: x}}
      - {event: BreachReported, provider: hz-01, at: 2011-01-20, by: qian@channel-operations, data: {breach: s-1, clause: nonstandard-materials, evidence: x, outlet: o-1}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-01-21, by: li@department-head, data: {breach: s-1, points: 6, reason: x}}
      - {event: BreachReported, provider: hz-01, at: 2011-01-20, by: qian@channel-operations, data: {breach: d-1, clause: competitor-dealing, evidence: x}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-01-21, by: li@department-head, data: {breach: d-1, points: 100, reason: x}}
      - {event: MeetingHeld, provider: hz-01, at: 2011-01-24, by: feed@integration, data: {meeting: m-1, city: c1, invited: 10, attended: 1}}
      - {event: ApplicationsSubmitted, provider: hz-01, at: 2011-01-25, by: feed@integration, data: {meeting: m-1, outlets: 3}}
      - {event: ApplicationsReviewed, provider: hz-01, at: 2011-01-26, by: wu@channel-operations, data: {meeting: m-1, entries: 10, errors: 9}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-01-27, by: li@department-head, data: {breach: "signing-progress:m-1:errors", points: 10, reason: x}}
      - {event: TrainingExamined, provider: hz-01, at: 2011-01-24, by: feed@integration, data: {training: tr-1, examined: 10, failed: 9}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-01-27, by: li@department-head, data: {breach: "training-failure:tr-1", points: 20, reason: x}}
      - {event: HelpRequested, provider: hz-01, at: 2011-01-24, by: feed@integration, data: {ticket: t-1}}
      - {event: HelpAnswered, provider: hz-01, at: 2011-01-27, by: feed@integration, data: {ticket: t-1}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-01-28, by: li@department-head, data: {breach: "service-complaint:ticket:t-1", points: 2, reason: x, issue: parcels}}
      - {event: OutletExitRequested, provider: hz-01, at: 2011-02-01, by: feed@integration, data: {outlet: e-1, via: system}}
      - {event: OutletExited, provider: hz-01, at: 2011-02-15, by: feed@integration, data: {outlet: e-1, reason: voluntary}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-02-16, by: li@department-head, data: {breach: "exit-response:e-1", points: 3, reason: x}}
      - {event: InvestigationConcluded, provider: hz-01, at: 2011-02-16, by: wu@channel-operations, data: {breach: "early-exits:c1", atFault: true}}
      - {event: DemandsSet, provider: hz-01, at: 2011-02-16, by: wu@channel-operations, data: {breach: "early-exits:c1", demands: x, deadline: 2011-02-17}}
      - {event: DemandsJudged, provider: hz-01, at: 2011-02-18, by: wu@channel-operations, data: {breach: "early-exits:c1", met: false}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-02-19, by: li@department-head, data: {breach: "early-exits:c1", points: 30, reason: x}}
      - {event: ComplaintFiled, provider: hz-01, at: 2011-02-20, by: sun@customer-satisfaction, data: {complaint: k-1, source: consumer, outlet: e-1, transactionOn: 2011-01-20}}
      - {event: ComplaintUpheld, provider: hz-01, at: 2011-02-21, by: sun@customer-satisfaction, data: {complaint: k-1, providerAtFault: true}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-02-22, by: li@department-head, data: {breach: "after-sales-dispute:k-1", points: 2, reason: x}}
      - {event: BreachReported, provider: hz-01, at: 2011-01-20, by: qian@channel-operations, data: {breach: n-2, clause: negative-press, evidence: x}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-01-21, by: wu@channel-operations, data: {breach: n-2, points: 20, reason: x}}
      - {event: BreachReported, provider: hz-01, at: 2011-01-20, by: qian@channel-operations, data: {breach: s-2, clause: nonstandard-materials, evidence: x, outlet: o-2}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-01-21, by: wu@channel-operations, data: {breach: s-2, points: 6, reason: x}}
      - {event: BreachReported, provider: hz-01, at: 2011-01-20, by: qian@channel-operations, data: {breach: d-2, clause: competitor-dealing, evidence: x}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-01-21, by: li@department-head, data: {breach: d-2, points: 100, reason: x}}
      - {event: MeetingHeld, provider: hz-01, at: 2011-01-24, by: feed@integration, data: {meeting: m-2, city: c1, invited: 10, attended: 1}}
      - {event: ApplicationsSubmitted, provider: hz-01, at: 2011-01-25, by: feed@integration, data: {meeting: m-2, outlets: 3}}
      - {event: ApplicationsReviewed, provider: hz-01, at: 2011-01-26, by: wu@channel-operations, data: {meeting: m-2, entries: 10, errors: 9}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-01-27, by: wu@channel-operations, data: {breach: "signing-progress:m-2:errors", points: 10, reason: x}}
      - {event: TrainingExamined, provider: hz-01, at: 2011-01-24, by: feed@integration, data: {training: tr-2, examined: 10, failed: 9}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-01-27, by: wu@channel-operations, data: {breach: "training-failure:tr-2", points: 20, reason: x}}
      - {event: HelpRequested, provider: hz-01, at: 2011-01-24, by: feed@integration, data: {ticket: t-2}}
      - {event: HelpAnswered, provider: hz-01, at: 2011-01-27, by: feed@integration, data: {ticket: t-2}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-01-28, by: wu@channel-operations, data: {breach: "service-complaint:ticket:t-2", points: 2, reason: x, issue: parcels}}
      - {event: OutletExitRequested, provider: hz-01, at: 2011-02-01, by: feed@integration, data: {outlet: e-2, via: system}}
      - {event: OutletExited, provider: hz-01, at: 2011-02-15, by: feed@integration, data: {outlet: e-2, reason: voluntary}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-02-16, by: wu@channel-operations, data: {breach: "exit-response:e-2", points: 3, reason: x}}
      - {event: InvestigationConcluded, provider: hz-01, at: 2011-02-16, by: wu@channel-operations, data: {breach: "early-exits:c2", atFault: true}}
      - {event: DemandsSet, provider: hz-01, at: 2011-02-16, by: wu@channel-operations, data: {breach: "early-exits:c2", demands: x, deadline: 2011-02-17}}
      - {event: DemandsJudged, provider: hz-01, at: 2011-02-18, by: wu@channel-operations, data: {breach: "early-exits:c2", met: false}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-02-19, by: wu@channel-operations, data: {breach: "early-exits:c2", points: 30, reason: x}}
      - {event: ComplaintFiled, provider: hz-01, at: 2011-02-20, by: sun@customer-satisfaction, data: {complaint: k-2, source: consumer, outlet: e-2, transactionOn: 2011-01-20}}
      - {event: ComplaintUpheld, provider: hz-01, at: 2011-02-21, by: sun@customer-satisfaction, data: {complaint: k-2, providerAtFault: true}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-02-22, by: wu@channel-operations, data: {breach: "after-sales-dispute:k-2", points: 2, reason: x}}
      - {sweep: 2011-04-30}
      - {event: BreachAssessed, provider: hz-01, at: 2011-05-01, by: li@department-head, data: {breach: "promotion-gap:2011-02", points: 20, reason: x}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-05-01, by: li@department-head, data: {breach: "expansion-target:c1:first-batch", points: 40, reason: x}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-05-01, by: li@department-head, data: {breach: "expansion-target:c1:complete", points: 40, reason: x}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-05-01, by: wu@channel-operations, data: {breach: "promotion-gap:2011-03", points: 20, reason: x}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-05-01, by: wu@channel-operations, data: {breach: "expansion-target:c2:first-batch", points: 40, reason: x}}
      - {event: BreachAssessed, provider: hz-01, at: 2011-05-01, by: wu@channel-operations, data: {breach: "expansion-target:c2:complete", points: 40, reason: x}}
      - {event: SalesReported, provider: hz-01, at: 2011-06-02, by: feed@integration, data: {city: c1, month: 2011-05, sales: [{outlet: o-1, amountFen: 0}]}}
      - {event: SalesReported, provider: hz-01, at: 2011-07-02, by: feed@integration, data: {city: c1, month: 2011-06, sales: [{outlet: o-1, amountFen: 0}]}}
    """
}
