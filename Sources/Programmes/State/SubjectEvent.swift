public import LedgerDomain

/// One event of a subject's stream: what somebody submitted, or what the ledger drew from it (programmes §10).
public struct SubjectEvent: Equatable, Sendable {
  /// Its place in the whole log, from 1.
  public var position: Int
  /// Its place in the subject's stream, from 1.
  public let version: Int
  /// The idempotency key it was submitted under; nil for none, and for what the ledger drew.
  public let id: String?
  /// When it happened.
  public let at: Instant
  /// When the ledger learnt of it.
  public let recordedAt: Instant
  /// Who submitted it, or the event it follows from; nil for what a sweep found.
  public let by: Person?
  /// What it says.
  public let body: Body
  /// What was noted beside it when it was handed in; no rule reads it.
  public let note: String?
  /// The position of the submitted event it follows from; nil for one, and for what a sweep found.
  public let cause: Int?
  /// The version it was decided under.
  public let rulebook: String

  /// What an event says.
  public enum Body: Equatable, Sendable {
    /// What was submitted; of a report, with what was decided about it.
    case fact(ProgrammeFact, ReportDecided?)
    /// What the ledger drew, and what it rests on.
    case drawn(ProgrammeConsequence, Ground)
  }

  /// One event.
  public init(
    position: Int, version: Int, id: String? = nil, at: Instant, recordedAt: Instant, by: Person?, body: Body,
    note: String? = nil, cause: Int?, rulebook: String
  ) {
    self.position = position
    self.version = version
    self.id = id
    self.at = at
    self.recordedAt = recordedAt
    self.by = by
    self.body = body
    self.note = note
    self.cause = cause
    self.rulebook = rulebook
  }
}

/// One event about a subject as handed in, its shape already checked as far as no rulebook is needed (programmes §10).
public struct SubjectSubmission: Equatable, Sendable {
  /// The idempotency key, if one was given.
  public var id: String?
  /// When it happened.
  public var at: Instant
  /// Who submits it.
  public var by: Person
  /// What it says.
  public var fact: ProgrammeFact
  /// What is noted beside it, which no rule reads.
  public var note: String?

  /// One event as handed in.
  public init(id: String? = nil, at: Instant, by: Person, fact: ProgrammeFact, note: String? = nil) {
    self.id = id
    self.at = at
    self.by = by
    self.fact = fact
    self.note = note
  }
}
