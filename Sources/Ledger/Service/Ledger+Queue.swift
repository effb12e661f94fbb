import EventStore
public import LedgerDomain
import LedgerFormat

/// What the queue rests on, and its order.
extension Ledger {
  /// The events that raised the breaches the items are about, and the facts these rest on, by position.
  public func evidence(of items: [QueueItem]) throws -> [Int: Event] {
    try store.read { reader in
      var events: [Int: Event] = [:]
      for position in items.compactMap(\.stake?.raisedAt) {
        guard let raising = try event(at: position, from: reader) else { continue }
        events[position] = raising
        for fact in raising.detection?.facts ?? [] where events[fact] == nil {
          events[fact] = try event(at: fact, from: reader)
        }
      }
      return events
    }
  }

  /// The event at a position of the log.
  func event(at position: Int, from reader: any EventStoreReader) throws -> Event? {
    var found: Event?
    try reader.scan(EntrySelection(after: position - 1, through: position)) { entry in
      found = try Event(line: entry.line, in: zone)
      return false
    }
    return found
  }
}

extension [QueueItem] {
  /// By the instant due, then by how long they have waited; those that nothing says of come last.
  public func inOrder(in zone: Zone) -> [QueueItem] {
    let keys = map { Urgency(of: $0, in: zone) }
    return indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.map { self[$0] }
  }

  /// The same with what waits at some providers now in the place of what did; both are in order.
  public func replacing(
    _ providers: Set<Key<Provider>>, with items: [QueueItem], in zone: Zone
  ) -> [QueueItem] {
    let kept = filter { !providers.contains($0.provider) }
    var (merged, start): ([QueueItem], Int) = ([], 0)
    merged.reserveCapacity(kept.count + items.count)
    for item in items {
      let urgency = Urgency(of: item, in: zone)
      var (low, high) = (start, kept.count)
      while low < high {
        let middle = (low + high) / 2
        if urgency < Urgency(of: kept[middle], in: zone) { high = middle } else { low = middle + 1 }
      }
      merged += kept[start..<low]
      merged.append(item)
      start = low
    }
    return merged + kept[start...]
  }
}

/// What an item stands by among others; those of one provider stay as they are.
private struct Urgency: Comparable {
  private let due: Instant
  private let since: Instant
  private let provider: Key<Provider>

  private static let end = LocalDate(daysSinceEpoch: Int(Int32.max))

  init(of item: QueueItem, in zone: Zone) {
    due = item.dueAt ?? zone.endOfDay(item.due?.date ?? Self.end)
    since = item.since ?? zone.endOfDay(Self.end)
    provider = item.provider
  }

  static func < (one: Urgency, other: Urgency) -> Bool {
    (one.due, one.since, one.provider) < (other.due, other.since, other.provider)
  }
}
