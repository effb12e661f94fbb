/// What a day is to the working-day count (§2).
public enum DayKind: Equatable, Sendable {
  /// A weekday that is worked.
  case working
  /// A Saturday or Sunday worked to make up for the named holiday.
  case makeUp(String)
  /// A Saturday or Sunday off.
  case weekend
  /// A day off for the named statutory holiday.
  case holiday(String)

  /// Whether the day counts as a working day.
  public var isWorking: Bool {
    switch self {
    case .working, .makeUp: true
    case .weekend, .holiday: false
    }
  }
}

/// A date reached by counting, and whether the count left the calendars the rulebook knows.
public struct DueDate: Hashable, Sendable {
  /// The last day on which the duty can be met.
  public let date: LocalDate
  /// True when a day beyond the known calendars was counted by its weekday alone (§2).
  public let provisional: Bool

  /// A due date, provisional or not.
  public init(_ date: LocalDate, provisional: Bool) {
    self.date = date
    self.provisional = provisional
  }
}

/// The working days of the State Council's yearly notices (§2).
///
/// Monday to Friday, minus statutory holidays, plus make-up days. Outside the years it knows, weekdays only.
public final class WorkingDayCalendar: Sendable {
  private let years: ClosedRange<Int>?
  private let first: LocalDate
  private let kinds: [DayKind]
  /// Weekends that lie in a holiday, with its slug: they are no holiday to be worked for, but off all the same.
  private let weekends: [LocalDate: String]

  /// A calendar for whole years from the named exceptions to the weekday rule.
  ///
  /// - Parameters:
  ///   - years: the years the exceptions are complete for; nil for a calendar that knows none.
  ///   - holidays: days off, with the holiday's slug.
  ///   - makeUps: worked weekend days, with the slug of the holiday they make up for.
  public init(years: ClosedRange<Int>?, holidays: [LocalDate: String], makeUps: [LocalDate: String]) {
    self.years = years
    guard let years else {
      first = LocalDate(daysSinceEpoch: 0)
      kinds = []
      weekends = [:]
      return
    }
    let start = Month(year: years.lowerBound, month: 1).firstDay
    let end = Month(year: years.upperBound, month: 12).lastDay
    first = start
    weekends = holidays.filter { $0.key.weekday >= 6 && makeUps[$0.key] == nil }
    kinds = (start.daysSinceEpoch...end.daysSinceEpoch).map { day in
      let date = LocalDate(daysSinceEpoch: day)
      if let name = makeUps[date] { return .makeUp(name) }
      if date.weekday >= 6 { return .weekend }
      return holidays[date].map(DayKind.holiday) ?? .working
    }
  }

  /// Whether the year of `date` is one the calendar has the notice of.
  public func knows(_ date: LocalDate) -> Bool {
    kinds.indices.contains(date.daysSinceEpoch - first.daysSinceEpoch)
  }

  /// What kind of day `date` is; by its weekday alone where the calendar does not know the year.
  public func kind(of date: LocalDate) -> DayKind {
    let index = date.daysSinceEpoch - first.daysSinceEpoch
    if kinds.indices.contains(index) { return kinds[index] }
    return date.weekday >= 6 ? .weekend : .working
  }

  /// The holiday that a day is off for or worked for, by its slug; also of a weekend that lies in one.
  public func holiday(of date: LocalDate) -> String? {
    switch kind(of: date) {
    case .makeUp(let slug), .holiday(let slug): slug
    case .weekend: weekends[date]
    case .working: nil
    }
  }

  /// Whether `date` is a working day.
  public func isWorking(_ date: LocalDate) -> Bool {
    kind(of: date).isWorking
  }

  /// The `count`-th working day after `date`, never counting `date` itself (§2).
  ///
  /// - Parameter visit: told every day looked at, and whether it counted.
  public func day(_ count: Int, after date: LocalDate, _ visit: (CountedDay) -> Void = { _ in }) -> DueDate {
    var day = date
    var counted = 0
    var provisional = false
    while counted < count {
      day = day.adding(days: 1)
      provisional = provisional || !knows(day)
      let kind = kind(of: day)
      if kind.isWorking { counted += 1 }
      visit(
        CountedDay(
          date: day, kind: kind, number: kind.isWorking ? counted : nil, isKnown: knows(day), holiday: holiday(of: day))
      )
    }
    return DueDate(day, provisional: provisional)
  }

  /// `date` itself when it is a working day, else the next one (§2, General Principles of the Civil Law art. 154).
  ///
  /// - Parameter visit: told every day looked at; the last one is the day reached.
  public func workingDay(onOrAfter date: LocalDate, _ visit: (CountedDay) -> Void = { _ in }) -> DueDate {
    var day = date
    var provisional = false
    while true {
      provisional = provisional || !knows(day)
      let kind = kind(of: day)
      visit(
        CountedDay(
          date: day, kind: kind, number: kind.isWorking ? 1 : nil, isKnown: knows(day), holiday: holiday(of: day)))
      if kind.isWorking { return DueDate(day, provisional: provisional) }
      day = day.adding(days: 1)
    }
  }
}
