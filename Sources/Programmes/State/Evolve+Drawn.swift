import LedgerDomain

extension SubjectState {
  mutating func evolve(
    _ drawn: ProgrammeConsequence, _ ground: Ground, _ event: SubjectEvent, _ date: LocalDate
  ) {
    switch drawn {
    case .breachDetected(let raised): detect(raised, ground, event)
    case .breachWithdrawn(let id): change(id) { $0.status = .withdrawn }
    case .pointsDeducted(let charge):
      add(
        SubjectEntry(
          number: charge.entry, counter: charge.counter, key: charge.key, breach: charge.breach,
          charged: charge.charged, from: charge.from, until: charge.until, group: charge.group,
          isCarried: charge.isCarried,
          shownFrom: reversing.map(\.on), ground: ground))
    case .pointsRestored(let restored): restore(restored, ground, date)
    case .nodeReached: break
    case .reversed(let reversal):
      restorations += reversal.restored.map { part in
        SubjectRestoration(
          ground: Ground(part.by, for: ground.cause), counter: part.counter, on: part.on, points: part.points)
      }
    case .measureImposed(let imposed): impose(imposed, ground, event.rulebook)
    case .measureEnded(let ended): end(ended)
    case .noticeGiven(let notice):
      notices.append(notice)
      noticeGrounds.append(ground)
    case .fined(let moved):
      move(moved.account, MoneyMovement(on: date, balance: -moved.taken, owed: moved.owed))
      fines.append(SubjectFine(ground: ground, account: moved.account, fen: moved.fen))
    case .valueSet(let change): set(change, on: date)
    case .dutyOpened(let opened): open(opened, ground, event, date)
    case .dutyMet(let met): meet(met)
    case .dutyMissed(let missed):
      miss(missed, date)
      if event.cause == nil, progress?.day == date { progress?.step = .duty(missed.name) }
    case .dutyWithdrawn(let gone): withdraw(gone, date)
    case .reviewDecided(let review):
      guard let period = review.period else { break }
      reviewed[review.review] = max(reviewed[review.review] ?? period, period)
      if event.cause == nil, progress?.day == date { progress?.step = .review(review.review) }
    case .periodClosed(let closing): close(closing, ground, event, date)
    }
  }

  private mutating func detect(_ raised: BreachRaised, _ ground: Ground, _ event: SubjectEvent) {
    var breach = SubjectBreach(
      id: raised.breach, clause: raised.clause, on: raised.on, raisedOn: raised.on, reportedBy: nil,
      fields: raised.fields, ground: ground, status: raised.isAtOnce ? .assessed : .pending,
      chargedAt: raised.isAtOnce ? event.at : nil)
    if raised.isJudgedAgain, let before = self.breach(raised.breach) {
      breach.judgement = before.judgement
      breach.chargedAt = before.chargedAt
      breach.status = .assessed
    }
    raise(breach)
  }

  mutating func add(_ entry: SubjectEntry) {
    tracks[entry.counter, default: [:]][entry.key ?? "", default: EntryTrack()].add(entry, at: entries.count)
    if let breach = entry.charging { charges[breach, default: []].append(entries.count) }
    entries.append(entry)
  }

  private mutating func restore(_ restored: EntriesRestored, _ ground: Ground, _ date: LocalDate) {
    var sum = 0
    for part in restored.taken where entries.indices.contains(part.entry - 1) {
      let place = part.entry - 1
      before?.note(entry: entries[place], at: place)
      entries[place].taken.append(SubjectEntry.Taken(on: date, points: part.points, charged: part.charged))
      tracks[entries[place].counter]?[entries[place].key ?? ""]?.change(at: place, of: entries)
      sum += part.points
    }
    if ground.rule != .appeal {
      restorations.append(SubjectRestoration(ground: ground, counter: restored.counter, on: date, points: sum))
    }
  }

