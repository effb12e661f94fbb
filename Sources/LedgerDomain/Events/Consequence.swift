/// What the ledger decides by itself (§5), appended in the same transaction as its cause.
public enum Consequence: Equatable, Sendable {
  /// A breach is found in the facts.
  case breachDetected(Detection)
  /// Late facts no longer support a pending breach.
  case breachWithdrawn(breach: BreachID, clause: Clause)
  /// Points are charged for a breach.
  case pointsDeducted(Deduction)
  /// Points come off again.
  case pointsRestored(Restoration)
  /// A year's score reached a threshold (§3.1, §3.2).
  case thresholdReached(threshold: Int, year: Int, score: Int)
  /// A meeting's results pause expansion (§1.3.1(1)).
  case expansionPaused(meeting: Key)
  /// That pause ends.
  case expansionUnpaused(meeting: Key)
  /// A case is open or the provider terminated: no new city (§3.1(1)).
  case expansionSuspended
  /// No case is open any more.
  case expansionResumed
  /// A rectification for a year is opened (§3.1).
  case rectificationOpened(year: Int)
  /// The rectification opened at position `case` is closed.
  case rectificationClosed(case: Int, year: Int, outcome: RectificationOutcome)
  /// A termination case is opened (§3.2, §3.3); the year only for ground points.
  case terminationOpened(ground: TerminationGround, year: Int?)
  /// The termination case opened at position `case` is closed.
  case terminationClosed(case: Int, year: Int?, outcome: TerminationOutcome)
  /// An outlet comes from another provider, with its first signing and opening dates.
  case outletReceived(outlet: Key, city: Key, from: Key, signedOn: LocalDate, openedOn: LocalDate?)
  /// An outlet nobody took over is frozen with its provider.
  case outletFrozen(outlet: Key, agreementEnded: Bool)
  /// A year is closed at this score (§1.1(7)).
  case yearClosed(year: Int, score: Int)
}

/// The type of a consequence, as written in the log (§5); each with its Chinese name.
public enum ConsequenceKind: String, CaseIterable, Sendable {
  /// 发现违规
  case breachDetected = "BreachDetected"
  /// 违规撤回
  case breachWithdrawn = "BreachWithdrawn"
  /// 扣分
  case pointsDeducted = "PointsDeducted"
  /// 扣分返还
  case pointsRestored = "PointsRestored"
  /// 达到标准线
  case thresholdReached = "ThresholdReached"
  /// 拓展暂停
  case expansionPaused = "ExpansionPaused"
  /// 拓展暂停解除
  case expansionUnpaused = "ExpansionUnpaused"
  /// 拓展中止
  case expansionSuspended = "ExpansionSuspended"
  /// 拓展恢复
  case expansionResumed = "ExpansionResumed"
  /// 整改开启
  case rectificationOpened = "RectificationOpened"
  /// 整改了结
  case rectificationClosed = "RectificationClosed"
  /// 终止案件开启
  case terminationOpened = "TerminationOpened"
  /// 终止案件了结
  case terminationClosed = "TerminationClosed"
  /// 网点接收
  case outletReceived = "OutletReceived"
  /// 网点冻结
  case outletFrozen = "OutletFrozen"
  /// 年度结算
  case yearClosed = "YearClosed"
}

extension Consequence {
  /// The type under which the consequence stands in the log.
  public var kind: ConsequenceKind {
    switch self {
    case .breachDetected: .breachDetected
    case .breachWithdrawn: .breachWithdrawn
    case .pointsDeducted: .pointsDeducted
    case .pointsRestored: .pointsRestored
    case .thresholdReached: .thresholdReached
    case .expansionPaused: .expansionPaused
    case .expansionUnpaused: .expansionUnpaused
    case .expansionSuspended: .expansionSuspended
    case .expansionResumed: .expansionResumed
    case .rectificationOpened: .rectificationOpened
    case .rectificationClosed: .rectificationClosed
    case .terminationOpened: .terminationOpened
    case .terminationClosed: .terminationClosed
    case .outletReceived: .outletReceived
    case .outletFrozen: .outletFrozen
    case .yearClosed: .yearClosed
    }
  }

