/// The duties of an office, once a fact is read otherwise (offices §10): those that it opened or closed itself, and what is
/// counted from them.
extension Decision {
  /// How the fact that a correction names was read, and is read now; nil for not at all.
  private struct Reread {
    let position: Int
    let old: Event?
    /// As it was read last before the correction, also before it was retracted.
    let last: Event
    let new: Event?
    let correction: Int
  }

  /// Looks again at the duties that the fact opened or closed, then lets it open and meet what it does under a new subject.
  mutating func lookAgainAtDuties(_ correction: Event) {
    guard case .fact(.correction(let fact), _) = correction.body, let history, let named = history.named(fact.name)
    else { return }
    var earlier = Readings()
    var last = named
    for event in history.events where event.position < correction.position && earlier.note(event) {
      last = earlier.asRead(named) ?? last
    }
    let reread = Reread(
      position: named.position, old: earlier.asRead(named), last: last, new: history.readings.asRead(named),
      correction: correction.position)
    let moment = at
    let own = state.owedDuties.filter { $0.value.openedBy == named.position || $0.value.closedBy == named.position }
    for id in own.keys.sorted() {
      if let duty = state.owedDuties[id], duty.openedBy == named.position { putOpeningRight(id, duty, reread, history) }
      if let duty = state.owedDuties[id], duty.closedBy == named.position { putClosingRight(id, duty, reread, history) }
    }
    if let new = reread.new { openAndMeetAnew(new, reread, history) }
    at = moment
  }

  // MARK: - Opened by it

  private mutating func putOpeningRight(_ id: DutyID, _ duty: OwedDuty, _ reread: Reread, _ history: History) {
    guard duty.state != .waived else { return }
    guard let new = reread.new else {
      if !isOpenedByCondition(id, duty, reread) { lapse(id, duty, reread, history) }
      return
    }
    guard stillOpens(id, new) else { return lapse(id, duty, reread, history) }
    if duty.state == .lapsed { guard duty.isTakenBack, mayOpen(id) else { return } }
    openAnew(id, duty, on: state.zone.date(of: new.at), basis: reread.position, by: new, history)
  }

  /// Whether the fact as it is read now opens the duty: by its type and subject, or by the condition, where it holds now.
  private func stillOpens(_ id: DutyID, _ new: Event) -> Bool {
    guard let row = rules.duties(on: state.zone.date(of: new.at))?[id.slug] else { return false }
    var isByEvent = false
    for case .event(let trigger) in row.opens where trigger.event == new.kind?.eventName {
      isByEvent = true
      if state.fits(new, trigger), trigger.subject.flatMap({ state.subject($0, of: new) }) == id.subject { return true }
    }
    if isByEvent { return false }
    for case .when(let condition) in row.opens where isTrue(condition, of: id) { return true }
    return false
  }

  /// Whether it was a condition that opened the duty, which holds still.
  private func isOpenedByCondition(_ id: DutyID, _ duty: OwedDuty, _ reread: Reread) -> Bool {
    guard let row = rules.duties(on: duty.openedOn)?[id.slug] else { return false }
    for opening in row.opens {
      switch opening {
      case .event(let trigger): if trigger.event == reread.last.kind?.eventName { return false }
      case .after: break
      case .when(let condition): if isTrue(condition, of: id) { return true }
      }
    }
    return false
  }

  /// Due anew from a date, unless it was put off; where it was closed it is closed again on its own day.
  private mutating func openAnew(
    _ id: DutyID, _ duty: OwedDuty, on date: LocalDate, basis: Int, by event: Event?, _ history: History
  ) {
    guard let row = rules.duties(on: date)?[id.slug] else { return }
    let due = duty.dueAtFirst == nil ? dueDate(row, from: date, by: event) : duty.due
    if duty.state != .lapsed, duty.openedOn == date, duty.due == due { return }
    at = state.zone.instant(date)
    record(
      .dutyOpened(
        DutyOpened(
          duty: id, due: due, owedBy: duty.owedBy, owedTo: duty.owedTo, clause: duty.clause, basis: basis)))
    // What is owed now, as after a notice that failed, was not closed by what once closed it.
    if !duty.state.isOwed, let closing = history.closing(of: id) { close(id, isMet: true, by: closing) }
  }

  private mutating func lapse(_ id: DutyID, _ duty: OwedDuty, _ reread: Reread, _ history: History) {
    guard duty.state != .lapsed else { return }
    at = state.zone.instant(duty.openedOn)
    close(id, isMet: false, on: duty.openedOn, basis: reread.correction)
    endFollowing(id, history)
  }

  // MARK: - Closed by it

  private mutating func putClosingRight(_ id: DutyID, _ duty: OwedDuty, _ reread: Reread, _ history: History) {
    guard duty.state != .waived else { return }
    guard let new = reread.new, stillCloses(id, duty, new) else {
      guard mayOpen(id) else { return }
      at = state.zone.instant(duty.openedOn)
      record(
        .dutyOpened(
          DutyOpened(
            duty: id, due: duty.due, owedBy: duty.owedBy, owedTo: duty.owedTo, clause: duty.clause,
            basis: duty.openedBy)))
      return endFollowing(id, history)
    }
    let on = state.zone.date(of: new.at)
    let isMet = duty.state != .lapsed
    guard on != duty.closedOn || (isMet && (duty.state == .late) != duty.isLate(on: on)) else { return }
    close(id, isMet: isMet, by: new)
    countFollowing(id, from: on, history)
  }

