/// Cities, training and promotions (§1.3.1(2), §2.1.4, §2.2.1).
extension Admission {
  func row(_ fact: ExpansionFact) throws(Refusal) -> Instant? {
    switch fact {
    case .cityAuthorised(let fact): try authorise(fact.city)
    case .trainingExamined(let fact):
      try refuse(.trainingExists, if: state.trainings.contains(fact.training), found: .same(fact.training.text))
    case .promotionRun(let fact):
      try refuse(.promotionExists, if: state.promotions.contains(fact.promotion), found: .same(fact.promotion.text))
    }
    return nil
  }

  private func authorise(_ city: Key<City>) throws(Refusal) {
    try refuse(.cityExists, if: state.cities[city] != nil, found: .same(city.text))
    try refuse(.expansionSuspended, if: state.expansion == .suspended, found: standing)
    try refuse(.expansionPaused, if: state.expansion == .paused, found: .list(state.pauses.keys.map(\.text).sorted()))
    let needed = Int128(terms.depositPerCityFen) * Int128(state.cities.count + 1)
    try refuse(
      .depositMissing, if: Int128(state.deposit.balanceFen) < needed,
      found: .pair(
        .money(Int128(state.deposit.balanceFen)), zh: "须有", en: "needed are", .money(needed)))
  }
}

extension Decision {
  mutating func conclude(from fact: ExpansionFact) {
    switch fact {
    case .trainingExamined(let fact): testTraining(fact.training, fact.examined, fact.failed)
    case .cityAuthorised, .promotionRun: break
    }
  }
}
