extension ProviderState {
  mutating func evolveCase(_ fact: Fact, _ decided: Decided, _ event: Event) {
    switch decided {
    case .rectification(let id, let year): evolveRectification(fact, id, year, event)
    case .termination(let id): evolveTermination(fact, id, event)
    case .freeze(let id, let contractEndedOn, let releaseFrom):
      let date = zone.date(of: event.at)
      step(id, to: .frozen, event)
      change(termination: id) {
        $0.frozenOn = date
        $0.contractEndedOn = contractEndedOn
        $0.releaseFrom = releaseFrom
      }
    default: break
    }
  }

  private mutating func evolveRectification(_ fact: Fact, _ id: Int, _ year: Int, _ event: Event) {
    switch fact {
    case .rectificationOrdered(let deadline, _, _):
      let date = zone.date(of: event.at)
      change(rectification: id) {
        $0.orderedOn = date
        $0.deadline = deadline
      }
    case .rectificationPassed(let reduction, _): restore(reduction, year: year)
    case .rectificationExtended(let deadline, _): change(rectification: id) { $0.deadline = deadline }
    case .rectificationFailed(_, let deadline):
      rectificationFailures += 1
      change(rectification: id) { $0.deadline = deadline }
    default: break
    }
  }

  private mutating func evolveTermination(_ fact: Fact, _ id: Int, _ event: Event) {
    switch fact {
    case .terminationProposed: step(id, to: .proposed, event)
    case .departmentsNotified: step(id, to: .departmentsNotified, event)
    case .terminationConfirmed: step(id, to: .confirmed, event)
    case .terminationSigned:
      let isFirst = terminations.last { $0.id == id }?.firstSignature == nil
      step(id, to: isFirst ? .signedOnce : .signed, event)
      if isFirst { change(termination: id) { $0.firstSignature = event.by?.role } }
    case .terminationNotified: step(id, to: .notified, event)
    default: break
    }
  }

  mutating func evolveCase(_ consequence: Consequence, _ event: Event) {
    switch consequence {
    case .rectificationOpened(let year):
      rectifications.append(RectificationCase(id: event.position, year: year))
    case .rectificationClosed(let id, let year, let outcome):
      change(rectification: id) { $0.outcome = outcome }
      if outcome == .passed { years[year]?.isFresh = false }
    case .terminationOpened(let ground, let year):
      terminations.append(
        TerminationCase(id: event.position, ground: ground, year: year, steppedAt: event.at))
    case .terminationClosed(let id, let year, let outcome):
      change(termination: id) { $0.outcome = outcome }
      if outcome == .waived, let year { years[year]?.isWaived = true }
    default: break
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
