import EventStore
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation

/// The live feed and the long poll (server 10.1 to 10.6).
extension ServedLedger {
  /// Events of a page read at once, for those that have none (server 14.5).
  private static let portion = 1_000
  /// The same of the first time.
  private static let firstPortion = 60
  /// Silence after which a follower is told the head.
  private static let silence = Duration.seconds(15)
  /// How long a right that was lost is not yet noticed, at most (server 10.6).
  private static let rightsLooked = Duration.seconds(2)

  /// What the listing of a request is of, read on a thread that may wait.
  private func listing(_ asked: Asked) async throws -> (listing: EventListing, head: Int, name: String) {
    try await readers.run { [self] in
      try ledger.pinned { ledger, reader in
        let question = Question(
          asked: asked, ledger: ledger, reader: reader, head: try reader.lastPosition(), server: self)
        var provider: Key<Provider>?
        if asked.operation == .providerEvents { provider = try question.provider() }
        if let named: Key<Provider> = try asked.query.key(.provider) { provider = named }
        if let provider {
          try asked.demand(mayKnow: provider)
          try question.demandKnown(provider)
        }
        return (try question.listing(of: provider), question.head, try self.name(reader) ?? "")
      }
    }
  }

  /// Events as JSON Lines or CSV: all that match, or as many as were asked for (server 4.12).
  func eventsStreamed(_ asked: Asked) async throws -> Reply {
    let (listing, head, name) = try await listing(asked)
    let limit = try asked.query.limit() ?? .max
    let zone = ledger.zone
    let isCSV = asked.media == .csv
    let provider = listing.provider.map { "-\($0)" } ?? ""
    var reply = Reply(
      media: asked.media,
      body: .stream { [self] out in
        var portions = try await readers.run { [ledger] in
          try EventPortions(listing, limit: limit, head: head, ledger)
        }
        // A client that takes nothing holds what it was sent first: little. One that takes it is sent more at once.
        var (most, isFirst) = (Self.firstPortion, true)
        while !portions.isOver {
          // Of what is not in the view nothing is written, by which it would be noticed that nobody reads on.
          try Task.checkCancellation()
          let events: [RecordedEvent]
          (events, portions) = try await readers.run { [ledger, portions, most] in
            var portions = portions
            return (try ledger.pinned { ledger, _ in try portions.next(ledger, most: most) }, portions)
          }
          most = min(Self.portion, most * 2)
          let bytes = isCSV ? Self.rows(events, in: zone, isFirst: isFirst) : Self.lines(events)
          isFirst = isFirst && bytes.isEmpty
          if !bytes.isEmpty { try await out.write(bytes) }
        }
      }, position: head, fileName: "koufen-events\(provider).\(asked.media.ending)")
    reply.headers.append(Header("koufen-ledger", name))
    return reply
  }

  private static func lines(_ events: [RecordedEvent]) -> [UInt8] { events.flatMap { $0.line + newLine } }

  /// Events as rows; the heading before the first of all.
  private static func rows(_ events: [RecordedEvent], in zone: Zone, isFirst: Bool) -> [UInt8] {
    Table(of: events, in: zone).csv.dropFirst(isFirst ? 0 : 1).flatMap { $0.utf8 + newLine }
  }

  private static let newLine = Array("\n".utf8)

  private func page(
    of listing: EventListing, limit: Int, from place: Int?, head: Int
  ) async throws -> EventListing.Page {
    try await readers.run { [ledger] in
      try ledger.pinned { ledger, _ in try listing.page(ledger, limit: limit, from: place, head: head) }
    }
  }

  /// Waits until there is something behind a position, for so many seconds at most; it is told like any other list (server 10.4).
  func awaitEvents(_ asked: Asked, _ seconds: Int) async throws {
    let (listing, head, name) = try await listing(asked)
    guard listing.after <= head else { throw ServerProblem.ahead(of: head, in: name) }
    let until = ContinuousClock.now + .seconds(seconds)
    // Whether there is something is asked from the front, whichever way it is listed then.
    var sought = listing
    sought.isDescending = false
    var (from, seen) = (listing.after, head)
    while true {
      var page = try await page(of: sought, limit: 1, from: from, head: seen)
      while page.events.isEmpty, let next = page.next, ContinuousClock.now < until {
        page = try await self.page(of: sought, limit: 1, from: next, head: seen)
      }
      if !page.events.isEmpty || isStopping || ContinuousClock.now >= until { break }
      from = max(from, seen)
      followers.tell(seen)
      await followers.wait(beyond: seen, for: until - ContinuousClock.now)
      try Task.checkCancellation()
      seen = try await readers.run { [ledger] in try ledger.head() }
    }
  }

