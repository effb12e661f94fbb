/// Rectification (§3.1).
extension Admission {
  func row(_ fact: RectificationFact) throws(Refusal) -> Instant? {
    let open = try known(state.openRectification, .noRectification)
    switch fact {
    case .ordered(let fact):
      try refuse(.rectificationOrdered, if: open.deadline != nil)
      try refuse(.timeOrder, if: fact.deadline < date, found: date.description)
    case .passed(let fact):
      let (ordered, deadline) = try order(of: open)
      try refuse(.timeOrder, if: fact.metOn > date || fact.metOn < ordered, found: "\(ordered)…\(date)")
      try refuse(.deadlinePassed, if: fact.metOn > deadline, found: deadline.description)
      if fact.reduction != 0 { try within(terms.rectification.reduction, fact.reduction) }
    case .extended(let fact):
      try afterDeadline(of: open, next: fact.deadline)
    case .failed(let fact):
      try afterDeadline(of: open, next: fact.deadline)
      let clause = try known(terms.clauses[.rectificationFailure], .unknownClause)
      try within(clause.points, fact.points)
    }
    return nil
  }

  private func order(of open: RectificationCase) throws(Refusal) -> (orderedOn: LocalDate, deadline: LocalDate) {
    guard let ordered = open.orderedOn, let deadline = open.deadline else {
      throw .because(.rectificationNotOrdered)
    }
    return (ordered, deadline)
  }

  private func afterDeadline(of open: RectificationCase, next: LocalDate) throws(Refusal) {
    let deadline = try order(of: open).deadline
    try refuse(.deadlineNotPassed, unless: date > deadline, found: deadline.description)
    try refuse(.timeOrder, if: next < date, found: date.description)
  }
}

extension Decision {
  /// The rectification the fact belongs to.
  func decided(about fact: RectificationFact) -> Decided {
    state.openRectification.map { .rectification(case: $0.id, year: $0.year) } ?? .nothing
  }

  mutating func conclude(from fact: RectificationFact) {
    switch fact {
    case .passed(let fact): passRectification(fact.reduction)
    case .failed(let fact): failRectification(fact.points)
    case .ordered, .extended: break
    }
  }
}
