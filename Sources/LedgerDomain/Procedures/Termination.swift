/// §3.2, §3.3: opening and closing a case, handing outlets over, freezing them.
extension Decision {
  /// Opens a case, on any ground; an open rectification is superseded.
  mutating func openTermination(_ ground: TerminationGround, year: Int?) {
    record(.terminationOpened(TerminationOpened(ground: ground, year: year)))
    if let open = state.openRectification {
      record(
        .rectificationClosed(RectificationClosed(case: open.id, year: open.year, outcome: .superseded)))
    }
  }

  /// Closes the open case without a freeze.
  mutating func closeTermination(_ outcome: TerminationOutcome) {
    guard let open = state.openTermination else { return }
    record(.terminationClosed(TerminationClosed(case: open.id, year: open.year, outcome: outcome)))
  }

  /// The receiver of an outlet gets it with its first signing and opening dates.
  mutating func handOver(_ key: Key<Outlet>) {
    guard let outlet = state.outlets[key] else { return }
    recordAtReceiver(
      .outletReceived(
        OutletReceived(
          outlet: key, city: outlet.city, from: state.provider, signedOn: outlet.signedOn,
          openedOn: outlet.openedOn)))
  }

  /// Freezes each outlet not gone, in key order; with a self-operated provider its agreement ends too.
  mutating func freezeOutlets() {
    for key in state.outlets.filter({ !$0.value.isGone }).keys.sorted() {
      record(.outletFrozen(OutletFrozen(outlet: key, agreementEnded: !state.isThirdParty)))
    }
  }
}
