/// Termination (§3.2, §3.3).
extension Admission {
  func row(_ fact: TerminationFact) throws(Refusal) -> Instant? {
    switch fact {
    case .requested:
      try refuse(.terminationOpen, if: state.openTermination != nil, found: standing)
      return nil
    case .waived:
      _ = try known(state.openTermination, .noTermination, found: standing)
      return nil
    case .proposed: return try step(.proposed).steppedAt
    case .departmentsNotified(let fact):
      let before = try step(.departmentsNotified)
      try allDepartments(fact.departments)
      return before.steppedAt
    case .confirmed: return try step(.confirmed).steppedAt
    case .signed: return try step(.signed).steppedAt
    case .channelFrozen(let fact):
      let before = try step(.frozen)
      if let ended = fact.contractEndedOn {
        try refuse(.timeOrder, if: ended > date, found: dates(ended, zh: "不得晚于", en: "not after", date))
      }
      return before.steppedAt
    case .notified(let fact):
      let before = try step(.notified)
      try allDepartments(fact.departments)
      return before.steppedAt
    }
  }

  /// The case that takes this step, as it is before.
  private func step(_ step: TerminationStep) throws(Refusal) -> TerminationCase {
    let before = try known(
      state.termination, step == .notified ? .stepOutOfOrder : .noTermination, found: standing)
    try refuse(
      .stepOutOfOrder, unless: isNext(step, after: before),
      found: .pair(step.words, zh: "此前", en: "the last was", before.step.words))
    return before
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
    try refuse(
      .departmentsMissing, unless: isComplete,
      found: .pair(.list(departments), zh: "应为", en: "expected", .roles(wanted)))
  }
}

extension Decision {
  func decided(about fact: TerminationFact) -> Decided {
    switch fact {
    case .requested, .waived: .nothing
    case .proposed, .departmentsNotified, .confirmed, .signed, .notified:
      state.termination.map { .termination(case: $0.id) } ?? .nothing
    case .channelFrozen(let fact): freeze(fact.contractEndedOn ?? date)
    }
  }

  private func freeze(_ contractEndedOn: LocalDate) -> Decided {
    guard let open = state.termination else { return .nothing }
    let from = contractEndedOn.adding(months: terms.termination.releaseMonths)
    return .freeze(case: open.id, contractEndedOn: contractEndedOn, releaseFrom: from)
  }

  mutating func conclude(from fact: TerminationFact) {
    switch fact {
    case .requested(let fact): openTermination(fact.ground, year: nil)
    case .waived: closeTermination(.waived)
    case .channelFrozen: freezeOutlets()
    case .proposed, .departmentsNotified, .confirmed, .signed, .notified: break
    }
  }
}
