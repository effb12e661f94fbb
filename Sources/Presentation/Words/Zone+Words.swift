public import LedgerDomain

extension Zone {
  /// A moment as people read it: local date and time to the second, seconds only where there are any.
  public func readable(_ instant: Instant) -> String {
    let text = self.text(instant)
    return text.prefix(10) + " " + text.dropFirst(11).prefix(secondOfDay(instant) % 60 == 0 ? 5 : 8)
  }

  /// The time of day of a moment, as people read it.
  func timeOfDay(_ instant: Instant) -> String { String(readable(instant).dropFirst(11)) }
}

extension LocalDate {
  /// The day of the week.
  package var weekdayWords: Words {
    let zh = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
    let en = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    return Words(zh: zh[weekday - 1], en: en[weekday - 1])
  }
}
