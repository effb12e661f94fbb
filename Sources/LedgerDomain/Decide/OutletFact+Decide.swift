/// Outlets: signed, opened, leaving, transferred (§1.3.1, §2.2.4, §3.2).
extension Admission {
  func row(_ fact: OutletFact) throws(Refusal) -> Instant? {
    switch fact {
    case .signed(let fact):
      try refuse(.outletExists, if: state.outlets[fact.outlet] != nil, found: .same(fact.outlet.text))
      _ = try known(fact.city, in: state.cities, .unknownCity)
      return nil
    case .opened(let fact):
      let outlet = try heldThen(fact.outlet)
      try refuse(.outletOpen, if: outlet.openedOn != nil, found: .same(fact.outlet.text))
      return outlet.heldFrom
    case .exitRequested(let fact):
      let outlet = try heldThen(fact.outlet)
      try refuse(.exitRequested, if: outlet.ownExitRequest != nil, found: .same(fact.outlet.text))
      return outlet.heldFrom
    case .exitAnswered(let fact):
      let outlet = try known(fact.outlet, in: state.outlets, .unknownOutlet)
      let request = try known(outlet.exitRequest, .exitNotRequested, found: .same(fact.outlet.text))
      try refuse(.exitAnswered, if: request.answeredOn != nil, found: .same(fact.outlet.text))
      return request.at
    case .exited(let fact):
      if fact.reason == .ordered, terms.measures == nil { throw .badInput(field: "reason", expected: .exitUnordered) }
      let outlet = try heldUntilFreeze(fact.outlet)
      let isOrdered = state.measures.values.contains { $0.outlet == fact.outlet }
      try refuse(.unknownMeasure, if: fact.reason == .ordered && !isOrdered, found: .same(fact.outlet.text))
      return earliestDeparture(of: outlet)
    case .transferred(let fact):
      let outlet = try held(fact.outlet)
      if !isHeldAgain { try transfer(fact.outlet, to: fact.to) }
      return earliestDeparture(of: outlet)
    }
  }

  func held(_ key: Key<Outlet>) throws(Refusal) -> Outlet {
    let outlet = try known(key, in: state.outlets, .unknownOutlet)
    try refuse(
      .outletGone, if: outlet.isGone,
      found: .same([key.text, outlet.goneOn?.description].compactMap(\.self).joined(separator: " ")))
    return outlet
  }

  /// An outlet held on the date of the fact, though perhaps not now (offices §11).
  private func heldThen(_ key: Key<Outlet>) throws(Refusal) -> Outlet {
    guard terms.order?.acceptsBeforeDeparture ?? false, let outlet = state.outlets[key], let goneOn = outlet.goneOn,
      date <= goneOn
    else { return try held(key) }
    return outlet
  }

  /// The same for an exit: of those gone, one that was frozen with its provider.
  private func heldUntilFreeze(_ key: Key<Outlet>) throws(Refusal) -> Outlet {
    state.outlets[key]?.departure == .frozen ? try heldThen(key) : try held(key)
  }

  private func earliestDeparture(of outlet: Outlet) -> Instant {
    max(outlet.heldFrom, outlet.openedAt ?? outlet.heldFrom)
  }

  private func transfer(_ key: Key<Outlet>, to target: Key<Provider>) throws(Refusal) {
    try refuse(.notTerminating, if: state.openTermination == nil, found: standing)
    try refuse(.notTransferable, unless: state.isThirdParty, found: .same(provider))
    if target == submission.provider { throw .rules(.receiverUnfit, found: .same(target.text)) }
    guard let receiver, receiver.registration != nil else {
      throw .unknown(.unknownReceiver, named: target.text, near: nil)
    }
    try refuse(
      .receiverUnfit, unless: receiver.status == .active,
      found: .pair(.same(target.text), zh: "状态", en: "status", receiver.status.words))
    try refuse(.outletExists, if: receiver.outlets[key] != nil, found: .same(key.text))
  }
}

extension Decision {
  mutating func conclude(from fact: OutletFact) {
    switch fact {
    case .exited(let fact):
      // What the platform ordered is not held against the provider.
      if fact.reason != .ordered { testEarlyExits(tippedBy: fact.outlet) }
    case .opened(let fact):
      if state.outlets[fact.outlet]?.departure == .exited { testEarlyExits(tippedBy: fact.outlet) }
    case .exitRequested(let fact): raiseLate([.exitResponse(fact.outlet)])
    case .transferred(let fact): handOver(fact.outlet)
    case .signed, .exitAnswered: break
    }
  }
}
