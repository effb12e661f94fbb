import LedgerDomain

extension Event {
  /// The detection it is, if it is one.
  var detection: Detection? {
    if case .consequence(.breachDetected(let found)) = body { found } else { nil }
  }

  /// The charge it is, if it is one.
  var deduction: Deduction? {
    if case .consequence(.pointsDeducted(let deduction)) = body { deduction } else { nil }
  }

  /// Whether it is about a breach.
  func isAbout(_ id: BreachID) -> Bool {
    if case .consequence(.pointsRestored(let restoration)) = body { restoration.breach == id } else { breach == id }
  }

  /// Whether it charges points or gives them back.
  var isChargeOrItsEnd: Bool {
    switch body {
    case .consequence(.pointsDeducted), .consequence(.pointsRestored): true
    case .fact, .consequence, .publication: false
    }
  }

  /// Whether it is a finding on a breach between its raising and its charge.
  var isFinding: Bool {
    switch body {
    case .fact(.breach(let fact), _): fact.isFinding
    case .consequence(.breachWithdrawn), .consequence(.reviewDue), .consequence(.breachReopened): true
    case .fact, .consequence, .publication: false
    }
  }

  /// The breach under which it takes from the deposit or gives back.
  var depositBreach: BreachID? {
    guard case .fact(.deposit(let fact), _) = body else { return nil }
    return fact.breach
  }

  /// Whether it is something done about a duty, in time or not.
  func fulfils(_ duty: Duty, in zone: Zone) -> Bool {
    guard case .fact(let fact, let decided) = body else { return false }
    if case .measure(.ordered(let order)) = fact, decided == .effect(.outletGone), let outlet = order.outlet {
      return duty == .exitResponse(outlet)
    }
    return fact.dutiesMet(on: zone.date(of: at)).contains(duty)
  }
}
