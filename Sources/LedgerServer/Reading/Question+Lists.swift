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
    let limit = try query.limit() ?? Self.usualLimit
    let first = try place().flatMap { Int($0) } ?? 0
    let shown = items.dropFirst(first).prefix(limit)
    let behind = first + shown.count
    let next = behind < items.count ? cursor(at: String(behind)) : nil
    var writer = JSONWriter(zone: zone)
    writer.object { writer in
      writer.name("items")
      writer.array { writer in for item in shown { write(item, &writer) } }
      writer.field("next", orNull: next)
      writer.field("head", head)
      writer.field("total", items.count)
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
  func queue() throws -> Reply {
    let question = try query.question(in: zone)
    let today = question.asOf ?? zone.date(of: now)
    let last = try query.date(.through) ?? today.adding(days: 7)
    let roles: [Role] = try (query.keys(.role) as [Key<Role>]).map { Role(named: $0.text) }
    let works = try query.words(.work, QueueItem.Work.self)
    var provider: Key<Provider>? = try query.key(.provider)
    if let provider { try asked.demand(mayKnow: provider) }
    provider = provider ?? asked.reach.provider
    let wanted = roles.isEmpty ? rolesByDefault : roles
    let isSubject = try provider.map { try ledger.isSubject($0) } ?? false
    var items = isSubject ? [] : try queue(for: wanted, of: provider, through: last, question)
    var others = try subjectWork(of: provider, through: last, question)
    if !wanted.isEmpty { others = others.filter { $0.concerns(wanted) } }
    if case .dutiesAndAppeals = asked.reach {
      items = items.filter { $0.roles.contains(.provider) || $0.work == .decideAppeal }
      others = others.filter { $0.concerns([.subject]) || $0.item.work.code == QueueItem.Work.decideAppeal.rawValue }
    }
    if !works.isEmpty {
      items = items.filter { works.contains($0.work) }
      others = others.filter { work in works.contains { $0.rawValue == work.item.work.code } }
    }
    let report = QueueReport(
      items: items, moment: question.moment(now: now, in: zone), zone: zone,
      calendar: try ledger.terms(question, now: now).calendar)
    if asked.media == .csv {
      let sheet = JudgingSheet(
        report, others, events: try ledger.evidence(of: items), by: nil, asked.language, isForExcel: false)
      return try self.sheet(sheet.table, name: "queue")
    }
    let waiting = Waiting.merged(items, others)
    return try page(waiting, restingOn: provider) { item, writer in
      switch item {
      case .provider(let item): writer.value(report.json(item))
      case .subject(let work): writer.value(work.json(at: report.moment))
      }
    }
  }

  /// What waits, at a provider or a subject.
  private enum Waiting {
    case provider(QueueItem)
    case subject(SubjectWork)

    /// Both in one order, each as it stands: by due date, what has none behind.
    static func merged(_ items: [QueueItem], _ others: [SubjectWork]) -> [Waiting] {
      var (merged, rest): ([Waiting], ArraySlice<SubjectWork>) = ([], others[...])
      for item in items {
        let due = item.due?.date
        while let first = rest.first, let its = first.item.due, due.map({ its < $0 }) ?? true {
          merged.append(.subject(first))
          rest.removeFirst()
        }
        merged.append(.provider(item))
      }
      return merged + rest.map(Waiting.subject)
    }
  }

  /// The roles whose work is shown where nobody says otherwise; none for all.
  private var rolesByDefault: [Role] {
    switch asked.reach {
    case .allByDefaultOf(let roles): roles
    case .nothing, .all, .provider, .outlet, .dutiesAndAppeals, .receipts: []
    }
  }

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
