extension ProviderState {
  /// Folds one event in. Total: an event whose subject is not here is passed over (§7.11).
  public mutating func evolve(_ event: Event) {
    version = event.version
    position = event.position
    let date = zone.date(of: event.at)
    through = through.map { max($0, date) } ?? date
    rulebook = event.rulebook
    switch event.body {
    case .fact(let fact, let decided): evolve(fact, decided, event)
    case .consequence(let consequence): evolve(consequence, event)
    case .publication: break
    }
  }

  private mutating func evolve(_ fact: Fact, _ decided: Decided, _ event: Event) {
    switch fact {
    case .providerRegistered(let name, let kind):
      registration = Registration(name: name, kind: kind, on: zone.date(of: event.at))
    case .agreementSigned(let startsOn, let endsOn, let terms, let cities):
      agreements.insert(
        Agreement(
          position: event.position, signedAt: event.at, startsOn: startsOn, endsOn: endsOn, terms: terms, cities: cities
        ))
    case .depositFrozen, .depositForfeited, .depositReturned, .depositCompensated, .depositReleased:
      evolveDeposit(fact)
    case .cityAuthorised, .meetingHeld, .meetingConcluded, .meetingRectified, .applicationsSubmitted,
      .applicationsReviewed, .trainingExamined, .promotionRun:
      evolveExpansion(fact, decided, event)
    case .outletSigned, .outletOpened, .outletExitRequested, .outletExitAnswered, .outletExited, .outletTransferred:
      evolveOutlet(fact, decided, event)
    case .helpRequested, .helpAnswered, .complaintFiled, .complaintUpheld, .complaintRejected, .salesReported:
      evolveService(fact, decided, event)
    case .breachReported, .investigationConcluded, .demandsSet, .demandsJudged, .breachAssessed, .breachDismissed,
      .appealFiled, .appealDecided:
      evolveBreach(fact, decided, event)
    case .rectificationOrdered, .rectificationPassed, .rectificationExtended, .rectificationFailed,
      .terminationRequested, .terminationProposed, .departmentsNotified, .terminationConfirmed, .terminationSigned,
      .channelFrozen, .terminationNotified, .terminationWaived:
      evolveCase(fact, decided, event)
    }
  }

  private mutating func evolve(_ consequence: Consequence, _ event: Event) {
    switch consequence {
    case .breachDetected, .breachWithdrawn, .pointsDeducted, .pointsRestored:
      evolveBreach(consequence, event)
    case .expansionPaused(let meeting): pauses.insert(meeting)
    case .expansionUnpaused(let meeting): pauses.remove(meeting)
    case .expansionSuspended: isExpansionSuspended = true
    case .expansionResumed: isExpansionSuspended = false
    case .rectificationOpened, .rectificationClosed, .terminationOpened, .terminationClosed:
      evolveCase(consequence, event)
    case .outletReceived, .outletFrozen: evolveOutlet(consequence, event)
    case .yearClosed(let year, let score): years[year, default: YearScore()].closedScore = score
    case .thresholdReached: break
    }
  }
}
