/// The platform's own failures (§4.2(1), offices §9).
extension Admission {
  func row(_ fact: OutageFact) throws(Refusal) -> Instant? {
    switch fact {
    case .recorded(let fact):
      try refuse(.outageExists, if: state.outages[fact.outage] != nil, found: .same(fact.outage.text))
      try refuse(
        .timeOrder, if: fact.to > at,
        found: Words(
          zh: "结束于 \(moment(fact.to))，不得晚于事件时间 \(moment(at))",
          en: "over at \(moment(fact.to)), not later than the event, \(moment(at))"))
      return nil
    }
  }
}

extension Decision {
  /// Moves the due instants of the tickets raised so far, and looks again at the breaches of those that moved.
  mutating func moveAnswersAndLookAgain() {
    guard let outage = cause else { return }
    let before = state
    lookAgain(atTickets: moveAnswersDue(), before: before, because: outage)
  }

  /// Counts again when each ticket is to be answered, around the outages known, by the terms of its date.
  ///
  /// - Returns: the tickets whose due instant has moved, by key.
  @discardableResult
  mutating func moveAnswersDue() -> [Key<Ticket>] {
    let outages = state.outageSpans
    var moved: [Key<Ticket>] = []
    for (key, ticket) in state.tickets.entries.sorted(by: { $0.key < $1.key }) {
      let terms = terms(on: state.zone.date(of: ticket.requestedAt), in: state.city(ofOutlet: ticket.outlet))
      let due = terms.due(Duty.answer(key).deadline, from: ticket.requestedAt, around: outages)
      guard let at = due.at, at != ticket.due else { continue }
      record(.answerDueMoved(AnswerDueMoved(ticket: key, due: at, isProvisional: due.date.provisional)))
      moved.append(key)
    }
    return moved
  }
}
