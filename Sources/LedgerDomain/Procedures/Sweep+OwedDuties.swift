extension ProviderState {
  /// Notes the duties of an office that are open and fell due on or before `last`, by due date, then id (offices §3); they are
  /// still owed. Each event is dated 23:59:59 of the due date.
  public mutating func missDuties(
    through last: LocalDate, by rules: Rules, recordedAt: Instant, after head: Int
  ) -> [Event] {
    let overdue = dutiesOverdue(through: last)
    guard !overdue.isEmpty else { return [] }
    var decision = Decision(on: consume self, by: rules, at: recordedAt, recordedAt: recordedAt, after: head)
    for (due, id) in overdue {
      decision.at = decision.state.zone.endOfDay(due)
      decision.miss(id, due)
    }
    let decided = decision.end()
    self = decided.state
    return decided.events
  }
}

extension Decision {
  mutating func miss(_ id: DutyID, _ due: LocalDate) {
    guard let duty = state.owedDuties[id] else { return }
    record(.dutyMissed(DutyMissed(duty: id, due: due, clause: duty.clause)))
  }
}

extension Account {
  /// Whether a duty of an office is open that fell due on or before `last`.
  public func hasDutiesOverdue(through last: LocalDate) -> Bool { !kept.dutiesOverdue(through: last).isEmpty }
}
