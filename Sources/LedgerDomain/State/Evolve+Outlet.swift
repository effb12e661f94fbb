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
      guard let known = outlets[outlet] else { return }
      if !known.isGone { outletCounts.open += 1 }
      owePromotions(since: date)
      outlets[outlet]?.openedAt = event.at
      outlets[outlet]?.openedOn = date
      outlets[outlet]?.facts.append(event.position)
    case .exitRequested(let fact):
      let outlet = fact.outlet
      guard let known = outlets[outlet] else { return }
      var request = ExitRequest(position: event.position, at: event.at)
      if case .due(let due) = decided {
        request.due = due
        openExitRequests.insert(outlet)
      }
      outlets[outlet]?.exitRequest = request
      if let goneOn = known.goneOn, known.departure != .frozen { fulfilExitRequest(of: outlet, on: goneOn) }
    case .exitAnswered(let fact):
      outlets[fact.outlet]?.exitRequest?.answeredOn = date
      fulfilExitRequest(of: fact.outlet, on: date)
    case .exited(let fact): depart(fact.outlet, fact.reason == .ordered ? .ordered : .exited, on: date)
    case .transferred(let fact): depart(fact.outlet, .transferred, on: date)
    }
  }

  mutating func receive(_ received: OutletReceived, _ event: Event) {
    let date = zone.date(of: event.at)
    var outlet = Outlet(
      facts: [event.position], city: received.city, heldFrom: event.at, heldFromDate: date, isOwnSigning: false,
      signedOn: received.signedOn, openedOn: received.openedOn)
    if received.from == provider {
      // By a correction it may never have been, or have left before the freeze.
      guard let frozen = outlets[received.outlet], frozen.departure == .frozen else { return }
      outlet.comeBack(from: frozen)
      outletCounts.gone -= 1
    }
    outlets[received.outlet] = outlet
    outletCounts.signed += 1
    salesDuties[received.city, default: SalesDuty()].hold(from: date)
    if let openedOn = outlet.openedOn {
      outletCounts.open += 1
      owePromotions(since: max(openedOn, date))
    }
  }

  mutating func depart(_ outlet: Key<Outlet>, _ departure: Outlet.Departure, on date: LocalDate) {
    if outlets[outlet]?.departure == .frozen {
      leaveBeforeFreeze(outlet, departure, on: date)
    } else {
      leave(outlet, departure, on: date)
    }
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
    if departure.lessensTarget { countForTarget(of: outlet.city, by: max(outlet.heldFromDate, date), -1) }
  }

  /// An outlet frozen with its provider had left by an exit before (offices §11).
  private mutating func leaveBeforeFreeze(
    _ key: Key<Outlet>, _ departure: Outlet.Departure, on date: LocalDate
  ) {
    guard let outlet = outlets[key], let frozenOn = outlet.goneOn else { return }
    outlets[key]?.goneOn = date
    outlets[key]?.departure = departure
    salesDuties[outlet.city]?.hold(from: max(outlet.heldFromDate, frozenOn))
    salesDuties[outlet.city]?.leave(max(outlet.heldFromDate, date))
    if outlet.isOwnSigning, departure.lessensTarget {
      countForTarget(of: outlet.city, by: max(outlet.heldFromDate, date), -1)
    }
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

extension Outlet {
  /// Takes over what is known of the outlet that was frozen, which is held again: what it was until then, and what it asked.
  fileprivate mutating func comeBack(from frozen: Outlet) {
    var before = frozen
    (before.earlier, before.exitRequest) = ([], nil)
    earlier = frozen.earlier + [before]
    exitRequest = frozen.exitRequest
    (signedOn, openedOn) = (frozen.signedOn, frozen.openedOn)
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
