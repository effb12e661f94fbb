import EventStore
public import LedgerDomain
public import Rulebook

/// Why a breach cost what it cost: the statement of reasons, every part with the event it stands on.
public struct BreachExplanation: Sendable {
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
  /// The breach as the standing of that view shows it.
  public var line: Standing.BreachLine
  /// What the rulebook says of its clause.
  public var terms: ClauseTerms
  /// The clause in one line.
  public var paraphrase: Words
  /// The facts it rests on, in log order.
  public var facts: [ChainedEvent]
  /// The event that raised it: a report, or a detection.
  public var raising: ChainedEvent
  /// The due date that passed, counted again day by day; nil where no duty is behind it.
  public var due: DueExplanation?
  /// The outages that its time lies in, or touches: the term of the duty behind it, or else the day of the act (offices §9).
  public var outages: [ChainedEvent]
  /// What was counted against a limit; nil where nothing was.
  public var tally: Tally?
  /// The outlets counted, by key; nil where no outlets are.
  public var countedOutlets: [Key<Outlet>]?
  /// Findings on the way: investigation, demands, assessment, dismissal, withdrawal.
  public var findings: [ChainedEvent]
  /// What was charged; nil while nothing is.
  public var charge: Charge?
  /// What followed in the same transaction as the charge.
  public var consequences: [ChainedEvent]
  /// The appeal; nil where none was filed.
  public var appeal: Appeal?
  /// What happened to the deposit under this breach.
  public var deposit: [ChainedEvent]
  /// Where every term came from that it was found and charged by.
  public var sources: [TermSource]
  /// The rulebook in force on its date, by which it is judged.
  public var rulebook: RulebookCitation
  package var book: Rulebook

  /// A charge.
  public struct Charge: Equatable, Sendable {
    /// The `PointsDeducted`.
    public var event: ChainedEvent
    /// The fact that charged it: an assessment, or for counted clauses the fact that tipped the count.
    public var cause: ChainedEvent?
    /// What it says.
    public var deduction: Deduction
    /// The reason the assessor gave; nil where the count decided.
    public var reason: String?
    /// The cap it fell under; nil for none.
    public var cap: Cap?
    /// How it moved the year's score in this view.
    public var movement: Movement?
    /// The count to the last day on which an appeal may be dated; nil while no notice is delivered from which it runs.
    public var appealCount: DueCount?
    /// The day from which it is counted, where it runs from the delivery of a notice.
    public var deliveredOn: LocalDate?
    /// How many working days there are for an appeal.
    public var appealWorkingDays: Int

    /// The last day on which an appeal may be dated, as recorded with the charge or counted; nil while it does not run.
    public var appealUntil: DueDate? { deduction.appealUntil ?? appealCount?.due }
  }

  /// A cap, and the room it left when the points were charged.
  public struct Cap: Equatable, Sendable {
    /// Its key.
    public var key: CapKey
    /// The most that breaches with this key charge together.
    public var limit: Int
    /// What the others were charged then.
    public var others: Int
    /// What was left.
    public var room: Int { max(0, limit - others) }
  }

  /// An appeal.
  public struct Appeal: Equatable, Sendable {
    /// Its filing.
    public var filed: ChainedEvent
    /// Its decision; nil while it is open.
    public var decided: ChainedEvent?
    /// How the decision moved the year's score in this view; nil where it did not.
    public var movement: Movement?
    /// What followed in the same transaction as the decision.
    public var consequences: [ChainedEvent]
  }

  /// Every event cited, once, in log order.
  public var cited: [ChainedEvent] {
    var all =
      facts + [raising] + findings + consequences + deposit + outages
      + (due?.fulfilments ?? [])
    if let charge { all += [charge.event] + (charge.cause.map { [$0] } ?? []) }
    if let appeal { all += [appeal.filed] + (appeal.decided.map { [$0] } ?? []) + appeal.consequences }
    var seen: Set<Int> = []
    return all.sorted { $0.event.position < $1.event.position }.filter { seen.insert($0.event.position).inserted }
  }
}

