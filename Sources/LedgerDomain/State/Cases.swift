/// One run of the workflow at the first threshold (§3.1).
public struct RectificationCase: Equatable, Sendable {
  /// The position of its opening, which names it.
  public var id: Int
  /// The year whose score opened it.
  public var year: Int
  /// When it was opened.
  public var openedAt: Instant
  /// The date of its order; nil until ordered.
  public var orderedOn: LocalDate?
  /// By when its demands must be met; nil until ordered.
  public var deadline: LocalDate?
  /// How it ended; nil while it is open.
  public var outcome: RectificationOutcome?
}

/// One run of the exit procedure (§3.2, §3.3).
public struct TerminationCase: Equatable, Sendable {
  /// The position of its opening, which names it.
  public var id: Int
  /// Why it was opened.
  public var ground: TerminationGround
  /// The year whose score opened it; nil unless the ground is points.
  public var year: Int?
  /// The last step taken.
  public var step = TerminationStep.opened
  /// When that step was taken.
  public var steppedAt: Instant
  /// Who has signed first.
  public var firstSignature: Role?
  /// The date of the freeze.
  public var frozenOn: LocalDate?
  /// When the contract ended.
  public var contractEndedOn: LocalDate?
  /// From when the deposit may be released.
  public var releaseFrom: LocalDate?
  /// The proposal to take it back after the freeze (offices §11).
  public var reinstatement: Reinstatement?
  /// How it was closed; nil while it is open, or frozen.
  public var outcome: TerminationOutcome?
}

/// A proposal to take a terminated provider back (offices §11).
public struct Reinstatement: Equatable, Sendable {
  /// When it was made.
  public var at: Instant
  /// Who made it.
  public var by: String
  /// The outlets that come back.
  public var outlets: [Key<Outlet>]
}

/// One natural year of a provider.
public struct YearScore: Equatable, Sendable {
  /// The points of the year: the sum of its charges less what was restored, never below 0.
  public var score = 0
  /// Whether a point was ever charged in it.
  public var everCharged = false
  /// Points were charged since the last pass for it (§5).
  public var isFresh = false
  /// A case for it was waived, and no point charged since (§5).
  public var isWaived = false
  /// The score at which it was closed; nil while it is open.
  public var closedScore: Int?
  /// Movements of its score recorded since it was closed; they are counted even where they cancel out.
  public var restatements = 0
  /// The thresholds it reached too late to open a case by themselves, in points, while it stands at them and no case was
  /// opened (offices §11).
  public var reachedLate: Set<Int> = []
  /// The date of the latest act whose charge still stands: the terms of that day hold the year's thresholds.
  public var latestAct: LocalDate?

  /// Adds points of acts of which `date` is the latest.
  mutating func add(_ points: Int, latestAct date: LocalDate) {
    score += points
    everCharged = true
    isFresh = true
    isWaived = false
    latestAct = latestAct.map { max($0, date) } ?? date
  }
}
