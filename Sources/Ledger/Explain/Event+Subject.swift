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

  /// Whether it is a finding on a breach between its raising and its charge.
  var isFinding: Bool {
    switch body {
    case .fact(.investigationConcluded, _), .fact(.demandsSet, _), .fact(.demandsJudged, _),
      .fact(.breachAssessed, _), .fact(.breachDismissed, _), .consequence(.breachWithdrawn):
      true
    default: false
    }
  }

  /// The breach under which it takes from the deposit or gives back.
  var depositBreach: BreachID? {
    switch body {
    case .fact(.depositForfeited(_, let breach, _), _), .fact(.depositReturned(_, let breach, _), _): breach
    default: nil
    }
  }

  /// Whether it is something done about the duty with this breach, in time or not.
  func fulfils(_ duty: BreachID, in zone: Zone) -> Bool {
    guard case .fact(let fact, _) = body else { return false }
    switch fact {
    case .helpAnswered(let ticket): return duty == "service-complaint:ticket:" + ticket
    case .applicationsSubmitted(let meeting, _): return duty == "signing-progress:" + meeting + ":late"
    case .outletExitAnswered(let outlet), .outletExited(let outlet, _), .outletTransferred(let outlet, _):
      return duty == "exit-response:" + outlet
    case .outletSigned(_, let city): return duty.hasPrefix("expansion-target:" + city + ":")
    case .promotionRun: return duty == "promotion-gap:" + zone.date(of: at).month.description
    default: return false
    }
  }
}
