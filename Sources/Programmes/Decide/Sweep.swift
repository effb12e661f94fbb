import LedgerDomain

// The days of a subject (programmes §1).
extension Deciding {
  /// Does what is left of every day through one, and the start of the next.
  mutating func sweep(through last: LocalDate) {
    guard var day = state.progress?.day else { return }
    while day <= last.adding(days: 1) {
      start(day)
      if day > last { return }
      end(day)
      day = nextDay(after: day, through: last)
    }
  }

  /// The start of a day: measures end, in the order they began.
  private mutating func start(_ day: LocalDate) {
    guard !state.running.isEmpty else { return }
    go(to: state.zone.instant(day))
    begin(on: day)
    endMeasures(through: day, from: day)
  }

  /// The end of a day: missed duties, reviews, closings.
  private mutating func end(_ day: LocalDate) {
    let programme = versions.on(day)
    go(to: state.zone.endOfDay(day))
    let step = state.progress.flatMap { $0.day == day ? $0.step : nil } ?? .begin
    if step.rank <= 1 {
      for name in missedDuties(at: day, by: programme) {
        if case .duty(let done) = step, name <= done, isOfPeriod(name, programme) { continue }
        go(to: state.zone.endOfDay(day))
        miss(name, at: day, by: programme)
      }
    }
    if step.rank <= 2 { review(day, by: programme, after: step) }
    for counter in programme.counters where !counter.carry.isEmpty {
      go(to: state.zone.endOfDay(day))
      close(counter, at: day, by: programme)
    }
  }

  private func isOfPeriod(_ name: DutyName, _ programme: Programme) -> Bool {
    if case .each? = programme.duty(name.duty)?.owed { return true }
    return false
  }

  private mutating func review(_ day: LocalDate, by programme: Programme, after step: Progress.Step) {
    var isDone = false
    if case .review = step { isDone = true }
    for review in programme.reviews {
      if isDone {
        if case .review(review.name) = step { isDone = false }
        continue
      }
      guard case .each(let window) = review.trigger,
        let period = try? state.period(holding: day, window, asked: day, by: programme), period.upperBound == day,
        state.reviewed[review.name].map({ $0 < day }) ?? true
      else { continue }
      go(to: state.zone.endOfDay(day))
      begin(on: day)
      if doing.wasOut { continue }
      var hand = Hand(
        programme: programme, rule: .review(review.name), cause: .period(day), day: day, isAttended: false)
      hand.period = period
      let place = events.count
      attempt { deciding throws(Stop) in try deciding.decide(review, hand) }
      finish(at: place, through: day)
    }
  }

  /// The next day on which something may happen by itself.
  func nextDay(after day: LocalDate, through last: LocalDate) -> LocalDate {
    let next = day.adding(days: 1)
    var soonest = last.adding(days: 1)
    func consider(_ other: LocalDate?) {
      if let other { soonest = min(soonest, max(other, next)) }
    }
    for place in state.running {
      let measure = state.measures[place]
      guard measure.isOpen else {
        consider(measure.end)
        continue
      }
      consider(measure.leastUntil.map { $0.adding(days: 1) } ?? next)
    }
    for place in state.openDuties { consider(state.duties[place].missedAfter) }
    consider(versions.change(after: day))
    let programme = versions.on(next)
    for window in programme.sweptWindows {
      consider((try? state.period(holding: next, window, asked: next, by: programme))?.upperBound)
      if case .boundaries(let boundaries) = window { consider(boundaries.dates.first { $0 > next }) }
    }
    return soonest
  }
}

extension Progress.Step {
  /// Its place in the end of a day.
  var rank: Int {
    switch self {
    case .begin: 0
    case .duty: 1
    case .review: 2
    case .closing: 3
    }
  }
}

extension Programme {
  /// The windows at the end of whose periods something is looked at.
  var sweptWindows: [Window] {
    var windows: [Window] = []
    for duty in duties {
      if case .each(let window, _, _) = duty.owed { windows.append(window) }
    }
    for review in reviews {
      if case .each(let window) = review.trigger { windows.append(window) }
    }
    for counter in counters where !counter.carry.isEmpty { windows.append(counter.window) }
    return windows
  }
}
