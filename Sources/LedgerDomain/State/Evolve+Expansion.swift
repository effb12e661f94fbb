extension ProviderState {
  mutating func evolveDeposit(_ fact: Fact) {
    switch fact {
    case .depositFrozen(_, let amount): deposit.sums.frozenFen += amount
    case .depositForfeited(let amount, let breach, _):
      deposit.sums.forfeitedFen += amount
      deposit.forfeitedByBreach[breach, default: 0] += amount
    case .depositReturned(let amount, let breach, _):
      deposit.sums.returnedFen += amount
      deposit.forfeitedByBreach[breach, default: 0] -= amount
    case .depositCompensated(let amount, _, _): deposit.sums.compensatedFen += amount
    case .depositReleased(let amount):
      deposit.sums.releasedFen += amount
      deposit.isReleased = true
    default: break
    }
  }

  mutating func evolveExpansion(_ fact: Fact, _ decided: Decided, _ event: Event) {
    switch fact {
    case .cityAuthorised(let city, let population):
      guard case .plan(let plan) = decided else { return }
      cities[city] = City(position: event.position, population: population, plan: plan)
    case .meetingHeld(let meeting, let city, let invited, let attended):
      var held = Meeting(position: event.position, city: city, heldAt: event.at, invited: invited, attended: attended)
      if case .due(let due) = decided {
        held.applicationsDue = due
        openApplications.insert(meeting)
      }
      meetings[meeting] = held
    case .meetingConcluded(let meeting, let signed): meetings[meeting]?.signed = signed
    case .applicationsSubmitted(let meeting, _):
      meetings[meeting]?.applicationsAt = event.at
      openApplications.remove(meeting)
    case .applicationsReviewed(let meeting, _, _): meetings[meeting]?.isReviewed = true
    case .trainingExamined(let training, _, _): trainings.insert(training)
    case .promotionRun(let promotion):
      promotions.insert(promotion)
      promotionMonths.insert(zone.date(of: event.at).month)
      passMonthsWithPromotion()
    default: break
    }
  }

  /// Goes on to the first month in which a promotion may still be missing, or its breach not raised.
  mutating func passMonthsWithPromotion() {
    while let month = promotionsOwedFrom,
      promotionMonths.contains(month) || breaches[Duty.promotion(month).breach] != nil
    {
      promotionsOwedFrom = month.adding(1)
    }
  }
}
