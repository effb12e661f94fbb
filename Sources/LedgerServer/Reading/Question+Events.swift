import EventStore
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation

/// Events, as the log has them (server §6).
extension Question {
  /// What the query asks for, as far as whoever asks may know it.
  func listing(of provider: Key<Provider>?) throws -> EventListing {
    if let provider { try asked.demand(mayKnow: provider) }
    var listing = try EventListing(query, of: provider ?? asked.reach.provider, in: zone)
    if case .receipts(let account) = asked.reach {
      // What an outlet did itself is all it sees, and what followed from that: consequences are by whom the fact was by.
      guard listing.filter.by.map({ $0 == account.text }) ?? true else { throw ServerProblem(.notPermitted) }
      listing.filter.by = account.text
    }
    return listing
  }

  /// Whether whoever asks may see an event.
  private func mayKnow(_ event: Event) -> Bool {
    switch asked.reach {
    case .receipts(let account): event.by?.id == account.text
    case .all, .allByDefaultOf, .provider, .outlet, .dutiesAndAppeals, .nothing: asked.mayKnow(event.provider)
    }
  }

  func events(of provider: Key<Provider>?) throws -> Reply {
    // Whether one is there is asked for whoever may know of it alone: for all others it is the same work (server §16).
    let listing = try listing(of: provider)
    if let provider { try demandKnown(provider) }
    let place = try place().flatMap { Int($0) }
    let (lines, behind) = try lines(of: listing, limit: query.limit() ?? Self.usualLimit, from: place)
    let next = behind.map { cursor(at: String($0)) }
    let isAll = place == nil && behind == nil
    let total = try isAll ? lines.count : listing.total(ledger, reader, head: head)
    var writer = JSONWriter(zone: zone)
    writer.object { writer in
      writer.name("items")
      writer.array { writer in for line in lines { writer.written(line) } }
      writer.field("next", orNull: next)
      writer.field("head", head)
      if let total { writer.field("total", total) }
    }
    // The log's own list has the log's tag, of however few events it is: it is what a condition on the log names.
    let tag: ETag =
      if let provider, asked.operation == .providerEvents {
        .version(try reader.head(of: provider.stream).version)
      } else {
        .position(head)
      }
    var reply = self.listing(writer, next: next, tag: tag)
    reply.headers.append(try server.identityHeader(reader))
    return reply
  }

  private func lines(
    of listing: EventListing, limit: Int, from place: Int?
  ) throws -> (lines: [[UInt8]], next: Int?) {
    if let found = try listing.lines(ledger, reader, limit: limit, from: place, head: head) { return found }
    let page = try listing.page(ledger, limit: limit, from: place, head: head)
    return (page.events.map(\.line), page.next)
  }

  func event() throws -> Reply {
    guard let position = Int(asked.captures[0]), position > 0, String(position) == asked.captures[0] else {
      throw ServerProblem(.noSuchResource)
    }
    var found: (line: [UInt8], hash: Hash)?
    var consequences: [Int] = []
    try reader.scan(EntrySelection(after: position - 1)) { entry in
      let event = try Event(line: entry.line, in: zone)
      if event.position == position {
        guard mayKnow(event) else { return false }
        found = (Array(entry.line), Hash(bytes: Array(entry.hash)) ?? .zero)
        return true
      }
      guard event.cause == position else { return false }
      if mayKnow(event) { consequences.append(event.position) }
      return true
    }
    guard let found else { throw ServerProblem(.noSuchResource) }
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("event")
      writer.written(found.line)
      writer.field("hash", found.hash.hex)
      writer.name("consequences")
      writer.array { writer in for position in consequences { writer.integer(position) } }
    }
    var reply = Reply.json(writer.bytes, position: head)
    reply.tag = .weak("e\(position).\(found.hash.hex.prefix(16))")
    reply.headers.append(try server.identityHeader(reader))
    return reply
  }
}
