import EventStore
public import LedgerDomain
public import Rulebook

/// Every movement of a provider's year in log order, which add up to the standing's score of the same view.
public struct YearStatement: Sendable {
  /// The provider.
  public var provider: Key<Provider>
  /// Its name.
  public var name: String
  /// The year.
  public var year: Int
  /// The date asked about.
  public var asOf: LocalDate
  /// The state of knowledge asked about.
  public var knownAt: Instant
  /// The ledger's zone.
  public var zone: Zone
  /// The year's score in that view: that of the standing.
  public var score: Int
  /// The score at which the year was closed; nil while it is open.
  public var closedScore: Int?
  /// The movements, in log order.
  public var entries: [Entry]
  /// Breaches of the year that wait to be assessed.
  public var pending: [Pending]
  /// Thresholds reached, cases opened and closed, and the closing, in log order.
  public var milestones: [ChainedEvent]
  /// Where the thresholds reached came from.
  public var thresholds: [TermSource]
  /// The rulebooks the movements rest on, in the order of their first use.
  public var rulebooks: [RulebookCitation]

  /// One movement.
  public struct Entry: Sendable {
    /// What the fold did.
    public var movement: Movement
    /// The event that did it.
    public var event: ChainedEvent
    /// The fact a charge follows from.
    public var cause: ChainedEvent?
    /// The clause of the breach charged or appealed; nil for a pass.
    public var clause: Clause?
    /// Its § number.
    public var section: String?
    /// The date of the act.
    public var on: LocalDate?
    /// Why: the reason of the assessment or decision.
    public var reason: String?
    /// The event in which the log states the score afterwards; nil where it states none.
    public var statement: ChainedEvent?

    /// The score afterwards as the log states it, by all that was known when it was recorded.
    public var recordedScore: Int? { statement?.event.deduction?.score ?? statement?.event.restoration?.score }
  }

  /// A breach that waits to be assessed.
  public struct Pending: Sendable {
    /// What the standing says of it.
    public var line: Standing.BreachLine
    /// The § number of its clause.
    public var section: String?
    /// The event that raised it.
    public var event: ChainedEvent?
  }

  /// Every event cited, in log order.
  public var cited: [ChainedEvent] {
    var seen: Set<Int> = []
    return
      (entries.flatMap { [$0.event, $0.cause, $0.statement].compactMap(\.self) } + pending.compactMap(\.event)
      + milestones)
      .sorted { $0.event.position < $1.event.position }.filter { seen.insert($0.event.position).inserted }
  }
}

extension Ledger {
  /// Every movement of a provider's year, as of a date and as known at a moment.
  ///
  /// - Throws: `unknown-provider` when the view knows of no such provider.
  public func explain(
    year: Int, of provider: Key<Provider>, _ question: StandingQuestion, by rulebooks: [Rulebook], now: Instant
  ) throws -> YearStatement {
    try store.read { reader in
      let log = try ProviderLog(of: provider, question, try rules(for: question, in: reader), now: now, from: reader)
      return YearStatement(of: year, in: log, by: rulebooks + (try source.rulebooks(in: reader)))
    }
  }
}

extension YearStatement {
  init(of year: Int, in log: ProviderLog, by rulebooks: [Rulebook]) {
    self.year = year
    provider = log.provider
    asOf = log.asOf
    knownAt = log.knownAt
    zone = log.zone
    name = log.view.registration?.name ?? log.provider.text
    score = log.view.score(year)
    closedScore = log.view.years[year]?.closedScore
    pending = log.view.breaches.keys.compactMap(log.view.breachLine)
      .filter { $0.state == .pending && $0.on.year == year }.sorted { ($0.on, $0.breach) < ($1.on, $1.breach) }
      .map { Pending($0, in: log, by: rulebooks) }
    var entries: [Entry] = []
    var milestones: [ChainedEvent] = []
    var state = log.emptyState
    for chained in log.read {
      if chained.event.yearMarked == year, chained.event.counts(asOf: log.asOf, in: log.zone) {
        milestones.append(chained)
      }
      guard let movement = state.evolve(chained.event, asOf: log.asOf, movementOf: year) else { continue }
      entries.append(Entry(movement, chained, in: log, by: rulebooks))
    }
    self.entries = entries
    self.milestones = milestones
    thresholds = milestones.compactMap { log.thresholdSource(of: $0.event, by: rulebooks) }
    var names: [String] = []
    for entry in entries where !names.contains(entry.event.event.rulebook) { names.append(entry.event.event.rulebook) }
    if names.isEmpty { names = [log.view.rulebook] }
    self.rulebooks = names.compactMap(rulebooks.version).map(RulebookCitation.init)
  }
}

