public import EventStore
public import LedgerDomain
import LedgerFormat
import Rulebook

/// One event of a provider's chain, with what proves it.
public struct ChainedEvent: Equatable, Sendable {
  /// The event.
  public var event: Event
  /// The hash the store holds for it.
  public var hash: Hash
}

/// A provider's events as known at a moment, in log order, and the question they are read for.
struct ProviderLog {
  let provider: Key<Provider>
  let rules: Rules
  let asOf: LocalDate
  let knownAt: Instant
  /// What was known, as it stands in the log.
  let events: [ChainedEvent]
  /// The same as it was read, by the corrections known; facts retracted are left out.
  let read: [ChainedEvent]
  /// The versions published; none are read where nothing is corrected.
  private let publications: [PublishedVersion]
  /// Everything known, folded without regard to the date asked about: the state the ledger decided in.
  let whole: ProviderState
  /// The state of the view asked about (§6).
  let view: ProviderState
  /// Whether everything known counts in it, as it does from the day of the last event on.
  let showsAll: Bool

  /// Reads a provider's chain.
  ///
  /// - Throws: `unknown-provider` when the view knows of no such provider.
  init(
    of provider: Key<Provider>, _ question: StandingQuestion, _ rules: Rules, now: Instant,
    from reader: any EventStoreReader
  ) throws {
    let zone = rules.zone
    self.provider = provider
    self.rules = rules
    asOf = question.asOf ?? zone.date(of: now)
    var events: [ChainedEvent] = []
    try reader.scan(EntrySelection(of: provider)) { entry in
      let event = try Event(line: entry.line, in: zone)
      if let known = question.knownAt, event.recordedAt > known { return true }
      events.append(ChainedEvent(event: event, hash: Hash(bytes: Array(entry.hash)) ?? .zero))
      return true
    }
    self.events = events
    var history = History(of: provider, in: zone)
    for chained in events { history.take(chained.event) }
    let readings = history.readings
    read =
      readings.isEmpty
      ? events
      : events.compactMap { chained in
        readings.asRead(chained.event).map { ChainedEvent(event: $0, hash: chained.hash) }
      }
    publications = readings.isEmpty ? [] : try reader.publications(in: zone)
    knownAt = try question.knowledge(now: now, in: reader, zone)
    whole =
      question.knownAt == nil
      ? try reader.state(of: provider, zone: zone).state
      : history.fold()
    showsAll = whole.through.map { [asOf] in $0 <= asOf } ?? true
    view =
      showsAll
      ? whole
      : history.fold(asOf: asOf)
    guard view.registration != nil else {
      let isSubject = try reader.isSubject(provider)
      throw Refusal.rules(
        .unknownProvider, found: isSubject ? .subject(provider) : .same(provider.text))
    }
  }

  /// The ledger's zone.
  var zone: Zone { rules.zone }

  /// The same; nil when the view knows of no such provider.
  static func known(
    of provider: Key<Provider>, _ question: StandingQuestion, _ rules: Rules, now: Instant,
    from reader: any EventStoreReader
  ) throws -> ProviderLog? {
    do {
      return try ProviderLog(of: provider, question, rules, now: now, from: reader)
    } catch Refusal.rules(.unknownProvider, _) {
      return nil
    }
  }

  /// The event at a position of the whole log as it stands there, if it is of this provider and known.
  subscript(position: Int) -> ChainedEvent? { Self.find(position, in: events) }

  /// The same as it was read.
  func read(at position: Int) -> ChainedEvent? { Self.find(position, in: read) }

  /// The events at some positions, and every correction of them: all their readings.
  func withCorrections(_ positions: Set<Int>) -> [ChainedEvent] {
    events.filter { chained in
      positions.contains(chained.event.position) || chained.event.corrected.map { positions.contains($0) } ?? false
    }
  }

  /// The state in which the event at a position was decided, by what was known then.
  func state(before position: Int) -> ProviderState {
    var history = History(of: provider, in: zone)
    for chained in events where chained.event.position < position { history.take(chained.event) }
    return history.fold()
  }

  /// The outages of which some part lies in a span of time, as they are read.
  func outages(in span: TimeSpan) -> [ChainedEvent] {
    read.filter { chained in
      guard case .fact(.outage(.recorded(let outage)), _) = chained.event.body else { return false }
      return TimeSpan(from: outage.from, to: outage.to).overlaps(span)
    }
  }

  /// By what a duty's due date was decided: at the position of the fact that it arose from, or of the correction or outage by
  /// which it was decided again, by the version known then, in the city known then.
  func decision(on duty: Duty, from fact: Event, by rulebooks: [Rulebook]) -> DueDecision? {
    let correction = events.last { $0.event.decidesAgain(fact.position) || $0.event.movedDuty == duty }
    let position = (correction?.event ?? fact).position
    let isMoved = correction?.event.movedDuty != nil
    let name =
      isMoved
      ? correction?.event.rulebook ?? fact.rulebook
      : correction == nil ? fact.rulebook : rulebook(on: zone.date(of: fact.at), before: position)
    guard let book = rulebooks.version(name) else { return nil }
    let isAsKnown = agreements(before: position).isEmpty || !events.contains { $0.event.isCorrection }
    return DueDecision(
      position: position, book: book, city: (isAsKnown ? whole : state(before: position + 1)).city(of: duty.breach))
  }

  /// Of the events about a breach those since it was raised last: what was before fell with a withdrawal.
  func current(_ about: [ChainedEvent], since position: Int) -> [ChainedEvent] {
    about.filter { $0.event.position >= position }
  }

  private static func find(_ position: Int, in events: [ChainedEvent]) -> ChainedEvent? {
    var low = 0
    var high = events.count
    while low < high {
      let middle = (low + high) / 2
      if events[middle].event.position < position { low = middle + 1 } else { high = middle }
    }
    return low < events.count && events[low].event.position == position ? events[low] : nil
  }

  /// A provider nothing is known of yet, to fold into.
  var emptyState: ProviderState { ProviderState(provider: provider, zone: zone) }
}

extension ProviderLog {
  /// The version in force on a date, as far as published before a position of the log.
  private func rulebook(on date: LocalDate, before position: Int) -> String {
    let first = LocalDate(daysSinceEpoch: .min)
    var found = (from: first, name: rules.rulebook(on: first))
    for version in publications where version.event.position < position {
      let (from, name) = (version.publication.effective, version.publication.name)
      if from <= date, found.from <= from { found = (from, name) }
    }
    return found.name
  }
}

/// By what a due date was decided.
struct DueDecision {
  /// The position of the event that decided it.
  let position: Int
  /// The version of the rulebook.
  let book: Rulebook
  /// The city it is in, if any.
  let city: Key<City>?
}

extension Event {
  /// Whether what is decided of the fact at `position` is decided again with it.
  fileprivate func decidesAgain(_ position: Int) -> Bool {
    guard case .fact(.correction, .reading(let reading)) = body else { return false }
    return reading.position == position || reading.others.contains { $0.position == position }
  }

  /// The position of the fact that it corrects or retracts, if it does.
  package var corrected: Int? {
    if case .fact(.correction, .reading(let reading)) = body { reading.position } else { nil }
  }
}

extension [Rulebook] {
  /// The version with this name, which events carry; the last one when it is not here.
  func version(_ name: String) -> Rulebook? {
    first { $0.name == name } ?? last
  }

  /// Each version once, though it was perhaps published for two dates.
  func uniqued() -> [Rulebook] {
    var names: Set<String> = []
    return filter { names.insert($0.name).inserted }
  }
}
