/// The provider itself, and its own agreement (§4.4(3)).
extension Admission {
  func row(_ fact: ProviderFact) throws(Refusal) -> Instant? {
    switch fact {
    case .registered: try refuse(.providerExists, if: state.registration != nil, found: .same(provider))
    case .agreementSigned(let agreement): try sign(agreement)
    }
    return nil
  }

  /// What it sets must make sense on every day of its term, with the versions and agreements that are known.
  private func sign(_ agreement: AgreementSigned) throws(Refusal) {
    let (startsOn, endsOn, terms) = (agreement.startsOn, agreement.endsOn, agreement.terms)
    var signed = state.agreements
    signed.insert(Agreement(agreement, position: .max, signedAt: at))
    let ends = state.agreements.flatMap { [$0.startsOn, $0.endsOn.adding(days: 1)] } + rules.beginnings
    for date in [startsOn] + ends where startsOn <= date && date <= endsOn {
      let base = rules.terms(on: date)
      for (term, value) in terms.terms { try fits(term, value, base) }
      try inOrder(signed.applied(to: base, on: date, in: agreement.cities?.first), terms)
    }
  }

  private func fits(_ term: Term, _ value: Term.Value, _ base: Terms) throws(Refusal) {
    if case .cap(let clause) = term, base.clauses[clause]?.cap == nil {
      throw .badInput(field: "data.terms." + term.path, expected: .noCap)
    }
    if case .points(let clause) = term, case .range(let points) = value, points.count > 1,
      clause.mode == .counted
    {
      throw .badInput(field: "data.terms." + term.path, expected: .countedRange)
    }
  }

  /// A rectification below a termination, and a first batch no later than all of them.
  private func inOrder(_ merged: Terms, _ terms: TermsOverride) throws(Refusal) {
    let pairs: [(Term.Single, Term.Single, Bool)] = [
      (
        .rectificationThreshold, .terminationThreshold,
        merged[.rectificationThreshold] < merged[.terminationThreshold]
      ), (.firstBatchDays, .completeDays, merged.expansion.firstBatchDays <= merged.expansion.completeDays),
    ]
    for (first, second, isRight) in pairs where !isRight {
      guard let wrong = [first, second].first(where: { terms[.single($0)] != nil }) else { continue }
      throw .badInput(field: "data.terms." + wrong.rawValue, expected: .order(first.rawValue, second.rawValue))
    }
  }
}
