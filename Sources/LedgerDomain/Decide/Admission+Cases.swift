/// Rectification (§3.1) and termination (§3.2, §3.3).
extension Admission {
  func rectificationRow() throws(Refusal) -> Instant? {
    let open = try known(state.openRectification, .noRectification)
    switch submission.fact {
    case .rectificationOrdered(let deadline, _, _):
      try refuse(.rectificationOrdered, if: open.deadline != nil)
      try refuse(.timeOrder, if: deadline < date, found: date.description)
    case .rectificationPassed(let reduction, let metOn):
      let (ordered, deadline) = try order(of: open)
      try refuse(.timeOrder, if: metOn > date || metOn < ordered, found: "\(ordered)…\(date)")
      try refuse(.deadlinePassed, if: metOn > deadline, found: deadline.description)
      if reduction != 0 { try within(terms.rectification.reduction, reduction) }
    case .rectificationExtended(let deadline, _):
      try afterDeadline(of: open, next: deadline)
    case .rectificationFailed(let points, let deadline):
      try afterDeadline(of: open, next: deadline)
      let clause = try known(terms.clauses[.rectificationFailure], .unknownClause)
      try within(clause.points, points)
    default: break
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

  func terminationRow() throws(Refusal) -> Instant? {
    if case .terminationRequested = submission.fact {
      try refuse(.terminationOpen, if: state.openTermination != nil)
      return nil
    }
    if case .terminationWaived = submission.fact {
      _ = try known(state.openTermination, .noTermination)
      return nil
    }
    guard let step = submission.fact.terminationStep else { return nil }
    let before = try known(state.termination, step == .notified ? .stepOutOfOrder : .noTermination)
    try refuse(.stepOutOfOrder, unless: isNext(step, after: before), found: before.step.rawValue)
    switch submission.fact {
    case .departmentsNotified(let departments), .terminationNotified(let departments):
      try allDepartments(departments)
    case .channelFrozen(let ended?): try refuse(.timeOrder, if: ended > date, found: date.description)
    default: break
    }
    return before.steppedAt
  }

  /// The two signatures come one from each role, in either order (§3.3(1)).
  private func isNext(_ step: TerminationStep, after last: TerminationCase) -> Bool {
    if step == .signed {
      return last.step == .confirmed || (last.step == .signedOnce && last.firstSignature != actor.role)
    }
    return last.step.next == step
  }

  private func allDepartments(_ departments: [String]) throws(Refusal) {
    let wanted = terms.termination.departments
    let isComplete = departments.count == wanted.count && Set(departments) == Set(wanted.map(\.rawValue))
    try refuse(.departmentsMissing, unless: isComplete, found: names(wanted))
  }
}

extension Fact {
  /// The step of §3.3 the fact takes; signing counts as `signed`, whichever signature it is.
  var terminationStep: TerminationStep? {
    switch self {
    case .terminationProposed: .proposed
    case .departmentsNotified: .departmentsNotified
    case .terminationConfirmed: .confirmed
    case .terminationSigned: .signed
    case .channelFrozen: .frozen
    case .terminationNotified: .notified
    default: nil
    }
  }
}
