/// `training-failure` (§2.1.4(3)): too many of those examined fail.
extension Decision {
  /// A breach when more fail than may.
  mutating func testTraining(_ training: Key<Training>, _ examined: Int, _ failed: Int) {
    let limit = terms.trainingFailures
    guard limit.isLess(than: failed, of: examined) else { return }
    raise(
      Detection(
        breach: BreachID(.training(training)), clause: .trainingFailure, on: date,
        points: range(of: .trainingFailure, on: date, in: nil), facts: cause.map { [$0] } ?? [],
        count: Tally(counted: failed, of: examined, limitPercent: limit.value)))
  }
}