  /// Events as they are appended, for ever (server 10.1).
  func feed(_ asked: Asked) async throws -> Reply {
    let (listing, head, name) = try await listing(asked)
    let start = try Self.start(of: asked, head)
    guard start <= head else { throw ServerProblem.ahead(of: head, in: name) }
    guard let caller = asked.caller, let place = streams.enter(caller.account.id) else {
      throw ServerProblem.tooMany(5)
    }
    var reply = Reply(
      media: .sse,
      body: .stream { [self] out in
        try await out.write(Array("retry: 2000\n\n".utf8))
        try await follow(listing, from: start, caller, asked, out)
        withExtendedLifetime(place) {}
      }, position: head)
    reply.headers = [
      Header("cache-control", "no-store"), Header("x-accel-buffering", "no"), Header("koufen-ledger", name),
    ]
    return reply
  }

  /// Behind which position a feed begins: `Last-Event-ID`, else `after`, else the head.
  private static func start(of asked: Asked, _ head: Int) throws(ServerProblem) -> Int {
    if let position = try lastEvent(asked) { return position }
    return try asked.query.number(.after, 0...Int.max) ?? head
  }

  /// The position in `Last-Event-ID`; nil where it is not sent.
  static func lastEvent(_ asked: Asked) throws(ServerProblem) -> Int? {
    guard let text = asked.call["last-event-id"] else { return nil }
    guard let position = Int(text), position >= 0, String(position) == text else {
      throw ServerProblem(badInput: "Last-Event-ID", .number(0...Int.max))
    }
    return position
  }

  private func follow(
    _ listing: EventListing, from start: Int, _ caller: Caller, _ asked: Asked, _ out: any AnswerWriter
  ) async throws {
    var (sent, spoke) = (start, ContinuousClock.now)
    func mayFollow() -> Bool {
      access.accounts.stillHolds(caller, surroundings.now()).map { $0.reach(of: .events) == asked.reach } ?? false
    }
    while !isStopping {
      let head = try await readers.run { [ledger] in try ledger.head() }
      followers.tell(head)
      var place: Int? = sent
      // Of a long backlog the right is looked at as often as of what comes.
      while let from = place, from < head, !isStopping {
        guard mayFollow() else { return try await out.write(Self.bye("not-permitted")) }
        let page = try await page(of: listing, limit: Self.portion, from: from, head: head)
        var bytes: [UInt8] = []
        for event in page.events { Self.write(event, to: &bytes) }
        if !bytes.isEmpty {
          try await out.write(bytes)
          spoke = .now
        }
        place = page.next
      }
      if isStopping { break }
      sent = max(sent, head)
      guard mayFollow() else { return try await out.write(Self.bye("not-permitted")) }
      if ContinuousClock.now - spoke >= Self.silence {
        try await out.write(Array(": \nid: \(sent)\n\n".utf8))
        spoke = .now
      }
      await followers.wait(beyond: sent, for: min(Self.rightsLooked, spoke + Self.silence - ContinuousClock.now))
      try Task.checkCancellation()
    }
    try await out.write(Self.bye("shutting-down"))
  }

  private static func bye(_ reason: String) -> [UInt8] {
    Array("event: bye\ndata: {\"reason\":\"\(reason)\"}\n\n".utf8)
  }

  private static func write(_ event: RecordedEvent, to bytes: inout [UInt8]) {
    bytes += "id: \(event.event.position)\nevent: \(event.event.type)\ndata: ".utf8
    bytes += event.line
    bytes += "\n\n".utf8
  }
}

extension ServerProblem {
  /// A position is behind the end of the log; the name of the ledger tells whether it is of this one (server 10.3).
  static func ahead(of head: Int, in ledger: String) -> ServerProblem {
    var problem = ServerProblem(.positionAhead, found: .same(String(head)))
    problem.headers = [Header("koufen-ledger", ledger)]
    return problem
  }
}
