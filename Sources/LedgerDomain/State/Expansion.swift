/// A territory opened to a provider (§1).
public struct City: Equatable, Sendable {
  /// The position of the authorisation.
  public var position: Int
  /// When it was authorised.
  public var authorisedAt: Instant
  /// How many people live there.
  public var population: Int
  /// How many outlets it needs, and by when.
  public var plan: CityPlan
  /// Outlets this provider signed there by the first batch's due date, less those exited by then (§7.7).
  public var signedForFirstBatch = 0
  /// The same by the due date of all.
  public var signedForAll = 0
}

/// A recruiting meeting and the applications that follow it.
public struct Meeting: Equatable, Sendable {
  /// The position of the event that says it was held.
  public var position: Int
  /// The city it was held in.
  public var city: Key<City>
  /// When it was held.
  public var heldAt: Instant
  /// How many were invited.
  public var invited: Int
  /// How many came.
  public var attended: Int
  /// How many signed; nil until concluded.
  public var signed: Int?
  /// The last day for the deposit applications; nil where §2.1.1(4) does not bind the provider.
  public var applicationsDue: DueDate?
  /// When the applications were submitted.
  public var applicationsAt: Instant?
  /// Whether they were reviewed.
  public var isReviewed = false
  /// Whether what its results wanted is confirmed as put right.
  public var isRectified = false
}

/// The deposit, in fen, and what is known about it besides (§1.2(8), §3.3(3)).
public struct Deposit: Equatable, Sendable {
  /// What went in and out.
  public var sums = DepositSums()
  /// Whether it has been released, which happens once.
  public var isReleased = false
  /// Forfeited under each breach and not yet returned.
  public var forfeitedByBreach: [BreachID: Int] = [:]
  /// Every movement, in the order of time.
  public var movements: [DepositMovement] = []

  /// What is left.
  public var balanceFen: Int { sums.balanceFen }
}

/// What went into a deposit and out of it, in fen.
public struct DepositSums: Equatable, Sendable {
  /// Ever frozen.
  public var frozenFen = 0
  /// Ever forfeited.
  public var forfeitedFen = 0
  /// Forfeited and given back.
  public var returnedFen = 0
  /// Paid out as compensation.
  public var compensatedFen = 0
  /// Released at the end.
  public var releasedFen = 0

  /// No deposit.
  public init() {}

  /// What is left.
  public var balanceFen: Int { frozenFen - forfeitedFen + returnedFen - compensatedFen - releasedFen }
}