  private func stillCloses(_ id: DutyID, _ duty: OwedDuty, _ new: Event) -> Bool {
    if case .fact(.duty(.fulfilled(let fact)), _) = new.body {
      return fact.duty == id && rules.duties(on: state.zone.date(of: new.at))?[id.slug]?.recordedBy != nil
    }
    guard let row = rules.duties(on: duty.openedOn)?[id.slug] else { return false }
    let triggers = row.closing.filter { $0.event == new.kind?.eventName }
    if triggers.isEmpty { return isMetByCondition(row, id) }
    return triggers.contains {
      state.fits(new, $0) && $0.subject.flatMap { state.subject($0, of: new) } == id.subject
    }
  }

  private func closes(_ event: Event, _ id: DutyID) -> Bool {
    state.owedDuties[id].map { stillCloses(id, $0, event) } ?? false
  }

  /// Closes a duty by a fact, on the fact's own day.
  private mutating func close(_ id: DutyID, isMet: Bool, by event: Event) {
    at = event.at
    close(id, isMet: isMet, on: state.zone.date(of: event.at), basis: event.position)
  }

  // MARK: - Counted from it

  /// What comes after a duty that is met on another day is counted from that day.
  private mutating func countFollowing(_ id: DutyID, from date: LocalDate, _ history: History) {
    guard let basis = drawn.last?.position else { return }
    for (next, duty) in following(id, history) where duty.state != .waived && duty.state != .lapsed {
      openAnew(next, duty, on: date, basis: basis, by: nil, history)
    }
  }

  /// What comes after a duty that is not met any more lapses, as long as it is owed; what was met stays.
  private mutating func endFollowing(_ id: DutyID, _ history: History) {
    for (next, duty) in following(id, history) where duty.state.isOwed {
      at = state.zone.instant(duty.openedOn)
      close(next, isMet: false, on: duty.openedOn, basis: drawn.last?.position ?? duty.openedBy)
    }
  }

  private func following(_ id: DutyID, _ history: History) -> [(DutyID, OwedDuty)] {
    let slugs = Set(rules.allDuties.flatMap { $0.following(id.slug).map(\.slug) })
    return slugs.map { DutyID($0, about: id.subject) }.sorted().compactMap { next in
      guard let duty = state.owedDuties[next], history.isClosing(duty.openedBy, of: id) else { return nil }
      return (next, duty)
    }
  }

  // MARK: - Anew

  /// Under a new subject, or named anew, the fact opens and meets as a new one does; brought back under the same it meets
  /// what is owed again because it was not read.
  private mutating func openAndMeetAnew(_ new: Event, _ reread: Reread, _ history: History) {
    at = new.at
    let on = state.zone.date(of: new.at)
    for (id, isMet) in closed(by: new) {
      if closes(reread.last, id) {
        guard reread.old == nil, history.hasClosed(id, by: reread.position) else { continue }
      }
      at = new.at
      close(id, isMet: isMet, on: on, basis: reread.position)
      at = state.zone.instant(on)
      if let closing = drawn.last { follow(closing) }
    }
    at = state.zone.instant(on)
    for row in (new.kind?.eventName).flatMap({ rules.duties(on: on)?.opened(by: $0) }) ?? [] {
      for case .event(let trigger) in row.opens where trigger.event == new.kind?.eventName && state.fits(new, trigger) {
        guard let field = trigger.subject, let subject = state.subject(field, of: new) else { continue }
        guard subject != state.subject(field, of: reread.last) || !state.fits(reread.last, trigger) else { continue }
        open(row, about: subject, on: on, basis: reread.position, by: new)
      }
    }
  }

  /// Whether a duty may be opened: after the freeze only one that outlives it.
  private func mayOpen(_ id: DutyID) -> Bool {
    state.frozenOn == nil || rules.allDuties.contains { $0[id.slug]?.outlivesFreeze ?? false }
  }
}

extension OwedDuty {
  /// Whether it would be late if it were met on a day.
  fileprivate func isLate(on date: LocalDate) -> Bool { due.map { date > $0.date } ?? false }
}

extension History {
  /// Whether a fact ever closed a duty.
  fileprivate func hasClosed(_ id: DutyID, by fact: Int) -> Bool {
    events.contains { event in
      guard case .consequence(.dutyClosed(let closed)) = event.body else { return false }
      return closed.duty == id && closed.basis == fact
    }
  }

  /// Whether the event at a position closed a duty.
  fileprivate func isClosing(_ position: Int, of id: DutyID) -> Bool {
    events.contains { event in
      guard event.position == position, case .consequence(.dutyClosed(let closed)) = event.body else { return false }
      return closed.duty == id
    }
  }

  /// The fact by which a duty was met last, where it is still read; nil where it was not.
  fileprivate func closing(of id: DutyID) -> Event? {
    for event in events.reversed() {
      guard case .consequence(.dutyClosed(let closed)) = event.body, closed.duty == id else { continue }
      if closed.outcome == .lapsed { continue }
      return events.first { $0.position == closed.basis }.flatMap { readings.asRead($0) }
    }
    return nil
  }
}