extension Ledger {
  /// Why a breach cost what it cost, as of a date and as known at a moment.
  ///
  /// - Parameters:
  ///   - breach: the breach.
  ///   - provider: its provider.
  ///   - question: the view; its year is not used.
  ///   - rulebooks: the versions at hand besides those the log publishes, found by the name the events carry.
  ///   - now: the moment the question is asked.
  /// - Throws: `unknown-provider`, or `unknown-breach` when the view has no such breach.
  public func explain(
    _ breach: BreachID, of provider: Key<Provider>, _ question: StandingQuestion, by rulebooks: [Rulebook], now: Instant
  ) throws -> BreachExplanation {
    try store.read { reader in
      let log = try ProviderLog(of: provider, question, try rules(for: question, in: reader), now: now, from: reader)
      return try BreachExplanation(of: breach, in: log, by: rulebooks + source.rulebooks(in: reader))
    }
  }
}

extension BreachExplanation {
  init(of id: BreachID, in log: ProviderLog, by rulebooks: [Rulebook]) throws {
    let view = log.view
    guard let line = view.breachLine(id), let breach = view.breaches[id], let raising = log[breach.raisedAt],
      let book = rulebooks.version(raising.event.rulebook)
    else { throw Refusal.rules(.unknownBreach, found: .same(id.text)) }
    provider = log.provider
    name = view.registration?.name ?? log.provider.text
    asOf = log.asOf
    knownAt = log.knownAt
    zone = log.zone
    self.line = line
    let held = log.terms(of: book, on: breach.on, in: log.whole.city(of: id), before: breach.raisedAt)
    guard let terms = held.clauses[breach.clause] else { throw Refusal.rules(.unknownBreach, found: .same(id.text)) }
    self.terms = terms
    self.book = book
    paraphrase = book.paraphrases[breach.clause] ?? Words(zh: breach.clause.rawValue, en: breach.clause.rawValue)
    rulebook = RulebookCitation(book)
    self.raising = raising
    let about = log.current(log.events.filter { $0.event.isAbout(id) }, since: breach.raisedAt)
    let trace = ChargeTrace(of: id, line.on.year, in: log)
    let isUndone = breach.charged == nil
    findings = about.filter { $0.event.isFinding || isUndone && $0.event.isChargeOrItsEnd }
    deposit = log.read.filter { $0.event.depositBreach == id }
    due = Self.due(behind: id, in: log, by: rulebooks)
    outages = log.outages(in: due?.term.span(in: log.zone) ?? log.zone.day(line.on))
    tally = raising.event.detection?.count
    countedOutlets = tally.flatMap { _ in log.state(before: breach.raisedAt).countedOutlets(of: id, by: held) }
    facts = Self.facts(of: raising, in: log, due)
    charge = isUndone ? nil : Self.charge(about, trace, in: log, by: rulebooks)
    consequences = charge.map { Self.after($0.event, in: log) } ?? []
    sources = Self.sources(
      log, line, raising: raising, due: due, charge: charge, consequences: consequences, by: rulebooks)
    appeal = Self.appeal(about, trace, in: log)
  }

  /// What the raising event names; a report stands for itself.
  private static func facts(
    of raising: ChainedEvent, in log: ProviderLog, _ due: DueExplanation?
  ) -> [ChainedEvent] {
    guard let found = raising.event.detection else { return log.withCorrections([raising.event.position]) }
    var positions = Set(found.facts)
    if let start = due.flatMap({ log.whole.basis(of: $0.duty) }) { positions.formUnion(start.facts) }
    return log.withCorrections(positions)
  }

