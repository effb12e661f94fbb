public import LedgerDomain

/// How long something lasts or counts (programmes §1).
public enum Window: Hashable, Sendable {
  /// So many days, its own included.
  case days(Int)
  /// Until the day before the same day so many months later.
  case months(Int)
  /// Until the end of the calendar unit that holds it.
  case calendar(CalendarUnit)
  /// Until the end of a cycle of so many months, counted from the day that an attribute of the subject names.
  case cycle(from: String, months: Int)
  /// Until the day before the next of these dates.
  case boundaries(Boundaries)
  /// For ever.
  case ever

  /// A unit of the calendar.
  public enum CalendarUnit: String, CaseIterable, Hashable, Sendable {
    /// A natural year.
    case year
    /// Three natural months, from January, April, July, October.
    case quarter
    /// A natural month.
    case month
    /// Monday to Sunday.
    case week
  }

  /// As a file has it.
  public var text: String {
    switch self {
    case .days(let days): "{days: \(days)}"
    case .months(let months): "{months: \(months)}"
    case .calendar(let unit): unit.rawValue
    case .cycle(let from, let months): "{cycle: {from: \(from), months: \(months)}}"
    case .boundaries(let boundaries): "{boundaries: \(boundaries.name)}"
    case .ever: "ever"
    }
  }

  /// Whether it cuts time into periods: stretches that share one last day (programmes §1).
  public var hasPeriods: Bool {
    switch self {
    case .days(let days): days == 1
    case .calendar, .cycle, .boundaries: true
    case .months, .ever: false
    }
  }
}

/// Dates of a rulebook file at which one period ends and the next begins, ascending.
public struct Boundaries: Hashable, Sendable {
  /// Their name in the file.
  public let name: String
  /// The dates.
  public let dates: [LocalDate]

  /// Dates under their name.
  public init(name: String, dates: [LocalDate]) {
    self.name = name
    self.dates = dates
  }
}

/// How far back a test looks (programmes §4).
public enum Within: Hashable, Sendable {
  /// What still counts by a window.
  case window(Window)
  /// What lies in the period of the review or duty that asks.
  case askedPeriod
  /// What lies in the period of the counter that the leaf names.
  case counterPeriod(String)
}

extension Within {
  /// As a file has it.
  public var text: String {
    switch self {
    case .window(let window): window.text
    case .askedPeriod, .counterPeriod: "period"
    }
  }
}
