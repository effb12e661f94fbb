/// `dormant-outlets` (§2.2.3(3)): too many outlets sell nothing in a month, or little in two months running.
extension Decision {
  /// A report makes the zero and low tests of its month, and the low test of the month after if that is reported.
  mutating func testDormancy(in city: Key<City>, _ month: Month) {
    let (terms, later) = (terms(on: month.lastDay, in: city), terms(on: month.adding(1).lastDay, in: city))
    for found in state.dormancy(in: city, month, by: terms, later: later) { chargeCounted(found) }
  }
}

extension ProviderState {
  /// What the tests of a reported month find: a point for each outlet over the limit, by the terms of its last day and of the
  /// last of the month after.
  fileprivate func dormancy(in city: Key<City>, _ month: Month, by terms: Terms, later: Terms) -> [Detection] {
    [
      dormancy(.zero, in: city, month, by: terms), dormancy(.low, in: city, month, by: terms),
      dormancy(.low, in: city, month.adding(1), by: later),
    ].compactMap(\.self)
  }

  /// What a test finds in a month, by the terms of its last day: a point for each outlet over the limit; nil for no breach.
  func dormancy(_ test: DormancyTest, in city: Key<City>, _ month: Month, by terms: Terms) -> Detection? {
    let subject = BreachSubject.dormantOutlets(city, month, test)
    guard !test.months(endingIn: month).contains(where: { isBusinessStopped(in: $0) }) else { return nil }
    guard let found = dormantOutlets(test, in: city, month, by: terms.dormancy) else { return nil }
    let count = subject.tally(found.dormant.count, of: found.tested, against: test.limit, in: terms)
    guard count.isAbove else { return nil }
    let unit = terms.clauses[.dormantOutlets]?.points.lowerBound ?? 0
    let points = (count.counted - count.allowed) * unit
    return Detection(
      breach: BreachID(subject), clause: .dormantOutlets, on: month.lastDay, points: points...points,
      facts: found.facts, count: count)
  }

  /// The outlets a test finds dormant, how many it tested, and the reports it rests on; nil before these are in.
  ///
  /// Tested are those held at the end of the month and for long enough by the calendar; one in no list sold nothing.
  func dormantOutlets(
    _ test: DormancyTest, in city: Key<City>, _ month: Month, by limits: DormancyTerms
  ) -> (dormant: [Key<Outlet>], tested: Int, facts: [Int])? {
    guard let report = sales[SalesMonth(city: city, month: month)] else { return nil }
    switch test {
    case .zero:
      let tested = outletsHeld(in: city, month, months: limits.graceMonths + 1)
      return (tested.filter { report.amounts[$0] ?? 0 == 0 }, tested.count, [report.position])
    case .low:
      guard let before = sales[SalesMonth(city: city, month: month.adding(-1))] else { return nil }
      let tested = outletsHeld(in: city, month, months: limits.graceMonths + 2)
      let dormant = tested.filter {
        report.amounts[$0] ?? 0 < limits.lowFen && before.amounts[$0] ?? 0 < limits.lowFen
      }
      return (dormant, tested.count, [before.position, report.position].sorted())
    }
  }

  /// The outlets held at the end of the month and for at least so many months by the calendar.
  private func outletsHeld(in city: Key<City>, _ month: Month, months: Int) -> [Key<Outlet>] {
    let (end, from) = (month.lastDay, month.adding(-months).lastDay)
    return outlets.compactMap { key, outlet in
      outlet.city == city && outlet.heldFromDate(atEndOf: end).map { $0 <= from } ?? false ? key : nil
    }
  }

  /// The outlets counted for a breach found by counting outlets, by key, as this state counts them; nil for others.
  public func countedOutlets(of breach: BreachID, by terms: Terms) -> [Key<Outlet>]? {
    switch breach.subject {
    case .earlyExits(let city)?: earlyExits(in: city, within: terms.earlyExits.months).sorted()
    case .dormantOutlets(let city, let month, let test)?:
      dormantOutlets(test, in: city, month, by: terms.dormancy)?.dormant.sorted()
    case .report?, .duty?, .meetingResults?, .applicationErrors?, .training?, .serviceComplaint?, .afterSalesDispute?,
      .rectificationFailure?, nil:
      nil
    }
  }
}
