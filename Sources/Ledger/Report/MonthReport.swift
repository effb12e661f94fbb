import EventStore
public import LedgerDomain
public import Rulebook

/// A month of the whole ledger: what was broken, judged, charged and overturned, who was late, what opened and closed.
public struct MonthReport: Sendable {
  /// The month.
  public var month: Month
  /// The date it is as of.
  public var asOf: LocalDate
  /// The state of knowledge it rests on.
  public var knownAt: Instant
  /// The ledger's zone.
  public var zone: Zone
  /// What each clause came to by acts of the month, in the order of the regulation; clauses not broken are left out. Those
  /// of a year's months add up to the year's.
  public var clauses: [YearReport.ClauseLine]
  /// The providers of whom there is anything to say, by key.
  public var providers: [ProviderLine]
  /// The cities of which there is, by key; behind them what is in no city, under nil.
  public var cities: [(city: Key<City>?, figures: MonthFigures)]
  /// Lines reached, and procedures opened and closed in the month, in the order of the log.
  public var milestones: [Milestone]
  /// The reports of sales that are missing, by provider, then city.
  public var unreported: [(provider: Key<Provider>, city: Key<City>)]
  /// What it came to besides points, by provider; those of whom there is nothing to say are left out.
  public var office: [OfficeLine] = []
  /// What the rows of duties ask for, by their slugs, in the version in force at the end of the month.
  public var dutyNames: [String: Words] = [:]

  /// One provider's month.
  public struct ProviderLine: Sendable {
    /// The provider.
    public var provider: Key<Provider>
    /// Its name.
    public var name: String
    /// Where it stands, in one word.
    public var status: ProviderStatus
    /// The score of the month's year.
    public var score: Int
    /// What the month came to.
    public var figures: MonthFigures
  }

  /// A line reached, or a procedure opened or closed.
  public struct Milestone: Sendable {
    /// The provider.
    public var provider: Key<Provider>
    /// Its name.
    public var name: String
    /// The event that says so.
    public var event: Event
  }

  /// What all of it comes to together.
  public var total: MonthFigures { providers.reduce(into: MonthFigures()) { $0.add($1.figures) } }
}

extension Ledger {
  /// The report of a month, from one state of the store.
  ///
  /// - Parameters:
  ///   - month: the month.
  ///   - question: the view; its year is not used.
  ///   - rulebook: the version built in; ranges shown are those in force at the end of the month.
  ///   - now: the moment the question is asked.
  public func report(
    month: Month, _ question: StandingQuestion, by rulebook: Rulebook, now: Instant
  ) throws -> MonthReport {
    let asOf = question.asOf ?? zone.date(of: now)
    return try store.read { reader in
      let rules = try rules(for: question, in: reader)
      let books = [rulebook] + (try source.rulebooks(in: reader))
      var making = MonthReportMaking(
        month: month, moment: question.moment(now: now, in: zone),
        rulebook: books.version(rules.rulebook(on: month.lastDay)) ?? rulebook)
      for provider in try reader.providers() {
        if let log = try ProviderLog.known(of: provider, question, rules, now: now, from: reader) { making.take(log) }
      }
      return making.report(asOf: asOf, knownAt: try question.knowledge(now: now, in: reader, zone), zone)
    }
  }
}

/// Gathers a report, provider by provider.
private struct MonthReportMaking {
  let month: Month
  let moment: Instant
  let rulebook: Rulebook
  private var clauses: [Clause: YearReport.ClauseLine] = [:]
  private var providers: [MonthReport.ProviderLine] = []
  private var cities: [Key<City>?: MonthFigures] = [:]
  private var milestones: [MonthReport.Milestone] = []
  private var unreported: [(provider: Key<Provider>, city: Key<City>)] = []
  private var office: [MonthReport.OfficeLine] = []

  init(month: Month, moment: Instant, rulebook: Rulebook) {
    self.month = month
    self.moment = moment
    self.rulebook = rulebook
  }

  mutating func take(_ log: ProviderLog) {
    let state = log.view
    guard let registration = state.registration else { return }
    if let line = MonthReport.OfficeLine(of: month, in: log, named: registration.name) { office.append(line) }
    var figures = state.figures(of: month, on: log.asOf, at: moment)
    unreported += figures.compactMap { city, figures in figures.salesMissing > 0 ? city : nil }.sorted()
      .map { (log.provider, $0) }
    for line in state.breachLines(of: month) {
      guard let terms = rulebook.terms.clauses[line.clause] else { continue }
      clauses[line.clause, default: .init(clause: line.clause, terms: terms)].states[line.state, default: 0] += 1
      clauses[line.clause]?.charged += line.charged ?? 0
    }
    var view = View(asOf: log.asOf, knownAt: nil, zone: log.zone)
    for chained in log.read {
      let event = chained.event
      guard view.takes(event) else { continue }
      if let deduction = event.deduction, deduction.on.month == month,
        let terms = rulebook.terms.clauses[deduction.clause]
      {
        let empty = YearReport.ClauseLine(clause: deduction.clause, terms: terms)
        clauses[deduction.clause, default: empty].assessed.add(deduction.assessed)
      }
      guard log.zone.date(of: event.at).month == month else { continue }
      figures[event.breach.flatMap(state.place), default: MonthFigures()].count(event)
      if event.isMilestone {
        milestones.append(.init(provider: log.provider, name: registration.name, event: event))
      }
    }
    var total = MonthFigures()
    for (city, figures) in figures where !figures.isEmpty {
      cities[city, default: MonthFigures()].add(figures)
      total.add(figures)
    }
    guard !total.isEmpty else { return }
    providers.append(
      .init(
        provider: log.provider, name: registration.name, status: state.status, score: state.score(month.year),
        figures: total))
  }

  func report(asOf: LocalDate, knownAt: Instant, _ zone: Zone) -> MonthReport {
    let named = cities.compactMap { city, figures in city.map { ($0, figures) } }.sorted { $0.0 < $1.0 }
    let elsewhere = cities[nil].map { [(city: Key<City>?.none, figures: $0)] } ?? []
    return MonthReport(
      month: month, asOf: asOf, knownAt: knownAt, zone: zone, clauses: Clause.allCases.compactMap { clauses[$0] },
      providers: providers, cities: named.map { (city: $0.0, figures: $0.1) } + elsewhere,
      milestones: milestones.sorted { $0.event.position < $1.event.position }, unreported: unreported,
      office: office, dutyNames: rulebook.terms.officeNames)
  }
}

extension MonthFigures {
  /// Counts what an event of the month did.
  fileprivate mutating func count(_ event: Event) {
    switch event.body {
    case .fact(.breach(.assessed), _): assessed += 1
    case .fact(.breach(.dismissed), _): dismissed += 1
    case .fact(.appeal(.decided(let appeal)), _): overturned += appeal.outcome == .confirmed ? 0 : 1
    case .consequence(.pointsDeducted(let deduction)): deducted += deduction.charged
    case .consequence(.pointsRestored(let restoration)): restored += restoration.restored
    case .fact, .consequence, .publication: break
    }
  }
}

extension Event {
  /// Whether a line was reached with it, or a procedure opened or closed.
  fileprivate var isMilestone: Bool { yearMarked != nil && kind != .consequence(.yearClosed) }
}
