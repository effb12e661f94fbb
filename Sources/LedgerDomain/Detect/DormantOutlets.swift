/// `dormant-outlets` (§2.2.3(3)): too many outlets sell nothing in a month, or little in two months running.
extension Decision {
  /// A report makes the zero and low tests of its month, and the low test of the month after if that is reported.
  mutating func testDormancy(in city: Key, _ month: Month) {
    testZero(in: city, month)
    testLow(in: city, month)
    testLow(in: city, month.adding(1))
  }

  private mutating func testZero(in city: Key, _ month: Month) {
    guard let report = state.sales[SalesMonth(city: city, month: month)] else { return }
    let limits = terms(on: month.lastDay).dormancy
    let tested = tested(in: city, month, months: limits.graceMonths + 1)
    let count = tested.count { report.amounts[$0] ?? 0 == 0 }
    raise(
      "zero", city, month, Tally(counted: count, of: tested.count, limitPercent: limits.zero.value),
      facts: [report.position])
  }

  private mutating func testLow(in city: Key, _ month: Month) {
    guard let report = state.sales[SalesMonth(city: city, month: month)],
      let before = state.sales[SalesMonth(city: city, month: month.adding(-1))]
    else { return }
    let limits = terms(on: month.lastDay).dormancy
    let tested = tested(in: city, month, months: limits.graceMonths + 2)
    let count = tested.count {
      report.amounts[$0] ?? 0 < limits.lowFen && before.amounts[$0] ?? 0 < limits.lowFen
    }
    raise(
      "low", city, month, Tally(counted: count, of: tested.count, limitPercent: limits.low.value),
      facts: [before.position, report.position].sorted())
  }

  /// The outlets held at the end of the month and for at least so many months by the calendar.
  private func tested(in city: Key, _ month: Month, months: Int) -> [Key] {
    state.outlets.filter { _, outlet in
      outlet.city == city && outlet.isHeld(atEndOf: month.lastDay)
        && month.months(since: outlet.heldFromDate.month) >= months
    }.map(\.key)
  }

  /// Charges a point for each outlet over the limit.
  private mutating func raise(_ test: String, _ city: Key, _ month: Month, _ tally: Tally, facts: [Int]) {
    let breach = "dormant-outlets:" + city + ":" + month.description + ":" + test
    let limit = Percent(tally.limitPercent)
    guard state.breaches[breach] == nil, limit.isLess(than: tally.counted, of: tally.of) else { return }
    let unit = range(of: .dormantOutlets, on: month.lastDay).lowerBound
    let points = (tally.counted - limit.floor(of: tally.of)) * unit
    chargeCounted(
      Detection(
        breach: breach, clause: .dormantOutlets, on: month.lastDay, points: points...points, facts: facts, count: tally)
    )
  }
}
