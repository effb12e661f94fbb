import LedgerDomain

extension DueDate {
  /// The date, and whether it was counted beyond the known calendar.
  var words: Words {
    Words(zh: "\(date)" + (provisional ? "（暂定）" : ""), en: "\(date)" + (provisional ? " (provisional)" : ""))
  }
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
      zh: "\(of) 中计 \(counted)，限度百分之 \(limitPercent)", en: "\(counted) of \(of) against \(limitPercent) per cent")
  }
}
