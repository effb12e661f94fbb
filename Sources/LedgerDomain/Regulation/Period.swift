/// The span whose points make one score (§1): today a natural year, from 1 January to 31 December.
///
/// The log and all that is printed name it by its year.
public enum Period: Hashable, Sendable {
  /// A natural year.
  case naturalYear(Int)

  /// The one in which the points of an act of `date` count (§2).
  public init(of date: LocalDate) {
    self = .naturalYear(date.year)
  }

  /// The year it is named by.
  public var year: Int {
    switch self {
    case .naturalYear(let year): year
    }
  }

  /// Its months.
  public var months: ClosedRange<Month> {
    switch self {
    case .naturalYear(let year): Month(year: year, month: 1)...Month(year: year, month: 12)
    }
  }

  /// Its first day.
  public var firstDay: LocalDate { months.lowerBound.firstDay }

  /// Its last day, at whose end it is closed (§5).
  public var lastDay: LocalDate { months.upperBound.lastDay }
}
