/// Something the provider owes by a due date, whose breach is that it is missing (§5).
public enum Duty: Hashable, Sendable {
  /// The first answer to a help ticket (§2.2.2).
  case answer(Key<Ticket>)
  /// The answer to an outlet's exit request in the system (§2.2.4(1)).
  case exitResponse(Key<Outlet>)
  /// The deposit applications after a meeting (§2.1.1(4)).
  case applications(Key<Meeting>)
  /// The outlets planned for a city (§1.3.1(2)).
  case expansionTarget(Key<City>, ExpansionBatch)
  /// A promotion in each natural month (§2.2.1).
  case promotion(Month)

  /// The clause it is a duty under.
  public var clause: Clause {
    switch self {
    case .answer: .serviceComplaint
    case .exitResponse: .exitResponse
    case .applications: .signingProgress
    case .expansionTarget: .expansionTarget
    case .promotion: .promotionGap
    }
  }

  /// The id of its breach (§3).
  public var breach: BreachID { BreachID(.duty(self)) }

  /// The duty whose breach has this id; nil for any other breach.
  public init?(breach: BreachID) {
    guard case .duty(let duty)? = breach.subject else { return nil }
    self = duty
  }
}

/// The two parts of a city's expansion target (§1.3.1(2)).
public enum ExpansionBatch: String, CaseIterable, Sendable {
  /// The first batch.
  case firstBatch = "first-batch"
  /// All that are planned.
  case complete
}

extension ProviderState {
  /// The due date of a duty, and the positions of the facts it rests on; nil when it never arose.
  func basis(of duty: Duty) -> (due: DueDate, facts: [Int])? {
    switch duty {
    case .answer(let key):
      guard let ticket = tickets[key] else { return nil }
      return (DueDate(zone.date(of: ticket.due), provisional: ticket.provisional), [ticket.position])
    case .exitResponse(let outlet):
      guard let request = outlets[outlet]?.exitRequest, let due = request.due else { return nil }
      return (due, [request.position])
    case .applications(let key):
      guard let meeting = meetings[key], let due = meeting.applicationsDue else { return nil }
      return (due, [meeting.position])
    case .expansionTarget(let key, let batch):
      guard let city = cities[key] else { return nil }
      return (batch == .firstBatch ? city.plan.firstBatchDue : city.plan.completeDue, [city.position])
    case .promotion(let month):
      guard let facts = outletOpenThroughout(month) else { return nil }
      return (DueDate(month.lastDay, provisional: false), facts)
    }
  }

  /// Whether what is known shows the duty unmet: missing, or fulfilled after its due date.
  func isUnmet(_ duty: Duty) -> Bool {
    switch duty {
    case .answer(let key):
      guard let ticket = tickets[key] else { return false }
      return ticket.answeredAt.map { $0 > ticket.due } ?? true
    case .exitResponse(let outlet):
      guard let request = outlets[outlet]?.exitRequest, let due = request.due else { return false }
      return request.fulfilledOn.map { $0 > due.date } ?? true
    case .applications(let key):
      guard let meeting = meetings[key], let due = meeting.applicationsDue else { return false }
      return meeting.applicationsAt.map { zone.date(of: $0) > due.date } ?? true
    case .expansionTarget(let city, let batch): return isBehind(city, batch)
    case .promotion(let month): return !promotionMonths.contains(month) && hasOutletOpenThroughout(month)
    }
  }
}

extension Decision {
  /// Raises the breach of a duty fulfilled too late, at once (§5).
  mutating func raiseIfLate(_ duty: Duty) {
    if state.isUnmet(duty) { raise(duty) }
  }

  /// Raises the breach of a duty, unless it was ever raised or another breach of the same ticket holds it back.
  mutating func raise(_ duty: Duty) {
    guard state.breaches[duty.breach] == nil, let basis = state.basis(of: duty), !isHeldBack(duty) else { return }
    var facts = basis.facts
    if let cause, !facts.contains(cause) { facts.append(cause) }
    raise(
      Detection(
        breach: duty.breach, clause: duty.clause, on: basis.due.date,
        points: range(of: duty.clause, on: basis.due.date, in: state.city(of: duty.breach)), facts: facts,
        due: basis.due))
  }

  /// Raises a breach that the facts show, unless its clause did not bind the provider on its date.
  ///
  /// - Returns: whether it did.
  @discardableResult
  mutating func raise(_ found: Detection) -> Bool {
    guard state.isBound(by: found.clause, on: found.on, rules) else { return false }
    record(.breachDetected(found))
    return true
  }

  /// Withdraws the pending breaches of duties that the facts now known no longer support (§5, late facts; §7.4).
  mutating func withdrawUnsupported(after fact: Fact) {
    for duty in dutiesTouched(by: fact).sorted(by: { $0.breach < $1.breach }) {
      let id = duty.breach
      guard state.pendingDutyBreaches.contains(id), let breach = state.breaches[id] else { continue }
      let fellAfterFreeze = breach.isRaisedBySweep && state.frozenOn.map { breach.on > $0 } ?? false
      guard fellAfterFreeze || !state.isUnmet(duty) else { continue }
      record(.breachWithdrawn(BreachWithdrawn(breach: id, clause: breach.clause)))
      if case .answer(let ticket) = duty { raiseHeldBackComplaint(about: ticket) }
    }
  }

  /// The duties of which the fact may show that they were met, or never arose.
  private func dutiesTouched(by fact: Fact) -> [Duty] {
    let met = fact.dutiesMet(on: date)
    switch fact {
    case .outlet(.exited), .outlet(.transferred): return met + pendingPromotions
    case .termination(.channelFrozen): return state.pendingDutyBreaches.compactMap(Duty.init)
    case .provider, .deposit, .expansion, .meeting, .outlet, .service, .breach, .appeal, .rectification, .termination:
      return met
    }
  }

  private var pendingPromotions: [Duty] {
    state.pendingDutyBreaches.compactMap { breach in
      if case .promotion(let month)? = Duty(breach: breach) { .promotion(month) } else { nil }
    }
  }
}

extension Fact {
  /// The duties that are met by the fact, in time or not, when it is dated `date`.
  public func dutiesMet(on date: LocalDate) -> [Duty] {
    switch self {
    case .meeting(let fact): fact.dutiesMet
    case .outlet(let fact): fact.dutiesMet
    case .service(let fact): fact.dutiesMet
    case .expansion(let fact): fact.dutiesMet(on: date)
    case .provider, .deposit, .breach, .appeal, .rectification, .termination: []
    }
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
