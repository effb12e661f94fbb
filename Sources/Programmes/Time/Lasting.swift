import LedgerDomain

/// Why something that a rule asks cannot be known.
enum Unknown: Error, Hashable, Sendable {
  /// Something was never recorded.
  case missing(String)
  /// A day lies outside of the days that a window knows.
  case window(LocalDate, Window)

  /// What is said of it in the log.
  var text: String {
    switch self {
    case .missing(let name): name
    case .window(let day, _): day.description
    }
  }
}

extension SubjectState {
  /// The last day on which something dated `day` counts with a window; nil for ever (programmes §1). The one function that
  /// decides everything that lasts.
  ///
  /// - Parameter asked: the day of the event that asks, on which the attribute that a cycle is counted from is read.
  func last(
    _ day: LocalDate, _ window: Window, asked: LocalDate, by programme: Programme
  ) throws(Unknown) -> LocalDate? {
    switch window {
    case .days(let days): return day.adding(days: days - 1)
    case .months(let months): return day.adding(months: months).adding(days: -1)
    case .calendar(let unit): return unit.period(holding: day).upperBound
    case .cycle, .boundaries:
      guard let period = try period(holding: day, window, asked: asked, by: programme) else {
        throw .window(day, window)
      }
      return period.upperBound
    case .ever: return nil
    }
  }

  /// The period of a window that holds a day; nil outside of the days it knows, and for a window without periods.
  func period(
    holding day: LocalDate, _ window: Window, asked: LocalDate, by programme: Programme
  ) throws(Unknown) -> ClosedRange<LocalDate>? {
    switch window {
    case .days(1): return day...day
    case .days, .months, .ever: return nil
    case .calendar(let unit): return unit.period(holding: day)
    case .cycle(let attribute, let months):
      guard case .text(let text)? = value(of: attribute, on: asked, by: programme), let start = LocalDate(text) else {
        throw .missing("attribute \(attribute)")
      }
      return Self.cycle(holding: day, from: start, months: months)
    case .boundaries(let boundaries):
      guard let next = boundaries.dates.firstIndex(where: { $0 > day }), next > 0 else { return nil }
      return boundaries.dates[next - 1]...boundaries.dates[next].adding(days: -1)
    }
  }

  /// An attribute's value on a day, or its default; nil for neither.
  func value(of attribute: String, on day: LocalDate, by programme: Programme) -> DeclaredValue? {
    self.attribute(attribute, on: day) ?? programme.attribute(attribute)?.field.otherwise
  }

  private static func cycle(holding day: LocalDate, from start: LocalDate, months: Int) -> ClosedRange<LocalDate>? {
    guard day >= start else { return nil }
    var count = max(0, day.month.months(since: start.month) / months - 1)
    while start.adding(months: months * (count + 1)) <= day { count += 1 }
    return start.adding(months: months * count)...start.adding(months: months * (count + 1)).adding(days: -1)
  }
}

extension Window.CalendarUnit {
  /// The unit that holds a day.
  func period(holding day: LocalDate) -> ClosedRange<LocalDate> {
    let month = day.month
    switch self {
    case .year: return Month(year: month.year, month: 1).firstDay...Month(year: month.year, month: 12).lastDay
    case .quarter:
      let first = month.adding(-((month.number - 1) % 3))
      return first.firstDay...first.adding(2).lastDay
    case .month: return month.firstDay...month.lastDay
    case .week:
      let monday = day.adding(days: 1 - day.weekday)
      return monday...monday.adding(days: 6)
    }
  }
}

extension DueTerm {
  /// The end of the term that begins at a moment (programmes §1).
  func due(
    after start: Instant, on date: LocalDate, fields: [NamedValue], declared: [FieldForm], by programme: Programme
  ) throws(Unknown) -> Due {
    switch self {
    case .days(let days): return Due(DueDate(date.adding(days: days), provisional: false))
    case .workingDays(let days): return Due(programme.calendar.day(days, after: date))
    case .hours(let hours):
      // The service clock is that of the daigou form in every programme, from 09:00 to 22:00.
      let clock = ResponseClock(allowedSeconds: hours * 3600, opensAt: 9 * 3600, closesAt: 22 * 3600)
      return DueRule.responseClock(clock).due(from: start, in: programme.zone, programme.calendar)
    case .date(let field):
      guard case .text(let text)? = fields.value(of: field, declared), let date = LocalDate(text) else {
        throw .missing("field \(field)")
      }
      return Due(DueDate(date, provisional: false))
    }
  }
}

extension [NamedValue] {
  /// The value recorded under a name, or the default of the field; nil for neither.
  func value(of name: String, _ declared: [FieldForm]) -> DeclaredValue? {
    for field in self where field.name == name { return field.value }
    for field in declared where field.name == name { return field.otherwise }
    return nil
  }
}
