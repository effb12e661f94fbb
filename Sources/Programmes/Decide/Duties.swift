import LedgerDomain

// Duties: opened, met and missed (programmes §2).
extension Deciding {
  /// A fact first meets duties, then opens them.
  mutating func meetDuties(_ fact: FactRecorded, _ hand: Hand) {
    for place in state.openDuties {
      let duty = state.duties[place]
      let programme = versions.named(duty.rulebook) ?? hand.programme
      guard let form = programme.duty(duty.name.duty), form.met.contains(fact.kind), date <= duty.due.date,
        duty.dueAt.map({ at <= $0 }) ?? true, case .started(_, _, let same) = form.owed,
        duty.name.key == key(named: same, fact, hand) || same == nil && duty.name.key == nil
      else { continue }
      record(.dutyMet(SubjectDutyMet(name: duty.name, on: date)), hand.ruled(.duty(form.name)), by: programme)
    }
    meetPeriodDuties(fact, hand)
  }

  private func key(named same: String?, _ fact: FactRecorded, _ hand: Hand) -> String? {
    guard let same else { return fact.key?.text }
    return hand.value(of: same)?.description
  }

  private mutating func meetPeriodDuties(_ fact: FactRecorded, _ hand: Hand) {
    for duty in hand.programme.duties where duty.met.contains(fact.kind) {
      guard case .each(let window, let least, _) = duty.owed, let enrolment = state.enrolment,
        let period = try? state.period(holding: date, window, asked: date, by: hand.programme),
        period.lowerBound >= enrolment.on, period.upperBound >= today,
        state.periodDuties[duty.name]?.contains(where: { $0.until == period.upperBound }) != true,
        count(duty.met, in: period) >= least
      else { continue }
      record(
        .dutyMet(SubjectDutyMet(name: DutyName(duty: duty.name), on: date, period: period.upperBound)),
        hand.ruled(.duty(duty.name)), by: hand.programme)
    }
  }

  private func count(_ kinds: [String], in period: ClosedRange<LocalDate>) -> Int {
    kinds.reduce(0) { sum, kind in
      // By date: those before the period are not looked at.
      sum
        + (state.facts[kind] ?? []).reversed().prefix { $0.on >= period.lowerBound }
        .count { $0.on <= period.upperBound }
    }
  }

  /// Opens the duties that a fact starts, one for each key; one that is open is not opened again.
  mutating func openDuties(startedBy fact: FactRecorded, _ hand: Hand) throws(Stop) {
    for duty in hand.programme.duties {
      guard case .started(.fact(let pattern), let term, let same) = duty.owed, pattern.kind == fact.kind,
        pattern.fields.allSatisfy({ hand.value(of: $0.name) == $0.value })
      else { continue }
      let key = key(named: same, fact, hand)
      if let same, key == nil {
        if hand.isAttended { throw .unknown(.missing("field \(same)")) }
        continue
      }
      try open(duty, DutyName(duty: duty.name, key: key), term, hand)
    }
  }

  /// Opens the duties that a measure starts.
  mutating func openDuties(startedBy measure: String, _ hand: Hand) throws(Stop) {
    let programme = versions.on(date)
    for duty in programme.duties {
      guard case .started(.measure(measure), let term, _) = duty.owed else { continue }
      try open(duty, DutyName(duty: duty.name), term, hand, by: programme)
    }
  }

  private mutating func open(
    _ duty: DutyForm, _ name: DutyName, _ term: DueTerm, _ hand: Hand, by programme: Programme? = nil
  ) throws(Stop) {
    guard state.openDuty(name) == nil else { return }
    let programme = programme ?? hand.programme
    let due: Due
    do throws(Unknown) {
      due = try term.due(after: at, on: date, fields: hand.fields, declared: hand.declared, by: programme)
    } catch {
      throw .unknown(error)
    }
    record(
      .dutyOpened(SubjectDutyOpened(name: name, due: due.date, dueAt: due.at, fields: hand.filledFields)),
      hand.ruled(.duty(duty.name)), by: programme)
  }

  /// The duties whose last day is over at the end of a day, in order of name and key.
  func missedDuties(at day: LocalDate, by programme: Programme) -> [DutyName] {
    var names = state.openDuties.filter { state.duties[$0].missedAfter <= day }.map { state.duties[$0].name }
    for duty in programme.duties where isOwed(duty, at: day, by: programme) { names.append(DutyName(duty: duty.name)) }
    return names.sorted()
  }

  /// Whether a duty of every period is owed in one that ends on a day, and not met.
  private func isOwed(_ duty: DutyForm, at day: LocalDate, by programme: Programme) -> Bool {
    guard case .each(let window, let least, let condition) = duty.owed, let enrolment = state.enrolment,
      let period = try? state.period(holding: day, window, asked: day, by: programme), period.upperBound == day,
      period.lowerBound >= enrolment.on,
      state.periodDuties[duty.name]?.contains(where: { $0.until == day }) != true,
      count(duty.met, in: period) < least
    else { return false }
    guard let condition else { return true }
    var hand = Hand(programme: programme, rule: .duty(duty.name), cause: nil, day: day, isAttended: false)
    hand.period = period
    var asking = Asking(on: day, around)
    return (try? asking.holds(condition, of: state, hand)) ?? false
  }

  /// A duty is missed at the end of a day: an event of its own.
  mutating func miss(_ name: DutyName, at day: LocalDate, by rules: Programme) {
    begin(on: day)
    let opened = state.openDuty(name)
    let programme = opened.flatMap { versions.named($0.rulebook) } ?? rules
    let due = opened?.due.date ?? day
    var hand = Hand(
      programme: programme, rule: .duty(name.duty), cause: .duty(name.text, due: due), day: due, isAttended: false)
    hand.fields = opened?.fields ?? []
    hand.name = name.key
    let place = events.count
    record(
      .dutyMissed(SubjectDutyMissed(name: name, due: due, isOfPeriod: opened == nil)), hand.ground, by: programme)
    attempt { deciding throws(Stop) in try deciding.run(programme.effects(ofMissed: name.duty), hand) }
    finish(at: place, through: day)
  }
}

extension Hand {
  /// What an event rests on by another rule that is applied to the same.
  func ruled(_ rule: ProgrammeRule) -> Ground { Ground(rule, for: cause) }
}

extension Programme {
  /// What follows when a duty is missed, that of an account included.
  func effects(ofMissed duty: String) -> [Effect] {
    if let form = self.duty(duty) { return form.missed }
    return accounts.first { $0.topUpDuty == duty }?.topUp?.missed ?? []
  }
}
