/// How a duty stands by what is known.
enum DutyState {
  /// It never arose.
  case notOwed
  /// It was met by its due date; an expansion target also while enough outlets are signed.
  case met
  /// What meets it came after its due date.
  case late
  /// Nothing has met it.
  case missing

  /// That of a duty due by `due`, met at `met`.
  fileprivate init<Time: Comparable>(by due: Time, met: Time?) {
    self = met.map { $0 > due ? .late : .met } ?? .missing
  }
}

/// When a duty is due, as decided when it arose, and the positions of the facts it rests on.
public struct DutyBasis {
  /// The end of its term.
  public var due: Due
  /// The facts; the term was counted from the first.
  public var facts: [Int]

  /// Its last day.
  public var on: LocalDate { due.date.date }
}

extension ProviderState {
  /// When a duty is due and what it rests on; nil when it never arose.
  public func basis(of duty: Duty) -> DutyBasis? {
    switch duty {
    case .answer(let key):
      guard let ticket = tickets[key] else { return nil }
      let date = DueDate(zone.date(of: ticket.due), provisional: ticket.provisional)
      return DutyBasis(due: Due(date, at: ticket.due), facts: [ticket.position])
    case .exitResponse(let outlet):
      guard let request = outlets[outlet]?.exitRequest, let due = request.due else { return nil }
      return DutyBasis(due: Due(due), facts: [request.position])
    case .applications(let key):
      guard let meeting = meetings[key], let due = meeting.applicationsDue else { return nil }
      return DutyBasis(due: Due(due), facts: [meeting.position])
    case .expansionTarget(let key, let batch):
      guard let city = cities[key] else { return nil }
      return DutyBasis(due: Due(city.plan.due(batch)), facts: [city.position])
    case .promotion(let month):
      guard let facts = outletOpenThroughout(month) else { return nil }
      return DutyBasis(due: Due(DueDate(month.lastDay, provisional: false)), facts: facts)
    }
  }

  /// When a duty is due whose last day is known: a promotion at its month's end, whichever outlets it is owed for.
  func due(of duty: Duty, on date: LocalDate) -> Due {
    let ending = Due(DueDate(date, provisional: false))
    switch duty {
    case .promotion: return ending
    case .answer, .exitResponse, .applications, .expansionTarget: return basis(of: duty)?.due ?? ending
    }
  }

  /// How a duty stands; asked of every duty that a fact meets, so it is made part of what asks.
  @inline(__always)
  func state(of duty: Duty) -> DutyState {
    switch duty {
    case .answer(let key):
      guard let ticket = tickets[key] else { return .notOwed }
      return DutyState(by: ticket.due, met: ticket.answeredAt)
    case .exitResponse(let outlet):
      guard let request = outlets[outlet]?.exitRequest, let due = request.due else { return .notOwed }
      return DutyState(by: due.date, met: request.fulfilledOn)
    case .applications(let key):
      guard let meeting = meetings[key], let due = meeting.applicationsDue else { return .notOwed }
      return DutyState(by: due.date, met: meeting.applicationsAt.map { zone.date(of: $0) })
    case .expansionTarget(let city, let batch):
      guard let signed = signedInTime(city, batch) else { return .notOwed }
      return signed.counted < signed.needed ? .missing : .met
    case .promotion(let month):
      if promotionMonths.contains(month) { return .met }
      if isBusinessStopped(in: month) { return .notOwed }
      return hasOutletOpenThroughout(month) ? .missing : .notOwed
    }
  }

  /// Whether what is known shows the duty unmet: missing, or met after its due date.
  public func isUnmet(_ duty: Duty) -> Bool {
    switch state(of: duty) {
    case .late, .missing: true
    case .notOwed, .met: false
    }
  }

  /// The moment a duty's term is counted from, where the first of its facts happened at `fact`.
  public func start(of duty: Duty, after fact: Instant) -> Instant {
    switch duty {
    case .promotion(let month): zone.instant(month.firstDay)
    case .answer, .exitResponse, .applications, .expansionTarget: fact
    }
  }

  /// Since when a duty runs: what begins it happened then, but for a promotion, owed from its month's beginning on.
  func beginning(of duty: Duty) -> Instant? {
    switch duty {
    case .answer(let ticket): tickets[ticket]?.requestedAt
    case .exitResponse(let outlet): outlets[outlet]?.exitRequest?.at
    case .applications(let meeting): meetings[meeting]?.heldAt
    case .expansionTarget(let city, _): cities[city]?.authorisedAt
    case .promotion(let month): zone.instant(month.firstDay)
    }
  }

  /// Whether a duty was owed at a freeze that was taken back, and fell due after it: then it is never raised (offices §11).
  func hasLapsed(_ duty: Duty, due: LocalDate) -> Bool {
    terminations.contains { frozen in
      guard frozen.outcome == .reinstated, let frozenOn = frozen.frozenOn, frozenOn < due else { return false }
      return beginning(of: duty).map { zone.date(of: $0) <= frozenOn } ?? false
    }
  }

  /// The duty that a breach is about: its own, or for an upheld complaint the answer to the ticket it names.
  public func duty(behind breach: BreachID) -> Duty? {
    switch breach.subject {
    case .duty(let duty)?: duty
    case .serviceComplaint(let complaint)?: complaints[complaint]?.subject.ticket.map(Duty.answer)
    case .report?, .meetingResults?, .applicationErrors?, .training?, .earlyExits?, .dormantOutlets?,
      .afterSalesDispute?, .rectificationFailure?, nil:
      nil
    }
  }
}

/// The duties that may be open, from the work lists that the fold keeps.
extension ProviderState {
  /// Every duty that a fact began and that may be open, whenever it falls due; promotions are owed month by month.
  var dutiesBegun: [Duty] { openTickets.keys.map(Duty.answer) + dutiesBegunBesidesAnswers }

  /// The same without the answers, which are many and whose due dates stand with them.
  var dutiesBegunBesidesAnswers: [Duty] {
    let targets = cities.keys.flatMap { city in ExpansionBatch.allCases.map { Duty.expansionTarget(city, $0) } }
    return openExitRequests.map(Duty.exitResponse) + openApplications.map(Duty.applications) + targets
  }
}
