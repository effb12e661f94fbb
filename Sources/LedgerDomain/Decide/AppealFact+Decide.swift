/// Appeals against a charge (§4, §5).
extension Admission {
  func row(_ fact: AppealFact) throws(Refusal) -> Instant? {
    switch fact {
    case .filed(let fact): try file(fact.breach)
    case .decided(let fact): try decideAppeal(fact.breach, fact.outcome)
    }
  }

  private func file(_ id: BreachID) throws(Refusal) -> Instant? {
    let breach = try known(state.breaches[id], .unknownBreach, named: id.text)
    try refuse(.breachNotAssessed, unless: breach.status == .assessed, found: breach.status.words)
    try refuse(.appealExists, if: breach.appeal != .none, found: .same(id.text))
    if let last = state.appealUntil(of: id, by: rules) {
      try refuse(.appealLate, if: date > last, found: dates(date, zh: "期限至", en: "due by", last))
    }
    return breach.chargedAt
  }

  private func decideAppeal(_ id: BreachID, _ outcome: AppealOutcome) throws(Refusal) -> Instant? {
    let breach = try known(state.breaches[id], .unknownBreach, named: id.text)
    let asked = try known(breach.awaitsDecisionSince, .noAppeal, found: .same(id.text))
    try refuse(.samePerson, if: breach.chargedBy == actor.id || breach.reportedBy == actor.id, found: .same(actor.id))
    if case .reduced(let points) = outcome {
      let assessed = breach.assessed ?? 0
      try refuse(
        .pointsOutOfRange, unless: breach.points.lowerBound <= points && points < assessed,
        found: .points(points, within: breach.points.lowerBound, assessed - 1))
    }
    return asked
  }
}

extension Decision {
  mutating func conclude(from fact: AppealFact) {
    switch fact {
    case .filed: break
    case .decided(let fact): settleAppeal(fact.breach, fact.outcome)
    }
  }
}
