/// What follows from the facts about duties (§5): breaches raised, at once or by a sweep, and withdrawn.
extension Decision {
  /// Raises the breaches of the duties that the fact just recorded met too late, at once.
  mutating func raiseLate(_ met: [Duty]) {
    for duty in met where state.state(of: duty) == .late { raise(duty) }
  }

  /// Raises the breach of a duty, unless it was ever raised or another breach of the same ticket holds it back.
  mutating func raise(_ duty: Duty) {
    guard state.mayRaise(duty.breach), let basis = state.basis(of: duty), !state.isHeldBack(duty),
      !state.hasLapsed(duty, due: basis.on)
    else { return }
    var facts = basis.facts
    if let cause, !facts.contains(cause) { facts.append(cause) }
    raise(
      Detection(
        breach: duty.breach, clause: duty.clause, on: basis.on,
        points: range(of: duty.clause, on: basis.on, in: state.city(of: duty.breach)), facts: facts,
        due: basis.due.date))
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
    if case .termination(.channelFrozen) = fact { return pending { _ in true } }
    let met = met.map { (id: $0.breach, duty: $0) }
    return fact.maySparePromotions ? met + pending(\.isOfPromotion) : met
  }

  /// The duties whose breaches are pending.
  private func pending(_ isWanted: (BreachID) -> Bool) -> [(id: BreachID, duty: Duty)] {
    state.pendingDutyBreaches.compactMap { id in
      isWanted(id) ? Duty(breach: id).map { (id, $0) } : nil
    }
  }
}
