/// Cases of years whose points reached a threshold too late to open one by themselves (offices §11).
extension Admission {
  func row(_ fact: LateCaseFact) throws(Refusal) -> Instant? {
    switch fact {
    case .opened(let fact):
      try refuse(.terminationOpen, if: state.openTermination != nil, found: standing)
      let year = state.years[fact.year] ?? YearScore()
      try refuse(
        .noLateCase, unless: year.reachedLate.contains(fact.threshold),
        found: Words(
          zh: "\(fact.year) 年累计 \(year.score) 分，逾期达到的标准线：\(listed(year.reachedLate, none: "无"))",
          en: "\(fact.year) is at \(year.score), reached late: \(listed(year.reachedLate, none: "none"))"))
      let opens = state.procedure(openedBy: fact.threshold, in: fact.year, by: rules, on: date)
      try refuse(.rectificationOpen, if: opens == .rectification && state.openRectification != nil, found: standing)
      return nil
    }
  }

  private func listed(_ thresholds: Set<Int>, none: String) -> String {
    thresholds.isEmpty ? none : thresholds.sorted().map(String.init).joined(separator: ", ")
  }
}

extension Decision {
  mutating func conclude(from fact: LateCaseFact) {
    switch fact {
    case .opened(let fact):
      let procedure = state.procedure(openedBy: fact.threshold, in: fact.year, by: rules, on: date)
      if let procedure { open(procedure, for: fact.year) }
    }
  }
}

extension ProviderState {
  /// What a threshold of a year opens: the severest procedure that so many points are enough for; nil for none.
  ///
  /// - Parameter date: by whose terms a year is held in which no charge stands.
  fileprivate func procedure(openedBy points: Int, in year: Int, by rules: Rules, on date: LocalDate) -> Procedure? {
    let thresholds = terms(of: rules, on: years[year]?.latestAct ?? date).thresholds
    return Procedure.bySeverity.first { thresholds.points(opening: $0) <= points }
  }
}
