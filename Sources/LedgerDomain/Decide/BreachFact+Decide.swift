/// Breaches: reported, investigated, assessed, dismissed (§3, §5).
extension Admission {
  func row(_ fact: BreachFact) throws(Refusal) -> Instant? {
    switch fact {
    case .reported(let fact):
      try report(fact)
      return nil
    case .investigated(let fact):
      let breach = try pending(fact.breach)
      try refuse(.notInvestigated, unless: breach.clause == .earlyExits, found: breach.clause.named)
      try refuse(.investigationConcluded, if: breach.investigation.atFault != nil, found: .same(fact.breach.text))
      return state.zone.instant(breach.on)
    case .demandsSet(let fact):
      let breach = try pending(fact.breach)
      try refuse(.investigationRequired, unless: breach.investigation.atFault == true, found: .same(fact.breach.text))
      try refuse(.demandsSet, if: breach.investigation.deadline != nil, found: .same(fact.breach.text))
      try refuse(
        .timeOrder, if: fact.deadline < date, found: dates(fact.deadline, zh: "不得早于", en: "not before", date))
      return nil
    case .demandsJudged(let fact):
      let breach = try pending(fact.breach)
      let deadline = try known(breach.investigation.deadline, .demandsMissing, found: .same(fact.breach.text))
      try refuse(.demandsJudged, if: breach.investigation.met != nil, found: .same(fact.breach.text))
      try refuse(
        .deadlineNotPassed, if: !fact.met && date <= deadline,
        found: dates(date, zh: "期限至", en: "the deadline is", deadline))
      return nil
    case .assessed(let fact):
      return state.zone.instant(try assess(fact.breach, fact.points, fact.issue).on)
    case .dismissed(let fact):
      return state.zone.instant(try pending(fact.breach).on)
    }
  }

  private func pending(_ id: BreachID) throws(Refusal) -> Breach {
    let breach = try known(state.breaches[id], .unknownBreach, named: id.text)
    try refuse(.breachNotPending, unless: breach.status == .pending, found: breach.status.words)
    return breach
  }

  private func report(_ fact: BreachReported) throws(Refusal) {
    try refuse(.breachExists, if: state.breaches[fact.breach] != nil, found: .same(fact.breach.text))
    guard let clause = Clause(rawValue: fact.clause) else {
      let near = fact.clause.near(among: Clause.allCases.map(\.rawValue))
      throw .unknown(.unknownClause, named: fact.clause, near: near)
    }
    try refuse(.clauseNotReportable, unless: clause.origin == .reported, found: clause.named)
    try refuse(
      .clauseNotBinding, unless: state.isBound(by: clause, on: fact.on ?? date, rules), found: clause.named)
    let needsOutlet = terms.clauses[clause]?.outletRequired ?? false
    try refuse(.outletRequired, if: needsOutlet && fact.outlet == nil, found: clause.named)
    if let outlet = fact.outlet {
      _ = try known(outlet, in: state.outlets, .unknownOutlet)
    }
    if let on = fact.on {
      try refuse(.timeOrder, if: on > date, found: dates(on, zh: "不得晚于", en: "not after", date))
    }
  }

  private func assess(_ id: BreachID, _ points: Int, _ issue: String?) throws(Refusal) -> Breach {
    let found = try known(state.breaches[id], .unknownBreach, named: id.text)
    if issue != nil, found.clause != .serviceComplaint {
      throw .badInput(field: "issue", expected: .noIssue)
    }
    let breach = try pending(id)
    if let assessors = terms.clauses[breach.clause]?.assessors {
      try refuse(.roleNotAllowed, unless: assessors.contains(actor.role), found: .role(actor.role, among: assessors))
    }
    try refuse(.samePerson, if: breach.reportedBy == actor.id, found: .same(actor.id))
    if breach.clause == .earlyExits {
      try refuse(.investigationRequired, unless: breach.investigation.met == false, found: .same(id.text))
    }
    try within(breach.points, points)
    return breach
  }

  func within(_ range: ClosedRange<Int>, _ points: Int) throws(Refusal) {
    try refuse(
      .pointsOutOfRange, unless: range.contains(points),
      found: .points(points, within: range.lowerBound, range.upperBound))
  }
}

extension Decision {
  func decided(about fact: BreachFact) -> Decided {
    switch fact {
    case .reported(let fact): reportedBreach(fact)
    case .investigated, .demandsSet, .demandsJudged, .assessed, .dismissed: .nothing
    }
  }

  private func reportedBreach(_ fact: BreachReported) -> Decided {
    let on = fact.on ?? date
    let clause = Clause(rawValue: fact.clause) ?? .negativePress
    return .breach(on: on, points: range(of: clause, on: on, in: state.city(ofOutlet: fact.outlet)))
  }

  mutating func conclude(from fact: BreachFact) {
    switch fact {
    case .assessed(let fact): charge(fact.breach, fact.points, issue: fact.issue)
    case .reported, .investigated, .demandsSet, .demandsJudged, .dismissed: break
    }
  }
}
