/// What a programme draws, and what it rests on, as it stands in the log (programmes §10).
public struct ProgrammeDrawn: Hashable, Sendable {
  /// What was decided.
  public let consequence: ProgrammeConsequence
  /// What it rests on: `by` in the log, with what that was applied to in `for`.
  public let ground: Ground

  /// Something drawn.
  public init(_ consequence: ProgrammeConsequence, on ground: Ground) {
    self.consequence = consequence
    self.ground = ground
  }

  /// Takes what was drawn of this kind from a pass that reads. A ground that no ledger writes is read as a submission's.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(
    _ kind: ProgrammeConsequence.Kind, from pass: inout Pass
  ) throws(Pass.PassError) {
    consequence = try ProgrammeConsequence(kind, from: &pass)
    let rule = ProgrammeRule(try pass.text("by", "依据", nil)) ?? .submission
    ground = Ground(rule, for: try pass.text("for", "起因", nil))
  }

  /// Takes a pass over its fields.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    try consequence.fields(&pass)
    _ = try pass.text("by", "依据", ground.rule.description)
    _ = try pass.text("for", "起因", ground.cause)
  }
}

extension ProgrammeConsequence {
  /// Takes what was drawn of this kind from a pass that reads.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ kind: Kind, from pass: inout Pass) throws(Pass.PassError) {
    switch kind {
    case .breachDetected: self = .breachDetected(try BreachRaised(&pass, nil))
    case .breachWithdrawn: self = .breachWithdrawn(try pass.breach("breach", "违规", nil))
    case .pointsDeducted: self = .pointsDeducted(try EntryCharged(&pass, nil))
    case .pointsRestored: self = .pointsRestored(try EntriesRestored(&pass, nil))
    case .nodeReached: self = .nodeReached(try NodeReached(&pass, nil))
    case .measureImposed: self = .measureImposed(try MeasureImposed(&pass, nil))
    case .measureEnded: self = .measureEnded(try MeasureOver(&pass, nil))
    case .noticeGiven: self = .noticeGiven(try MeasureNotice(&pass, nil))
    case .fined: self = .fined(try MoneyMoved(&pass, nil))
    case .valueSet: self = .valueSet(try ValueChange(&pass, nil))
    case .dutyOpened: self = .dutyOpened(try SubjectDutyOpened(&pass, nil))
    case .dutyMet: self = .dutyMet(try SubjectDutyMet(&pass, nil))
    case .dutyMissed: self = .dutyMissed(try SubjectDutyMissed(&pass, nil))
    case .dutyWithdrawn: self = .dutyWithdrawn(try SubjectDutyGone(&pass, nil))
    case .reviewDecided: self = .reviewDecided(try ReviewOutcome(&pass, nil))
    case .periodClosed: self = .periodClosed(try PeriodClosed(&pass, nil))
    case .reversed: self = .reversed(try Reversal(&pass, nil))
    }
  }

  /// Takes a pass over its fields.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    switch self {
    case .breachDetected(let it): _ = try BreachRaised(&pass, it)
    case .breachWithdrawn(let breach): _ = try pass.breach("breach", "违规", breach)
    case .pointsDeducted(let it): _ = try EntryCharged(&pass, it)
    case .pointsRestored(let it): _ = try EntriesRestored(&pass, it)
    case .nodeReached(let it): _ = try NodeReached(&pass, it)
    case .measureImposed(let it): _ = try MeasureImposed(&pass, it)
    case .measureEnded(let it): _ = try MeasureOver(&pass, it)
    case .noticeGiven(let it): _ = try MeasureNotice(&pass, it)
    case .fined(let it): _ = try MoneyMoved(&pass, it)
    case .valueSet(let it): _ = try ValueChange(&pass, it)
    case .dutyOpened(let it): _ = try SubjectDutyOpened(&pass, it)
    case .dutyMet(let it): _ = try SubjectDutyMet(&pass, it)
    case .dutyMissed(let it): _ = try SubjectDutyMissed(&pass, it)
    case .dutyWithdrawn(let it): _ = try SubjectDutyGone(&pass, it)
    case .reviewDecided(let it): _ = try ReviewOutcome(&pass, it)
    case .periodClosed(let it): _ = try PeriodClosed(&pass, it)
    case .reversed(let it): _ = try Reversal(&pass, it)
    }
  }

  /// The breach it raises, charges, withdraws or reverses; nil for any other.
  public var breach: BreachID? {
    switch self {
    case .breachDetected(let it): it.breach
    case .breachWithdrawn(let breach): breach
    case .pointsDeducted(let it): it.breach
    case .reversed(let it): it.breach
    case .pointsRestored, .nodeReached, .measureImposed, .measureEnded, .noticeGiven, .fined, .valueSet, .dutyOpened,
      .dutyMet, .dutyMissed, .dutyWithdrawn, .reviewDecided, .periodClosed:
      nil
    }
  }
}
