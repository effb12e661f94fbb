/// §3.1: what an order's outcome does.
extension Decision {
  /// Passed: what the fact took off the case's year is stated, and the case is closed.
  mutating func passRectification() {
    guard let open = state.openRectification else { return }
    recordRestoration(year: open.year)
    record(.rectificationClosed(RectificationClosed(case: open.id, year: open.year, outcome: .passed)))
  }

  /// `rectification-failure` (§3.1(4)): points of the year of the failure's own date; the case stays open.
  mutating func failRectification(_ points: Int) {
    let found = Detection(
      breach: BreachID(.rectificationFailure(state.rectificationFailures)), clause: .rectificationFailure, on: date,
      points: range(of: .rectificationFailure, on: date, in: nil), facts: cause.map { [$0] } ?? [])
    record(.breachDetected(found))
    charge(found.breach, points, issue: nil)
  }
}
