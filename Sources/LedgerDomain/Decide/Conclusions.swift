/// What the ledger works out itself about a fact it records (§5); the families' own files say it row by row, and
/// `DutyFacts` of those that open duties.
extension Decision {
  /// What is worked out from the rulebook when the fact is recorded.
  func decided(about fact: Fact) -> Decided {
    switch fact {
    case .expansion(let fact): decided(about: fact)
    case .meeting(let fact): decided(about: fact)
    case .outlet(let fact): decided(about: fact)
    case .service(let fact): decided(about: fact)
    case .breach(let fact): decided(about: fact)
    case .rectification(let fact): decided(about: fact)
    case .termination(let fact): decided(about: fact)
    case .measure(let fact): decided(about: fact)
    case .notice(let fact): decided(about: fact)
    case .provider(let fact): decided(about: fact)
    case .admission(let fact): decided(about: fact)
    case .deposit, .appeal, .outletDeposit, .duty, .outage, .reinstatement, .lateCase, .correction, .subject: .nothing
    }
  }

  /// Draws the consequences of the fact just recorded.
  mutating func conclude(from fact: Fact) {
    let met = fact.dutiesMet(on: date) + dutiesMetByMeasure(fact)
    raiseLate(met)
    switch fact {
    case .expansion(let fact): conclude(from: fact)
    case .meeting(let fact): conclude(from: fact)
    case .outlet(let fact): conclude(from: fact)
    case .service(let fact): conclude(from: fact)
    case .breach(let fact): conclude(from: fact)
    case .appeal(let fact): conclude(from: fact)
    case .rectification(let fact): conclude(from: fact)
    case .termination(let fact): conclude(from: fact)
    case .outage: moveAnswersAndLookAgain()
    case .reinstatement(let fact): conclude(from: fact)
    case .lateCase(let fact): conclude(from: fact)
    case .admission(let fact): conclude(from: fact)
    case .correction(let fact): conclude(from: fact)
    case .provider, .deposit, .outletDeposit, .duty, .measure, .notice, .subject: break
    }
    withdrawUnsupported(after: fact, which: met)
  }
}
