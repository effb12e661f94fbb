/// A calendar day in the ledger's zone (§2), proleptic Gregorian.
///
/// Stored as whole days since 1970-01-01. Years run from 1 to 9999; anything outside cannot be written.
public struct LocalDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before it.
  public let daysSinceEpoch: Int

  /// The day `daysSinceEpoch` days after 1970-01-01.
  public init(daysSinceEpoch: Int) {
    self.daysSinceEpoch = daysSinceEpoch
  }

  /// The given day of the calendar, or nil when there is none (30 February, month 13, year 0).
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
    guard day >= 1, day <= 28 || day <= Month(year: year, month: month).length else { return nil }
    self.init(uncheckedYear: year, month: month, day: day)
  }

  /// Days-from-civil over 400-year eras, with the year starting in March so that leap days fall at its end.
  init(uncheckedYear year: Int, month: Int, day: Int) {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.daysSinceEpoch = era * 146_097 + dayOfEra - 719_468
  }

  /// Year, month (1–12) and day (1–31).
  public var components: (year: Int, month: Int, day: Int) {
    let shifted = daysSinceEpoch + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// The natural year the day lies in.
  public var year: Int { components.year }

  /// The natural month the day lies in.
  public var month: Month {
    let parts = components
    return Month(year: parts.year, month: parts.month)
  }

  /// Monday is 1, Sunday is 7.
  public var weekday: Int {
    let sinceMonday = (daysSinceEpoch + 3) % 7
    return (sinceMonday + 7) % 7 + 1
  }

  /// The day `days` calendar days later ("N days after X" is X + N, §2).
  public func adding(days: Int) -> LocalDate {
    LocalDate(daysSinceEpoch: daysSinceEpoch + days)
  }

  /// The same day of the month `months` months later, clamped to that month's last day (§2).
  public func adding(months: Int) -> LocalDate {
    let parts = components
    let target = Month(year: parts.year, month: parts.month).adding(months)
    return target.firstDay.adding(days: min(parts.day, target.length) - 1)
  }

  /// The earlier one is less.
  public static func < (left: LocalDate, right: LocalDate) -> Bool {
    left.daysSinceEpoch < right.daysSinceEpoch
  }
}

extension LocalDate: LosslessStringConvertible {
  /// Reads `YYYY-MM-DD`, exactly ten ASCII characters; nil for anything else.
  public init?(_ text: String) {
    guard let date = text.reading({ LocalDate(utf8: $0) }) else { return nil }
    self = date
  }

  /// Reads `YYYY-MM-DD` from UTF-8 bytes; nil for anything else.
  public init?(utf8: UnsafeBufferPointer<UInt8>) {
    var digits = DigitReader(utf8)
    guard let year = digits.number(4), digits.skip(UInt8(ascii: "-")),
      let month = digits.number(2), digits.skip(UInt8(ascii: "-")),
      let day = digits.number(2), digits.atEnd
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// `YYYY-MM-DD`.
  public var description: String {
    var writer = DigitWriter()
    write(to: &writer)
    return writer.text
  }

  func write(to writer: inout DigitWriter) {
    let parts = components
    writer.add(parts.year, 4)
    writer.add(UInt8(ascii: "-"))
    writer.add(parts.month, 2)
    writer.add(UInt8(ascii: "-"))
    writer.add(parts.day, 2)
  }
}
