/// What went into an outlet's own deposit and out of it, in fen (§2.1.1(3)).
public struct OutletDepositSums: Equatable, Sendable {
  /// Ever frozen.
  public var frozenFen = 0
  /// Released again.
  public var releasedFen = 0

  /// No deposit.
  public init() {}

  /// What is left.
  public var balanceFen: Int { frozenFen - releasedFen }
}

extension ProviderState {
  mutating func evolve(_ fact: OutletDepositFact) {
    switch fact {
    case .frozen(let fact):
      outletDeposits[fact.outlet, default: OutletDepositSums()].frozenFen += fact.amountFen
      outletDepositSums.frozenFen += fact.amountFen
    case .released(let fact):
      outletDeposits[fact.outlet, default: OutletDepositSums()].releasedFen += fact.amountFen
      outletDepositSums.releasedFen += fact.amountFen
    }
  }
}
