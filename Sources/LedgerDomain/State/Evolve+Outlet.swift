extension ProviderState {
  mutating func evolve(_ fact: OutletFact, _ decided: Decided, _ event: Event) {
    let date = zone.date(of: event.at)
    switch fact {
    case .signed(let fact):
      outlets[fact.outlet] = Outlet(
        facts: [event.position], city: fact.city, heldFrom: event.at, heldFromDate: date, isOwnSigning: true,
        signedOn: date)
      outletCounts.signed += 1
      salesDuties[fact.city, default: SalesDuty()].hold(from: date)
      signedByCity[fact.city, default: 0] += 1
      countForTarget(of: fact.city, by: date, 1)
    case .opened(let fact):
      let outlet = fact.outlet
      guard outlets[outlet] != nil else { return }
      outletCounts.open += 1
      owePromotions(since: date)
      outlets[outlet]?.openedAt = event.at
      outlets[outlet]?.openedOn = date
      outlets[outlet]?.facts.append(event.position)
    case .exitRequested(let fact):
      let outlet = fact.outlet
      guard outlets[outlet] != nil else { return }
      var request = ExitRequest(position: event.position, at: event.at)
      if case .due(let due) = decided {
        request.due = due
        openExitRequests.insert(outlet)
      }
      outlets[outlet]?.exitRequest = request
    case .exitAnswered(let fact):
      outlets[fact.outlet]?.exitRequest?.answeredOn = date
      fulfilExitRequest(of: fact.outlet, on: date)
    case .exited(let fact): depart(fact.outlet, .exited, on: date)
    case .transferred(let fact): depart(fact.outlet, .transferred, on: date)
    }
  }

  mutating func receive(_ received: OutletReceived, _ event: Event) {
    let date = zone.date(of: event.at)
    outlets[received.outlet] = Outlet(
      facts: [event.position], city: received.city, heldFrom: event.at, heldFromDate: date, isOwnSigning: false,
      signedOn: received.signedOn, openedOn: received.openedOn)
    outletCounts.signed += 1
    salesDuties[received.city, default: SalesDuty()].hold(from: date)
    if let openedOn = received.openedOn {
      outletCounts.open += 1
      owePromotions(since: max(openedOn, date))
    }
  }

  private mutating func depart(_ outlet: Key<Outlet>, _ departure: Outlet.Departure, on date: LocalDate) {
    leave(outlet, departure, on: date)
    fulfilExitRequest(of: outlet, on: date)
  }

  mutating func leave(_ key: Key<Outlet>, _ departure: Outlet.Departure, on date: LocalDate) {
    guard let outlet = outlets[key] else { return }
    outlets[key]?.goneOn = date
    outlets[key]?.departure = departure
    outletCounts.signed -= 1
    outletCounts.gone += 1
    salesDuties[outlet.city]?.leave(max(outlet.heldFromDate, date))
    if outlet.openedOn != nil { outletCounts.open -= 1 }
    guard outlet.isOwnSigning else { return }
    signedByCity[outlet.city, default: 0] -= 1
    if departure == .exited { countForTarget(of: outlet.city, by: max(outlet.heldFromDate, date), -1) }
  }

  /// Counts an outlet signed, or one that has exited again, for the batches due on or after `date` (§1.3.1(2)).
  private mutating func countForTarget(of key: Key<City>, by date: LocalDate, _ change: Int) {
    guard let plan = cities[key]?.plan else { return }
    if date <= plan.firstBatchDue.date { cities[key]?.signedForFirstBatch += change }
    if date <= plan.completeDue.date { cities[key]?.signedForAll += change }
  }

  /// An outlet open since `date` is open throughout from the next month on (§2.2.1).
  private mutating func owePromotions(since date: LocalDate) {
    let first = date.month.adding(1)
    promotionsOwedFrom = min(promotionsOwedFrom ?? first, first)
    passMonthsWithPromotion()
  }

  private mutating func fulfilExitRequest(of outlet: Key<Outlet>, on date: LocalDate) {
    guard let request = outlets[outlet]?.exitRequest else { return }
    outlets[outlet]?.exitRequest?.fulfilledOn = min(request.fulfilledOn ?? date, date)
    openExitRequests.remove(outlet)
  }
}

extension OutletFact {
  /// Whether it may change what is open besides breaches and tickets.
  var movesOpenWork: Bool {
    switch self {
    case .opened, .exitRequested, .exitAnswered, .exited, .transferred: true
    case .signed: false
    }
  }
}
