import EventStore
public import LedgerDomain
public import Rulebook

/// A year of the whole ledger: the closing, who came near a threshold, what was restated, and how points were given.
public struct YearReport: Sendable {
  /// What the year came to, provider by provider, closed or not.
  public var closing: ClosingReport
  /// The date it is as of.
  public var asOf: LocalDate
  /// The state of knowledge it rests on.
  public var knownAt: Instant
  /// The ledger's zone.
  public var zone: Zone
  /// The points that open a procedure, and which, as the rulebook has them.
  public var thresholds: [Threshold]
  /// Those of providers with whom others were agreed.
  public var agreedThresholds: [Key<Provider>: [Threshold]]
  /// The providers that reached at least half of the first threshold, by key.
  public var curves: [Curve]
  /// Movements recorded after their year was closed, by provider.
  public var restatements: [Restatement]
  /// What each clause came to, in the order of the regulation; clauses never broken are left out.
  public var clauses: [ClauseLine]
  /// How each person judged each clause, in the order of the regulation, then by person.
  public var assessors: [AssessorLine]
  /// The rulebook the thresholds are of.
  public var rulebook: RulebookCitation

  /// The points that open a procedure for a provider.
  public func thresholds(of provider: Key<Provider>) -> [Threshold] { agreedThresholds[provider] ?? thresholds }

  /// How a provider's score went through the year.
  public struct Curve: Sendable {
    /// The year's movements.
    public var statement: YearStatement
    /// The highest score of any moment.
    public var peak: Int
  }

  /// What came to a closed year.
  public struct Restatement: Sendable {
    /// The provider's year.
    public var statement: YearStatement
    /// The movements recorded after the closing.
    public var entries: [YearStatement.Entry]
  }

  /// Whole numbers, and what they come to.
  public struct Distribution: Equatable, Sendable {
    /// How many.
    public var count = 0
    /// Their sum.
    public var sum = 0
    /// The least; 0 for none.
    public var minimum = 0
    /// The most; 0 for none.
    public var maximum = 0

    /// Numbers that come to this.
    public init(count: Int = 0, sum: Int = 0, minimum: Int = 0, maximum: Int = 0) {
      self.count = count
      self.sum = sum
      self.minimum = minimum
      self.maximum = maximum
    }

    /// Adds one.
    public mutating func add(_ points: Int) {
      minimum = count == 0 ? points : min(minimum, points)
      maximum = max(maximum, points)
      count += 1
      sum += points
    }
  }

  /// What one clause came to.
  public struct ClauseLine: Sendable {
    /// The clause.
    public var clause: Clause
    /// What the rulebook says of it.
    public var terms: ClauseTerms
    /// Breaches of the year, by where they stand now.
    public var states: [Breach.Status: Int] = [:]
    /// Points as they were assessed.
    public var assessed = Distribution()
    /// Points charged now, after caps and appeals.
    public var charged = 0
  }

  /// How one person judged one clause.
  public struct AssessorLine: Sendable {
    /// The clause.
    public var clause: Clause
    /// What the rulebook says of it.
    public var terms: ClauseTerms
    /// The person.
    public var assessor: String
    /// The points they gave.
    public var points = Distribution()
  }
}

