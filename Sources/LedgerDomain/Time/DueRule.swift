/// How a due date is counted from a moment (§2).
public enum DueRule: Hashable, Sendable {
  /// So many working days after the day of the start.
  case workingDays(Int)
  /// So many calendar days after the day of the start, moved to a working day where it falls on a day off.
  case calendarDays(Int)
  /// The day of the start itself, day off or not.
  case sameDay
  /// What the response clock allows.
  case responseClock(ResponseClock)
  /// The last day of the natural month so many months after that of the start; with none, of its own.
  case monthEnd(after: Int)

  /// The end of the term that begins at `start`.
  ///
  /// - Parameter outages: around which the response clock counts, in order of their beginnings.
  public func due(
    from start: Instant, in zone: Zone, _ calendar: WorkingDayCalendar, around outages: [TimeSpan] = []
  ) -> Due {
    switch self {
    case .workingDays(let days): return Due(calendar.day(days, after: zone.date(of: start)))
    case .calendarDays(let days):
      return Due(calendar.workingDay(onOrAfter: zone.date(of: start).adding(days: days)))
    case .responseClock(let clock):
      let answer = clock.due(after: start, in: zone, calendar: calendar, around: outages)
      return Due(DueDate(zone.date(of: answer.due), provisional: answer.provisional), at: answer.due)
    case .sameDay: return Due(DueDate(zone.date(of: start), provisional: false))
    case .monthEnd(let months):
      return Due(DueDate(zone.date(of: start).month.adding(months).lastDay, provisional: false))
    }
  }

  /// The same, with every day looked at.
  public func count(
    from start: Instant, in zone: Zone, _ calendar: WorkingDayCalendar, around outages: [TimeSpan] = []
  ) -> DueCount {
    var days: [CountedDay] = []
    let first = zone.date(of: start)
    switch self {
    case .workingDays(let count):
      let due = calendar.day(count, after: first) { days.append($0) }
      return DueCount(rule: self, from: start, days: days, due: due)
    case .calendarDays(let count):
      let due = calendar.workingDay(onOrAfter: first.adding(days: count)) { days.append($0) }
      return DueCount(rule: self, from: start, days: days, due: due)
    case .responseClock(let clock):
      let answer = clock.due(after: start, in: zone, calendar: calendar, around: outages)
      let last = zone.date(of: answer.due)
      var worked = 0
      for day in first.daysSinceEpoch...last.daysSinceEpoch {
        let date = LocalDate(daysSinceEpoch: day)
        let ran = answer.runs.contains { $0.date == date }
        if ran { worked += 1 }
        days.append(
          CountedDay(
            date: date, kind: calendar.kind(of: date), number: ran ? worked : nil, isKnown: calendar.knows(date),
            holiday: calendar.holiday(of: date)))
      }
      return DueCount(
        rule: self, from: start, days: days, runs: answer.runs, outages: outages,
        due: DueDate(last, provisional: answer.provisional), dueAt: answer.due)
    case .sameDay, .monthEnd:
      return DueCount(rule: self, from: start, days: [], due: due(from: start, in: zone, calendar).date)
    }
  }
}

/// The end of a term: its last day, and the very moment where it is counted in hours.
public struct Due: Hashable, Sendable {
  /// The last day.
  public let date: DueDate
  /// The moment; nil where it is the end of the day.
  public let at: Instant?

  /// A last day, and a moment of it.
  public init(_ date: DueDate, at: Instant? = nil) {
    self.date = date
    self.at = at
  }

  /// By how much what was done at a moment came after it; nil where it came in time.
  public func lateness(of done: Instant, in zone: Zone) -> Lateness? {
    if let at { return done > at ? .seconds(done.seconds - at.seconds) : nil }
    let days = zone.date(of: done).daysSinceEpoch - date.date.daysSinceEpoch
    return days > 0 ? .days(days) : nil
  }
}

/// By how much something came too late, counted as its term is.
public enum Lateness: Hashable, Sendable {
  /// After a moment.
  case seconds(Int)
  /// After a last day.
  case days(Int)
}
