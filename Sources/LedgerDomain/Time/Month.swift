/// A natural month (§2.2.1, §2.2.3), countable: months differ by whole numbers.
public struct Month: Hashable, Comparable, Sendable {
  /// Months since January of year 0.
  public let index: Int

  /// The month `index` months after January of year 0.
  public init(index: Int) {
    self.index = index
  }

  /// The month `month` (1–12) of `year`.
  public init(year: Int, month: Int) {
    self.index = year * 12 + month - 1
  }

  /// The natural year the month lies in.
  public var year: Int { index >= 0 ? index / 12 : (index - 11) / 12 }

  /// 1 to 12.
  public var number: Int { index - year * 12 + 1 }

  /// How many days the month has.
  public var length: Int {
    switch number {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The first day.
  public var firstDay: LocalDate { LocalDate(uncheckedYear: year, month: number, day: 1) }

  /// The last day.
  public var lastDay: LocalDate { LocalDate(uncheckedYear: year, month: number, day: length) }

  /// The month `months` later; earlier when negative.
  public func adding(_ months: Int) -> Month { Month(index: index + months) }

  /// Whole months from `earlier` to this one.
  public func months(since earlier: Month) -> Int { index - earlier.index }

  /// The earlier one is less.
  public static func < (left: Month, right: Month) -> Bool { left.index < right.index }
}

extension Month: LosslessStringConvertible {
  /// Reads `YYYY-MM`; nil for anything else.
  public init?(_ text: String) {
    guard let month = text.reading({ Month(utf8: $0) }) else { return nil }
    self = month
  }

  /// Reads `YYYY-MM` from UTF-8 bytes; nil for anything else.
  public init?(utf8: UnsafeBufferPointer<UInt8>) {
    var digits = DigitReader(utf8)
    guard let year = digits.number(4), digits.skip(UInt8(ascii: "-")), let month = digits.number(2), digits.atEnd,
      LocalDate(year: year, month: month, day: 1) != nil
    else { return nil }
    self.init(year: year, month: month)
  }

  /// `YYYY-MM`.
  public var description: String {
    var writer = DigitWriter()
    writer.add(year, 4)
    writer.add(UInt8(ascii: "-"))
    writer.add(number, 2)
    return writer.text
  }
}
