/// `exit-response` (§2.2.4(1)): an exit asked for in the system must be answered within working days (a duty).
extension Decision {
  /// The last day to answer a request made today.
  func exitResponseDue(of outlet: Key<Outlet>) -> DueDate {
    let terms = terms(on: date, in: state.city(ofOutlet: outlet))
    return terms.calendar.day(terms.exitResponseWorkingDays, after: date)
  }
}
