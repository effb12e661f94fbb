/// Breaches: reported, investigated, assessed, dismissed (§3, §5).
extension Admission {
  func row(_ fact: BreachFact) throws(Refusal) -> Instant? {
    switch fact {
    case .reported(let fact):
      try report(fact)
      return nil
    case .investigated(let fact):
      let breach = try pending(fact.breach)
      try refuse(.notInvestigated, unless: breach.clause == .earlyExits)
      try refuse(.investigationConcluded, if: breach.investigation.atFault != nil)
      return state.zone.instant(breach.on)
    case .demandsSet(let fact):
      let breach = try pending(fact.breach)
      try refuse(.investigationRequired, unless: breach.investigation.atFault == true)
      try refuse(.demandsSet, if: breach.investigation.deadline != nil)
      try refuse(.timeOrder, if: fact.deadline < date, found: date.description)
      return nil
    case .demandsJudged(let fact):
      let breach = try pending(fact.breach)
      let deadline = try known(breach.investigation.deadline, .demandsMissing)
      try refuse(.demandsJudged, if: breach.investigation.met != nil)
      try refuse(.deadlineNotPassed, if: !fact.met && date <= deadline, found: deadline.description)
      return nil
    case .assessed(let fact):
      return state.zone.instant(try assess(fact.breach, fact.points, fact.issue).on)
    case .dismissed(let fact):
      return state.zone.instant(try pending(fact.breach).on)
    }
  }

  private func pending(_ id: BreachID) throws(Refusal) -> Breach {
    let breach = try known(state.breaches[id], .unknownBreach, named: id.text)
    try refuse(.breachNotPending, unless: breach.status == .pending, found: breach.status.rawValue)
    return breach
  }

  private func report(_ fact: BreachReported) throws(Refusal) {
    try refuse(.breachExists, if: state.breaches[fact.breach] != nil, found: fact.breach.text)
    guard let clause = Clause(rawValue: fact.clause) else {
      let near = fact.clause.near(among: Clause.allCases.map(\.rawValue))
      throw .unknown(.unknownClause, named: fact.clause, near: near)
    }
    try refuse(.clauseNotReportable, unless: clause.origin == .reported, found: clause.rawValue)
    try refuse(.clauseNotBinding, unless: state.isBound(by: clause, on: fact.on ?? date, rules), found: clause.rawValue)
    let needsOutlet = terms.clauses[clause]?.outletRequired ?? false
    try refuse(.outletRequired, if: needsOutlet && fact.outlet == nil)
    if let outlet = fact.outlet { _ = try known(outlet, in: state.outlets, .unknownOutlet) }
    if let on = fact.on { try refuse(.timeOrder, if: on > date, found: date.description) }
  }

  private func assess(_ id: BreachID, _ points: Int, _ issue: String?) throws(Refusal) -> Breach {
    let found = try known(state.breaches[id], .unknownBreach, named: id.text)
    if issue != nil, found.clause != .serviceComplaint {
      throw .badInput(field: "issue", expected: .noIssue)
    }
    let breach = try pending(id)
    if let assessors = terms.clauses[breach.clause]?.assessors {
      try refuse(.roleNotAllowed, unless: assessors.contains(actor.role), found: names(assessors))
    }
    try refuse(.samePerson, if: breach.reportedBy == actor.id, found: actor.id)
    if breach.clause == .earlyExits {
      try refuse(.investigationRequired, unless: breach.investigation.met == false)
    }
    try within(breach.points, points)
    return breach
  }

  func within(_ range: ClosedRange<Int>, _ points: Int) throws(Refusal) {
    try refuse(
      .pointsOutOfRange, unless: range.contains(points), found: "\(range.lowerBound)–\(range.upperBound)")
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
