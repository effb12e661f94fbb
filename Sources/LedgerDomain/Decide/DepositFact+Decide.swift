/// The deposit (§1.2(8), §3.3(3)).
extension Admission {
  func row(_ fact: DepositFact) throws(Refusal) -> Instant? {
    switch fact {
    case .frozen(let fact):
      guard !state.deposit.sums.frozenFen.addingReportingOverflow(fact.amountFen).overflow else {
        throw .badInput(field: "amountFen", expected: .depositWithinBounds)
      }
    case .forfeited(let fact): try forfeit(fact.amountFen, fact.breach)
    case .returned(let fact): try giveBack(fact.amountFen, fact.breach)
    case .compensated(let fact): try withinBalance(fact.amountFen)
    case .released(let fact): try release(fact.amountFen)
    }
    return nil
  }

  private func forfeit(_ amount: Int, _ breach: BreachID) throws(Refusal) {
    let breach = try known(state.breaches[breach], .unknownBreach, named: breach.text)
    try refuse(.breachNotAssessed, unless: breach.status == .assessed, found: breach.status.words)
    try withinBalance(amount)
    try fitting(state.deposit.sums.forfeitedFen, amount)
  }

  private func giveBack(_ amount: Int, _ breach: BreachID) throws(Refusal) {
    _ = try known(state.breaches[breach], .unknownBreach, named: breach.text)
    try refuse(.depositReleased, if: state.deposit.isReleased, found: .same(provider))
    let forfeited = state.deposit.forfeitedByBreach[breach] ?? 0
    try refuse(
      .amountMismatch, if: amount > forfeited, found: .amount(amount, zh: "可退还", en: "to be returned", forfeited))
    try fitting(state.deposit.sums.returnedFen, amount)
  }

  private func withinBalance(_ amount: Int) throws(Refusal) {
    try refuse(
      .depositInsufficient, if: amount > state.deposit.balanceFen,
      found: .amount(amount, zh: "余额", en: "the balance is", state.deposit.balanceFen))
  }

  /// Forfeiting and returning in turn could run a sum past 63 bits without ever passing the balance.
  private func fitting(_ sum: Int, _ amount: Int) throws(Refusal) {
    if sum.addingReportingOverflow(amount).overflow {
      throw .badInput(field: "amountFen", expected: .sumWithinBounds)
    }
  }

  private func release(_ amount: Int) throws(Refusal) {
    guard let termination = state.termination, let from = termination.releaseFrom else {
      throw .rules(.notTerminated, found: standing)
    }
    try refuse(.tooEarly, if: date < from, found: dates(date, zh: "不得早于", en: "not before", from))
    try refuse(
      .complaintsOpen, unless: state.openComplaints.isEmpty, found: .list(state.openComplaints.map(\.text).sorted()))
    try refuse(.depositReleased, if: state.deposit.isReleased, found: .same(provider))
    let balance = state.deposit.balanceFen
    try refuse(
      .amountMismatch, if: amount != balance, found: .amount(amount, zh: "余额", en: "the balance is", balance))
  }
}
