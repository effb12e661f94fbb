/// `signing-progress` (§2.1.1(4)): applications late after a meeting (a duty), or entered with too many errors.
extension Decision {
  /// The due date of the applications that follow a meeting; nil where the clause does not bind the provider.
  func applicationsDue(in city: Key<City>) -> DueDate? {
    guard state.isBound(by: .signingProgress, on: date, rules) else { return nil }
    let terms = terms(on: date, in: city)
    return terms.calendar.day(terms.applications.workingDays, after: date)
  }

  /// A breach when more of the entries are wrong than may be, dated by the review.
  mutating func testEntries(of meeting: Key<Meeting>, _ entries: Int, _ errors: Int) {
    let city = state.meetings[meeting]?.city
    let limit = terms(on: date, in: city).applications.errors
    guard limit.isLess(than: errors, of: entries) else { return }
    raise(
      Detection(
        breach: BreachID(.applicationErrors(meeting)), clause: .signingProgress, on: date,
        points: range(of: .signingProgress, on: date, in: city), facts: cause.map { [$0] } ?? [],
        count: Tally(counted: errors, of: entries, limitPercent: limit.value)))
  }
}
