/// Outlets: signed, opened, leaving, transferred (§1.3.1, §2.2.4, §3.2).
extension Admission {
  func outletRow() throws(Refusal) -> Instant? {
    switch submission.fact {
    case .outletSigned(let key, let city):
      try refuse(.outletExists, if: state.outlets[key] != nil)
      _ = try known(state.cities[city], .unknownCity)
      return nil
    case .outletOpened(let key):
      let outlet = try held(key)
      try refuse(.outletOpen, if: outlet.openedOn != nil)
      return outlet.heldFrom
    case .outletExitRequested(let key, _):
      let outlet = try held(key)
      try refuse(.exitRequested, if: outlet.exitRequest != nil)
      return outlet.heldFrom
    case .outletExitAnswered(let key):
      let outlet = try known(state.outlets[key], .unknownOutlet)
      let request = try known(outlet.exitRequest, .exitNotRequested)
      try refuse(.exitAnswered, if: request.answeredOn != nil)
      return request.at
    case .outletExited(let key, _):
      return earliestDeparture(of: try held(key))
    case .outletTransferred(let key, let receiver):
      let outlet = try held(key)
      try transfer(key, to: receiver)
      return earliestDeparture(of: outlet)
    default: return nil
    }
  }

  private func held(_ key: Key) throws(Refusal) -> Outlet {
    let outlet = try known(state.outlets[key], .unknownOutlet)
    try refuse(.outletGone, if: outlet.isGone, found: outlet.goneOn?.description)
    return outlet
  }

  private func earliestDeparture(of outlet: Outlet) -> Instant {
    max(outlet.heldFrom, outlet.openedAt ?? outlet.heldFrom)
  }

  private func transfer(_ key: Key, to target: Key) throws(Refusal) {
    try refuse(.notTerminating, if: state.openTermination == nil)
    try refuse(.notTransferable, unless: state.isThirdParty)
    if target == submission.provider { throw .because(.receiverUnfit) }
    guard let receiver, receiver.registration != nil else { throw .because(.unknownReceiver) }
    try refuse(.receiverUnfit, unless: receiver.status == .active, found: receiver.status.rawValue)
    try refuse(.outletExists, if: receiver.outlets[key] != nil)
  }
}
