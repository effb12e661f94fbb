/// What opens a duty: the fact that does, and by when it must be met, decided as the fact is recorded (§5).
///
/// A promotion is owed for every month in which some outlet was open throughout, and no one fact opens that.
extension Decision {
  func decided(about fact: ExpansionFact) -> Decided {
    switch fact {
    case .cityAuthorised(let fact): .plan(cityPlan(of: fact.city, fact.population))
    case .trainingExamined, .promotionRun: .nothing
    }
  }

  func decided(about fact: MeetingFact) -> Decided {
    switch fact {
    case .held(let fact):
      // Where the clause does not bind the provider, nobody waits for applications.
      state.isBound(by: .signingProgress, on: date, rules)
        ? opening(.applications(fact.meeting), in: fact.city) : .nothing
    case .concluded, .rectified, .applicationsSubmitted, .applicationsReviewed: .nothing
    }
  }

  func decided(about fact: OutletFact) -> Decided {
    switch fact {
    case .exitRequested(let fact):
      fact.via == .system ? opening(.exitResponse(fact.outlet), in: state.city(ofOutlet: fact.outlet)) : .nothing
    case .signed, .opened, .exitAnswered, .exited, .transferred: .nothing
    }
  }

  func decided(about fact: ServiceFact) -> Decided {
    switch fact {
    case .helpRequested(let fact): opening(.answer(fact.ticket), in: state.city(ofOutlet: fact.outlet))
    case .helpAnswered, .complaintFiled, .complaintUpheld, .complaintRejected, .salesReported: .nothing
    }
  }

  private func opening(_ duty: Duty, in city: Key<City>?) -> Decided {
    let due = due(of: duty, by: terms(on: date, in: city))
    return due.at.map { .dueInstant($0, provisional: due.date.provisional) } ?? .due(due.date)
  }

  /// By when a duty that begins with the fact being recorded must be met.
  func due(of duty: Duty, by terms: Terms) -> Due {
    terms.due(duty.deadline, from: at, around: state.outageSpans)
  }
}

extension Duty {
  /// The fact by which whoever owes the duty meets it (§5). Others meet it besides: an outlet that is gone wants no answer to
  /// its request any more.
  public var metBy: FactKind {
    switch self {
    case .answer: .service(.helpAnswered)
    case .exitResponse: .outlet(.exitAnswered)
    case .applications: .meeting(.applicationsSubmitted)
    case .expansionTarget: .outlet(.signed)
    case .promotion: .expansion(.promotionRun)
    }
  }
}

/// What meets a duty: each fact that does, in time or not (§5).
extension Fact {
  /// The duties that are met by the fact, in time or not, when it is dated `date`.
  public func dutiesMet(on date: LocalDate) -> [Duty] {
    switch self {
    case .meeting(let fact): fact.dutiesMet
    case .outlet(let fact): fact.dutiesMet
    case .service(let fact): fact.dutiesMet
    case .expansion(let fact): fact.dutiesMet(on: date)
    case .provider, .deposit, .breach, .appeal, .rectification, .termination, .outletDeposit, .duty, .outage,
      .reinstatement, .lateCase, .admission,
      .measure, .notice,
      .correction, .subject:
      []
    }
  }

  /// Whether a month may turn out to have had no outlet open throughout, so that it wants no promotion.
  var maySparePromotions: Bool {
    switch self {
    case .outlet(.exited), .outlet(.transferred), .measure(.ordered): true
    case .provider, .deposit, .expansion, .meeting, .outlet, .service, .breach, .appeal, .rectification, .termination,
      .outletDeposit, .duty, .outage, .reinstatement, .lateCase, .admission, .measure, .notice, .correction,
      .subject:
      false
    }
  }
}

extension Decision {
  /// The exit response that the measure just recorded meets, for by its effect the outlet is gone (offices §6).
  func dutiesMetByMeasure(_ fact: Fact) -> [Duty] {
    guard case .measure(.ordered(let order)) = fact, state.measures[order.measure]?.effect == .outletGone else {
      return []
    }
    return order.outlet.map { [.exitResponse($0)] } ?? []
  }
}

extension ExpansionFact {
  fileprivate func dutiesMet(on date: LocalDate) -> [Duty] {
    switch self {
    case .promotionRun: [.promotion(date.month)]
    case .cityAuthorised, .trainingExamined: []
    }
  }
}

extension MeetingFact {
  fileprivate var dutiesMet: [Duty] {
    switch self {
    case .applicationsSubmitted(let fact): [.applications(fact.meeting)]
    case .held, .concluded, .rectified, .applicationsReviewed: []
    }
  }
}

extension OutletFact {
  fileprivate var dutiesMet: [Duty] {
    switch self {
    case .signed(let fact): ExpansionBatch.allCases.map { .expansionTarget(fact.city, $0) }
    case .exitAnswered(let fact): [.exitResponse(fact.outlet)]
    case .exited(let fact): [.exitResponse(fact.outlet)]
    case .transferred(let fact): [.exitResponse(fact.outlet)]
    case .opened, .exitRequested: []
    }
  }
}

extension ServiceFact {
  fileprivate var dutiesMet: [Duty] {
    switch self {
    case .helpAnswered(let fact): [.answer(fact.ticket)]
    case .helpRequested, .complaintFiled, .complaintUpheld, .complaintRejected, .salesReported: []
    }
  }
}
