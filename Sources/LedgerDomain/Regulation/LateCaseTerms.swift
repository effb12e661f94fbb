/// Until when a year that is over opens a case by itself, and who may open one later: the section `late-cases` of a rulebook
/// (offices §11).
public struct LateCaseTerms: Hashable, Sendable {
  /// The last day, of the year after, on which what is recorded opens a case by itself; no 29 February.
  public var until: DayOfYear
  /// Those who may open one later.
  public var by: [Role]

  /// A day, and who may afterwards.
  public init(until: DayOfYear, by: [Role]) {
    self.until = until
    self.by = by
  }

  /// Whether it is too late, on a date, for the points of a year to open a case by themselves.
  func areOver(for year: Int, on date: LocalDate) -> Bool { date > until.date(in: year + 1) }
}

/// A day that every year has.
public struct DayOfYear: Hashable, Sendable {
  /// The day in a year that has no 29 February.
  private let inCommonYear: LocalDate

  /// The day written `MM-DD`; nil for a text that is none, or no day of every year.
  public init?(_ text: String) {
    guard text.utf8.count == 5, let date = LocalDate("2011-\(text)") else { return nil }
    inCommonYear = date
  }

  /// 1 January.
  public static let newYear = DayOfYear(inCommonYear: Period.naturalYear(2011).firstDay)

  private init(inCommonYear: LocalDate) {
    self.inCommonYear = inCommonYear
  }

  /// The same day of a year.
  func date(in year: Int) -> LocalDate {
    inCommonYear.adding(months: (year - inCommonYear.year) * 12)
  }
}
