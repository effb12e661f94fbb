import LedgerDomain

/// The places of one key's entries of a counter, some together in a block that knows what it adds up to: a value asks the blocks,
/// and looks only at the entries of those that are partly over, so that it does not take longer for every entry there ever was.
public struct EntryTrack: Equatable, Sendable {
  /// Entries in a block.
  private static let size = 32

  /// What the entries of a block come to. Days are counted as in `LocalDate.daysSinceEpoch`.
  private struct Block: Equatable {
    /// The first and the last day from which one of them counts.
    var firstFrom = Int.max
    var lastFrom = Int.min
    /// The day from which all are shown, with all that was taken from them.
    var shownFrom = Int.min
    /// The first and the last day that is one's last.
    var soonestEnd = Int.max
    var latestEnd = Int.min
    /// What is left of all.
    var left = 0
    /// The largest charge of which something is left; what was carried is none.
    var largest = 0

    mutating func add(_ entry: SubjectEntry) {
      let from = entry.from.daysSinceEpoch
      firstFrom = min(firstFrom, from)
      lastFrom = max(lastFrom, from)
      shownFrom = max(shownFrom, from, entry.shownFrom?.daysSinceEpoch ?? .min)
      for part in entry.taken { shownFrom = max(shownFrom, part.on.daysSinceEpoch) }
      let end = entry.until?.daysSinceEpoch ?? .max
      soonestEnd = min(soonestEnd, end)
      latestEnd = max(latestEnd, end)
      left += entry.left
      if !entry.isCarried, entry.left > 0 { largest = max(largest, entry.standing) }
    }
  }

  /// The places, in log order.
  public private(set) var places: [Int] = []
  private var blocks: [Block] = []
  /// The places of those that share a cap.
  private var groups: [String: [Int]] = [:]

  /// Adds an entry, which stands at a place behind all others.
  mutating func add(_ entry: SubjectEntry, at place: Int) {
    if places.count % Self.size == 0 { blocks.append(Block()) }
    places.append(place)
    blocks[blocks.count - 1].add(entry)
    if let group = entry.group { groups[group, default: []].append(place) }
  }

  /// Takes note that an entry has changed.
  mutating func change(at place: Int, of entries: [SubjectEntry]) {
    let number = places.countInFront { $0 < place } / Self.size
    guard blocks.indices.contains(number) else { return }
    var block = Block()
    for place in places[range(of: number)] { block.add(entries[place]) }
    blocks[number] = block
  }

  /// Takes out the entry added last.
  mutating func removeLast(of entries: [SubjectEntry]) {
    let place = places.removeLast()
    if let group = entries[place].group {
      groups[group]?.removeLast()
      if groups[group]?.isEmpty ?? false { groups[group] = nil }
    }
    if places.count % Self.size == 0 { blocks.removeLast() } else { change(at: place - 1, of: entries) }
  }

  /// What is left, at the end of a day, of the entries that count on it.
  ///
  /// - Parameter limit: the place before which they stand.
  func sum(on day: LocalDate, of entries: [SubjectEntry], before limit: Int = .max) -> Int {
    let date = day.daysSinceEpoch
    var sum = 0
    for (number, block) in blocks.enumerated() where date <= block.latestEnd && block.firstFrom <= date {
      let range = range(of: number)
      if block.shownFrom <= date, date <= block.soonestEnd, places[range.upperBound - 1] < limit {
        sum += block.left
        continue
      }
      for place in places[range] where place < limit && entries[place].counts(on: day) {
        sum += entries[place].left(on: day)
      }
    }
    return sum
  }

  /// The largest charge that counts from a day or an earlier one and of which something is left at its end; 0 for none.
  func largest(by day: LocalDate, of entries: [SubjectEntry]) -> Int {
    let date = day.daysSinceEpoch
    var largest = 0
    for (number, block) in blocks.enumerated() where block.firstFrom <= date {
      if block.shownFrom <= date {
        largest = max(largest, block.largest)
        continue
      }
      for entry in places[range(of: number)].lazy.map({ entries[$0] }) where !entry.isCarried && entry.from <= day {
        if entry.left(on: day) > 0 { largest = max(largest, entry.standing) }
      }
    }
    return largest
  }

  /// The numbers of its blocks.
  var blockNumbers: Range<Int> { blocks.indices }

  /// The places of the entries of a block.
  func places(inBlock number: Int) -> ArraySlice<Int> { places[range(of: number)] }

  /// The largest charge of a block, and the last day from which one of it counts; nil where a day does not know all of it.
  func charges(inBlock number: Int, by day: LocalDate) -> (largest: Int, last: LocalDate)? {
    let block = blocks[number]
    guard block.shownFrom <= day.daysSinceEpoch else { return nil }
    return (block.largest, LocalDate(daysSinceEpoch: block.lastFrom))
  }

  /// The places of entries that share a cap.
  func places(inGroup group: String) -> [Int] { groups[group] ?? [] }

  /// Places among which are all of entries that count on a day.
  func places(countingOn day: LocalDate) -> [Int] {
    let date = day.daysSinceEpoch
    return places { $0.firstFrom <= date && date <= $0.latestEnd }
  }

  /// Places among which are all of entries that count from a day near another.
  ///
  /// - Parameter days: the day lies nearer than so many days.
  func places(from day: LocalDate, nearer days: Int) -> [Int] {
    let date = day.daysSinceEpoch
    return places { $0.firstFrom < date + days && date - days < $0.lastFrom }
  }

  /// Entries of a block, as they count from a day on.
  enum Part {
    /// All of them, from then to the same last day: what is left of them, and the place of one.
    case together(Int, place: Int)
    /// Each by itself.
    case apart(ArraySlice<Int>)
  }

  /// The blocks of which an entry may count on a day or later.
  func parts(countingFrom day: LocalDate) -> [Part] {
    let date = day.daysSinceEpoch
    var parts: [Part] = []
    for (number, block) in blocks.enumerated() where date <= block.latestEnd {
      let places = places[range(of: number)]
      if block.shownFrom <= date, block.soonestEnd == block.latestEnd, let place = places.first {
        parts.append(.together(block.left, place: place))
      } else {
        parts.append(.apart(places))
      }
    }
    return parts
  }

  private func places(_ isWanted: (Block) -> Bool) -> [Int] {
    var found: [Int] = []
    for (number, block) in blocks.enumerated() where isWanted(block) { found += places[range(of: number)] }
    return found
  }

  private func range(of number: Int) -> Range<Int> {
    number * Self.size..<min((number + 1) * Self.size, places.count)
  }
}
