/// Something the provider owes by a due date, whose breach is that it is missing (§5).
///
/// The duties that cost points, a case for each, and what is true of each whatever has happened. Which facts open and meet
/// them stands in `DutyFacts`, what a state says of them in `DutyState`, and what follows from that in `DutyBreaches`.
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

  /// How long the provider has.
  public var deadline: Deadline {
    switch self {
    case .answer: .responseHours
    case .exitResponse: .workingDays(.exitResponseDays)
    case .applications: .workingDays(.applicationDays)
    case .expansionTarget(_, .firstBatch): .calendarDays(.firstBatchDays)
    case .expansionTarget(_, .complete): .calendarDays(.completeDays)
    case .promotion: .monthEnd
    }
  }

  /// The terms that say how much is owed, where it is a number.
  private var amountTerms: [Term.Single] {
    switch self {
    case .expansionTarget(_, .firstBatch): [.peoplePerOutlet, .firstBatch]
    case .expansionTarget(_, .complete): [.peoplePerOutlet]
    case .answer, .exitResponse, .applications, .promotion: []
    }
  }

  /// Every term of the rulebook that it is owed by: how much, then how long.
  public var terms: [Term.Single] { amountTerms + (deadline.term.map { [$0] } ?? []) }

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
