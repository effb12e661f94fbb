/// `signing-progress` (§2.1.1(4)): applications entered with too many errors; that they come in time is a duty.
extension Decision {
  /// A breach when more of the entries are wrong than may be, dated by the review.
  mutating func testEntries(of meeting: Key<Meeting>, _ entries: Int, _ errors: Int) {
    let subject = BreachSubject.applicationErrors(meeting)
    let city = state.meetings[meeting]?.city
    let count = subject.tally(errors, of: entries, against: .applicationErrors, in: terms(on: date, in: city))
    guard count.isAbove else { return }
    raise(
      Detection(
        breach: BreachID(subject), clause: .signingProgress, on: date,
        points: range(of: .signingProgress, on: date, in: city), facts: cause.map { [$0] } ?? [], count: count))
  }
}