extension Ledger {
  /// The report of a year, from one state of the store.
  ///
  /// - Parameters:
  ///   - year: the year.
  ///   - question: the view; its year is not used.
  ///   - rulebook: the version built in; ranges and thresholds shown are those in force at the end of the year.
  ///   - now: the moment the question is asked.
  public func report(
    year: Int, _ question: StandingQuestion, by rulebook: Rulebook, now: Instant
  ) throws -> YearReport {
    let asOf = question.asOf ?? zone.date(of: now)
    return try store.read { reader in
      let rules = try rules(for: question, in: reader)
      let books = [rulebook] + (try source.rulebooks(in: reader))
      let yearEnd = Period.naturalYear(year).lastDay
      var making = YearReportMaking(year: year, rulebook: books.version(rules.rulebook(on: yearEnd)) ?? rulebook)
      var closing = ClosingReport(year: year, asOf: asOf)
      for provider in try reader.providers() {
        guard let log = try ProviderLog.known(of: provider, question, rules, now: now, from: reader),
          let standing = log.view.standing(
            year: year, asOf: asOf, knownAt: log.knownAt, rulebook: rules.rulebook(on: asOf))
        else { continue }
        closing.add(log.view.balance(of: year, asOf: asOf))
        let held = log.view.terms(of: rules, on: yearEnd).thresholds
        making.take(standing, YearStatement(of: year, in: log, by: books), thresholds: held)
      }
      return making.report(
        closing, asOf: asOf, knownAt: try question.knowledge(now: now, in: reader, zone), zone)
    }
  }
}

/// Gathers a report, provider by provider.
private struct YearReportMaking {
  let year: Int
  let rulebook: Rulebook
  private var statements: [YearStatement] = []
  /// The thresholds of the provider's own terms.
  private var thresholds: [Key<Provider>: [Threshold]] = [:]
  private var clauses: [Clause: YearReport.ClauseLine] = [:]
  private var assessors: [Clause: [String: YearReport.AssessorLine]] = [:]

  init(year: Int, rulebook: Rulebook) {
    self.year = year
    self.rulebook = rulebook
  }

  mutating func take(_ standing: Standing, _ statement: YearStatement, thresholds held: [Threshold]) {
    statements.append(statement)
    thresholds[statement.provider] = held
    for line in standing.breaches where line.on.year == year {
      guard let terms = rulebook.terms.clauses[line.clause] else { continue }
      clauses[line.clause, default: .init(clause: line.clause, terms: terms)].states[line.state, default: 0] += 1
      clauses[line.clause]?.charged += line.charged ?? 0
    }
    for entry in statement.entries {
      guard let deduction = entry.event.event.deduction, let terms = rulebook.terms.clauses[deduction.clause] else {
        continue
      }
      let line = YearReport.ClauseLine(clause: deduction.clause, terms: terms)
      clauses[deduction.clause, default: line].assessed.add(deduction.assessed)
      guard deduction.clause.mode != .counted, let person = entry.event.event.by?.id else { continue }
      let empty = YearReport.AssessorLine(clause: deduction.clause, terms: terms, assessor: person)
      assessors[deduction.clause, default: [:]][person, default: empty].points.add(deduction.assessed)
    }
  }

  func report(_ closing: ClosingReport, asOf: LocalDate, knownAt: Instant, _ zone: Zone) -> YearReport {
    let regular = rulebook.terms.thresholds
    let curves = statements.compactMap { statement -> YearReport.Curve? in
      let peak = statement.entries.map(\.movement.score).max() ?? 0
      let first = (thresholds[statement.provider] ?? regular).first?.points ?? .max
      return peak > 0 && peak * 2 >= first ? YearReport.Curve(statement: statement, peak: peak) : nil
    }
    let restatements = statements.compactMap { statement -> YearReport.Restatement? in
      let closedAt = statement.milestones.last { $0.event.kind == .consequence(.yearClosed) }
      let late = statement.entries.filter { entry in
        closedAt.map { entry.movement.position > $0.event.position } ?? false
      }
      return late.isEmpty ? nil : YearReport.Restatement(statement: statement, entries: late)
    }
    return YearReport(
      closing: closing, asOf: asOf, knownAt: knownAt, zone: zone, thresholds: regular,
      agreedThresholds: thresholds.filter { $0.value != regular }, curves: curves,
      restatements: restatements, clauses: Clause.allCases.compactMap { clauses[$0] },
      assessors: Clause.allCases.flatMap { clause in
        (assessors[clause] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
      },
      rulebook: RulebookCitation(rulebook))
  }
}
