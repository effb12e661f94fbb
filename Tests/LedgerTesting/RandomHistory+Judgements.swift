import LedgerDomain

/// What people decide: breaches, rectifications, terminations.
extension RandomHistory {
  mutating func breachFact(_ state: ProviderState, _ date: LocalDate) -> Fact {
    switch random.number(0...19) {
    case 0..<6: return report(state, date)
    case 6..<13: return assessment(state)
    case 13: return BreachDismissed(breach: breach(of: state) { $0.status == .pending }, reason: "nothing to it").fact
    case 14, 15:
      return AppealFiled(
        breach: breach(of: state) { $0.status == .assessed && $0.appeal == .none }, grounds: "it was not us"
      ).fact
    case 16, 17: return appealDecision(state)
    default: return investigation(state, date)
    }
  }

  private mutating func report(_ state: ProviderState, _ date: LocalDate) -> Fact {
    let clauses: [Clause] = [.negativePress, .negativePress, .unapprovedMaterials, .nonstandardMaterials]
    let clause = random.chance(4) ? .competitorDealing : random.one(of: clauses) ?? .negativePress
    let outlet = clause == .nonstandardMaterials ? state.outlets.keys.sorted().first ?? "o-1" : nil
    let on = random.chance(40) ? date.adding(days: -random.number(0...60)) : nil
    return BreachReported(
      breach: BreachID(.report(random.key("b", upTo: 30))), clause: clause.rawValue, evidence: "seen", on: on,
      outlet: outlet
    ).fact
  }

  private mutating func assessment(_ state: ProviderState) -> Fact {
    let id = breach(of: state) { $0.status == .pending }
    let range = state.breaches[id]?.points ?? 1...20
    let isShared = state.breaches[id]?.clause == .serviceComplaint && random.chance(70)
    let points = random.chance(3) ? range.upperBound + 1 : random.number(range)
    return BreachAssessed(
      breach: id, points: points, reason: "as found", issue: isShared ? "issue-\(random.number(1...2))" : nil
    ).fact
  }

  private mutating func appealDecision(_ state: ProviderState) -> Fact {
    let id = breach(of: state) { if case .open = $0.appeal { true } else { false } }
    let outcome: AppealOutcome
    switch random.number(0...2) {
    case 0: outcome = .confirmed
    case 1: outcome = .overturned
    default:
      let least = state.breaches[id]?.points.lowerBound ?? 1
      outcome = .reduced(points: random.number(least...max(least, (state.breaches[id]?.assessed ?? 1) - 1)))
    }
    return AppealDecided(breach: id, outcome: outcome, reason: "heard").fact
  }

  private mutating func investigation(_ state: ProviderState, _ date: LocalDate) -> Fact {
    let id = breach(of: state) { $0.status == .pending && $0.clause == .earlyExits }
    guard let steps = state.breaches[id]?.investigation, steps.atFault != nil else {
      return InvestigationConcluded(breach: id, atFault: random.chance(80)).fact
    }
    if steps.deadline == nil { return DemandsSet(breach: id, demands: "sign more", deadline: date).fact }
    return DemandsJudged(breach: id, met: random.chance(30)).fact
  }

  mutating func rectificationFact(_ state: ProviderState, _ date: LocalDate) -> Fact {
    guard let open = state.openRectification, let ordered = open.orderedOn, let deadline = open.deadline else {
      return RectificationOrdered(
        deadline: date.adding(days: random.number(0...20)), demands: "train them", standard: "no complaint"
      ).fact
    }
    let next = date.adding(days: random.number(0...20))
    switch random.number(0...3) {
    case 0: return RectificationExtended(deadline: next, cause: random.chance(50) ? .followed : .forceMajeure).fact
    case 1: return RectificationFailed(points: random.number(10...20), deadline: next).fact
    default:
      let metOn = min(deadline, max(ordered, date.adding(days: -random.number(0...10))))
      return RectificationPassed(reduction: random.chance(20) ? 0 : random.number(10...30), metOn: metOn).fact
    }
  }

  mutating func terminationFact(_ state: ProviderState, _ date: LocalDate) -> Fact {
    guard let last = state.termination else {
      return TerminationRequested(ground: random.one(of: [.cause, .request, .expiry]) ?? .cause, reason: "asked").fact
    }
    let departments = BuiltIn.terms.termination.departments.map(\.rawValue)
    if state.frozenOn == nil, random.chance(30) {
      return OutletTransferred(
        outlet: random.one(of: state.outlets.filter { !$0.value.isGone }.keys.sorted()) ?? "o-1",
        to: random.one(of: Self.providers) ?? "p-1"
      ).fact
    }
    if random.chance(10) { return TerminationWaived(reason: "a last chance").fact }
    switch last.step {
    case .opened: return TerminationProposed().fact
    case .proposed: return DepartmentsNotified(departments: departments.shuffled(using: &random)).fact
    case .departmentsNotified: return TerminationConfirmed().fact
    case .confirmed, .signedOnce: return TerminationSigned().fact
    case .signed: return ChannelFrozen(contractEndedOn: random.chance(50) ? date.adding(days: -90) : nil).fact
    case .frozen: return TerminationNotified(departments: departments).fact
    case .notified: return DepositReleased(amountFen: state.deposit.balanceFen).fact
    }
  }
}
