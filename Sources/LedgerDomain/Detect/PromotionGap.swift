/// `promotion-gap` (§2.2.1): a natural month without a promotion while some outlet was open throughout (a duty).
extension ProviderState {
  /// The facts of one outlet open and held here all through the month; nil when there was none.
  ///
  /// Opened and held before the first day, not gone on or before the last.
  func outletOpenThroughout(_ month: Month) -> [Int]? {
    let first = month.firstDay
    let last = month.lastDay
    let open = outlets.filter { _, outlet in
      outlet.heldFromDate < first && outlet.openedOn.map { $0 < first } ?? false && outlet.isHeld(atEndOf: last)
    }
    return open.min { $0.key < $1.key }?.value.facts
  }

  /// The months up to `last` in which some outlet was open throughout and no promotion ran, in order.
  func monthsWithoutPromotion(through last: Month) -> [Month] {
    var changes: [Int: Int] = [:]
    for outlet in outlets.values {
      guard let openedOn = outlet.openedOn else { continue }
      let from = max(openedOn, outlet.heldFromDate).month.index + 1
      let end = min(outlet.goneOn.map { $0.month.index } ?? .max, last.index + 1)
      guard from < end else { continue }
      changes[from, default: 0] += 1
      changes[end, default: 0] -= 1
    }
    guard let start = changes.keys.min(), start <= last.index else { return [] }
    var open = 0
    return (start...last.index).compactMap { index in
      open += changes[index] ?? 0
      let month = Month(index: index)
      return open > 0 && !promotionMonths.contains(month) ? month : nil
    }
  }
}
