/// Breaches: reported, investigated, assessed, dismissed, appealed (§3, §5).
extension Admission {
  func breachRow() throws(Refusal) -> Instant? {
    switch submission.fact {
    case .breachReported(let id, let clause, _, let on, let outlet):
      try report(id, clause, on: on, outlet: outlet)
      return nil
    case .investigationConcluded(let id, _):
      let breach = try pending(id)
      try refuse(.notInvestigated, unless: breach.clause == .earlyExits)
      try refuse(.investigationConcluded, if: breach.investigation.atFault != nil)
      return state.zone.instant(breach.on)
    case .demandsSet(let id, _, let deadline):
      let breach = try pending(id)
      try refuse(.investigationRequired, unless: breach.investigation.atFault == true)
      try refuse(.demandsSet, if: breach.investigation.deadline != nil)
      try refuse(.timeOrder, if: deadline < date, found: date.description)
      return nil
    case .demandsJudged(let id, let met):
      let breach = try pending(id)
      let deadline = try known(breach.investigation.deadline, .demandsMissing)
      try refuse(.demandsJudged, if: breach.investigation.met != nil)
      try refuse(.deadlineNotPassed, if: !met && date <= deadline, found: deadline.description)
      return nil
    case .breachAssessed(let id, let points, _, let issue):
      return state.zone.instant(try assess(id, points, issue).on)
    case .breachDismissed(let id, _):
      return state.zone.instant(try pending(id).on)
    case .appealFiled(let id, _):
      return try appeal(id)
    case .appealDecided(let id, let outcome, _):
      return try decideAppeal(id, outcome)
    default: return nil
    }
  }

  private func pending(_ id: BreachID) throws(Refusal) -> Breach {
    let breach = try known(state.breaches[id], .unknownBreach)
    try refuse(.breachNotPending, unless: breach.status == .pending, found: breach.status.rawValue)
    return breach
  }

  private func report(_ id: BreachID, _ slug: String, on: LocalDate?, outlet: Key?) throws(Refusal) {
    try refuse(.breachExists, if: state.breaches[id] != nil)
    let clause = try known(Clause(rawValue: slug), .unknownClause)
    try refuse(.clauseNotReportable, unless: clause.origin == .reported)
    try refuse(.clauseNotBinding, unless: state.isBound(by: clause, on: on ?? date, rules))
    let needsOutlet = terms.clauses[clause]?.outletRequired ?? false
    try refuse(.outletRequired, if: needsOutlet && outlet == nil)
    if let outlet { try refuse(.unknownOutlet, if: state.outlets[outlet] == nil) }
    if let on { try refuse(.timeOrder, if: on > date, found: date.description) }
  }

  private func assess(_ id: BreachID, _ points: Int, _ issue: String?) throws(Refusal) -> Breach {
    let found = try known(state.breaches[id], .unknownBreach)
    if issue != nil, found.clause != .serviceComplaint {
      throw .badInput(field: "issue", expected: .noIssue)
    }
    let breach = try pending(id)
    if let assessors = terms.clauses[breach.clause]?.assessors {
      try refuse(.roleNotAllowed, unless: assessors.contains(actor.role), found: names(assessors))
    }
    try refuse(.samePerson, if: breach.reportedBy == actor.id)
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

  private func appeal(_ id: BreachID) throws(Refusal) -> Instant? {
    let breach = try known(state.breaches[id], .unknownBreach)
    try refuse(.breachNotAssessed, unless: breach.status == .assessed, found: breach.status.rawValue)
    try refuse(.appealExists, if: breach.appeal != .none)
    if let last = breach.appealUntil { try refuse(.appealLate, if: date > last, found: last.description) }
    return breach.chargedAt
  }

  private func decideAppeal(_ id: BreachID, _ outcome: AppealOutcome) throws(Refusal) -> Instant? {
    let breach = try known(state.breaches[id], .unknownBreach)
    guard case .open(let filedAt) = breach.appeal else { throw .because(.noAppeal) }
    try refuse(.samePerson, if: breach.chargedBy == actor.id || breach.reportedBy == actor.id)
    if case .reduced(let points) = outcome {
      let assessed = breach.assessed ?? 0
      try refuse(
        .pointsOutOfRange, unless: breach.points.lowerBound <= points && points < assessed,
        found: "\(breach.points.lowerBound)–\(assessed - 1)")
    }
    return filedAt
  }
}
