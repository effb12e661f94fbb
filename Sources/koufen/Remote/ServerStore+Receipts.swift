import Ledger
import LedgerDomain
import LedgerFormat

/// What an outlet's account sees: there is no stream whole to be copied, so the server lists it (server §3).
extension ServerStore {
  /// What the account submitted, and what followed from that.
  ///
  /// - Parameters:
  ///   - query: which of it, as the server's list takes it; what is nil is not asked for.
  ///   - position: only what is behind this position.
  func receipts(_ query: [(name: String, value: String?)], after position: Int, in zone: Zone) throws -> [RecordedEvent]
  {
    let asked = query.compactMap { name, value in value.map { (name, $0) } } + [("after", String(position))]
    let request = ServerRequest.get("/v1/events", asked + [("format", "jsonl")], accept: "application/jsonl")
    return try link.ask(request) { _, body in
      var events: [RecordedEvent] = []
      while let line = try body.line() {
        events.append(RecordedEvent(event: try line.withUnsafeBytes { try Event(line: $0, in: zone) }, line: line))
      }
      return events
    }
  }
}
