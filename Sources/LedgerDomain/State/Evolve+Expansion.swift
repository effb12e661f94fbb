extension ProviderState {
  mutating func evolve(_ fact: DepositFact, _ event: Event) {
    deposit.note(DepositMovement(fact, at: event.at, position: event.position))
    switch fact {
    case .frozen(let fact): deposit.sums.frozenFen += fact.amountFen
    case .forfeited(let fact):
      deposit.sums.forfeitedFen += fact.amountFen
      deposit.forfeitedByBreach[fact.breach, default: 0] += fact.amountFen
    case .returned(let fact):
      deposit.sums.returnedFen += fact.amountFen
      deposit.forfeitedByBreach[fact.breach, default: 0] -= fact.amountFen
    case .compensated(let fact): deposit.sums.compensatedFen += fact.amountFen
    case .released(let fact):
      deposit.sums.releasedFen += fact.amountFen
      deposit.isReleased = true
    }
  }

  mutating func evolve(_ fact: ExpansionFact, _ decided: Decided, _ event: Event) {
    switch fact {
    case .cityAuthorised(let fact):
      guard case .plan(let plan) = decided else { return }
      cities[fact.city] = City(
        position: event.position, authorisedAt: event.at, population: fact.population, plan: plan)
    case .trainingExamined(let fact): trainings.insert(fact.training)
    case .promotionRun(let fact):
      promotions.insert(fact.promotion)
      promotionMonths.insert(zone.date(of: event.at).month)
      passMonthsWithPromotion()
    }
  }

  mutating func evolve(_ fact: MeetingFact, _ decided: Decided, _ event: Event) {
    switch fact {
    case .held(let fact):
      var held = Meeting(
        position: event.position, city: fact.city, heldAt: event.at, invited: fact.invited, attended: fact.attended)
      if case .due(let due) = decided {
        held.applicationsDue = due
        openApplications.insert(fact.meeting)
      }
      meetings[fact.meeting] = held
    case .concluded(let fact): meetings[fact.meeting]?.signed = fact.signed
    case .rectified(let fact): meetings[fact.meeting]?.isRectified = true
    case .applicationsSubmitted(let fact):
      meetings[fact.meeting]?.applicationsAt = event.at
      openApplications.remove(fact.meeting)
    case .applicationsReviewed(let fact): meetings[fact.meeting]?.isReviewed = true
    }
  }

  /// Goes on to the first month in which a promotion may still be missing, or its breach not raised.
  mutating func passMonthsWithPromotion() {
    while let month = promotionsOwedFrom, promotionMonths.contains(month) || raisedPromotionMonths.contains(month) {
      promotionsOwedFrom = month.adding(1)
    }
  }
}

extension ProviderState {
  /// Whether a fact, about to be folded in, may change what is open besides breaches and tickets.
  func movesOpenWork(_ fact: ExpansionFact, _ event: Event) -> Bool {
    switch fact {
    case .cityAuthorised: true
    case .promotionRun: !promotionMonths.contains(zone.date(of: event.at).month)
    case .trainingExamined: false
    }
  }
}
