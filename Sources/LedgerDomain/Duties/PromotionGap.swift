/// `promotion-gap` (§2.2.1): a natural month without a promotion while some outlet was open throughout (a duty).
extension ProviderState {
  /// The facts of one outlet open and held here all through the month; nil when there was none.
  ///
  /// Opened and held before the first day, not gone on or before the last.
  func outletOpenThroughout(_ month: Month) -> [Int]? {
    let (first, last) = (month.firstDay, month.lastDay)
    var found: (key: Key<Outlet>, facts: [Int])?
    for (key, outlet) in outlets {
      guard let time = outlet.time(where: { $0.isOpen(from: first, through: last) }) else { continue }
      if let found, found.key < key { continue }
      found = (key, time.facts)
    }
    return found?.facts
  }

  /// Whether there was such an outlet.
  func hasOutletOpenThroughout(_ month: Month) -> Bool {
    let (first, last) = (month.firstDay, month.lastDay)
    return outlets.values.contains { $0.hasTime { $0.isOpen(from: first, through: last) } }
  }

  /// The months up to `last`, from `first` on where it is given, in which some outlet was open throughout, no promotion
  /// ran and no measure stopped business, in order.
  func monthsWithoutPromotion(from first: Month? = nil, through last: Month) -> [Month] {
    var changes: [Int: Int] = [:]
    for outlet in outlets.values {
      outlet.forEachTime { time in
        guard let openedOn = time.openedOn else { return }
        let from = max(openedOn, time.heldFromDate).month.index + 1
        let end = min(time.goneOn.map { $0.month.index } ?? .max, last.index + 1)
        guard from < end else { return }
        changes[from, default: 0] += 1
        changes[end, default: 0] -= 1
      }
    }
    // In the months before the first one owed, a promotion ran or its breach was raised.
    guard let owed = promotionsOwedFrom, let opened = changes.keys.min() else { return [] }
    let start = max(opened, owed.index, first?.index ?? owed.index)
    guard start <= last.index else { return [] }
    var open = changes.reduce(0) { $1.key < start ? $0 + $1.value : $0 }
    return (start...last.index).compactMap { index in
      open += changes[index] ?? 0
      let month = Month(index: index)
      return open > 0 && !promotionMonths.contains(month) && !isBusinessStopped(in: month) ? month : nil
    }
  }
}

extension Outlet {
  /// Whether it was opened and held before `first`, and not gone on or before `last`.
  fileprivate func isOpen(from first: LocalDate, through last: LocalDate) -> Bool {
    heldFromDate < first && openedOn.map { $0 < first } ?? false && (goneOn.map { $0 > last } ?? true)
  }
}
