/// `training-failure` (§2.1.4(3)): too many of those examined fail.
extension Decision {
  /// A breach when more fail than may.
  mutating func testTraining(_ training: Key<Training>, _ examined: Int, _ failed: Int) {
    let subject = BreachSubject.training(training)
    let count = subject.tally(failed, of: examined, against: .trainingFailures, in: terms)
    guard count.isAbove else { return }
    raise(
      Detection(
        breach: BreachID(subject), clause: .trainingFailure, on: date,
        points: range(of: .trainingFailure, on: date, in: nil), facts: cause.map { [$0] } ?? [], count: count))
  }
}
