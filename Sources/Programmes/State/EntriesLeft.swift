import LedgerDomain

/// What is left, from a day on, of those of a key's entries that begin and end together.
struct EntriesLeft: Hashable {
  /// Their days.
  struct Days: Hashable, Comparable {
    /// The first day, where that is still to come; nil where they count already.
    let from: LocalDate?
    /// The last day; nil for ever.
    let until: LocalDate?

    static func < (one: Days, other: Days) -> Bool { one.order < other.order }

    private var order: (Int, Int) { (from?.daysSinceEpoch ?? .min, until?.daysSinceEpoch ?? .max) }
  }

  /// Their days.
  let days: Days
  /// What is left of all.
  let points: Int
}

extension EntryTrack {
  /// What is left of its entries from a day on, up to which everything is recorded, by their days. Of blocks that are over nothing
  /// is looked at, and of those that end together only what they come to.
  func left(from day: LocalDate, of entries: [SubjectEntry]) -> [EntriesLeft] {
    var left: [EntriesLeft.Days: Int] = [:]
    func add(_ from: LocalDate?, _ until: LocalDate?, _ points: Int) {
      if points != 0 { left[EntriesLeft.Days(from: from, until: until), default: 0] += points }
    }
    for part in parts(countingFrom: day) {
      switch part {
      case .together(let points, let place): add(nil, entries[place].until, points)
      case .apart(let places):
        for place in places {
          let entry = entries[place]
          if let until = entry.until, until < day { continue }
          let first = max(entry.from, entry.shownFrom ?? entry.from)
          add(first > day ? first : nil, entry.until, entry.left)
        }
      }
    }
    return left.sorted { $0.key < $1.key }.map { EntriesLeft(days: $0.key, points: $0.value) }
  }
}
