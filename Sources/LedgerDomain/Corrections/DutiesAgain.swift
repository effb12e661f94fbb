/// The duties of an office, once a fact is read otherwise (offices §10): those that it opened or closed itself, and what is
/// counted from them.
///
/// Each is settled once, what is counted from another after that one.
extension Decision {
  /// Looks again at the duties that the fact opened or closed, then lets it open and meet what it does under a new subject.
  ///
  /// - Returns: what opened a duty under a new subject, which is followed as what a new fact opens.
  mutating func lookAgainAtDuties(_ correction: Event) -> [Event] {
    guard case .fact(.correction(let fact), _) = correction.body, let history, let named = history.named(fact.name)
    else { return [] }
    var reread = Reread(of: named, by: correction, in: history)
    let moment = at
    let own = state.owedDuties.filter { $0.value.openedBy == named.position || $0.value.closedBy == named.position }
    let counted = own.filter { history.isClosing($0.value.openedBy) }
    for id in own.keys.sorted(by: { (counted[$0]?.openedBy ?? 0, $0) < (counted[$1]?.openedBy ?? 0, $1) }) {
      guard !reread.settled.contains(id), let duty = state.owedDuties[id], duty.state != .waived else { continue }
      if duty.openedBy == named.position {
        putOpeningRight(id, duty, &reread)
      } else {
        settle(id, duty, from: nil, &reread)
      }
    }
    putFailureRight(reread)
    if let new = reread.new { openAndMeetAnew(new, &reread) }
    at = moment
    return reread.openedAnew
  }

  // MARK: - Opened by it

  private mutating func putOpeningRight(_ id: DutyID, _ duty: OwedDuty, _ reread: inout Reread) {
    let isOtherwise = duty.state == .lapsed && duty.closedBy != reread.position
    if isOtherwise { guard duty.isTakenBack, reread.new != nil else { return } }
    switch (isOtherwise, stillOpens(id, duty, reread)) {
    case (true, true): bringBack(id, duty, on: reread.date, basis: reread.position, by: reread.new, &reread)
    case (true, false): break
    case (false, true):
      let opening = reread.date.map { (on: $0, basis: reread.position) }
      settle(id, duty, from: opening, by: reread.new, &reread)
    case (false, false): lapse(id, duty, basis: reread.correction, &reread)
    }
  }

  /// Whether the duty is opened as the fact is read now: by its type and subject, or by the condition it tipped, where that
  /// holds now.
  private func stillOpens(_ id: DutyID, _ duty: OwedDuty, _ reread: Reread) -> Bool {
    if calledFor(by: reread.before, on: duty.openedOn).contains(where: { $0.id == id }) {
      guard let new = reread.new else { return false }
      return calledFor(by: new, on: state.zone.date(of: new.at)).contains { $0.id == id }
    }
    return row(of: id)?.opens.contains { opening in
      if case .when(let condition) = opening { isTrue(condition, of: id) } else { false }
    } ?? false
  }

  private mutating func lapse(_ id: DutyID, _ duty: OwedDuty, basis: Int, _ reread: inout Reread) {
    reread.settled.insert(id)
    at = state.zone.instant(duty.openedOn)
    close(id, isMet: false, on: duty.openedOn, basis: basis)
    countFollowing(id, from: nil, &reread)
  }

  // MARK: - Due anew, held again

  /// Opens a duty from another day, where one is given, and holds what closed it against the due date it has then.
  private mutating func settle(
    _ id: DutyID, _ duty: OwedDuty, from opening: (on: LocalDate, basis: Int)?, by event: Event? = nil,
    _ reread: inout Reread
  ) {
    reread.settled.insert(id)
    let isAnew = opening.map { openAnew(id, duty, on: $0.on, basis: $0.basis, by: event) } ?? false
    guard !duty.state.isOwed, let closing = reread.history.lastClosing(of: id) else { return }
    guard duty.closedBy == reread.position else {
      if isAnew { close(id, as: closing) }
      return
    }
    guard stillCloses(id, reread) else {
      guard mayOpen(id) else { return }
      if !isAnew {
        at = state.zone.instant(duty.openedOn)
        openAgain(id, duty)
      }
      return countFollowing(id, from: nil, &reread)
    }
    let isMet = duty.state.isMet
    let on = reread.date ?? closing.on
    let isLate = state.owedDuties[id]?.due.map { on > $0.date } ?? false
    guard isAnew || on != closing.on || (isMet && isLate != (duty.state == .late)) else { return }
    at = reread.new?.at ?? closing.at
    close(id, isMet: isMet, on: on, basis: reread.position)
    if isMet, on != closing.on { countFollowing(id, from: on, &reread) }
  }

