import EventStore
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation

/// What waits (server §6).
extension Question {
  func queue() throws -> Reply {
    let question = try query.question(in: zone)
    let today = question.asOf ?? zone.date(of: now)
    let last = try query.date(.through) ?? today.adding(days: 7)
    let roles: [Role] = try (query.keys(.role) as [Key<Role>]).map { Role(named: $0.text) }
    let works = Set(try query.words(.work, QueueItem.Work.self))
    var provider: Key<Provider>? = try query.key(.provider)
    if let provider { try asked.demand(mayKnow: provider) }
    provider = provider ?? asked.reach.provider
    let wanted = roles.isEmpty ? rolesByDefault : roles
    let (late, moment) = (try query.flag(.late), question.moment(now: now, in: zone))
    let others = try subjectWork(of: provider, through: last, question).filter { work in
      (wanted.isEmpty || work.concerns(wanted)) && (works.isEmpty || works.contains(work.item.work))
        && late.map { $0 == work.isOverdue(at: moment) } ?? true
    }
    if provider == nil, isOfThePresent(question), asked.media != .csv {
      let part = try lines(through: last, question).part(of: .init(of: wanted, works), late: late, at: moment)
      return try page(of: part, others, through: last, question)
    }
    let isSubject = try provider.map { try ledger.isSubject($0) } ?? false
    var items =
      try isSubject ? [] : ledger.queue(for: wanted, of: provider, through: last, question, now: now)
    if !works.isEmpty { items = items.filter { works.contains($0.work) } }
    if let late {
      let report = try report([], question)
      items = items.filter { report.isOverdue($0) == late }
    }
    return try list(items, others, of: provider, question)
  }

  /// A list of what is at hand.
  private func list(
    _ items: [QueueItem], _ others: [SubjectWork], of provider: Key<Provider>?, _ question: StandingQuestion
  ) throws -> Reply {
    var (items, others) = (items, others)
    if case .dutiesAndAppeals = asked.reach {
      items = items.filter { $0.roles.contains(.provider) || $0.work == .decideAppeal }
      others = others.filter {
        $0.concerns([.subject]) || $0.item.work == .decideAppeal
      }
    }
    let report = try report(items, question)
    if asked.media == .csv {
      let sheet = JudgingSheet(
        report, others, events: try ledger.evidence(of: items), by: nil, asked.language, isForExcel: false)
      return try self.sheet(sheet.table, name: "queue")
    }
    let waiting = WaitingOfBoth(items.makeIterator(), others) { $0.due?.date }
    return try page(Array(waiting), restingOn: provider) { write($0, report, &$1) }
  }

  /// A page of what waits at all, of which only what is shown is read.
  private func page(
    of part: WaitingLines.Part, _ others: [SubjectWork], through last: LocalDate, _ question: StandingQuestion
  ) throws -> Reply {
    let report = try report([], question)
    return try page(of: part.count + others.count) { first, limit in
      let waiting = WaitingOfBoth(part.inOrder, others) { zone.date(of: $0.urgency.due) }
      return try read(Array(waiting.dropFirst(first).prefix(limit)), of: part.lines, through: last, question)
    } _: {
      write($0, report, &$1)
    }
  }

  /// The items that stand at places, no provider's queue being made twice.
  private func read(
    _ places: [Waiting<WaitingLines.Place>], of lines: WaitingLines, through last: LocalDate,
    _ question: StandingQuestion
  ) throws -> [Waiting<QueueItem>] {
    var queues: [Key<Provider>: [QueueItem]] = [:]
    func queue(of provider: Key<Provider>) throws -> [QueueItem] {
      if let queue = queues[provider] { return queue }
      let queue = try ledger.queue(for: [], of: provider, through: last, question, now: now)
      queues[provider] = queue
      return queue
    }
    return try places.compactMap { waiting in
      switch waiting {
      case .subject(let work): .subject(work)
      case .provider(let place): try lines.item(at: place, in: queue).map(Waiting.provider)
      }
    }
  }

  private func report(_ items: [QueueItem], _ question: StandingQuestion) throws -> QueueReport {
    QueueReport(
      items: items, moment: question.moment(now: now, in: zone), zone: zone,
      calendar: try ledger.terms(question, now: now).calendar)
  }

  private func write(_ waiting: Waiting<QueueItem>, _ report: QueueReport, _ writer: inout JSONWriter) {
    switch waiting {
    case .provider(let item): writer.value(report.json(item))
    case .subject(let work): writer.value(work.json(at: report.moment))
    }
  }

  /// The roles whose work is shown where nobody says otherwise; none for all.
  private var rolesByDefault: [Role] {
    switch asked.reach {
    case .allByDefaultOf(let roles): roles
    case .nothing, .all, .provider, .outlet, .dutiesAndAppeals, .receipts: []
    }
  }
}
