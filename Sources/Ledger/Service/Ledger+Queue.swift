import EventStore
public import LedgerDomain
import LedgerFormat

/// Since when what is in the queue waits, and its order.
extension Ledger {
  /// The same, with the moments looked up that only the log tells.
  func timed(_ items: [QueueItem]) throws -> [QueueItem] {
    let sought = items.contains { $0.begun != nil && $0.since == nil }
    return sought ? try store.read { try timed(items, from: $0) } : items
  }

  private func timed(_ items: [QueueItem], from reader: any EventStoreReader) throws -> [QueueItem] {
    var moments: [Key<Provider>: [QueueItem.Beginning: Instant]] = [:]
    return try items.map { item in
      var item = item
      switch item.begun {
      case nil, .moment?: return item
      case .event(let position)?: item.begun = try event(at: position, from: reader).map { .moment($0.at) }
      case .filing?, .pause?:
        if moments[item.provider] == nil { moments[item.provider] = try beginnings(of: item.provider, from: reader) }
        item.begun = item.begun.flatMap { moments[item.provider]?[$0] }.map { .moment($0) }
      }
      return item
    }
  }

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

  /// When each complaint of a provider was filed, and when each meeting last paused its expansion.
  private func beginnings(
    of provider: Key<Provider>, from reader: any EventStoreReader
  ) throws -> [QueueItem.Beginning: Instant] {
    var moments: [QueueItem.Beginning: Instant] = [:]
    for type in [ServiceFact.Kind.complaintFiled.rawValue, ConsequenceKind.expansionPaused.rawValue] {
      try reader.scan(EntrySelection(stream: provider.stream, type: type)) { entry in
        let event = try Event(line: entry.line, in: zone)
        switch event.body {
        case .fact(.service(.complaintFiled(let fact)), _): moments[.filing(fact.complaint)] = event.at
        case .consequence(.expansionPaused(let pause)): moments[.pause(pause.meeting)] = event.at
        case .fact, .consequence, .publication: break
        }
        return true
      }
    }
    return moments
  }
}

extension [QueueItem] {
  /// By the instant due, then by how long they have waited; those that nothing says of come last.
  func inOrder(in zone: Zone) -> [QueueItem] {
    let end = LocalDate(daysSinceEpoch: Int(Int32.max))
    let keys = map { item in
      (item.dueAt ?? zone.endOfDay(item.due?.date ?? end), item.since ?? zone.endOfDay(end))
    }
    return indices.sorted { (keys[$0].0, keys[$0].1, $0) < (keys[$1].0, keys[$1].1, $1) }.map { self[$0] }
  }
}
