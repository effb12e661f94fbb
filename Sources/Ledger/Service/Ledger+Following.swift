public import EventStore
import LedgerDomain
import LedgerFormat

extension Ledger {
  /// What was recorded since somebody looked last, for whoever follows the log.
  ///
  /// - Parameters:
  ///   - selection: which events, behind which position, and how many at most.
  ///   - seen: the event that was seen last; nil for none.
  /// - Throws: `StoreError.cutBack` where that one is no longer in the log.
  public func news(_ selection: EntrySelection, behind seen: RecordedEvent?) throws -> [RecordedEvent] {
    try store.read { reader in
      if let seen {
        var isThere = false
        try reader.scan(EntrySelection(after: seen.event.position - 1, limit: 1)) { entry in
          isThere = entry.line.elementsEqual(seen.line)
          return false
        }
        guard isThere else { throw StoreError.cutBack(position: seen.event.position) }
      }
      var news: [RecordedEvent] = []
      try reader.scan(selection) { entry in
        let line = Array(entry.line)
        news.append(RecordedEvent(event: try Event(line: entry.line, in: zone), line: line))
        return true
      }
      return news
    }
  }
}
