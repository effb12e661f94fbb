/// The deposits of outlets (§2.1.1(3)).
extension Admission {
  func row(_ fact: OutletDepositFact) throws(Refusal) -> Instant? {
    switch fact {
    case .frozen(let fact):
      let outlet = try held(fact.outlet)
      guard !state.outletDepositSums.frozenFen.addingReportingOverflow(fact.amountFen).overflow else {
        throw .badInput(field: "amountFen", expected: .depositWithinBounds)
      }
      return outlet.heldFrom
    case .released(let fact):
      _ = try known(fact.outlet, in: state.outlets, .unknownOutlet)
      let balance = state.outletDeposits[fact.outlet]?.balanceFen ?? 0
      try refuse(
        .depositInsufficient, if: fact.amountFen > balance,
        found: .amount(fact.amountFen, zh: "余额", en: "the balance is", balance))
      return nil
    }
  }
}
