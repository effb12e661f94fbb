import LedgerDomain

extension Zone {
  /// A moment as people read it: local date and time, seconds only where there are any.
  func readable(_ instant: Instant) -> String {
    let text = self.text(instant)
    let date = text.prefix(10)
    let second = secondOfDay(instant)
    let exact = instant.nanoseconds == 0 && second % 60 == 0
    let time = exact ? text.dropFirst(11).prefix(5) : text.dropFirst(11).dropLast(6)
    return date + " " + time
  }

  /// The time of day of a moment, as people read it.
  func timeOfDay(_ instant: Instant) -> String { String(readable(instant).dropFirst(11)) }
}

extension LocalDate {
  /// The day of the week.
  var weekdayWords: Words {
    let zh = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
    let en = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    return Words(zh: zh[weekday - 1], en: en[weekday - 1])
  }
}