  private static func due(
    behind breach: BreachID, in log: ProviderLog, by rulebooks: [Rulebook]
  ) -> DueExplanation? {
    let whole = log.whole
    guard let duty = whole.duty(behind: breach), let basis = whole.basis(of: duty),
      let first = basis.facts.first.flatMap({ log.read(at: $0) }),
      let decision = log.decision(on: duty, from: first.event, by: rulebooks)
    else { return nil }
    let terms = log.terms(
      of: decision.book, on: log.zone.date(of: first.event.at), in: decision.city, before: decision.position)
    let count = terms.count(
      duty.deadline, from: whole.start(of: duty, after: first.event.at), around: whole.outageSpans)
    return DueExplanation(
      duty: duty, term: CountedTerm(count: count, due: basis.due.date, book: decision.book),
      isMet: !whole.isUnmet(duty), fulfilments: log.read.filter { $0.event.fulfils(duty, in: log.zone) },
      target: DueExplanation.Target(of: duty, in: whole))
  }

  private static func charge(
    _ about: [ChainedEvent], _ trace: ChargeTrace, in log: ProviderLog, by rulebooks: [Rulebook]
  ) -> Charge? {
    guard let event = about.last(where: { $0.event.deduction != nil }), let deduction = event.event.deduction,
      let book = rulebooks.version(event.event.rulebook)
    else { return nil }
    let cause = event.event.cause.flatMap { log[$0] }
    var reason: String?
    if case .fact(.breach(.assessed(let fact)), _)? = cause?.event.body { reason = fact.reason }
    let terms = log.terms(
      of: book, on: deduction.on, in: log.whole.city(of: deduction.breach), before: event.event.position)
    let limit = terms.clauses[deduction.clause]?.cap
    let delivered = deduction.appealUntil == nil ? log.view.firstDelivery(ofChargeOf: deduction.breach) : nil
    let start = deduction.appealUntil == nil ? delivered.map { log.zone.instant($0) } : event.event.recordedAt
    return Charge(
      event: event, cause: cause, deduction: deduction, reason: reason,
      cap: deduction.cap.flatMap { key in limit.map { Cap(key: key, limit: $0, others: trace.underCapBefore) } },
      movement: trace.charge,
      appealCount: start.map { terms.count(.appeal, from: $0) }, deliveredOn: delivered,
      appealWorkingDays: terms.appealWorkingDays)
  }

  private static func appeal(_ about: [ChainedEvent], _ trace: ChargeTrace, in log: ProviderLog) -> Appeal? {
    guard let filed = about.last(where: { $0.event.kind == .fact(.appeal(.filed)) }) else { return nil }
    let decided = about.last { $0.event.kind == .fact(.appeal(.decided)) }
    return Appeal(
      filed: filed, decided: decided, movement: trace.appeal,
      consequences: decided.map { after($0, in: log) } ?? [])
  }

  /// What the ledger drew after this event in the same transaction.
  private static func after(_ charged: ChainedEvent, in log: ProviderLog) -> [ChainedEvent] {
    let cause = charged.event.cause ?? charged.event.position
    return log.events.filter { $0.event.cause == cause && $0.event.position > charged.event.position }
  }
}

/// What the fold did to the year's score when a breach was charged and when its appeal was decided.
private struct ChargeTrace {
  var charge: Movement?
  var appeal: Movement?
  /// What breaches under the same cap were charged just before.
  var underCapBefore = 0

  init(of id: BreachID, _ year: Int, in log: ProviderLog) {
    var whole = log.emptyState
    var view = log.emptyState
    for chained in log.read {
      if let deduction = chained.event.deduction, deduction.breach == id, let cap = deduction.cap {
        underCapBefore = whole.breaches[id].map { whole.charged(under: cap, of: $0.clause, in: $0.year) } ?? 0
      }
      let movement: Movement?
      if log.showsAll {
        movement = whole.evolve(chained.event, asOf: log.asOf, movementOf: year)
      } else {
        whole.evolve(chained.event)
        movement = view.evolve(chained.event, asOf: log.asOf, movementOf: year)
      }
      guard let movement, movement.breach == id else { continue }
      if movement.kind == .charge { charge = movement } else { appeal = movement }
    }
  }
}
