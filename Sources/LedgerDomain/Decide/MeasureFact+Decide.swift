/// Measures (§1.1(7), §1.1.3(3), §1.4.1(2); offices §6).
extension Admission {
  /// Who may submit it: for an order and its lifting, those who may order that kind.
  func roles(of fact: MeasureFact) throws(Refusal) -> [Role] {
    switch fact {
    case .ordered(let fact): return try kind(fact.kind).by
    case .fulfilled: return terms.measures?.fulfilledBy ?? []
    case .lifted(let fact):
      let measure = try known(fact.measure, in: state.measures, .unknownMeasure)
      return terms.measures?.kinds[measure.kind]?.by ?? []
    }
  }

  func row(_ fact: MeasureFact) throws(Refusal) -> Instant? {
    switch fact {
    case .ordered(let fact): return try order(fact)
    case .fulfilled(let fact): return try open(fact.measure).orderedAt
    case .lifted(let fact):
      let measure = try open(fact.measure)
      let isLiftable = terms.measures?.kinds[measure.kind]?.isLiftable ?? false
      try refuse(.notLiftable, unless: isLiftable, found: .same(measure.kind.text))
      return measure.orderedAt
    }
  }

  private func kind(_ key: Key<MeasureKind>) throws(Refusal) -> MeasureKind {
    try known(key, in: terms.measures?.kinds ?? [:], .unknownKind)
  }

  private func open(_ key: Key<Measure>) throws(Refusal) -> Measure {
    let measure = try known(key, in: state.measures, .unknownMeasure)
    try refuse(
      .measureClosed, unless: measure.status == .open,
      found: .pair(.same(key.text), zh: "状态", en: "state", measure.status.words))
    return measure
  }

  private func order(_ fact: MeasureOrdered) throws(Refusal) -> Instant? {
    let kind = try kind(fact.kind)
    for need in MeasureNeed.allCases {
      switch (kind.needs.contains(need), fact.names(need)) {
      case (true, false): throw .badInput(field: need.rawValue, expected: .needed(by: fact.kind, kind.words))
      case (false, true) where need != .deadline:
        throw .badInput(field: need.rawValue, expected: .notNeeded(by: fact.kind, kind.words))
      case (true, true), (false, true), (false, false): break
      }
    }
    try refuse(.measureExists, if: state.measures[fact.measure] != nil, found: .same(fact.measure.text))
    var earliest: Instant?
    if let outlet = fact.outlet { earliest = try held(outlet).heldFrom }
    if let breach = fact.breach { _ = try known(state.breaches[breach], .unknownBreach, named: breach.text) }
    if let deadline = fact.deadline {
      try refuse(.timeOrder, if: deadline < date, found: dates(deadline, zh: "不得早于", en: "not before", date))
    }
    return earliest
  }
}

extension MeasureOrdered {
  /// Whether the order names what a kind may need.
  fileprivate func names(_ need: MeasureNeed) -> Bool {
    switch need {
    case .outlet: outlet != nil
    case .amountFen: amountFen != nil
    case .beneficiary: beneficiary != nil
    case .deadline: deadline != nil
    }
  }
}

extension Decision {
  /// The effect of a measure is decided with its order.
  func decided(about fact: MeasureFact) -> Decided {
    switch fact {
    case .ordered(let fact): terms.measures?.kinds[fact.kind]?.effect.map(Decided.effect) ?? .nothing
    case .fulfilled, .lifted: .nothing
    }
  }
}

extension Expectation {
  fileprivate static func needed(by kind: Key<MeasureKind>, _ words: Words) -> Expectation {
    Expectation(
      zh: "缺少该字段，\(words.zh)（\(kind)）须写明", en: "the field is missing, which the kind \(kind) needs", isWhole: true)
  }

  fileprivate static func notNeeded(by kind: Key<MeasureKind>, _ words: Words) -> Expectation {
    Expectation(zh: "空（\(words.zh)（\(kind)）没有这一项）", en: "nothing: the kind \(kind) has no such thing")
  }
}
