/// A termination taken back after the freeze (offices §11).
extension Admission {
  func row(_ fact: ReinstatementFact) throws(Refusal) -> Instant? {
    switch fact {
    case .proposed(let fact):
      guard let frozen = state.termination, let frozenOn = frozen.frozenOn else {
        throw .rules(.notTerminated, found: standing)
      }
      try refuse(.reinstatementProposed, if: frozen.reinstatement != nil, found: .same(provider))
      for key in fact.outlets {
        let outlet = try known(key, in: state.outlets, .unknownOutlet)
        try refuse(
          .outletNotFrozen, unless: outlet.departure == .frozen && outlet.goneOn == frozenOn,
          found: .same([key.text, outlet.goneOn?.description].compactMap(\.self).joined(separator: " ")))
      }
      return frozen.steppedAt
    case .confirmed:
      let proposal = try known(state.termination?.reinstatement, .noReinstatement, found: standing)
      try refuse(.samePerson, if: proposal.by == actor.id, found: .same(actor.id))
      return proposal.at
    }
  }
}

extension Decision {
  mutating func conclude(from fact: ReinstatementFact) {
    switch fact {
    case .proposed: break
    case .confirmed: reinstate()
    }
  }

  /// The case is closed, and the outlets named are received again; one that has left by an exit since is passed over.
  private mutating func reinstate() {
    guard let frozen = state.termination, let proposal = frozen.reinstatement else { return }
    record(.terminationClosed(TerminationClosed(case: frozen.id, year: frozen.year, outcome: .reinstated)))
    for key in proposal.outlets.sorted() {
      guard let outlet = state.outlets[key], outlet.departure == .frozen else { continue }
      record(
        .outletReceived(
          OutletReceived(
            outlet: key, city: outlet.city, from: state.provider, signedOn: outlet.signedOn, openedOn: outlet.openedOn))
      )
    }
  }
}

extension ProviderState {
  /// The year on whose points the provider was terminated, where they are below the threshold by now: the freeze rests on
  /// nothing any more (offices §3, `freeze-unfounded`); nil where it is not so.
  func yearOfUnfoundedFreeze(by rules: Rules) -> Int? {
    guard let frozen = termination, let frozenOn = frozen.frozenOn, frozen.ground == .points, let year = frozen.year
    else { return nil }
    let thresholds = terms(of: rules, on: years[year]?.latestAct ?? frozenOn).thresholds
    return score(year) < thresholds.points(opening: .termination) ? year : nil
  }
}
