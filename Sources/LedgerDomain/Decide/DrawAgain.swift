/// Drawing again what follows from an event that stands in the log, to hold the log against it.
extension ProviderState {
  /// Folds an event, and says what the ledger draws from it (§5).
  ///
  /// The consequences are folded too: the state is that behind all of them. Whether the fact could be accepted, and what was
  /// decided about it when it was recorded, is not asked.
  ///
  /// - Parameters:
  ///   - event: the next event of the provider's stream.
  ///   - rules: the rulebooks as they were published before it.
  ///   - history: the stream before it, for a correction.
  /// - Returns: the consequences, in order, each in its place in the log; none for an event that is no fact. One in another
  ///   provider's stream has version 1, for its place in that stream is not known here.
  public mutating func fold(_ event: Event, drawingBy rules: Rules, history: History? = nil) -> [Event] {
    guard case .fact(let fact, _) = event.body else {
      evolve(event)
      return []
    }
    var receiver: ProviderState?
    if case .outlet(.transferred(let transfer)) = fact { receiver = ProviderState(provider: transfer.to, zone: zone) }
    var decision = Decision(
      on: consume self, receiver: receiver, by: rules, at: event.at, recordedAt: event.recordedAt, person: event.by,
      after: event.position, history: history)
    decision.take(event, fact)
    decision.conclude(from: fact)
    decision.crossThresholds()
    decision.followDuties()
    let decided = decision.end()
    self = decided.state
    return decided.events
  }

  /// What a sweep, a year end or a counting again finds (§5) where it is said to have found `event`, and folds it.
  ///
  /// - Parameter event: a breach raised by a sweep, a duty it found overdue, the closing of a year, or a date counted again.
  /// - Returns: the event that the facts known before it support; nil, and nothing is folded, where they support none.
  public mutating func findAgain(_ event: Event, by rules: Rules) -> Event? {
    let head = event.position - 1
    switch event.body {
    case .consequence(.breachDetected(let found)):
      guard let duty = Duty(breach: found.breach), let on = basis(of: duty)?.on, isUnmet(duty),
        on < zone.date(of: event.recordedAt), on <= frozenOn ?? on
      else { return nil }
      let at = zone.endOfDay(on)
      var decision = Decision(on: consume self, by: rules, at: at, recordedAt: event.recordedAt, after: head)
      decision.raise(duty)
      let decided = decision.end()
      self = decided.state
      return decided.events.first
    case .consequence(.dutyMissed(let missed)):
      guard let duty = owedDuties[missed.duty], duty.state == .open, let due = duty.due?.date,
        due < zone.date(of: event.recordedAt)
      else { return nil }
      let at = zone.endOfDay(due)
      var decision = Decision(on: consume self, by: rules, at: at, recordedAt: event.recordedAt, after: head)
      decision.miss(missed.duty, due)
      let decided = decision.end()
      self = decided.state
      return decided.events.first
    case .consequence(.yearClosed(let closed)):
      guard Period.naturalYear(closed.year).lastDay < zone.date(of: event.recordedAt) else { return nil }
      return closeYear(closed.year, by: rules, recordedAt: event.recordedAt, after: head).first
    case .consequence(.answerDueMoved(let moved)):
      return countAgain([.answer(moved.ticket)], [], by: rules, recordedAt: event.recordedAt, after: head).first
    case .consequence(.dueMoved(let moved)):
      let duty = Duty(breach: moved.subject)
      let owed = duty == nil ? [DutyID(moved.subject.text)] : []
      return countAgain(
        duty.map { [$0] } ?? [], owed, by: rules, recordedAt: event.recordedAt, after: head
      ).first
    case .fact, .consequence, .publication: return nil
    }
  }
}
