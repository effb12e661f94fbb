/// `early-exits` (§2.2.3(1)): too many outlets exit within three natural months of opening.
extension Decision {
  /// Looked at when an exit is recorded, or the opening of an outlet that had exited (offices §11); the breach is dated by the
  /// exit that tips it (§7.8).
  mutating func testEarlyExits(tippedBy key: Key<Outlet>) {
    guard let exited = state.outlets[key], let city = state.cities[exited.city] else { return }
    let subject = BreachSubject.earlyExits(exited.city)
    guard state.mayRaise(BreachID(subject)) else { return }
    let on = exited.goneOn ?? date
    let terms = terms(on: on, in: exited.city)
    let early = state.earlyExits(in: exited.city, within: terms[.earlyExitMonths])
    let count = subject.tally(early.count, of: city.plan.planned, against: .earlyExitShare, in: terms)
    guard count.isAbove else { return }
    raise(
      Detection(
        breach: BreachID(subject), clause: .earlyExits, on: on,
        points: range(of: .earlyExits, on: on, in: exited.city),
        facts: [city.position] + (cause.map { [$0] } ?? []), count: count))
  }
}

extension ProviderState {
  /// Outlets this provider signed and opened in the city that exited within so many natural months, in no order.
  func earlyExits(in city: Key<City>, within months: Int) -> [Key<Outlet>] {
    outlets.compactMap { key, outlet in
      guard outlet.city == city, outlet.isOwnSigning, outlet.departure == .exited,
        let openedOn = outlet.openedOn, let goneOn = outlet.goneOn
      else { return nil }
      return goneOn.month.months(since: openedOn.month) <= months ? key : nil
    }
  }
}
