extension Decision {
  /// Raises a breach that the facts show, unless it was raised before, or its clause did not bind the provider on its date.
  ///
  /// - Returns: whether it did.
  @discardableResult
  mutating func raise(_ found: Detection) -> Bool {
    guard mayRaise(found) else { return false }
    record(.breachDetected(found))
    return true
  }

  private func mayRaise(_ found: Detection) -> Bool {
    state.mayRaise(found.breach) && state.isBound(by: found.clause, on: found.on, rules)
  }

  /// The points a breach of `clause` on `date`, in `city` where it is in one, may cost.
  func range(of clause: Clause, on date: LocalDate, in city: Key<City>?) -> ClosedRange<Int> {
    terms(on: date, in: city).clauses[clause]?.points ?? 0...0
  }
}