  private mutating func impose(_ imposed: MeasureImposed, _ ground: Ground, _ rulebook: String) {
    if let place = measures.lastIndex(where: { $0.measure == imposed.measure && $0.instance == imposed.instance }) {
      before?.note(measure: measures[place], at: place)
      measures[place].leastUntil = imposed.leastUntil
      measures[place].until = imposed.until
      measures[place].isOpen = imposed.isOpen
      measures[place].effect = imposed.effect
      measures[place].rulebook = rulebook
      measures[place].endedOn = nil
      if !running.contains(place) { running.append(place) }
      return
    }
    running.append(measures.count)
    measures.append(
      SubjectMeasure(
        measure: imposed.measure, instance: imposed.instance, from: imposed.from,
        began: imposed.began ?? imposed.from, leastUntil: imposed.leastUntil, until: imposed.until,
        isOpen: imposed.isOpen, effect: imposed.effect, rulebook: rulebook,
        closes: imposed.closes, isLookedAtLater: imposed.isLookedAtLater, ground: ground))
  }

  private mutating func end(_ ended: MeasureOver) {
    guard
      let place = measures.lastIndex(where: { $0.measure == ended.measure && $0.instance == ended.instance })
    else { return }
    before?.note(measure: measures[place], at: place)
    measures[place].endedOn = ended.on
    measures[place].isVoid = reversing != nil
    running.removeAll { $0 == place }
  }

  private mutating func open(
    _ opened: SubjectDutyOpened, _ ground: Ground, _ event: SubjectEvent, _ date: LocalDate
  ) {
    openDuties.append(duties.count)
    let known = event.cause == nil ? date : zone.date(of: event.recordedAt)
    duties.append(
      SubjectDuty(
        name: opened.name, openedOn: date, due: opened.due, dueAt: opened.dueAt,
        missedAfter: max(opened.due.date, known), fields: opened.fields, ground: ground, rulebook: event.rulebook,
        status: .open))
    findPlace(ofDuty: duties.count - 1)
  }

  private mutating func meet(_ met: SubjectDutyMet) {
    if let period = met.period {
      before?.note(periods: periodDuties[met.name.duty], of: met.name.duty)
      periodDuties[met.name.duty, default: []].append(PeriodOutcome(until: period, metOn: met.on))
    } else {
      settle(met.name, .met(met.on))
    }
  }

  private mutating func miss(_ missed: SubjectDutyMissed, _ date: LocalDate) {
    if missed.isOfPeriod {
      before?.note(periods: periodDuties[missed.name.duty], of: missed.name.duty)
      periodDuties[missed.name.duty, default: []].append(PeriodOutcome(until: missed.due, metOn: nil))
    } else {
      settle(missed.name, .missed(date))
    }
  }

  private mutating func settle(_ name: DutyName, _ status: SubjectDuty.Status) {
    guard let place = openDuties.last(where: { duties[$0].name == name }) else { return }
    before?.note(duty: duties[place], at: place)
    duties[place].status = status
    openDuties.removeAll { $0 == place }
  }

  private mutating func withdraw(_ gone: SubjectDutyGone, _ date: LocalDate) {
    before?.note(periods: periodDuties[gone.name.duty], of: gone.name.duty)
    periodDuties[gone.name.duty]?.removeAll { $0.until == gone.due }
    guard let place = duties.lastIndex(where: { $0.name == gone.name && $0.due.date == gone.due }) else { return }
    before?.note(duty: duties[place], at: place)
    duties[place].before = duties[place].status
    duties[place].status = .withdrawn(date)
    openDuties.removeAll { $0 == place }
  }

  private mutating func close(
    _ closing: PeriodClosed, _ ground: Ground, _ event: SubjectEvent, _ date: LocalDate
  ) {
    closed[DutyName(duty: closing.counter, key: closing.key)] = closing.until
    for carried in closing.carried {
      add(
        SubjectEntry(
          number: carried.entry, counter: closing.counter, key: closing.key, breach: carried.breach,
          charged: carried.points, from: closing.until.adding(days: 1), until: closing.next, group: nil,
          isCarried: true, shownFrom: nil, ground: ground))
    }
    if event.cause == nil, progress?.day == date { progress?.step = .closing(closing.counter) }
  }
}
