extension ProviderState {
  mutating func evolve(_ fact: BreachFact, _ decided: Decided, _ event: Event) {
    switch fact {
    case .reported(let fact):
      guard case .breach(let on, let points) = decided, let clause = Clause(rawValue: fact.clause) else { return }
      raise(
        fact.breach,
        Breach(
          raisedAt: event.position, waitsSince: event.at, clause: clause, on: on, points: points,
          isRaisedBySweep: false, outlet: fact.outlet, reportedBy: event.by?.id))
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
    let isRaisedBySweep = found.origin.map { $0 == .sweep } ?? (event.cause == nil)
    raise(
      found.breach,
      Breach(
        raisedAt: event.position, waitsSince: isRaisedBySweep ? zone.endOfDay(found.on) : event.at,
        clause: found.clause, on: found.on, points: found.points, isRaisedBySweep: isRaisedBySweep))
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
    expose(breach)
  }

  private mutating func expose(_ breach: Breach) {
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
    breach.chargePosition = event.position
    breach.appealUntil = deduction.appealUntil?.date
    breach.cap = deduction.cap
    if let cap = countedCapKey(of: breach) {
      chargedUnderCap[cap] = charged(under: cap, of: breach.clause, in: breach.year) + deduction.charged
    }
    breaches[deduction.breach] = breach
    if deduction.charged > 0 {
      add(deduction.charged, latestAct: breach.on)
      countRestatement(of: breach.year)
      chargesByDay[breach.on, default: 0] += 1
    }
    if case .meetingResults(let meeting)? = deduction.breach.subject { settlePause(of: meeting, event) }
  }

  /// Adds points to the year of the acts they are charged for, of which `date` is the latest.
  mutating func add(_ points: Int, latestAct date: LocalDate) {
    years[date.year, default: YearScore()].add(points, latestAct: date)
  }

  private mutating func decideAppeal(_ id: BreachID, _ outcome: AppealOutcome) {
    guard var breach = breaches[id], let charged = breach.charged else { return }
    if case .open = breach.appeal {
      closeAppeal(of: breach)
      breach.appeal = .decided
    }
    endReview(of: id, &breach)
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
    takeOff(charged - (breach.charged ?? 0), of: breach, isAll: breach.charged == 0)
  }

  /// Takes points off that a breach was charged, all that was left of them or a part.
  private mutating func takeOff(_ points: Int, of breach: Breach, isAll: Bool) {
    if let cap = countedCapKey(of: breach) { chargedUnderCap[cap, default: 0] -= points }
    restore(points, year: breach.year)
    if points > 0, isAll { forgetCharge(on: breach.on) }
  }

  /// The facts no longer support a breach: what it was charged comes off, and what was asked about it falls.
  mutating func withdraw(_ id: BreachID, _ event: Event) {
    guard var breach = breaches[id], breach.status == .pending || breach.status == .assessed else { return }
    settle(id, .withdrawn)
    uncharge(&breach)
    if case .open = breach.appeal {
      closeAppeal(of: breach)
      breach.appeal = .none
    }
    endReview(of: id, &breach)
    breach.status = .withdrawn
    breach.withdrawnBy = event.cause ?? event.position
    breaches[id] = breach
    if case .meetingResults(let meeting)? = id.subject { settlePause(of: meeting, event) }
    owe(Duty(breach: id))
  }

  /// The judgement of a breach is taken back: what it set is as before, what it charged comes off.
  ///
  /// In a view the breach it was about may be missing and an earlier one of the name be there, withdrawn: that stays.
  mutating func reopen(_ id: BreachID) {
    guard var breach = breaches[id], breach.status != .withdrawn else { return }
    let wasPending = breach.status == .pending
    let wasDismissed = breach.status == .dismissed
    uncharge(&breach)
    endReview(of: id, &breach)
    breach.investigation.takeBack(wasDismissed: wasDismissed, wasPending: wasPending)
    breach.status = .pending
    breaches[id] = breach
    guard !wasPending else { return }
    expose(breach)
    if Duty(breach: id) != nil { pendingDutyBreaches.insert(id) }
  }

  private mutating func uncharge(_ breach: inout Breach) {
    guard let charged = breach.charged else { return }
    takeOff(charged, of: breach, isAll: charged > 0)
    (breach.assessed, breach.charged, breach.cap) = (nil, nil, nil)
    (breach.chargedBy, breach.chargedAt, breach.chargePosition, breach.appealUntil) = (nil, nil, 0, nil)
  }

  mutating func review(_ id: BreachID, _ event: Event) {
    guard stands(id) else { return }
    breaches[id]?.reviewDueSince = event.at
    reviews.insert(id)
  }

  private mutating func endReview(of id: BreachID, _ breach: inout Breach) {
    breach.reviewDueSince = nil
    reviews.remove(id)
  }

  /// A duty whose breach is withdrawn may be owed again.
  private mutating func owe(_ duty: Duty?) {
    switch duty {
    case .answer(let key)?:
      guard let ticket = tickets[key], ticket.answeredAt == nil else { return }
      openTickets[key] = OpenTicket(due: zone.date(of: ticket.due), position: ticket.position)
    case .promotion(let month)?:
      raisedPromotionMonths.remove(month)
      promotionsOwedFrom = promotionsOwedFrom.map { min($0, month) }
      passMonthsWithPromotion()
    case .exitResponse?, .applications?, .expansionTarget?, nil: break
    }
  }

  /// Takes what was charged for an act of `date` off its year, as an appeal that is upheld does.
  mutating func takeOff(_ charged: Int, of date: LocalDate) {
    guard charged > 0 else { return }
    restore(charged, year: Period(of: date).year)
    forgetCharge(on: date)
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
    if years[year]?.reachedLate.isEmpty == false { years[year]?.reachedLate.formIntersection(0...after) }
    if after != before { countRestatement(of: year) }
  }

  private mutating func countRestatement(of year: Int) {
    if years[year]?.closedScore != nil { years[year]?.restatements += 1 }
  }
}