extension YearStatement.Pending {
  fileprivate init(_ line: Standing.BreachLine, in log: ProviderLog, by rulebooks: [Rulebook]) {
    self.line = line
    event = log.whole.breaches[line.breach].flatMap { log[$0.raisedAt] }
    section = (event?.event.rulebook).flatMap(rulebooks.version)?.terms.clauses[line.clause]?.section
  }
}

extension YearStatement.Entry {
  fileprivate init(_ movement: Movement, _ chained: ChainedEvent, in log: ProviderLog, by rulebooks: [Rulebook]) {
    self.movement = movement
    event = chained
    cause = movement.kind == .pass || movement.kind == .appeal ? nil : chained.event.cause.flatMap { log[$0] }
    let breach = movement.breach.flatMap { log.whole.breaches[$0] }
    clause = breach?.clause
    on = breach?.on
    let raising = breach.flatMap { log[$0.raisedAt] }
    section = breach.flatMap { breach in
      rulebooks.version(raising?.event.rulebook ?? chained.event.rulebook)?.terms.clauses[breach.clause]?.section
    }
    reason = (cause ?? chained).event.judgementReason
    statement =
      movement.kind == .charge
      ? chained
      : log.statement(after: chained, of: movement)
  }
}

extension ProviderLog {
  /// The event that states what a movement left of the score: that of the fact, or, for a correction, the one behind it.
  fileprivate func statement(after chained: ChainedEvent, of movement: Movement) -> ChainedEvent? {
    let cause = movement.kind == .correction ? chained.event.cause : chained.event.position
    return events.first {
      $0.event.cause == cause && $0.event.position > chained.event.position && $0.event.restoration != nil
    }
  }
}

extension Event {
  /// The reason a person gave for the points they set, if any.
  fileprivate var judgementReason: String? {
    if case .fact(.breach(.assessed(let fact)), _) = body { return fact.reason }
    if case .fact(.appeal(.decided(let fact)), _) = body { return fact.reason }
    if case .fact(.correction(let fact), _) = body { return fact.reason }
    return nil
  }

  /// What it restores, if anything.
  var restoration: Restoration? {
    if case .consequence(.pointsRestored(let restoration)) = body { restoration } else { nil }
  }

  /// The year whose course it marks without moving its score: a line was reached, a procedure opened or closed, or the year closed;
  /// nil for anything else.
  var yearMarked: Int? {
    guard case .consequence(let consequence) = body else { return nil }
    switch consequence {
    case .thresholdReached(let reached): return reached.year
    case .rectificationOpened(let opened): return opened.year
    case .rectificationClosed(let closed): return closed.year
    case .terminationOpened(let opened): return opened.year
    case .terminationClosed(let closed): return closed.year
    case .yearClosed(let closed): return closed.year
    case .answerDueMoved, .dueMoved, .breachDetected, .breachWithdrawn, .reviewDue, .breachReopened, .pointsDeducted,
      .pointsRestored,
      .expansionPaused, .expansionUnpaused,
      .expansionSuspended, .expansionResumed, .outletReceived, .outletFrozen, .dutyOpened, .dutyMissed, .dutyClosed,
      .admissionChanged, .programme:
      return nil
    }
  }
}
