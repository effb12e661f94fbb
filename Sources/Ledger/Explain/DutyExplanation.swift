import EventStore
public import LedgerDomain
public import Rulebook

/// What became of a duty of an office: its row, what opened it, the days counted, what put it off, what met it (offices §3).
public struct DutyExplanation: Sendable {
  /// The provider.
  public var provider: Key<Provider>
  /// Its name.
  public var name: String
  /// The date asked about.
  public var asOf: LocalDate
  /// The state of knowledge asked about.
  public var knownAt: Instant
  /// The ledger's zone.
  public var zone: Zone
  /// The duty.
  public var id: DutyID
  /// How it stands in that view.
  public var duty: OwedDuty
  /// Its row, as it was on the day it opened.
  public var row: DutyRow
  /// What opened it, with every correction of that, and the event that says so, in log order.
  public var opening: [ChainedEvent]
  /// The due date it had before it was put off, counted again day by day; nil where none is counted.
  public var term: CountedTerm?
  /// What happened to it since, in log order: notices, due dates moved, misses, what met it or let it go.
  public var course: [ChainedEvent]
  /// What happened to earlier duties of the same id, in log order.
  public var earlier: [ChainedEvent]
  /// The rulebook of its row.
  public var rulebook: RulebookCitation

  /// Its later due dates, in log order.
  public var extensions: [ChainedEvent] {
    course.filter { if case .fact(.duty(.extended), _) = $0.event.body { true } else { false } }
  }

  /// Every event cited, once, in log order.
  public var cited: [ChainedEvent] { (earlier + opening + course).inLogOrder }
}

/// What explains a breach, or a duty of an office.
public enum Explanation: Sendable {
  /// Of a breach.
  case breach(BreachExplanation)
  /// Of a duty of an office.
  case duty(DutyExplanation)
}

extension Ledger {
  /// Why a breach cost what it cost, or what became of a duty of an office, as of a date and as known at a moment.
  ///
  /// - Parameters:
  ///   - name: the id of the breach or of the duty; where there are both, the breach is meant.
  ///   - provider: its provider.
  ///   - question: the view; its year is not used.
  ///   - rulebooks: the versions at hand besides those the log publishes, found by the name the events carry.
  ///   - now: the moment the question is asked.
  /// - Throws: `unknown-provider`, or `unknown-breach` or `unknown-duty`, with the id that was perhaps meant, when the view has
  ///   neither.
  public func explain(
    named name: String, of provider: Key<Provider>, _ question: StandingQuestion, by rulebooks: [Rulebook], now: Instant
  ) throws -> Explanation {
    try store.read { reader in
      let log = try ProviderLog(of: provider, question, try rules(for: question, in: reader), now: now, from: reader)
      let books = rulebooks + (try source.rulebooks(in: reader))
      if log.view.breaches.contains(BreachID(name)) {
        return .breach(try BreachExplanation(of: BreachID(name), in: log, by: books))
      }
      if let explanation = DutyExplanation(of: DutyID(name), in: log, by: books) { return .duty(explanation) }
      throw log.unknown(name, by: books)
    }
  }
}

extension ProviderLog {
  /// That the view has neither a breach nor a duty of this name; a duty where a row is called so.
  fileprivate func unknown(_ name: String, by rulebooks: [Rulebook]) -> Refusal {
    let slug = DutyID(name).slug
    let isDuty = rulebooks.contains { $0.terms.duties?[slug] != nil }
    let known = (view.breaches.keys.map(\.text) + view.owedDuties.keys.map(\.text)).sorted()
    let near = name.near(among: known) ?? known.first { $0 == slug.text || $0.hasPrefix(slug.text + ":") }
    return .unknown(isDuty ? .unknownDuty : .unknownBreach, named: name, near: near)
  }
}

