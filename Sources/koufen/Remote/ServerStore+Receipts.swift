import EventStore
import Ledger
import LedgerDomain
import LedgerFormat

/// What an outlet's account sees of a ledger on a server: what it submitted, and what followed from that. There is no stream
/// whole to be copied, so the server lists it (server §3), page by page.
struct Receipts {
  /// Events of a page.
  private static let most = 1_000

  let server: ServerStore
  let zone: Zone
  /// Which of it, as the server's list takes it.
  private let query: [(String, String)]

  /// - Parameter query: as the server's list takes it; what is nil is not asked for.
  init(of server: ServerStore, _ query: [(name: String, value: String?)], in zone: Zone) {
    (self.server, self.zone) = (server, zone)
    self.query = query.compactMap { name, value in value.map { (name, $0) } }
  }

  /// Hands over what stands behind a position, until `body` wants no more.
  func events(after position: Int, _ body: (RecordedEvent) throws -> Bool) throws {
    var position = position
    while true {
      let page = try page(after: position)
      for event in page where try !body(event) { return }
      guard page.count == Self.most, let last = page.last else { return }
      position = last.event.position
    }
  }

  /// What came behind an event that was seen, or behind a position, as far as a page takes it.
  ///
  /// - Throws: `StoreError.cutBack` where the event is not there any more.
  func news(after position: Int, behind seen: RecordedEvent?) throws -> [RecordedEvent] {
    guard let seen else { return try page(after: position) }
    let page = try page(after: seen.event.position - 1)
    guard page.first?.line == seen.line else { throw StoreError.cutBack(position: seen.event.position) }
    return Array(page.dropFirst())
  }

  private func page(after position: Int) throws -> [RecordedEvent] {
    let paged = [("after", String(position)), ("limit", String(Self.most)), ("format", "jsonl")]
    let request = ServerRequest.get("/v1/events", query + paged, accept: "application/jsonl")
    return try server.link.ask(request) { _, body in
      var events: [RecordedEvent] = []
      while let line = try body.line() {
        events.append(RecordedEvent(event: try line.withUnsafeBytes { try Event(line: $0, in: zone) }, line: line))
      }
      return events
    }
  }
}
