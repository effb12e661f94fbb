/// Counting provisional due dates again, once the notice of a further year is known (§2).
extension ProviderState {
  /// Counts again every provisional due date of a duty that is still open, by the calendars known now.
  ///
  /// A duty that was missed keeps its date, and so does what was charged and the time to appeal against it.
  ///
  /// - Parameters:
  ///   - rules: the rulebook, with the version just published.
  ///   - recordedAt: when it is done.
  ///   - head: the position of the last event in the log.
  /// - Returns: the events to append: those of duties that cost points, then those of duties of an office, each in order of
  ///   the duties' ids; none for a date that is provisional still and the same.
  public mutating func countAgain(by rules: Rules, recordedAt: Instant, after head: Int) -> [Event] {
    let owed = listedDuties.values.flatMap(\.keys).sorted()
    return countAgain(
      dutiesBegun.sorted { $0.breach < $1.breach }, owed, by: rules, recordedAt: recordedAt, after: head)
  }

  /// The same of some duties: of such as cost points, and of such as an office has.
  mutating func countAgain(
    _ duties: [Duty], _ owed: [DutyID], by rules: Rules, recordedAt: Instant, after head: Int
  ) -> [Event] {
    let open = duties.filter(isDueProvisionally)
    let openOfOffice = owed.filter(isDueProvisionally)
    guard !open.isEmpty || !openOfOffice.isEmpty else { return [] }
    var decision = Decision(on: consume self, by: rules, at: recordedAt, recordedAt: recordedAt, after: head)
    for duty in open { decision.countAgain(duty) }
    for duty in openOfOffice { decision.countAgain(duty) }
    let decided = decision.end()
    self = decided.state
    return decided.events
  }

  /// Whether a duty may still be met in time, by a date that is provisional.
  private func isDueProvisionally(_ duty: Duty) -> Bool {
    guard frozenOn == nil, let basis = basis(of: duty), basis.due.date.provisional else { return false }
    return mayRaise(duty.breach) && !hasLapsed(duty, due: basis.on)
  }

  /// The same of a duty of an office. One that was put off has its date from whoever put it off, and none is provisional.
  private func isDueProvisionally(_ id: DutyID) -> Bool {
    guard let duty = owedDuties[id] else { return false }
    return duty.state == .open && duty.due?.provisional ?? false
  }

  /// A duty is due on another date.
  mutating func move(_ moved: DueMoved) {
    guard let duty = Duty(breach: moved.subject) else { return moveDue(of: DutyID(moved.subject.text), to: moved.due) }
    guard let before = basis(of: duty)?.on else { return }
    duesMoved[moved.subject] = before
    switch duty {
    case .exitResponse(let outlet): outlets[outlet]?.exitRequest?.due = moved.due
    case .applications(let meeting): meetings[meeting]?.applicationsDue = moved.due
    case .expansionTarget(let city, let batch):
      let signed = signed(in: city, by: moved.due.date)
      switch batch {
      case .firstBatch:
        cities[city]?.plan.firstBatchDue = moved.due
        cities[city]?.signedForFirstBatch = signed
      case .complete:
        cities[city]?.plan.completeDue = moved.due
        cities[city]?.signedForAll = signed
      }
    case .answer, .promotion: break
    }
  }

  /// The outlets this provider signed in a city on or before a date, less those exited by then (§7.7).
  private func signed(in city: Key<City>, by date: LocalDate) -> Int {
    var count = 0
    for outlet in outlets.values where outlet.city == city {
      outlet.forEachTime { time in
        guard time.isOwnSigning, time.heldFromDate <= date else { return }
        let hasExited = time.departure == .exited && time.goneOn.map { max($0, time.heldFromDate) <= date } ?? false
        if !hasExited { count += 1 }
      }
    }
    return count
  }
}

extension Decision {
  /// States the due date of a duty as it is counted now, where that is another than it has.
  fileprivate mutating func countAgain(_ duty: Duty) {
    guard let basis = state.basis(of: duty), let start = state.beginning(of: duty) else { return }
    let terms = terms(on: state.zone.date(of: start), in: state.place(of: duty.breach))
    let due = terms.due(duty.deadline, from: start, around: state.outageSpans)
    guard due != basis.due else { return }
    if case .answer(let ticket) = duty, let at = due.at {
      record(.answerDueMoved(AnswerDueMoved(ticket: ticket, due: at, isProvisional: due.date.provisional)))
    } else {
      record(.dueMoved(DueMoved(subject: duty.breach, due: due.date, clause: duty.clause.rawValue)))
    }
  }

  /// The same of a duty of an office, by its row on the day it opened.
  fileprivate mutating func countAgain(_ id: DutyID) {
    guard let duty = state.owedDuties[id], let row = rules.duties(on: duty.openedOn)?[id.slug],
      let due = dueDate(row, from: duty.openedOn, by: nil), due != duty.due
    else { return }
    record(.dueMoved(DueMoved(subject: id.breach, due: due, clause: duty.clause)))
  }
}
