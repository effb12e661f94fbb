import LedgerDomain

// The ends of measures (programmes §2, measure).
extension Deciding {
  /// Ends the measures whose end has come, day by day and on each in the order they began, each with what follows.
  ///
  /// - Parameters:
  ///   - day: the last day on which an end may lie.
  ///   - first: the first day on which tests are looked at that were looked at before.
  mutating func endMeasures(through day: LocalDate, from first: LocalDate) {
    while let (place, end) = nextEnd(through: day, from: first) { self.end(place, on: end) }
  }

  private func nextEnd(through day: LocalDate, from first: LocalDate) -> (place: Int, end: LocalDate)? {
    var found: (place: Int, end: LocalDate)?
    for place in state.running.sorted(by: { (state.measures[$0].from, $0) < (state.measures[$1].from, $1) }) {
      guard let end = end(of: state.measures[place], through: day, from: first) else { continue }
      // What ended on an earlier day was found on that day.
      if end <= first { return (place, end) }
      if found.map({ end < $0.end }) ?? true { found = (place, end) }
    }
    return found
  }

  /// The first day on which a measure is no longer in force, where that has come.
  private func end(of measure: SubjectMeasure, through day: LocalDate, from first: LocalDate) -> LocalDate? {
    guard measure.isOpen else {
      return measure.until.flatMap { $0 < day ? $0.adding(days: 1) : nil }
    }
    let least = measure.leastUntil.map { $0.adding(days: 1) } ?? measure.from
    guard least <= day, let programme = versions.named(measure.rulebook),
      programme.imposing.indices.contains(measure.effect), let test = programme.imposing[measure.effect].until
    else { return nil }
    let start = measure.isLookedAtLater ? measure.from.adding(days: 1) : measure.from
    var hand = Hand(programme: programme, rule: .measure(measure.measure), cause: nil, day: day, isAttended: false)
    state.putAtHand(of: measure, &hand)
    hand.factsFrom = measure.began
    var look = least == day && measure.leastUntil != nil ? start : max(start, first)
    while look <= day {
      var asking = Asking(on: look, around)
      if (try? asking.holds(test, of: state, hand)) ?? false { return max(least, look) }
      look = look.adding(days: 1)
    }
    return nil
  }

  /// The end of a measure: an event of its own.
  private mutating func end(_ place: Int, on end: LocalDate) {
    let measure = state.measures[place]
    begin(on: max(end, doing.date))
    let programme = versions.named(measure.rulebook) ?? versions.on(measure.from)
    var hand = Hand(
      programme: programme, rule: .measure(measure.measure),
      cause: .end(measure.ground.rule, of: measure.ground.cause), day: end.adding(days: -1),
      isAttended: false)
    state.putAtHand(of: measure, &hand)
    hand.isThen = true
    record(
      .measureEnded(MeasureOver(measure: measure.measure, instance: measure.instance, on: end)), hand.ground,
      by: programme)
    guard programme.imposing.indices.contains(measure.effect) else { return }
    attempt { deciding throws(Stop) in try deciding.run(programme.imposing[measure.effect].then, hand) }
    attempt { deciding throws(Stop) in try deciding.crossNodes() }
  }
}

extension SubjectState {
  /// Puts at hand what a measure began by: the breach, the fact or the duty.
  func putAtHand(of measure: SubjectMeasure, _ hand: inout Hand) {
    switch GroundCause(measure.ground.cause)?.origin {
    case .breach(let id):
      guard let breach = breach(id) else { return }
      hand.breach = breach.id
      hand.clause = breach.clause
      hand.fields = breach.fields
      hand.declared = hand.programme.clause(breach.clause)?.fields ?? []
      hand.judgement = breach.judgement
      hand.name = breach.id.text
    case .event(let position):
      guard let recorded = fact(at: position, on: measure.began) else { return }
      hand.fields = recorded.fact.fields
      hand.name = recorded.fact.key
      hand.declared = hand.programme.fact(recorded.kind)?.fields ?? []
    case .duty(let name, let due):
      guard let duty = duties.last(where: { $0.due.date == due && $0.name.text == name }) else { return }
      hand.fields = duty.fields
      hand.name = duty.name.key
    case .period, .end, nil: break
    }
  }

  /// The fact recorded at a position, with its kind: one of a day, or, of what began as another measure ended, of an earlier one.
  private func fact(at position: Int, on day: LocalDate) -> (kind: String, fact: FactOnRecord)? {
    for (kind, facts) in facts {
      let sameDay = facts[facts.countInFront { $0.on < day }...].prefix { $0.on == day }
      if let fact = sameDay.first(where: { $0.position == position }) { return (kind, fact) }
    }
    for (kind, facts) in facts {
      if let fact = facts.last(where: { $0.position == position }) { return (kind, fact) }
    }
    return nil
  }
}
