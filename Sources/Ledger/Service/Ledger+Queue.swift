import EventStore
public import LedgerDomain
import LedgerFormat
import Programmes

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
    let keys = map { (Urgency(of: $0, in: zone), $0.provider) }
    return indices.sorted { (keys[$0].0, keys[$0].1, $0) < (keys[$1].0, keys[$1].1, $1) }.map { self[$0] }
  }
}

/// What an item stands by among others, before its provider; those of one provider stay as they are.
public struct Urgency: Comparable, Sendable {
  /// When it is due; long after everything else where nothing says.
  public let due: Instant
  private let since: Instant

  private static let end = LocalDate(daysSinceEpoch: Int(Int32.max))

  /// That of an item.
  public init(of item: QueueItem, in zone: Zone) {
    due = item.dueAt ?? zone.endOfDay(item.due?.date ?? Self.end)
    since = item.since ?? zone.endOfDay(Self.end)
  }

  /// That of what waits at a subject, by the zone of its programme.
  public init(of work: SubjectWork) {
    due = work.dueAt ?? work.zone.endOfDay(work.item.due ?? Self.end)
    since = work.zone.instant(work.item.since)
  }

  /// Whether its time is over at a moment; in whole seconds, for a day is over with the last of its own.
  public func isOverdue(at moment: Instant) -> Bool { due.seconds < moment.seconds }

  /// What is due earlier comes first, then what waits longer.
  public static func < (one: Urgency, other: Urgency) -> Bool {
    (one.due, one.since) < (other.due, other.since)
  }
}
