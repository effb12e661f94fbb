extension ProviderState {
  mutating func evolve(_ fact: BreachFact, _ decided: Decided, _ event: Event) {
    switch fact {
    case .reported(let fact):
      guard case .breach(let on, let points) = decided, let clause = Clause(rawValue: fact.clause) else { return }
      raise(
        fact.breach,
        Breach(
          raisedAt: event.position, clause: clause, on: on, points: points, isRaisedBySweep: false,
          outlet: fact.outlet, reportedBy: event.by?.id))
    case .investigated(let fact):
      breaches[fact.breach]?.investigation.atFault = fact.atFault
      if !fact.atFault { settle(fact.breach, .dismissed) }
    case .demandsSet(let fact): breaches[fact.breach]?.investigation.deadline = fact.deadline
    case .demandsJudged(let fact):
      breaches[fact.breach]?.investigation.met = fact.met
      if fact.met { settle(fact.breach, .dismissed) }
    case .assessed: break
    case .dismissed(let fact): settle(fact.breach, .dismissed)
    }
  }

  mutating func evolve(_ fact: AppealFact, _ event: Event) {
    switch fact {
    case .filed(let fact):
      guard let year = breaches[fact.breach]?.year else { return }
      breaches[fact.breach]?.appeal = .open(filedAt: event.at)
      openAppeals[year, default: 0] += 1
    case .decided(let fact): decideAppeal(fact.breach, fact.outcome)
    }
  }

  mutating func raise(_ found: Detection, _ event: Event) {
    raise(
      found.breach,
      Breach(
        raisedAt: event.position, clause: found.clause, on: found.on, points: found.points,
        isRaisedBySweep: event.cause == nil))
    guard let duty = Duty(breach: found.breach) else { return }
    pendingDutyBreaches.insert(found.breach)
    if case .answer(let ticket) = duty { openTickets[ticket] = nil }
  }

  private mutating func raise(_ id: BreachID, _ breach: Breach) {
    var breach = breach
    if let known = breaches[id] {
      breach.ordinal = known.ordinal
    } else {
      breach.ordinal = breachCount
      breachOrder[breachCount] = id
      breachCount += 1
    }
    breaches[id] = breach
    if breach.clause == .promotionGap, case .promotion(let month)? = Duty(breach: id) {
      raisedPromotionMonths.insert(month)
      passMonthsWithPromotion()
    }
    var exposure = exposures[breach.year] ?? Standing.Exposure()
    exposure.count += 1
    exposure.minimum += breach.points.lowerBound
    exposure.maximum += breach.points.upperBound
    exposures[breach.year] = exposure
  }

  mutating func settle(_ id: BreachID, _ status: Breach.Status) {
    guard let breach = breaches[id], breach.status == .pending else { return }
    breaches[id]?.status = status
    pendingDutyBreaches.remove(id)
    var left = exposures[breach.year] ?? Standing.Exposure()
    left.count -= 1
    left.minimum -= breach.points.lowerBound
    left.maximum -= breach.points.upperBound
    exposures[breach.year] = left.count == 0 ? nil : left
  }

  mutating func charge(_ deduction: Deduction, _ event: Event) {
    settle(deduction.breach, .assessed)
    guard var breach = breaches[deduction.breach] else { return }
    breach.assessed = deduction.assessed
    breach.charged = deduction.charged
    breach.chargedBy = event.by?.id
    breach.chargedAt = event.at
    breach.appealUntil = deduction.appealUntil.date
    breach.cap = deduction.cap
    if let cap = countedCapKey(of: breach) {
      chargedUnderCap[cap] = charged(under: cap, beside: breach) + deduction.charged
    }
    breaches[deduction.breach] = breach
    if deduction.charged > 0 {
      add(deduction.charged, latestAct: breach.on)
      countRestatement(of: breach.year)
      chargesByDay[breach.on, default: 0] += 1
    }
  }

  /// Adds points to the year of the acts they are charged for, of which `date` is the latest.
  mutating func add(_ points: Int, latestAct date: LocalDate) {
    years[date.year, default: YearScore()].add(points, latestAct: date)
  }

  private mutating func decideAppeal(_ id: BreachID, _ outcome: AppealOutcome) {
    guard var breach = breaches[id], let charged = breach.charged else { return }
    closeAppeal(of: breach)
    breach.appeal = .decided
    switch outcome {
    case .confirmed: break
    case .reduced(let points):
      breach.assessed = points
      breach.charged = min(charged, points)
    case .overturned:
      breach.status = .overturned
      breach.charged = 0
    }
    breaches[id] = breach
    let restored = charged - (breach.charged ?? 0)
    if let cap = countedCapKey(of: breach) { chargedUnderCap[cap, default: 0] -= restored }
    restore(restored, year: breach.year)
    if restored > 0, breach.charged == 0 { forgetCharge(on: breach.on) }
  }

  /// Takes what a breach is charged off its year, as an appeal that is upheld does.
  mutating func takeOff(_ breach: Breach) {
    guard let charged = breach.charged, charged > 0 else { return }
    restore(charged, year: breach.year)
    forgetCharge(on: breach.on)
  }

  /// A charge that no longer stands does not hold its year's thresholds any more.
  private mutating func forgetCharge(on date: LocalDate) {
    let left = (chargesByDay[date] ?? 1) - 1
    chargesByDay[date] = left == 0 ? nil : left
    let period = Period(of: date)
    guard left == 0, years[period.year]?.latestAct == date else { return }
    years[period.year]?.latestAct = chargesByDay.keys.filter { Period(of: $0) == period }.max()
  }

  private mutating func closeAppeal(of breach: Breach) {
    guard case .open = breach.appeal else { return }
    let left = (openAppeals[breach.year] ?? 1) - 1
    openAppeals[breach.year] = left == 0 ? nil : left
  }

  /// Takes points off a year, never below 0: the rest lapses (§5).
  mutating func restore(_ points: Int, year: Int) {
    guard let before = years[year]?.score else { return }
    let after = max(0, before - points)
    years[year]?.score = after
    if after != before { countRestatement(of: year) }
  }

  private mutating func countRestatement(of year: Int) {
    if years[year]?.closedScore != nil { years[year]?.restatements += 1 }
  }
}
