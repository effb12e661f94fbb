/// What was found of a criterion (offices §4).
public enum FindingValue: Hashable, Sendable {
  /// That it is so, or not.
  case flag(Bool)
  /// How many, or how much, not below zero.
  case number(Int)
  /// So much of a whole, which is more than nothing.
  case share(part: Int, whole: Int)
  /// A word or a text.
  case text(String)
  /// From when to when, on working days and on other days.
  case hours(weekdays: HoursOfDay, otherDays: HoursOfDay)
}

/// Hours of a day that follow each other, in minutes since midnight; the end is later than the start, 24:00 at the latest.
public struct HoursOfDay: Hashable, Sendable {
  /// The minute at which they begin.
  public let start: Int
  /// The minute at which they end.
  public let end: Int

  private static let minutesOfDay = 24 * 60
  /// All of them.
  public static let day = HoursOfDay(from: 0, to: minutesOfDay)!

  /// Hours of a day; nil where they do not end later than they begin, or not on the same day.
  public init?(from start: Int, to end: Int) {
    guard 0 <= start, start < end, end <= Self.minutesOfDay else { return nil }
    self.start = start
    self.end = end
  }

  /// Hours written `HH:MM-HH:MM`; nil for any other text.
  public init?(_ text: String) {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(Self.minute)
    guard ends.count == 2, let start = ends[0], let end = ends[1] else { return nil }
    self.init(from: start, to: end)
  }

  private static func minute(_ text: Substring) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return nil }
    let digits = [0, 1, 3, 4].map { Int(bytes[$0]) - Int(UInt8(ascii: "0")) }
    guard digits.allSatisfy({ 0...9 ~= $0 }), digits[2] < 6 else { return nil }
    return (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]
  }

  /// Whether they begin no later than others and end no earlier.
  func cover(_ others: HoursOfDay) -> Bool { start <= others.start && others.end <= end }
}

extension HoursOfDay: CustomStringConvertible {
  /// As they are written: `HH:MM-HH:MM`.
  public var description: String { Self.text(start) + "-" + Self.text(end) }

  private static func text(_ minute: Int) -> String { two(minute / 60) + ":" + two(minute % 60) }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