  /// The clause the consequence rests on: a slug for a breach, else the § of the regulation.
  public var clause: String {
    switch self {
    case .breachDetected(let detection): detection.clause.rawValue
    case .breachWithdrawn(_, let clause): clause.rawValue
    case .pointsDeducted(let deduction): deduction.clause.rawValue
    case .pointsRestored(let restoration): restoration.clause?.rawValue ?? "§3.1(3)"
    case .expansionPaused, .expansionUnpaused: Clause.meetingResults.rawValue
    case .thresholdReached, .expansionSuspended, .expansionResumed: "§3.1, §3.2"
    case .rectificationOpened, .rectificationClosed: "§3.1"
    case .terminationOpened, .terminationClosed: "§3.2, §3.3"
    case .outletReceived: "§3.2"
    case .outletFrozen: "§3.3(1)"
    case .yearClosed: "§1.1(7)"
    }
  }
}

/// A breach found in the facts, with what it rests on.
public struct Detection: Equatable, Sendable {
  /// The breach's id.
  public let breach: BreachID
  /// The clause broken.
  public let clause: Clause
  /// The date of the act.
  public let on: LocalDate
  /// The points it may cost.
  public let points: ClosedRange<Int>
  /// The positions of the facts it rests on, ascending.
  public let facts: [Int]
  /// The due date that passed, for a breach of a duty.
  public let due: DueDate?
  /// What was counted against a limit, for a breach found by counting.
  public let count: Tally?

  /// A breach found in the facts.
  public init(
    breach: BreachID, clause: Clause, on: LocalDate, points: ClosedRange<Int>, facts: [Int], due: DueDate? = nil,
    count: Tally? = nil
  ) {
    self.breach = breach
    self.clause = clause
    self.on = on
    self.points = points
    self.facts = facts
    self.due = due
    self.count = count
  }
}

/// A count held against a share of a whole.
public struct Tally: Equatable, Sendable {
  /// What was counted.
  public var counted: Int
  /// The whole it is a part of.
  public var of: Int
  /// The limit, in per cent of the whole.
  public var limitPercent: Int

  /// `counted` out of `of`, against `limitPercent`.
  public init(counted: Int, of: Int, limitPercent: Int) {
    self.counted = counted
    self.of = of
    self.limitPercent = limitPercent
  }
}

/// Points charged for a breach.
public struct Deduction: Equatable, Sendable {
  /// The breach.
  public let breach: BreachID
  /// Its clause.
  public let clause: Clause
  /// The date of the act.
  public let on: LocalDate
  /// Points assessed.
  public let assessed: Int
  /// Points charged: those assessed, less what a cap leaves no room for.
  public let charged: Int
  /// The year's score afterwards.
  public let score: Int
  /// The key of the cap the breach falls under, if any.
  public let cap: String?
  /// The last day on which an appeal may be dated.
  public let appealUntil: DueDate

  /// Points charged for a breach.
  public init(
    breach: BreachID, clause: Clause, on: LocalDate, assessed: Int, charged: Int, score: Int, cap: String?,
    appealUntil: DueDate
  ) {
    self.breach = breach
    self.clause = clause
    self.on = on
    self.assessed = assessed
    self.charged = charged
    self.score = score
    self.cap = cap
    self.appealUntil = appealUntil
  }
}

/// Points that come off a year's score again.
public struct Restoration: Equatable, Sendable {
  /// The breach whose appeal restores them; nil for a rectification that passed.
  public let breach: BreachID?
  /// That breach's clause.
  public let clause: Clause?
  /// The year they come off.
  public let year: Int
  /// What really came off: never so much that the score would fall below 0.
  public let restored: Int
  /// The year's score afterwards.
  public let score: Int

  /// Points that come off.
  public init(breach: BreachID?, clause: Clause?, year: Int, restored: Int, score: Int) {
    self.breach = breach
    self.clause = clause
    self.year = year
    self.restored = restored
    self.score = score
  }
}

/// How a rectification ended (§5).
public enum RectificationOutcome: String, CaseIterable, Sendable {
  /// Its demands were met.
  case passed
  /// The score fell below the threshold.
  case cancelled
  /// A termination case was opened.
  case superseded
}

/// How a termination case ended without a freeze (§5).
public enum TerminationOutcome: String, CaseIterable, Sendable {
  /// The score fell below the threshold.
  case withdrawn
  /// The department head waived it.
  case waived
}
