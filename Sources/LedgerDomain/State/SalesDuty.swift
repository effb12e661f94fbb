/// Of one city, what tells in which months sales were to be reported and were not (§2.2.3(3)).
///
/// Small however many outlets there are, so that a year's end can ask it without the books: it holds by how much the
/// number of outlets held at a month's end differs from the month before, and runs of months reported.
public struct SalesDuty: Equatable, Sendable {
  /// By how much the outlets held at the end of a month are more than at the end of the month before; never 0.
  private(set) var changes: [Month: Int] = [:]
  /// The months reported: the first of each run, and how many months it is long; no run touches another.
  private(set) var runs: [Month: Int] = [:]

  /// No outlet was ever held.
  public init() {}

  init(changes: [Month: Int], runs: [Month: Int]) {
    self.changes = changes
    self.runs = runs
  }

  /// An outlet is held from `date` on: at the end of its month, and of those that follow.
  mutating func hold(from date: LocalDate) { change(date.month, 1) }

  /// An outlet is gone on `date`: at the end of that month it is not held any more (§7.5).
  mutating func leave(_ date: LocalDate) { change(date.month, -1) }

  private mutating func change(_ month: Month, _ by: Int) {
    let sum = (changes[month] ?? 0) + by
    changes[month] = sum == 0 ? nil : sum
  }

  /// The sales of a month are reported.
  mutating func report(_ month: Month) {
    guard !isReported(month) else { return }
    let after = runs.removeValue(forKey: month.adding(1)) ?? 0
    if let (first, count) = runs.first(where: { $0.key.adding($0.value) == month }) {
      runs[first] = count + 1 + after
    } else {
      runs[month] = 1 + after
    }
  }

  /// Whether the sales of a month are reported.
  public func isReported(_ month: Month) -> Bool {
    runs.contains { first, count in first <= month && month < first.adding(count) }
  }

  /// The months among those given at whose end some outlet was held, and whose sales are not reported.
  public func unreported(in months: ClosedRange<Month>) -> [Month] {
    var held = changes.reduce(0) { $1.key < months.lowerBound ? $0 + $1.value : $0 }
    var missing: [Month] = []
    var month = months.lowerBound
    while month <= months.upperBound {
      held += changes[month] ?? 0
      if held > 0, !isReported(month) { missing.append(month) }
      month = month.adding(1)
    }
    return missing
  }
}
