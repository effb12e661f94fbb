/// Something the provider owes by a due date, whose breach is that it is missing (§5).
enum Duty: Equatable {
  /// The first answer to a help ticket (§2.2.2).
  case answer(Key)
  /// The answer to an outlet's exit request in the system (§2.2.4(1)).
  case exitResponse(Key)
  /// The deposit applications after a meeting (§2.1.1(4)).
  case applications(Key)
  /// The outlets planned for a city (§1.3.1(2)).
  case expansionTarget(Key, ExpansionBatch)
  /// A promotion in each natural month (§2.2.1).
  case promotion(Month)

  /// The clause it is a duty under.
  var clause: Clause {
    switch self {
    case .answer: .serviceComplaint
    case .exitResponse: .exitResponse
    case .applications: .signingProgress
    case .expansionTarget: .expansionTarget
    case .promotion: .promotionGap
    }
  }

  /// The id of its breach (§3).
  var breach: BreachID {
    switch self {
    case .answer(let ticket): "service-complaint:ticket:" + ticket
    case .exitResponse(let outlet): "exit-response:" + outlet
    case .applications(let meeting): "signing-progress:" + meeting + ":late"
    case .expansionTarget(let city, let batch): "expansion-target:" + city + ":" + batch.rawValue
    case .promotion(let month): "promotion-gap:" + month.description
    }
  }

  /// How the ids of duties' breaches begin.
  private static let clauses = [
    "service-complaint:ticket:", "exit-response:", "signing-progress:", "expansion-target:", "promotion-gap:",
  ].map { Array($0.utf8) }

  /// The duty whose breach has this id; nil for any other breach.
  init?(breach: BreachID) {
    // Every breach that is raised is asked this, and most are of no duty: their first letters say so.
    guard Self.clauses.contains(where: { breach.utf8.starts(with: $0) }) else { return nil }
    let parts = breach.split(separator: ":").map(String.init)
    switch (parts.first, parts.count) {
    case ("service-complaint", 3): self = .answer(parts[2])
    case ("exit-response", 2): self = .exitResponse(parts[1])
    case ("signing-progress", 3) where parts[2] == "late": self = .applications(parts[1])
    case ("expansion-target", 3):
      guard let batch = ExpansionBatch(rawValue: parts[2]) else { return nil }
      self = .expansionTarget(parts[1], batch)
    case ("promotion-gap", 2):
      guard let month = Month(parts[1]) else { return nil }
      self = .promotion(month)
    default: return nil
    }
  }
}

/// The two parts of a city's expansion target (§1.3.1(2)).
enum ExpansionBatch: String, CaseIterable {
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
      record(.breachWithdrawn(breach: id, clause: breach.clause))
      if case .answer(let ticket) = duty { raiseHeldBackComplaint(about: ticket) }
    }
  }

  /// The duties of which the fact may show that they were met, or never arose.
  private func dutiesTouched(by fact: Fact) -> [Duty] {
    switch fact {
    case .helpAnswered(let ticket): [.answer(ticket)]
    case .applicationsSubmitted(let meeting, _): [.applications(meeting)]
    case .promotionRun: [.promotion(date.month)]
    case .outletSigned(_, let city): ExpansionBatch.allCases.map { .expansionTarget(city, $0) }
    case .outletExitAnswered(let outlet): [.exitResponse(outlet)]
    case .outletExited(let outlet, _), .outletTransferred(let outlet, _): [.exitResponse(outlet)] + pendingPromotions
    case .channelFrozen: state.pendingDutyBreaches.compactMap(Duty.init)
    default: []
    }
  }

  private var pendingPromotions: [Duty] {
    state.pendingDutyBreaches.compactMap { breach in
      breach.utf8.starts(with: Clause.promotionGap.rawValue.utf8) ? Duty(breach: breach) : nil
    }
  }
}
