/// What follows from the facts about duties (§5): breaches raised, at once or by a sweep, and withdrawn.
extension Decision {
  /// Raises the breaches of the duties that the fact just recorded met too late, at once.
  mutating func raiseLate(_ met: [Duty]) {
    for duty in met where state.state(of: duty) == .late { raise(duty) }
  }

  /// Raises the breach of a duty, unless it was ever raised or another breach of the same ticket holds it back.
  mutating func raise(_ duty: Duty) {
    let breach = duty.breach
    guard let basis = state.basisToRaise(duty, breach) else { return }
    var facts = basis.facts
    if let cause, !facts.contains(cause) { facts.append(cause) }
    raise(
      Detection(
        breach: breach, clause: duty.clause, on: basis.on,
        points: range(of: duty.clause, on: basis.on, in: state.city(of: breach)), facts: facts, due: basis.due.date))
  }

  /// Withdraws the pending breaches of duties that the facts now known no longer support (§5, late facts; §7.4).
  mutating func withdrawUnsupported(after fact: Fact, which met: [Duty]) {
    for (id, duty) in dutiesTouched(by: fact, which: met).sorted(by: { $0.id < $1.id }) {
      withdrawUnsupported(duty, id)
    }
  }

  private mutating func withdrawUnsupported(_ duty: Duty, _ id: BreachID) {
    guard state.pendingDutyBreaches.contains(id), let breach = state.breaches[id] else { return }
    let fellAfterFreeze = breach.isRaisedBySweep && state.frozenOn.map { breach.on > $0 } ?? false
    guard fellAfterFreeze || !state.isUnmet(duty) else { return }
    record(.breachWithdrawn(BreachWithdrawn(breach: id, clause: breach.clause)))
    if case .answer(let ticket) = duty { raiseHeldBackComplaint(about: ticket) }
  }

  /// Withdraws all pending breaches of duties that the facts no longer support, after a correction.
  mutating func withdrawAllUnsupported() {
    for id in state.pendingDutyBreaches.sorted() {
      if let duty = Duty(breach: id) { withdrawUnsupported(duty, id) }
    }
  }

  /// The duties of which the fact may show that they were met, or never arose, with their breaches, whose ids are made once.
  private func dutiesTouched(by fact: Fact, which met: [Duty]) -> [(id: BreachID, duty: Duty)] {
    if case .termination(.channelFrozen) = fact {
      return state.pendingDutyBreaches.compactMap { id in Duty(breach: id).map { (id, $0) } }
    }
    let met = met.map { (id: $0.breach, duty: $0) }
    return fact.maySparePromotions ? met + pendingPromotions : met
  }

  /// The promotions whose breaches are pending: of the months in which one was raised, which are few.
  private var pendingPromotions: [(id: BreachID, duty: Duty)] {
    state.raisedPromotionMonths.compactMap { month in
      let duty = Duty.promotion(month)
      let id = duty.breach
      return state.pendingDutyBreaches.contains(id) ? (id, duty) : nil
    }
  }
}

extension ProviderState {
  /// What the breach of a duty rests on, where it may be raised: it never was, and nothing holds it back.
  fileprivate func basisToRaise(_ duty: Duty, _ breach: BreachID) -> DutyBasis? {
    guard mayRaise(breach), let basis = basis(of: duty), !isHeldBack(duty), !hasLapsed(duty, due: basis.on) else {
      return nil
    }
    return basis
  }
}
