/// The duties of an office, as events are folded in (offices §3).
extension ProviderState {
  mutating func evolve(_ fact: DutyFact, _ event: Event) {
    switch fact {
    case .fulfilled: break
    case .extended(let fact):
      change(fact.duty) { duty in
        guard duty.state.isOwed else { return }
        if duty.dueAtFirst == nil { duty.dueAtFirst = duty.due }
        duty.due = DueDate(fact.due, provisional: false)
        duty.state = .open
      }
      forgetMove(of: fact.duty)
    case .waived(let fact):
      let date = zone.date(of: event.at)
      change(fact.duty) { duty in
        guard duty.state.isOwed else { return }
        duty.close(as: .waived, on: date, by: event.position)
      }
    }
  }

  mutating func open(_ opened: DutyOpened, _ event: Event) {
    var duty = OwedDuty(
      owedBy: opened.owedBy, owedTo: opened.owedTo, clause: opened.clause,
      openedOn: opened.since ?? zone.date(of: event.at), openedAt: event.at, openedBy: opened.basis, due: opened.due)
    // Opened again by what opened it before, or by a correction, and due as it was put off to: that is still so.
    let isCorrected = lastCorrection > 0 && event.cause == lastCorrection
    if let before = owedDuties[opened.duty], before.openedBy == opened.basis || isCorrected, before.due == opened.due {
      duty.dueAtFirst = before.dueAtFirst
    } else {
      forgetMove(of: opened.duty)
    }
    put(duty, opened.duty)
  }

  /// A duty is due on another date: a further year of the calendar is known.
  mutating func moveDue(of id: DutyID, to due: DueDate) {
    guard let before = owedDuties[id]?.due?.date else { return }
    change(id) { $0.due = due }
    duesMoved[id.breach] = before
  }

  /// What it is due on now was not counted again.
  private mutating func forgetMove(of id: DutyID) {
    if !duesMoved.isEmpty { duesMoved[id.breach] = nil }
  }

  mutating func miss(_ missed: DutyMissed) {
    change(missed.duty) { duty in if duty.state == .open { duty.state = .missed } }
  }

  mutating func close(_ closed: DutyClosed, _ event: Event) {
    let state: OwedDuty.State =
      switch closed.outcome {
      case .met: .met
      case .late: .late
      case .lapsed: .lapsed
      }
    let isTakenBack = closed.outcome == .lapsed && lastCorrection > 0 && event.cause == lastCorrection
    change(closed.duty) { duty in
      duty.close(as: state, on: closed.on, by: closed.basis)
      duty.isTakenBack = isTakenBack
    }
  }

  private mutating func change(_ id: DutyID, _ body: (inout OwedDuty) -> Void) {
    guard var duty = owedDuties[id] else { return }
    body(&duty)
    put(duty, id)
  }

  private mutating func put(_ duty: OwedDuty, _ id: DutyID) {
    owedDuties[id] = duty
    let slug = id.slug
    guard duty.state.isListed else {
      listedDuties[slug]?[id] = nil
      if listedDuties[slug]?.isEmpty ?? false { listedDuties[slug] = nil }
      return
    }
    listedDuties[slug, default: [:]][id] = Standing.DutyLine(
      duty: id, state: duty.state, due: duty.due, owedBy: duty.owedBy, openedAt: duty.openedAt)
  }
}

extension OwedDuty {
  fileprivate mutating func close(as state: State, on date: LocalDate, by position: Int) {
    self.state = state
    closedOn = date
    closedBy = position
  }
}

extension ProviderState {
  /// A duty of an office as it stands; nil for one that was never opened.
  public func owedDuty(_ id: DutyID) -> OwedDuty? { owedDuties[id] }

  /// Whether the duty of a row about nothing but the provider is met, in time or late, or let go (offices §5).
  func isDischarged(_ slug: Key<DutyRow>) -> Bool {
    guard let state = owedDuties[DutyID(slug, about: nil)]?.state else { return false }
    return state.isMet || state == .waived
  }

  /// The duties still owed of a row, by id.
  func owed(_ slug: Key<DutyRow>) -> [DutyID] {
    (listedDuties[slug] ?? [:]).filter { $0.value.state.isOwed }.keys.sorted()
  }

  /// The duties that are open, missed or met late, by due date, those without one last, then by id.
  var dutyLines: [Standing.DutyLine] {
    let lines = listedDuties.values.flatMap(\.values)
    let dated = lines.compactMap { line in line.due.map { (due: $0.date, line: line) } }
    let undated = lines.filter { $0.due == nil }
    return dated.sorted { ($0.due, $0.line.duty) < ($1.due, $1.line.duty) }.map(\.line)
      + undated.sorted { $0.duty < $1.duty }
  }

  /// The duties that are open and were due on or before `last`, by due date, then by id.
  func dutiesOverdue(through last: LocalDate) -> [(due: LocalDate, id: DutyID)] {
    var overdue: [(due: LocalDate, id: DutyID)] = []
    for line in listedDuties.values.joined().map(\.value) where line.state == .open {
      if let due = line.due?.date, due <= last { overdue.append((due, line.duty)) }
    }
    return overdue.sorted { ($0.due, $0.id) < ($1.due, $1.id) }
  }
}
