import EventStore
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook

/// Lists, a page at a time (server 4.2, 4.3).
extension Question {
  /// Items on a page where nothing is said.
  static let usualLimit = 100

  /// A page of a list that is at hand.
  ///
  /// - Parameters:
  ///   - items: all of them, in their order.
  ///   - provider: on whose stream alone the list rests; nil where it rests on the log.
  ///   - write: writes an item.
  func page<Item>(
    _ items: [Item], restingOn provider: Key<Provider>? = nil, _ write: (Item, inout JSONWriter) -> Void
  ) throws -> Reply {
    try page(of: items.count, restingOn: provider, { first, limit in items.dropFirst(first).prefix(limit) }, write)
  }

  /// A page of a list of which only what is shown is at hand.
  ///
  /// - Parameters:
  ///   - total: how many items there are.
  ///   - take: gives those behind so many, so many at most.
  func page<Items: Collection>(
    of total: Int, restingOn provider: Key<Provider>? = nil, _ take: (_ first: Int, _ limit: Int) throws -> Items,
    _ write: (Items.Element, inout JSONWriter) -> Void
  ) throws -> Reply {
    let first = try place().flatMap { Int($0) } ?? 0
    let shown = try take(first, query.limit() ?? Self.usualLimit)
    let behind = first + shown.count
    let next = behind < total ? cursor(at: String(behind)) : nil
    var writer = JSONWriter(zone: zone)
    writer.object { writer in
      writer.name("items")
      writer.array { writer in for item in shown { write(item, &writer) } }
      writer.field("next", orNull: next)
      writer.field("head", head)
      writer.field("total", total)
    }
    return try listing(writer, next: next, tag: tag(provider))
  }

  /// The answer that has a page.
  func listing(_ writer: JSONWriter, next: String?, tag: ETag) -> Reply {
    var reply = Reply.json(writer.bytes, position: head)
    reply.tag = tag
    if let next { reply.headers.append(Header("link", "<\(server.link(of: asked, next))>; rel=\"next\"")) }
    return reply
  }

  /// Where the page begins, as the cursor has it; nil for the beginning.
  func place() throws -> String? {
    try query.text(.cursor).map { text in
      try Cursor(text, for: server.identity(of: asked), server.cursorKey, now: now).place
    }
  }

  /// The cursor of a page that begins at a place.
  func cursor(at place: String) -> String {
    Cursor(at: place, now: now).text(for: server.identity(of: asked), server.cursorKey)
  }

  /// A sheet of CSV with all that matches, or as many rows as were asked for (server 4.12).
  func sheet(_ table: Table, name: String) throws -> Reply {
    var table = table
    if let limit = try query.limit() { table.rows = Array(table.rows.prefix(limit)) }
    return Reply(
      media: .csv, body: .bytes(Array(table.csv.map { $0 + "\n" }.joined().utf8)), position: head,
      tag: try tag(nil), fileName: "koufen-\(name).csv")
  }
}

/// Lists about all providers (server §6).
extension Question {
  func forecasts() throws -> Reply {
    let question = try query.question(in: zone)
    var outlooks = try ledger.forecasts(question, listing: asked.media == .csv ? .ofYear : .all, now: now).byDanger
    var others = try ledger.hasProgrammes() ? ledger.subjectOutlooks(question, now: now) : []
    if let own = asked.reach.provider {
      outlooks.removeAll { $0.provider != own }
      others.removeAll { $0.provider != own }
    }
    let asOf = question.asOf ?? zone.date(of: now)
    let report = OutlookReport(outlooks, asOf: asOf, zone: zone)
    if asked.media == .csv {
      return try sheet(report.codes.joined(with: others.table(nil)), name: "forecast")
    }
    return try page(outlooks.map(Foreseen.provider) + others.map(Foreseen.subject)) { foreseen, writer in
      switch foreseen {
      case .provider(let outlook):
        for text in OutlookReport([outlook], asOf: asOf, zone: zone).jsonTexts { writer.written(text.utf8) }
      case .subject(let outlook): writer.value(outlook.json)
      }
    }
  }

  /// Of whom it is told what may come: of providers, and behind them of subjects of programmes.
  private enum Foreseen {
    case provider(Outlook)
    case subject(SubjectOutlook)
  }

  func judgements() throws -> Reply {
    if let programme = query.text(.programme) { return try judgements(of: programme) }
    guard let clause = Clause(rawValue: asked.captures[0]) else {
      throw Refusal.rules(.unknownClause, found: .unknown(asked.captures[0], among: Clause.allCases.map(\.rawValue)))
    }
    let year = try query.year() ?? zone.date(of: now).year
    var judged: [Int: Int] = [:]
    try reader.scan(EntrySelection(type: ConsequenceKind.pointsDeducted.rawValue)) { entry in
      let event = try Event(line: entry.line, in: zone)
      if case .consequence(.pointsDeducted(let deduction)) = event.body, deduction.clause == clause,
        deduction.on.year == year
      {
        judged[deduction.assessed, default: 0] += 1
      }
      return true
    }
    let sum = judged.reduce(into: YearReport.Distribution()) { sum, line in
      for _ in 0..<line.value { sum.add(line.key) }
    }
    let points = judged.sorted { $0.key < $1.key }.map { points, count in
      JSON.object([.init("points", .integer(points)), .init("count", .integer(count))])
    }
    return try single(
      JSON.object([
        .init("clause", .string(clause.rawValue)), .init("year", .integer(year)), .init("judged", .array(points)),
        .init("assessed", sum.json), .init("head", .integer(head)),
      ]).text)
  }
}
