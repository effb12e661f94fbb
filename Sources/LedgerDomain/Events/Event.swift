/// One event of a provider's stream: a fact someone submitted, or a consequence the ledger drew.
///
/// Its parts are `let`, for speed: a `var` that may be nil is first set to nil, and the whole is copied as `init` ends.
public struct Event: Equatable, Sendable {
  /// Its place in the whole log, from 1.
  public var position: Int
  /// Its place in the provider's stream, from 1.
  public let version: Int
  /// The idempotency key it was submitted under; nil for none, and for consequences.
  public let id: String?
  /// The provider whose stream it is in.
  public let provider: Key<Provider>
  /// When it happened.
  public let at: Instant
  /// When the ledger learnt of it.
  public let recordedAt: Instant
  /// Who submitted it, or the fact it follows from; nil for what a sweep or year end found.
  public let by: Person?
  /// What it says.
  public let body: Body
  /// What was noted beside the fact when it was handed in; no rule reads it.
  public let note: String?
  /// The position of the fact it follows from; nil for facts, sweeps and year ends.
  public let cause: Int?
  /// The rulebook version it was decided under.
  public let rulebook: String

  /// One event.
  public init(
    position: Int, version: Int, id: String? = nil, provider: Key<Provider>, at: Instant, recordedAt: Instant,
    by: Person?, body: Body, note: String? = nil, cause: Int?, rulebook: String
  ) {
    self.position = position
    self.version = version
    self.id = id
    self.provider = provider
    self.at = at
    self.recordedAt = recordedAt
    self.by = by
    self.body = body
    self.note = note
    self.cause = cause
    self.rulebook = rulebook
  }

  /// What an event says.
  public enum Body: Equatable, Sendable {
    /// A fact as submitted, with what the ledger decided about it when it was recorded.
    case fact(Fact, Decided)
    /// A consequence.
    case consequence(Consequence)
    /// A version of the rulebook; it stands in the stream of its own.
    case publication(Publication)
  }

  /// The type under which the event stands in the log.
  public var type: String {
    switch body {
    case .fact(let fact, _): fact.kind.name
    case .consequence(let consequence): consequence.kind.rawValue
    case .publication: Publication.type
    }
  }
}

/// What the ledger worked out from the rulebook when it recorded a fact, so that replaying never reads a rule.
public enum Decided: Equatable, Sendable {
  /// Nothing.
  case nothing
  /// A city's plan: how many outlets, and by when.
  case plan(CityPlan)
  /// The due date of the duty the fact begins.
  case due(DueDate)
  /// The due instant of the answer the fact asks for.
  case dueInstant(Instant, provisional: Bool)
  /// What a report raises: the date of the act and the points it may cost.
  case breach(on: LocalDate, points: ClosedRange<Int>)
  /// Of a registration, that it is held to the gates: the version of its date has some (offices §1).
  case gated
  /// Which findings of a review are unmet, and among which criteria.
  case review(ReviewDecided)
  /// The rectification case it belongs to, by the position of its opening, and its year.
  case rectification(case: Int, year: Int)
  /// The termination case it belongs to, by the position of its opening.
  case termination(case: Int)
  /// The termination case a freeze ends, when the contract ended, and from when the deposit may be released.
  case freeze(case: Int, contractEndedOn: LocalDate, releaseFrom: LocalDate)
  /// What a report about a subject of a programme comes to: the day of the act, and whether it is charged at once.
  case report(ReportDecided)
  /// What a measure does at once.
  case effect(MeasureEffect)
  /// When a notice counts as delivered.
  case delivery(on: LocalDate)
  /// How the fact is read that a correction names.
  indirect case reading(FactReading)
}

/// How many outlets a city needs, and by when (§1.3.1(2)).
public struct CityPlan: Hashable, Sendable {
  /// Outlets planned.
  public var planned: Int
  /// Outlets of the first batch.
  public var firstBatch: Int
  /// When the first batch is due.
  public var firstBatchDue: DueDate
  /// When all are due.
  public var completeDue: DueDate

  /// A city's plan.
  public init(planned: Int, firstBatch: Int, firstBatchDue: DueDate, completeDue: DueDate) {
    self.planned = planned
    self.firstBatch = firstBatch
    self.firstBatchDue = firstBatchDue
    self.completeDue = completeDue
  }
}

/// One event as handed in, its shape already checked (§4).
public struct Submission: Equatable, Sendable {
  /// The idempotency key, if one was given; its letters are compared without regard to case.
  public var id: String?
  /// The provider it is about.
  public var provider: Key<Provider>
  /// When it happened.
  public var at: Instant
  /// Who submits it.
  public var by: Person
  /// What it says.
  public var fact: Fact
  /// What is noted beside it, which no rule reads.
  public var note: String?

  /// One event as handed in.
  public init(
    id: String? = nil, provider: Key<Provider>, at: Instant, by: Person, fact: Fact, note: String? = nil
  ) {
    self.id = id
    self.provider = provider
    self.at = at
    self.by = by
    self.fact = fact
    self.note = note
  }
}

extension Event {
  /// The duty whose due date it moves; nil for none that costs points.
  public var movedDuty: Duty? {
    switch body {
    case .consequence(.answerDueMoved(let moved)): .answer(moved.ticket)
    case .consequence(.dueMoved(let moved)): Duty(breach: moved.subject)
    case .fact, .consequence, .publication: nil
    }
  }

  /// The breach the event raises or changes, if any.
  public var breach: BreachID? {
    switch body {
    case .fact(.breach(let fact), _): fact.breach
    case .fact(.appeal(let fact), _): fact.breach
    case .fact(.subject(let fact), _): fact.breach
    case .fact(.provider, _), .fact(.deposit, _), .fact(.expansion, _), .fact(.meeting, _), .fact(.outlet, _),
      .fact(.service, _), .fact(.rectification, _), .fact(.termination, _), .fact(.outletDeposit, _),
      .fact(.duty, _), .fact(.outage, _), .fact(.reinstatement, _), .fact(.lateCase, _), .fact(.admission, _),
      .fact(.measure, _), .fact(.notice, _), .fact(.correction, _):
      nil
    case .consequence(.breachDetected(let found)): found.breach
    case .consequence(.breachWithdrawn(let withdrawn)): withdrawn.breach
    case .consequence(.pointsDeducted(let deduction)): deduction.breach
    case .consequence(.reviewDue(let due)): due.breach
    case .consequence(.breachReopened(let reopened)): reopened.breach
    case .consequence(.programme(let drawn)): drawn.consequence.breach
    case .consequence(.answerDueMoved), .consequence(.dueMoved), .consequence(.pointsRestored),
      .consequence(.thresholdReached),
      .consequence(.expansionPaused),
      .consequence(.expansionUnpaused), .consequence(.expansionSuspended), .consequence(.expansionResumed),
      .consequence(.rectificationOpened), .consequence(.rectificationClosed), .consequence(.terminationOpened),
      .consequence(.terminationClosed), .consequence(.outletReceived), .consequence(.outletFrozen),
      .consequence(.yearClosed), .consequence(.dutyOpened), .consequence(.dutyMissed), .consequence(.dutyClosed),
      .consequence(.admissionChanged), .publication:
      nil
    }
  }
}
