/// Looking again at every breach that a correction shows otherwise (offices §10).
extension Decision {
  /// What a breach comes to by the facts read now.
  private typealias Affected = [BreachID: Shown?]

  /// Withdraws what rested on the error, lists for review what a person judged by it, and raises what is shown now.
  ///
  /// - Parameters:
  ///   - position: the fact corrected.
  ///   - before: the state as the facts were read before.
  ///   - history: the stream, the correction its last event.
  ///   - correction: the position of the correction.
  mutating func lookAgain(
    at position: Int, before: ProviderState, in history: History, correctedAt correction: Int
  ) {
    settle(affected(before: before, in: history), because: position, correctedAt: correction)
    pauseAsShown()
  }

  /// The same at the breaches of tickets whose due instants have moved, because of an outage.
  mutating func lookAgain(atTickets tickets: [Key<Ticket>], before: ProviderState, because outage: Int) {
    guard !tickets.isEmpty else { return }
    let today = state.zone.date(of: recordedAt)
    let old = Evidence(of: EmptyCollection(), before, by: rules, recordedOn: today)
    let new = Evidence(of: EmptyCollection(), state, by: rules, recordedOn: today)
    let answers = Set(tickets.map { BreachSubject.duty(.answer($0)) })
    settle(Self.affected(answers, old, new), because: outage, correctedAt: outage)
  }

  private mutating func settle(_ affected: Affected, because position: Int, correctedAt correction: Int) {
    var withdrawn: Set<BreachID> = []
    for id in affected.keys.sorted() {
      guard let breach = state.breaches[id] else { continue }
      if affected[id].flatMap({ $0 })?.isThe(breach) ?? false { continue }
      switch breach.verdict {
      case .open, .counted:
        withdraw(id)
        withdrawn.insert(id)
      case .judged: record(.reviewDue(ReviewDue(breach: id, clause: breach.clause, fact: position)))
      case .closed: break
      }
    }
    raise(affected, first: withdrawn, correctedAt: correction)
  }

  /// The breaches shown otherwise than before, and those of the same tickets, with what they are shown as.
  private func affected(before: ProviderState, in history: History) -> Affected {
    let today = state.zone.date(of: recordedAt)
    let old = Evidence(of: history.readBeforeLast, before, by: rules, recordedOn: today)
    let new = Evidence(of: history.read, state, by: rules, recordedOn: today)
    return Self.affected(old.subjects.union(new.subjects), old, new)
  }

  private static func affected(_ subjects: Set<BreachSubject>, _ old: Evidence, _ new: Evidence) -> Affected {
    var affected: Affected = [:]
    for subject in subjects {
      let now = new.shows(subject)
      guard old.shows(subject)?.key != now?.key else { continue }
      let id = BreachID(subject)
      affected[id] = .some(now)
      for sibling in old.siblings(of: id).union(new.siblings(of: id)) { affected[sibling] = .some(new.shows(sibling)) }
    }
    return affected
  }

  /// Raises what is found, those just withdrawn before the others, each in order of `on`, then id.
  private mutating func raise(_ affected: Affected, first withdrawn: Set<BreachID>, correctedAt correction: Int) {
    let found = affected.compactMap { id, shown in shown.map { (id: id, shown: $0) } }
      .filter { state.mayRaise($0.id) && !($0.shown.origin == .sweep && !state.breaches.contains($0.id)) }
      .sorted {
        (withdrawn.contains($0.id) ? 0 : 1, $0.shown.detection.on, $0.id)
          < (withdrawn.contains($1.id) ? 0 : 1, $1.shown.detection.on, $1.id)
      }
    for (_, shown) in found { raise(shown, correctedAt: correction) }
  }

  /// Raises what the facts show, unless another breach of the same ticket holds it back now.
  mutating func raise(_ shown: Shown, correctedAt correction: Int) {
    let detection = shown.raised(by: correction)
    guard !state.isHeldBackNow(detection.breach) else { return }
    guard detection.clause.mode == .counted else {
      raise(detection)
      return
    }
    let isCharged = chargeCounted(detection)
    if isCharged, case .meetingResults(let meeting)? = detection.breach.subject, state.isPausedByResults(meeting) {
      record(.expansionPaused(ExpansionPaused(meeting: meeting)))
    }
  }

  /// A meeting's pause stands exactly while its breach is assessed and it is not rectified.
  private mutating func pauseAsShown() {
    let announced = announcedPauses
    for meeting in state.meetings.keys.sorted() {
      switch (announced.contains(meeting), state.isPausedByResults(meeting)) {
      case (false, true): record(.expansionPaused(ExpansionPaused(meeting: meeting)))
      case (true, false): record(.expansionUnpaused(ExpansionUnpaused(meeting: meeting)))
      case (true, true), (false, false): break
      }
    }
  }
}

extension Breach {
  /// Who has the last word on a breach that the facts show otherwise.
  fileprivate enum Verdict {
    /// Nobody yet: the facts have.
    case open
    /// The ledger, which counted.
    case counted
    /// A person, who must say it again.
    case judged
    /// It charges nothing.
    case closed
  }

  fileprivate var verdict: Verdict {
    switch status {
    case .pending: .open
    case .assessed: clause.mode == .counted && appeal != .decided ? .counted : .judged
    case .dismissed, .withdrawn, .overturned: .closed
    }
  }
}

extension ProviderState {
  /// Whether a breach may be raised: it never was, or it was withdrawn and a correction has come since.
  func mayRaise(_ id: BreachID) -> Bool {
    guard breaches.contains(id) else { return true }
    guard lastCorrection > 0, let breach = breaches[id], breach.status == .withdrawn else { return false }
    return breach.withdrawnBy <= lastCorrection
  }

  /// Whether another breach of the same ticket holds one back.
  func isHeldBackNow(_ id: BreachID) -> Bool {
    switch id.subject {
    case .duty(let duty)?: isHeldBack(duty)
    case .serviceComplaint(let complaint)?:
      complaints[complaint]?.subject.ticket.map { stands(Duty.answer($0).breach) || isHeldBack(.answer($0)) } ?? false
    case .report?, .meetingResults?, .applicationErrors?, .training?, .earlyExits?, .dormantOutlets?,
      .afterSalesDispute?, .rectificationFailure?, nil:
      false
    }
  }

  /// Whether a meeting's results pause expansion: its breach is assessed, and it is not rectified.
  func isPausedByResults(_ meeting: Key<Meeting>) -> Bool {
    breaches[BreachID(.meetingResults(meeting))]?.status == .assessed && meetings[meeting]?.isRectified == false
  }
}