  /// Opens a duty from another day, due when that makes it, unless it was put off; nothing where that is as it was.
  private mutating func openAnew(
    _ id: DutyID, _ duty: OwedDuty, on date: LocalDate, basis: Int, by event: Event?
  ) -> Bool {
    guard mayOpen(id), let row = row(id.slug, on: date) else { return false }
    let due = duty.dueAtFirst == nil ? dueDate(row, from: date, by: event) : duty.due
    if duty.openedOn == date, duty.due == due, !duty.isTakenBack { return false }
    at = state.zone.instant(date)
    open(id, as: row, due: due, basis: basis)
    return true
  }

  /// What lapsed with the fact opens again; what had met it meets it again, on its own day.
  private mutating func bringBack(
    _ id: DutyID, _ duty: OwedDuty, on date: LocalDate?, basis: Int, by event: Event?, _ reread: inout Reread
  ) {
    reread.settled.insert(id)
    guard let date, openAnew(id, duty, on: date, basis: basis, by: event), let row = row(of: id),
      let closing = reread.history.closingBeforeLapse(of: id)
    else { return }
    if let fact = reread.history.asRead(at: closing.basis), ended(by: fact)[id] == true {
      at = fact.at
      close(id, isMet: true, on: state.zone.date(of: fact.at), basis: fact.position)
    } else if isMetByCondition(row, id) {
      close(id, as: closing)
    }
    if let on = state.owedDuties[id]?.closedOn { countFollowing(id, from: on, isMetAnew: true, &reread) }
  }

  /// Whether the duty is closed by the fact as it is read now: by its type and subject, or by the condition it tipped, where
  /// that holds now.
  private func stillCloses(_ id: DutyID, _ reread: Reread) -> Bool {
    guard ended(by: reread.before)[id] == nil else { return reread.new.map { ended(by: $0)[id] != nil } ?? false }
    return row(of: id).map { isMetByCondition($0, id) } ?? false
  }

  /// Closes a duty as it was closed before.
  private mutating func close(_ id: DutyID, as closing: Closing) {
    at = closing.at
    close(id, isMet: closing.isMet, on: closing.on, basis: closing.basis)
  }

  // MARK: - Counted from it

  /// What is counted from a duty that is met on another day is counted from that day; where it is owed again or lapsed, it
  /// lapses as long as it is owed.
  ///
  /// - Parameter isMetAnew: whether the duty was owed: then what had been met since stays as it is.
  private mutating func countFollowing(
    _ id: DutyID, from date: LocalDate?, isMetAnew: Bool = false, _ reread: inout Reread
  ) {
    guard let basis = drawn.last?.position else { return }
    for next in following(id, reread.history) {
      guard let duty = state.owedDuties[next], duty.state != .waived else { continue }
      guard let date else {
        let isOwedAgain = duty.closedBy == reread.position && !stillCloses(next, reread)
        if duty.state.isOwed || isOwedAgain { lapse(next, duty, basis: basis, &reread) }
        continue
      }
      if duty.state == .lapsed {
        if duty.isTakenBack { bringBack(next, duty, on: date, basis: basis, by: nil, &reread) }
      } else if !isMetAnew {
        settle(next, duty, from: (on: date, basis: basis), &reread)
      }
    }
  }

  private func following(_ id: DutyID, _ history: History) -> [DutyID] {
    let slugs = Set(rules.allDuties.flatMap { $0.following(id.slug).map(\.slug) })
    return slugs.map { DutyID($0, about: id.subject) }.sorted().filter { next in
      state.owedDuties[next].map { history.isClosing($0.openedBy, of: id) } ?? false
    }
  }

  // MARK: - Anew

  /// What a failed or rebutted notice had opened again is closed by it again when the failure is no longer read; what the
  /// notice closed of which it is read now is opened again.
  private mutating func putFailureRight(_ reread: Reread) {
    let (before, now) = (reread.old?.fact?.failedNotice, reread.new?.fact?.failedNotice)
    guard before != now else { return }
    if let notice = before.flatMap({ state.notices[$0] }), let sending = reread.history.asRead(at: notice.position) {
      for (id, isMet) in closed(by: sending) where reread.history.lastClosing(of: id)?.basis == notice.position {
        at = sending.at
        close(id, isMet: isMet, on: notice.sentOn, basis: notice.position)
      }
    }
    guard let now else { return }
    for (id, duty) in closed(byNotice: now) {
      at = state.zone.instant(duty.openedOn)
      openAgain(id, duty)
    }
  }

