extension ProviderState {
  /// Folds one event in. Total: an event whose subject is not here is passed over (§7.11).
  public mutating func evolve(_ event: Event) {
    version = event.version
    position = event.position
    let date = zone.date(of: event.at)
    through = through.map { max($0, date) } ?? date
    rulebook = event.rulebook
    if movesOpenWork(event) { openSince = version }
    switch event.body {
    case .fact(let fact, let decided): evolve(fact, decided, event)
    case .consequence(let consequence): evolve(consequence, event)
    case .publication: break
    }
  }

  private mutating func evolve(_ fact: Fact, _ decided: Decided, _ event: Event) {
    switch fact {
    case .provider(let fact): evolve(fact, decided, event)
    case .deposit(let fact): evolve(fact, event)
    case .expansion(let fact): evolve(fact, decided, event)
    case .meeting(let fact): evolve(fact, decided, event)
    case .outlet(let fact): evolve(fact, decided, event)
    case .service(let fact): evolve(fact, decided, event)
    case .breach(let fact): evolve(fact, decided, event)
    case .appeal(let fact): evolve(fact, event)
    case .rectification(let fact): evolve(fact, decided, event)
    case .termination(let fact): evolve(fact, decided, event)
    case .outletDeposit(let fact): evolve(fact)
    case .duty(let fact): evolve(fact, event)
    case .outage(let fact): evolve(fact, event)
    case .reinstatement(let fact): evolve(fact, event)
    case .lateCase(let fact): evolve(fact)
    case .admission(let fact): evolve(fact, decided, event)
    case .measure(let fact): evolve(fact, decided, event)
    case .notice(let fact): evolve(fact, decided, event)
    case .correction:
      lastCorrection = event.position
      settlePauses(event)
    // A subject's stream is folded by its programme.
    case .subject: break
    }
  }

  private mutating func evolve(_ fact: ProviderFact, _ decided: Decided, _ event: Event) {
    switch fact {
    case .registered(let fact):
      registration = Registration(
        name: fact.name, kind: fact.kind, on: zone.date(of: event.at), isGated: decided == .gated)
    case .agreementSigned(let fact):
      agreements.insert(Agreement(fact, position: event.position, signedAt: event.at))
    }
  }

  private mutating func evolve(_ consequence: Consequence, _ event: Event) {
    switch consequence {
    case .breachDetected(let found): raise(found, event)
    case .breachWithdrawn(let withdrawn): withdraw(withdrawn.breach, event)
    case .reviewDue(let due): review(due.breach, event)
    case .breachReopened(let reopened): reopen(reopened.breach)
    case .pointsDeducted(let deduction): charge(deduction, event)
    case .answerDueMoved(let moved): move(moved, event)
    case .dueMoved(let moved): move(moved)
    case .pointsRestored: break
    case .thresholdReached(let reached): reach(reached)
    case .expansionPaused(let pause): pauses[pause.meeting] = event.at
    case .expansionUnpaused(let pause): pauses[pause.meeting] = nil
    case .expansionSuspended: isExpansionSuspended = true
    case .expansionResumed: isExpansionSuspended = false
    case .rectificationOpened(let opened):
      rectifications.append(RectificationCase(id: event.position, year: opened.year, openedAt: event.at))
    case .rectificationClosed(let closed): close(closed)
    case .terminationOpened(let opened):
      terminations.append(
        TerminationCase(id: event.position, ground: opened.ground, year: opened.year, steppedAt: event.at))
    case .terminationClosed(let closed): close(closed)
    case .outletReceived(let received): receive(received, event)
    case .outletFrozen(let frozen):
      // By a correction it may have left before.
      if outlets[frozen.outlet]?.isGone == false { leave(frozen.outlet, .frozen, on: zone.date(of: event.at)) }
    case .dutyOpened(let opened): open(opened, event)
    case .dutyMissed(let missed): miss(missed)
    case .dutyClosed(let closed): close(closed, event)
    case .yearClosed(let closed): years[closed.year, default: YearScore()].closedScore = closed.score
    case .admissionChanged(let changed): evolve(changed)
    case .programme: break
    }
  }
}
