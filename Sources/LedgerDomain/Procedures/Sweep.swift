extension ProviderState {
  /// Raises what fell due on or before `last`, and on or before the freeze, in order of `on`, then breach id (§5).
  ///
  /// All facts known are used; only the due date is limited (§7.9). Sweeping twice changes nothing.
  ///
  /// - Parameters:
  ///   - last: the last due date looked at.
  ///   - rules: the rulebook.
  ///   - recordedAt: when the sweep runs.
  ///   - head: the position of the last event in the log.
  /// - Returns: the events to append; each is dated 23:59:59 of the due date it found.
  public mutating func sweep(
    through last: LocalDate, by rules: Rules, recordedAt: Instant, after head: Int
  ) -> [Event] {
    let due = dutiesToRaise(through: min(last, frozenOn ?? last), by: rules)
    guard !due.isEmpty else { return [] }
    var decision = Decision(on: consume self, by: rules, at: recordedAt, recordedAt: recordedAt, after: head)
    for (on, duty, _) in due {
      decision.at = decision.state.zone.endOfDay(on)
      decision.raise(duty)
    }
    let decided = decision.end()
    self = decided.state
    return decided.events
  }

  /// A date before which no sweep will find anything, unless another event comes first; nil when none ever will.
  ///
  /// Kept with the summary of a state, so that a sweep passes over the providers that owe nothing yet.
  public var nothingDueBefore: LocalDate? {
    var first = firstMonthOwed?.lastDay
    func isEarlier(_ date: LocalDate) -> Bool { first.map { date < $0 } ?? true }
    for (ticket, open) in openTickets
    where isEarlier(open.due) && mayRaise(Duty.answer(ticket).breach)
      && !hasLapsed(.answer(ticket), due: open.due)
    {
      first = open.due
    }
    for duty in dutiesBegunBesidesAnswers {
      guard let due = basis(of: duty)?.on, isEarlier(due), mayRaise(duty.breach), isUnmet(duty),
        !hasLapsed(duty, due: due)
      else {
        continue
      }
      first = due
    }
    return first.flatMap { date in frozenOn.map { date > $0 } ?? false ? nil : date }
  }

  /// The first month that may want a promotion.
  private var firstMonthOwed: Month? {
    guard var month = promotionsOwedFrom, let now = through?.month else { return nil }
    while month < now,
      promotionMonths.contains(month) || isBusinessStopped(in: month) || !hasOutletOpenThroughout(month)
    { month = month.adding(1) }
    return month >= now && outletCounts.open == 0 ? nil : month
  }

  /// The earliest due date of what a sweep through `last` would raise; nil when it would raise nothing.
  public func earliestDutyLeft(through last: LocalDate, by rules: Rules) -> LocalDate? {
    let due = dutiesToRaise(through: min(last, frozenOn ?? last), by: rules)
    return due.first { !isHeldBack($0.duty) }?.on
  }

  /// Duties that bind the provider, due on or before `last` and, where it is given, not before `first`, not met and never
  /// raised, in order of due date, then breach id.
  func dutiesToRaise(
    from first: LocalDate? = nil, through last: LocalDate, by rules: Rules
  ) -> [(on: LocalDate, duty: Duty, id: BreachID)] {
    var due: [(on: LocalDate, duty: Duty, id: BreachID)] = []
    func add(_ duty: Duty, on: LocalDate) {
      let id = duty.breach
      if mayRaise(id), !hasLapsed(duty, due: on), isBound(by: duty.clause, on: on, rules) { due.append((on, duty, id)) }
    }
    for (ticket, open) in openTickets where open.due <= last && open.due >= first ?? open.due {
      if isUnmet(.answer(ticket)) { add(.answer(ticket), on: open.due) }
    }
    for duty in dutiesBegunBesidesAnswers {
      guard let on = basis(of: duty)?.on, on <= last, on >= first ?? on, isUnmet(duty) else { continue }
      add(duty, on: on)
    }
    let over = last == last.month.lastDay ? last.month : last.month.adding(-1)
    for month in monthsWithoutPromotion(from: first?.month, through: over) { add(.promotion(month), on: month.lastDay) }
    return due.sorted { ($0.on, $0.id) < ($1.on, $1.id) }
  }
}