  /// Under a new subject, or named anew, the fact opens and meets as a new one does; brought back under the same it meets
  /// what is owed again because it was not read.
  private mutating func openAndMeetAnew(_ new: Event, _ reread: inout Reread) {
    let on = state.zone.date(of: new.at)
    let endedBefore = ended(by: reread.last)
    for (id, isMet) in closed(by: new) where !reread.settled.contains(id) {
      if endedBefore[id] != nil {
        guard reread.old == nil, reread.history.hasClosed(id, by: reread.position) else { continue }
      }
      at = new.at
      close(id, isMet: isMet, on: on, basis: reread.position)
      guard isMet, let basis = drawn.last?.position else { continue }
      let known = following(id, reread.history)
      countFollowing(id, from: on, isMetAnew: true, &reread)
      for row in rules.duties(on: on)?.following(id.slug) ?? [] {
        guard !known.contains(DutyID(row.slug, about: id.subject)) else { continue }
        openNew(row, about: id.subject, on: on, basis: basis, by: nil, &reread)
      }
    }
    let calledBefore = Set(calledFor(by: reread.last, on: on).map(\.id))
    for (id, row) in calledFor(by: new, on: on) where !reread.settled.contains(id) && !calledBefore.contains(id) {
      openNew(row, about: id.subject, on: on, basis: reread.position, by: new, &reread)
    }
  }

  private mutating func openNew(
    _ row: DutyRow, about subject: String?, on date: LocalDate, basis: Int, by event: Event?, _ reread: inout Reread
  ) {
    let first = drawn.count
    at = state.zone.instant(date)
    open(row, about: subject, on: date, basis: basis, by: event)
    reread.openedAnew += drawn[first...]
  }
}

/// How the fact that a correction names was read, and is read now, and which duties are settled by that.
private struct Reread {
  /// The position of the fact.
  let position: Int
  /// As it was read before the correction; nil for not at all.
  let old: Event?
  /// As it was read last before the correction, also before it was retracted.
  let last: Event
  /// As it is read now; nil for not at all.
  let new: Event?
  /// The position of the correction.
  let correction: Int
  let history: History
  /// The duties that need not be looked at any more.
  var settled: Set<DutyID> = []
  /// What opened a duty under a new subject.
  var openedAnew: [Event] = []

  init(of named: Event, by correction: Event, in history: History) {
    var earlier = Readings()
    var last = named
    for event in history.events where event.position < correction.position && earlier.note(event) {
      last = earlier.asRead(named) ?? last
    }
    position = named.position
    old = earlier.asRead(named)
    self.last = last
    new = history.readings.asRead(named)
    self.correction = correction.position
    self.history = history
  }

  /// What opened and closed duties before the correction.
  var before: Event { old ?? last }

  /// The date of the fact as it is read now.
  var date: LocalDate? { new.map { history.zone.date(of: $0.at) } }
}

/// How a line of the log closed a duty.
private struct Closing {
  let isMet: Bool
  let on: LocalDate
  let at: Instant
  let basis: Int
}

extension History {
  /// A fact as it is read; nil for one that is not.
  fileprivate func asRead(at position: Int) -> Event? {
    events.first { $0.position == position }.flatMap { readings.asRead($0) }
  }

  /// Whether a fact closed a duty since it was opened last; to be owed again, or from another day, is no new opening.
  fileprivate func hasClosed(_ id: DutyID, by fact: Int) -> Bool {
    let corrections = Set(events.lazy.filter(\.isCorrection).map(\.position))
    var hasClosed = false
    var basis: Int?
    for event in events {
      switch event.body {
      case .consequence(.dutyOpened(let opened)) where opened.duty == id:
        let isCorrected = event.cause.map { corrections.contains($0) } ?? false
        if !isCorrected, opened.basis != basis { hasClosed = false }
        basis = opened.basis
      case .consequence(.dutyClosed(let closed)) where closed.duty == id:
        if closed.basis == fact { hasClosed = true }
      case .fact, .consequence, .publication: break
      }
    }
    return hasClosed
  }

  /// Whether the event at a position closed a duty: any, or a certain one.
  fileprivate func isClosing(_ position: Int, of id: DutyID? = nil) -> Bool {
    events.contains { event in
      guard event.position == position, case .consequence(.dutyClosed(let closed)) = event.body else { return false }
      return id == nil || closed.duty == id
    }
  }

  /// How a duty was closed last; nil for one that never was.
  fileprivate func lastClosing(of id: DutyID) -> Closing? { closings(of: id).last }

  /// How a duty had been met that lapsed by a correction; nil where it was still owed.
  fileprivate func closingBeforeLapse(of id: DutyID) -> Closing? {
    var met: Closing?
    var before: Closing?
    for event in events {
      switch event.body {
      case .consequence(.dutyOpened(let opened)) where opened.duty == id: met = nil
      case .consequence(.dutyClosed(let closed)) where closed.duty == id:
        if closed.outcome == .lapsed { before = met } else { met = closing(closed, event) }
      case .fact, .consequence, .publication: break
      }
    }
    return before
  }

  private func closings(of id: DutyID) -> [Closing] {
    events.compactMap { event in
      guard case .consequence(.dutyClosed(let closed)) = event.body, closed.duty == id else { return nil }
      return closing(closed, event)
    }
  }

  private func closing(_ closed: DutyClosed, _ event: Event) -> Closing {
    Closing(isMet: closed.outcome != .lapsed, on: closed.on, at: event.at, basis: closed.basis)
  }
}
