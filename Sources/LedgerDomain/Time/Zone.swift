/// The ledger's time zone (§2): a name and its fixed offset from UTC.
///
/// Asia/Shanghai has kept +08:00 without daylight saving since 1991-09-15, before any act this ledger can hold.
public struct Zone: Hashable, Sendable {
  /// The zone's name in the time-zone database.
  public let name: String
  /// Seconds east of UTC.
  public let offsetSeconds: Int

  /// A zone called `name`, `offsetSeconds` east of UTC.
  public init(name: String, offsetSeconds: Int) {
    self.name = name
    self.offsetSeconds = offsetSeconds
  }

  /// Greenwich time, in which a moment is written where no ledger says in which zone.
  public static let utc = Zone(name: "UTC", offsetSeconds: 0)

  /// The local date of a moment.
  public func date(of instant: Instant) -> LocalDate {
    LocalDate(daysSinceEpoch: split(instant).days)
  }

  /// Whole seconds of the local day that have passed at a moment, 0 to 86,399.
  public func secondOfDay(_ instant: Instant) -> Int {
    split(instant).second
  }

  /// The moment `second` seconds after 00:00 local of `date`.
  public func instant(_ date: LocalDate, second: Int = 0) -> Instant {
    Instant(seconds: date.daysSinceEpoch * 86_400 + second - offsetSeconds)
  }

  /// A whole day, from its midnight to the next.
  public func day(_ date: LocalDate) -> TimeSpan {
    TimeSpan(from: instant(date), to: instant(date.adding(days: 1)))
  }

  /// 23:59:59 of a day, at which what a day brings by itself is dated (§5).
  public func endOfDay(_ date: LocalDate) -> Instant { instant(date, second: 86_399) }

  private func split(_ instant: Instant) -> (days: Int, second: Int) {
    let local = instant.seconds + offsetSeconds
    var days = local / 86_400
    if local < days * 86_400 { days -= 1 }
    return (days, local - days * 86_400)
  }
}

extension Zone {
  /// Reads RFC 3339, a local date-time without offset, or a date (00:00), the last two in this zone.
  ///
  /// Seconds may be left out; fractions go to nanoseconds. Nil for anything else.
  public func instant(reading text: String) -> Instant? {
    text.reading { instant(utf8: $0) }
  }

  /// The same, from UTF-8 bytes.
  public func instant(utf8: UnsafeBufferPointer<UInt8>) -> Instant? {
    var digits = DigitReader(utf8)
    guard let year = digits.number(4), digits.skip(UInt8(ascii: "-")),
      let month = digits.number(2), digits.skip(UInt8(ascii: "-")),
      let day = digits.number(2), let date = LocalDate(year: year, month: month, day: day)
    else { return nil }
    if digits.atEnd { return instant(date) }
    guard digits.skip(UInt8(ascii: "T")) || digits.skip(UInt8(ascii: "t")) || digits.skip(UInt8(ascii: " ")),
      let clock = Self.timeOfDay(&digits), let offset = offset(&digits), digits.atEnd
    else { return nil }
    return Instant(
      seconds: date.daysSinceEpoch * 86_400 + clock.seconds - offset, nanoseconds: clock.nanoseconds)
  }

  private static func timeOfDay(_ digits: inout DigitReader) -> (seconds: Int, nanoseconds: Int)? {
    guard let hour = digits.number(2), hour < 24, digits.skip(UInt8(ascii: ":")),
      let minute = digits.number(2), minute < 60
    else { return nil }
    guard digits.skip(UInt8(ascii: ":")) else { return (hour * 3600 + minute * 60, 0) }
    guard let second = digits.number(2), second < 60 else { return nil }
    let seconds = hour * 3600 + minute * 60 + second
    guard digits.skip(UInt8(ascii: ".")) else { return (seconds, 0) }
    return fraction(&digits).map { (seconds, $0) }
  }

  /// The nanoseconds after the point; nil when there is no digit or one finer than that.
  private static func fraction(_ digits: inout DigitReader) -> Int? {
    guard let first = digits.digit() else { return nil }
    var weight = 100_000_000
    var nanoseconds = first * weight
    while let digit = digits.digit() {
      weight /= 10
      if weight == 0, digit != 0 { return nil }
      nanoseconds += digit * weight
    }
    return nanoseconds
  }

  /// The offset written at the end, in seconds: `Z`, `±HH:MM`, or none for this zone's own.
  private func offset(_ digits: inout DigitReader) -> Int? {
    if digits.atEnd { return offsetSeconds }
    if digits.skip(UInt8(ascii: "Z")) || digits.skip(UInt8(ascii: "z")) { return 0 }
    let east = digits.skip(UInt8(ascii: "+"))
    guard east || digits.skip(UInt8(ascii: "-")) else { return nil }
    guard let hours = digits.number(2), hours < 24, digits.skip(UInt8(ascii: ":")),
      let minutes = digits.number(2), minutes < 60
    else { return nil }
    return (hours * 3600 + minutes * 60) * (east ? 1 : -1)
  }

  /// Writes a moment as RFC 3339 with this zone's offset, in whole seconds unless it is finer.
  public func text(_ instant: Instant) -> String {
    var writer = DigitWriter()
    let (days, second) = split(instant)
    LocalDate(daysSinceEpoch: days).write(to: &writer)
    writer.add(UInt8(ascii: "T"))
    writer.add(second / 3600, 2)
    writer.add(UInt8(ascii: ":"))
    writer.add(second / 60 % 60, 2)
    writer.add(UInt8(ascii: ":"))
    writer.add(second % 60, 2)
    if instant.nanoseconds > 0 {
      var (fraction, width) = (instant.nanoseconds, 9)
      while fraction % 10 == 0 {
        fraction /= 10
        width -= 1
      }
      writer.add(UInt8(ascii: "."))
      writer.add(fraction, width)
    }
    let minutes = abs(offsetSeconds) / 60
    writer.add(offsetSeconds < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    writer.add(minutes / 60, 2)
    writer.add(UInt8(ascii: ":"))
    writer.add(minutes % 60, 2)
    return writer.text
  }
}
