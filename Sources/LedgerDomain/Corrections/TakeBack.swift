/// Reports and judgements taken back (offices §10): they stay read, and what follows is drawn.
extension Decision {
  /// A report taken back: what is pending goes, and what a person assessed is decided by a person.
  mutating func takeBack(report: Event) {
    guard let id = report.breach, let breach = state.breaches[id] else { return }
    switch breach.status {
    case .pending: withdraw(id)
    case .assessed: record(.reviewDue(ReviewDue(breach: id, clause: breach.clause, fact: report.position)))
    case .dismissed, .withdrawn, .overturned: break
    }
  }

  /// A judgement taken back: the breach is pending as before it; if nothing shows it any more, it goes, and what the facts
  /// show in its place is raised.
  mutating func takeBack(judgement: Event, in history: History) {
    guard let id = judgement.breach, let breach = state.breaches[id] else { return }
    restoring(id) {
      $0.record(.breachReopened(BreachReopened(breach: id, clause: breach.clause, fact: judgement.position)))
    }
    switch id.subject {
    case .report?: if history.readings.takenBack.contains(breach.raisedAt) { withdraw(id) }
    case .rectificationFailure?, nil: break
    case .duty, .meetingResults, .applicationErrors, .training, .serviceComplaint, .earlyExits, .dormantOutlets,
      .afterSalesDispute:
      let evidence = Evidence(of: history.read, state, by: rules, recordedOn: state.zone.date(of: recordedAt))
      put(id, breach, right: evidence.shows(id))
    }
  }

  /// Withdraws a pending breach that is not shown as it was raised, and raises what is shown in its place.
  private mutating func put(_ id: BreachID, _ breach: Breach, right shown: Shown?) {
    if shown?.isThe(breach) ?? false { return }
    withdraw(id)
    if let shown, let cause {
      raise(shown, correctedAt: cause)
    } else if case .duty(.answer(let ticket))? = id.subject {
      raiseHeldBackComplaint(about: ticket)
    }
  }
}

extension Decision {
  /// Withdraws a breach; what it charged is restored, and the pause it made ends.
  mutating func withdraw(_ id: BreachID) {
    guard let breach = state.breaches[id] else { return }
    let announced = announcedPauses
    restoring(id) { $0.record(.breachWithdrawn(BreachWithdrawn(breach: id, clause: breach.clause))) }
    if case .meetingResults(let meeting)? = id.subject, announced.contains(meeting) {
      record(.expansionUnpaused(ExpansionUnpaused(meeting: meeting)))
    }
  }

  /// States what `body` really took off the score of the breach's year.
  private mutating func restoring(_ id: BreachID, _ body: (inout Decision) -> Void) {
    guard let breach = state.breaches[id] else { return }
    let before = state.score(breach.year)
    body(&self)
    let after = state.score(breach.year)
    guard after < before else { return }
    record(
      .pointsRestored(
        Restoration(
          breach: id, clause: breach.clause, year: breach.year, restored: before - after, score: after)))
  }
}
