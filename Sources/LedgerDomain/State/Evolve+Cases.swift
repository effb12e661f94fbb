extension ProviderState {
  mutating func evolve(_ fact: RectificationFact, _ decided: Decided, _ event: Event) {
    guard case .rectification(let id, let year) = decided else { return }
    switch fact {
    case .ordered(let fact):
      let date = zone.date(of: event.at)
      change(rectification: id) {
        $0.orderedOn = date
        $0.deadline = fact.deadline
      }
    case .passed(let fact): restore(fact.reduction, year: year)
    case .extended(let fact): change(rectification: id) { $0.deadline = fact.deadline }
    case .failed(let fact):
      rectificationFailures += 1
      change(rectification: id) { $0.deadline = fact.deadline }
    }
  }

  mutating func evolve(_ fact: TerminationFact, _ decided: Decided, _ event: Event) {
    switch decided {
    case .termination(let id): evolve(fact, id, event)
    case .freeze(let id, let contractEndedOn, let releaseFrom):
      let date = zone.date(of: event.at)
      step(id, to: .frozen, event)
      change(termination: id) {
        $0.frozenOn = date
        $0.contractEndedOn = contractEndedOn
        $0.releaseFrom = releaseFrom
      }
    case .nothing, .plan, .due, .dueInstant, .breach, .gated, .review, .rectification, .effect, .delivery,
      .report, .reading:
      break
    }
  }

  private mutating func evolve(_ fact: TerminationFact, _ id: Int, _ event: Event) {
    switch fact {
    case .proposed: step(id, to: .proposed, event)
    case .departmentsNotified: step(id, to: .departmentsNotified, event)
    case .confirmed: step(id, to: .confirmed, event)
    case .signed:
      let isFirst = terminations.last { $0.id == id }?.firstSignature == nil
      step(id, to: isFirst ? .signedOnce : .signed, event)
      if isFirst { change(termination: id) { $0.firstSignature = event.by?.role } }
    case .notified: step(id, to: .notified, event)
    case .requested, .channelFrozen, .waived: break
    }
  }

  mutating func close(_ closed: RectificationClosed) {
    change(rectification: closed.case) { $0.outcome = closed.outcome }
    if closed.outcome == .passed { years[closed.year]?.isFresh = false }
  }

  mutating func close(_ closed: TerminationClosed) {
    change(termination: closed.case) { $0.outcome = closed.outcome }
    switch closed.outcome {
    case .withdrawn: return
    case .waived: break
    case .reinstated: deposit.isReleased = false
    }
    if let year = closed.year { years[year]?.isWaived = true }
  }

  mutating func evolve(_ fact: ReinstatementFact, _ event: Event) {
    switch fact {
    case .proposed(let fact):
      guard let frozen = termination else { return }
      let proposal = Reinstatement(at: event.at, by: event.by?.id ?? "", outlets: fact.outlets)
      change(termination: frozen.id) { $0.reinstatement = proposal }
    case .confirmed: break
    }
  }

  mutating func evolve(_ fact: LateCaseFact) {
    switch fact {
    case .opened(let fact): years[fact.year]?.reachedLate.remove(fact.threshold)
    }
  }

  /// A year has come to a threshold; that it did so too late is kept until a case is opened.
  mutating func reach(_ reached: ThresholdReached) {
    if reached.isLate {
      years[reached.year]?.reachedLate.insert(reached.threshold)
    } else {
      years[reached.year]?.reachedLate.remove(reached.threshold)
    }
  }

  private mutating func step(_ id: Int, to step: TerminationStep, _ event: Event) {
    change(termination: id) {
      $0.step = step
      $0.steppedAt = event.at
    }
  }

  private mutating func change(rectification id: Int, _ body: (inout RectificationCase) -> Void) {
    guard let index = rectifications.lastIndex(where: { $0.id == id }) else { return }
    body(&rectifications[index])
  }

  private mutating func change(termination id: Int, _ body: (inout TerminationCase) -> Void) {
    guard let index = terminations.lastIndex(where: { $0.id == id }) else { return }
    body(&terminations[index])
  }
}
