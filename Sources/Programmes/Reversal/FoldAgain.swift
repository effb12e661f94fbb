import LedgerDomain

// The record of a subject, folded again without some breaches (programmes §6).
extension SubjectState {
  /// What of a record was overturned or lowered, one more decision included.
  func adjustments(with fact: AppealDecided) -> FoldedAgain {
    var without: Set<BreachID> = []
    var lowered: [BreachID: Int] = [:]
    for breach in breaches {
      if breach.status == .overturned { without.insert(breach.id) }
      lowered[breach.id] = breach.loweredTo
    }
    switch fact.outcome {
    case .confirmed: break
    case .overturned: without.insert(fact.breach)
    case .reduced(let points): lowered[fact.breach] = points
    }
    return FoldedAgain(without: without, lowered: lowered)
  }

  /// The record folded again: the same facts, judgements, versions and swept days.
  ///
  /// - Returns: the state it leads to, and what was wrong with lowered points.
  static func folded(
    _ stream: [SubjectEvent], of state: borrowing SubjectState, again: FoldedAgain, by versions: ProgrammeVersions,
    among others: any OtherSubjects, through day: LocalDate
  ) -> (state: SubjectState, fault: Refusal?) {
    var now = SubjectState(state.provider, of: state.programme, zone: state.zone)
    var fault: Refusal?
    for event in stream {
      if case .drawn = event.body, event.cause != nil { continue }
      var deciding = Deciding(
        on: now, by: versions.known(before: event.position), Surroundings(others: others, before: event.position),
        at: event.at, recordedAt: event.recordedAt, after: event.position - 1, again: again)
      now = SubjectState(state.provider, of: state.programme, zone: state.zone)
      deciding.again(event)
      fault = fault ?? deciding.asked.pointsFault
      now = deciding.end().state
    }
    var deciding = Deciding(
      on: now, by: versions, Surroundings(others: others), at: Instant(seconds: 0),
      recordedAt: state.zone.instant(day), after: 0, again: again)
    deciding.sweep(through: day.adding(days: -1))
    return (deciding.end().state, fault)
  }
}

extension Deciding {
  /// Goes through an event of a record again, with what follows from it now.
  fileprivate mutating func again(_ event: SubjectEvent) {
    switch event.body {
    case .drawn:
      let day = state.zone.date(of: event.at)
      sweep(through: state.zone.secondOfDay(event.at) == 0 ? day.adding(days: -1) : day)
    case .fact(let fact, let decided):
      sweep(through: today.adding(days: -1))
      guard holds(fact) else { return }
      let date = state.zone.date(of: event.at)
      let programme = versions.named(event.rulebook) ?? ruling(fact, on: date)
      begin(on: date)
      var admitted = Admitted(programme: programme)
      admitted.decided = decided
      admitted.wereShort = shortAccounts(programme)
      take(event)
      let submission = SubjectSubmission(
        at: event.at, by: event.by ?? Person(id: "", role: .subject), fact: fact)
      attempt { deciding throws(Stop) in try deciding.conclude(submission, admitted) }
      endMeasures(through: today, from: date)
    }
  }

  /// Whether what was submitted has something to stand on in the record as it is folded again.
  private func holds(_ fact: ProgrammeFact) -> Bool {
    switch fact {
    case .enrolled, .attributeSet, .recorded, .paidIn, .lifted: true
    case .reported(let fact): !(again?.without.contains(fact.breach) ?? false)
    case .assessed(let fact): state.breach(fact.breach)?.status == .pending
    case .dismissed(let fact): state.breach(fact.breach)?.status == .pending
    case .appealFiled(let fact): state.breach(fact.breach)?.status == .assessed
    case .appealDecided: false
    }
  }
}
