/// Rectification (§3.1).
extension Admission {
  func row(_ fact: RectificationFact) throws(Refusal) -> Instant? {
    let open = try known(state.openRectification, .noRectification, found: standing)
    switch fact {
    case .ordered(let fact):
      try refuse(
        .rectificationOrdered, if: open.deadline != nil,
        found: Words(zh: "期限 \(open.deadline?.description ?? "")", en: "due by \(open.deadline?.description ?? "")"))
      try refuse(
        .timeOrder, if: fact.deadline < date, found: dates(fact.deadline, zh: "不得早于", en: "not before", date))
    case .passed(let fact):
      let (ordered, deadline) = try order(of: open)
      try refuse(
        .timeOrder, if: fact.metOn > date || fact.metOn < ordered,
        found: Words(zh: "\(fact.metOn)，应在 \(ordered) 至 \(date)", en: "\(fact.metOn), not within \(ordered)…\(date)"))
      try refuse(
        .deadlinePassed, if: fact.metOn > deadline, found: dates(fact.metOn, zh: "期限至", en: "due by", deadline))
      if fact.reduction != 0 { try within(terms.rectification.reduction, fact.reduction) }
    case .extended(let fact):
      try afterDeadline(of: open, next: fact.deadline)
    case .failed(let fact):
      try afterDeadline(of: open, next: fact.deadline)
      let clause = try known(
        terms.clauses[.rectificationFailure], .unknownClause, found: Clause.rectificationFailure.named)
      try within(clause.points, fact.points)
    }
    return nil
  }

  private func order(of open: RectificationCase) throws(Refusal) -> (orderedOn: LocalDate, deadline: LocalDate) {
    guard let ordered = open.orderedOn, let deadline = open.deadline else {
      throw .rules(.rectificationNotOrdered, found: standing)
    }
    return (ordered, deadline)
  }

  private func afterDeadline(of open: RectificationCase, next: LocalDate) throws(Refusal) {
    let deadline = try order(of: open).deadline
    try refuse(
      .deadlineNotPassed, unless: date > deadline, found: dates(date, zh: "期限至", en: "the deadline is", deadline))
    try refuse(.timeOrder, if: next < date, found: dates(next, zh: "不得早于", en: "not before", date))
  }
}

extension Decision {
  /// The rectification the fact belongs to.
  func decided(about fact: RectificationFact) -> Decided {
    state.openRectification.map { .rectification(case: $0.id, year: $0.year) } ?? .nothing
  }

  mutating func conclude(from fact: RectificationFact) {
    switch fact {
    case .passed: passRectification()
    case .failed(let fact): failRectification(fact.points)
    case .ordered, .extended: break
    }
  }
}
