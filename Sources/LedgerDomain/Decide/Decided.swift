/// What is worked out from the rulebook when a fact is recorded.
extension Decision {
  func decided(about fact: Fact) -> Decided {
    switch fact {
    case .cityAuthorised(let city, let population): .plan(cityPlan(of: city, population))
    case .meetingHeld(_, let city, _, _): applicationsDue(in: city).map(Decided.due) ?? .nothing
    case .outletExitRequested(let outlet, .system): .due(exitResponseDue(of: outlet))
    case .helpRequested(_, let outlet): answerDue(to: outlet)
    case .breachReported(_, let clause, _, let on, let outlet):
      .breach(
        on: on ?? date,
        points: range(
          of: Clause(rawValue: clause) ?? .negativePress, on: on ?? date, in: state.city(ofOutlet: outlet)))
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

  private func answerDue(to outlet: Key?) -> Decided {
    let terms = terms(on: date, in: state.city(ofOutlet: outlet))
    let answer = terms.response.due(after: at, in: state.zone, calendar: terms.calendar)
    return .dueInstant(answer.due, provisional: answer.provisional)
  }

  /// The points a breach of `clause` on `date`, in `city` where it is in one, may cost.
  func range(of clause: Clause, on date: LocalDate, in city: Key?) -> ClosedRange<Int> {
    terms(on: date, in: city).clauses[clause]?.points ?? 0...0
  }
}
