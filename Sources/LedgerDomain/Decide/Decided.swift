/// What is worked out from the rulebook when a fact is recorded.
extension Decision {
  func decided(about fact: Fact) -> Decided {
    switch fact {
    case .cityAuthorised(_, let population): .plan(cityPlan(population))
    case .meetingHeld: applicationsDue().map(Decided.due) ?? .nothing
    case .outletExitRequested(_, .system): .due(exitResponseDue())
    case .helpRequested: answerDue()
    case .breachReported(_, let clause, _, let on, _):
      .breach(on: on ?? date, points: range(of: Clause(rawValue: clause) ?? .negativePress, on: on ?? date))
    case .rectificationOrdered, .rectificationPassed, .rectificationExtended, .rectificationFailed:
      state.openRectification.map { .rectification(case: $0.id, year: $0.year) } ?? .nothing
    case .terminationProposed, .departmentsNotified, .terminationConfirmed, .terminationSigned, .terminationNotified:
      state.termination.map { .termination(case: $0.id) } ?? .nothing
    case .channelFrozen(let contractEndedOn): freeze(contractEndedOn ?? date)
    default: .nothing
    }
  }

  private func freeze(_ contractEndedOn: LocalDate) -> Decided {
    guard let open = state.termination else { return .nothing }
    let from = contractEndedOn.adding(months: terms.termination.releaseMonths)
    return .freeze(case: open.id, contractEndedOn: contractEndedOn, releaseFrom: from)
  }

  private func answerDue() -> Decided {
    let answer = terms.response.due(after: at, in: state.zone, calendar: terms.calendar)
    return .dueInstant(answer.due, provisional: answer.provisional)
  }

  /// The points a breach of `clause` on `date` may cost.
  func range(of clause: Clause, on date: LocalDate) -> ClosedRange<Int> {
    terms(on: date).clauses[clause]?.points ?? 0...0
  }
}
