import LedgerDomain

extension DueDate {
  /// The date with its day of the week, and whether it was counted beyond the known calendar.
  var words: Words {
    guard provisional else { return date.asDue }
    return Words(zh: "\(date)（\(date.weekdayWords.zh)，暂定）", en: "\(date.asDue.en) (provisional)")
  }
}

extension LocalDate {
  /// The date as a day on which something is due: with its day of the week (pages P7).
  var asDue: Words { Words(zh: "\(self)（\(weekdayWords.zh)）", en: "\(weekdayWords.en) \(self)") }
}

extension ClosedRange<Int> {
  /// A range of points.
  var words: Words {
    let range = lowerBound == upperBound ? "\(lowerBound)" : "\(lowerBound)–\(upperBound)"
    return Words(zh: "\(range) 分", en: range == "1" ? "1 point" : "\(range) points")
  }
}

extension Tally {
  /// The count and its limit.
  var words: Words {
    Words(
      zh: "\(of) 个中有 \(counted) 个，限度为 \(limitPercent)%", en: "\(counted) of \(of) against \(limitPercent) per cent")
  }
}
