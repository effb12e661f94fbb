/// A provider's own agreement (§4.4(3)).
extension Admission {
  /// What it sets must make sense on every day of its term, with the versions and agreements that are known.
  func agreementRow() throws(Refusal) -> Instant? {
    guard case .agreementSigned(let startsOn, let endsOn, let terms, let cities) = submission.fact else { return nil }
    var signed = state.agreements
    signed.insert(
      Agreement(position: .max, signedAt: at, startsOn: startsOn, endsOn: endsOn, terms: terms, cities: cities))
    let ends = state.agreements.flatMap { [$0.startsOn, $0.endsOn.adding(days: 1)] } + rules.beginnings
    for date in [startsOn] + ends where startsOn <= date && date <= endsOn {
      let base = rules.terms(on: date)
      for (term, value) in terms.terms { try fits(term, value, base) }
      try inOrder(signed.applied(to: base, on: date, in: cities?.first), terms)
    }
    return nil
  }

  private func fits(_ term: Term, _ value: Term.Value, _ base: Terms) throws(Refusal) {
    switch (term, value) {
    case (.cap(let clause), _) where base.clauses[clause]?.cap == nil:
      throw .badInput(field: "data.terms." + term.path, expected: .noCap)
    case (.points(let clause), .range(let points)) where clause.mode == .counted && points.count > 1:
      throw .badInput(field: "data.terms." + term.path, expected: .countedRange)
    default: break
    }
  }

  /// A rectification below a termination, and a first batch no later than all of them.
  private func inOrder(_ merged: Terms, _ terms: TermsOverride) throws(Refusal) {
    let pairs: [(Term.Single, Term.Single, Bool)] = [
      (
        .rectificationThreshold, .terminationThreshold,
        merged.rectification.threshold < merged.termination.threshold
      ), (.firstBatchDays, .completeDays, merged.expansion.firstBatchDays <= merged.expansion.completeDays),
    ]
    for (first, second, isRight) in pairs where !isRight {
      guard let wrong = [first, second].first(where: { terms[.single($0)] != nil }) else { continue }
      throw .badInput(field: "data.terms." + wrong.rawValue, expected: .order(first.rawValue, second.rawValue))
    }
  }
}