extension DutyExplanation {
  /// Nil where the view has no such duty.
  init?(of id: DutyID, in log: ProviderLog, by rulebooks: [Rulebook]) {
    guard let duty = log.view.owedDuty(id) else { return nil }
    let known = log.read.filter { $0.event.counts(asOf: log.asOf, in: log.zone) }
    let about = known.filter { $0.event.isAbout(id) }
    let due = duty.dueAtFirst ?? duty.due
    let openings = about.filter { $0.event.opens(id, by: duty.openedBy) }
    let asCounted = openings.last { $0.event.opened(id)?.due == due }
    guard let opened = openings.first, let counted = asCounted ?? openings.last,
      let book = rulebooks.version((about.last { $0.event.moves(id, to: due) } ?? counted).event.rulebook),
      let row = book.terms.duties?[id.slug]
    else { return nil }
    provider = log.provider
    name = log.view.registration?.name ?? log.provider.text
    asOf = log.asOf
    knownAt = log.knownAt
    zone = log.zone
    self.id = id
    self.duty = duty
    self.row = row
    rulebook = RulebookCitation(book)
    opening = (log.withCorrections(log.causes(of: duty.openedBy)) + [opened]).inLogOrder
    if let rule = row.due?.rule, let due {
      let start = log.zone.instant(log.zone.date(of: counted.event.at))
      let count = rule.count(from: start, in: log.zone, book.terms.calendar)
      // Opened again by a correction on the day it had been put off to: no line holds the end of the term itself.
      let isPutOff = asCounted == nil && duty.dueAtFirst != nil
      term = CountedTerm(count: count, due: isPutOff ? count.due : due, book: book)
    }
    let told = Set(about.compactMap { $0.event.notice })
    let failed = known.filter { $0.event.endedNotice.map(told.contains) ?? false }
    let closing = log.withCorrections(log.causes(of: duty.closedBy))
    let all = (about + failed + closing).inLogOrder
    let cited = Set(opening.map(\.event.position))
    course = all.filter { $0.event.position > opened.event.position && !cited.contains($0.event.position) }
    earlier = all.filter { $0.event.position < opened.event.position && !cited.contains($0.event.position) }
  }
}

extension ProviderLog {
  /// An event that opens or closes a duty, and, where that is the closing of another, what closed that one.
  fileprivate func causes(of position: Int) -> Set<Int> {
    guard case .consequence(.dutyClosed(let closed))? = self[position]?.event.body else { return [position] }
    return [position, closed.basis]
  }
}

extension [ChainedEvent] {
  /// Each once, in log order.
  var inLogOrder: [ChainedEvent] {
    var seen: Set<Int> = []
    return sorted { $0.event.position < $1.event.position }.filter { seen.insert($0.event.position).inserted }
  }
}

extension Event {
  /// The opening of the duty that it is, if it is one.
  fileprivate func opened(_ id: DutyID) -> DutyOpened? {
    guard case .consequence(.dutyOpened(let opened)) = body, opened.duty == id else { return nil }
    return opened
  }

  /// Whether it opens a duty on the day of its own date, for the event at a position; not where it is owed again since then.
  fileprivate func opens(_ id: DutyID, by basis: Int) -> Bool {
    opened(id).map { $0.basis == basis && $0.since == nil } ?? false
  }

  /// Whether a duty is due on this date by it, counted again.
  fileprivate func moves(_ id: DutyID, to due: DueDate?) -> Bool {
    guard case .consequence(.dueMoved(let moved)) = body else { return false }
    return moved.subject == id.breach && moved.due == due
  }

  /// Whether it opens, moves, puts off, lets go or closes a duty, or tells of it.
  func isAbout(_ id: DutyID) -> Bool {
    switch body {
    case .fact(.duty(let fact), _): fact.duty == id
    case .fact(.notice(.sent(let sent)), _): sent.about.contains(id)
    case .consequence(.dutyOpened(let opened)): opened.duty == id
    case .consequence(.dutyMissed(let missed)): missed.duty == id
    case .consequence(.dutyClosed(let closed)): closed.duty == id
    case .consequence(.dueMoved(let moved)): moved.subject == id.breach
    case .fact, .consequence, .publication: false
    }
  }

  /// The notice that it is, if it is one.
  fileprivate var notice: Key<Notice>? {
    if case .fact(.notice(.sent(let sent)), _) = body { sent.notice } else { nil }
  }

  /// The notice that turns out by it to have arrived, or to be none.
  fileprivate var endedNotice: Key<Notice>? {
    guard case .fact(.notice(let fact), _) = body else { return nil }
    switch fact {
    case .sent: return nil
    case .received(let fact): return fact.notice
    case .failed(let fact): return fact.notice
    case .rebutted(let fact): return fact.notice
    }
  }
}
