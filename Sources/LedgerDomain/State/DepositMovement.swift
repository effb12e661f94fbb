/// Money that went into a deposit or out of it, as far as a second report of the same would look like it.
public struct DepositMovement: Equatable, Sendable {
  /// When it moved.
  public let at: Instant
  /// The position of the event.
  public let position: Int
  /// How it moved.
  public let kind: DepositFact.Kind
  /// The city, where one is named.
  public let city: Key<City>?
  /// The amount, in fen.
  public let amountFen: Int

  /// What a fact moves.
  init(_ fact: DepositFact, at: Instant, position: Int) {
    self.at = at
    self.position = position
    kind = fact.kind
    city = fact.city
    amountFen = fact.amountFen
  }
}

extension Deposit {
  /// Seconds between two movements that may be one reported twice, at most.
  private static let doubtfulSeconds = 86_400
  /// Movements looked at, at most; nobody moves money so often in two days.
  private static let mostLookedAt = 1_000

  /// Adds a movement, in the order of time.
  mutating func note(_ movement: DepositMovement) {
    let end = movements.lastIndex { $0.at <= movement.at }.map { $0 + 1 } ?? 0
    movements.insert(movement, at: end)
  }

  /// The movement nearest in time of the same kind, city and amount as a fact, within a day of it; nil for none.
  func movement(like fact: DepositFact, at: Instant) -> DepositMovement? {
    let (from, to) = (at.adding(seconds: -Self.doubtfulSeconds), at.adding(seconds: Self.doubtfulSeconds))
    let near = movements.reversed().drop { $0.at > to }.prefix(Self.mostLookedAt).prefix { $0.at >= from }
    return near.filter { $0 == DepositMovement(fact, at: $0.at, position: $0.position) }
      .min { abs($0.at.seconds - at.seconds) < abs($1.at.seconds - at.seconds) }
  }
}

extension DepositFact {
  /// The amount, in fen.
  var amountFen: Int {
    switch self {
    case .frozen(let fact): fact.amountFen
    case .forfeited(let fact): fact.amountFen
    case .returned(let fact): fact.amountFen
    case .compensated(let fact): fact.amountFen
    case .released(let fact): fact.amountFen
    }
  }

  /// The city, where one is named.
  fileprivate var city: Key<City>? {
    switch self {
    case .frozen(let fact): fact.city
    case .forfeited, .returned, .compensated, .released: nil
    }
  }
}
