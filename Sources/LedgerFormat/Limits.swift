public import LedgerDomain

/// Every limit on what may be handed in, in one place.
public enum Limits {
  /// Longest event, in bytes of JSON, as it is handed in and as the log writes its data.
  public static let eventBytes = 1_000_000
  /// Longest line of a file, the log's own among them: an event, and what the ledger writes beside it. Every line that
  /// the ledger writes is shorter, so that it can be read back.
  public static let lineBytes = 2_000_000
  /// Longest text in one field, in bytes of UTF-8; escapes do not count.
  public static let textBytes = 10_000
  /// Longest rulebook file that can be published: its text stands in one event.
  public static let rulebookBytes = 300_000
  /// Most fields in one object; a reader has a bit for each.
  static let fields = 64
  /// Deepest nesting of JSON.
  package static let jsonDepth = 32
  /// Most values in one step of a scenario, aliases counted each time they are used.
  package static let yamlValues = 2_000_000
  /// Largest file that is read whole, such as a scenario, a rulebook or a seal.
  public static let fileBytes = 64 << 20
  /// Most lines that a row of CSV goes over: a quote that is not closed does not take the rest of the file with it.
  public static let cellLines = 100
  /// Most items in a list of departments.
  public static let listItems = 100
  /// The first year that can not be handed in: dates counted from acts before it still fit in four digits.
  public static let endOfTime = 9_000
  /// The years that can be handed in, in events and in questions alike.
  public static let years = 1..<endOfTime
  /// The first day that can be handed in.
  public static var firstDay: LocalDate { days.lowerBound }
  /// The days that can be handed in.
  static let days = days(in: years)
  /// The days that the ledger itself may write: what is counted from a date handed in may lie behind `endOfTime`.
  static let writtenDays = days(in: 1..<10_000)

  private static func days(in years: Range<Int>) -> Range<LocalDate> {
    Month(year: years.lowerBound, month: 1).firstDay..<Month(year: years.upperBound, month: 1).firstDay
  }

  /// Reads a local date `YYYY-MM-DD` that the calendar has, in a year that can be handed in.
  public static func date(_ text: String) -> LocalDate? {
    LocalDate(text).flatMap { days.contains($0) ? $0 : nil }
  }

  /// Whether a moment lies in a year that can be handed in.
  public static func contains(_ instant: Instant, in zone: Zone) -> Bool {
    zone.instant(days.lowerBound) <= instant && instant < zone.instant(days.upperBound)
  }

  /// Reads a moment in any of the forms of `Zone.instant(reading:)`, in a year that can be handed in.
  public static func instant(_ text: String, in zone: Zone) -> Instant? {
    zone.instant(reading: text).flatMap { days.contains(zone.date(of: $0)) ? $0 : nil }
  }
}
