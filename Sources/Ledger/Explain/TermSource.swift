import EventStore
public import LedgerDomain
import Rulebook

/// Where a term came from that an answer rests on: from the regulation, or from the provider's own agreement.
public struct TermSource: Equatable, Sendable {
  /// The term.
  public var term: Term
  /// What it was.
  public var value: Term.Value
  /// The version of the rulebook in force.
  public var rulebook: String
  /// What that version says; nil for nothing.
  public var regular: Term.Value?
  /// The § of the regulation; nil where it has none.
  public var section: String?
  /// The agreement that set it; nil where the regulation holds.
  public var agreement: Agreement?
}

extension ProviderLog {
  /// The agreements that were known when the event at `position` was decided.
  func agreements(before position: Int) -> [Agreement] {
    let known = events.contains { $0.event.correctsAgreement } ? state(before: position) : whole
    return known.agreements.filter { $0.position < position }
  }

  /// The terms an act of `date` in `city` was held to when the event at `position` was decided.
  func terms(of book: Rulebook, on date: LocalDate, in city: Key<City>?, before position: Int) -> Terms {
    let signed = agreements(before: position)
    return signed.isEmpty ? book.terms : signed.applied(to: book.terms, on: date, in: city)
  }

  /// Where such a term came from; nil where there is no such term.
  func source(
    of term: Term, on date: LocalDate, in city: Key<City>?, before position: Int, by book: Rulebook
  ) -> TermSource? {
    let agreement = agreements(before: position).setting(term, on: date, in: city)
    guard let value = agreement?.terms[term] ?? book.terms[term] else { return nil }
    return TermSource(
      term: term, value: value, rulebook: book.name, regular: book.terms[term], section: book.section(of: term),
      agreement: agreement)
  }

  /// Where the threshold of a `ThresholdReached` came from: that of what was opened with it.
  func thresholdSource(of event: Event, by rulebooks: [Rulebook]) -> TermSource? {
    guard case .consequence(.thresholdReached(let reached)) = event.body, let book = rulebooks.version(event.rulebook)
    else { return nil }
    let before = read.prefix { $0.event.position < event.position }
    let state = before.reduce(into: emptyState) { $0.evolve($1.event) }
    let date = state.years[reached.year]?.latestAct ?? zone.date(of: event.at)
    func source(of procedure: Procedure) -> TermSource? {
      self.source(of: .single(procedure.threshold), on: date, in: nil, before: event.position, by: book)
    }
    // What is reached too late opens nothing: there the number says which threshold it was.
    if reached.isLate {
      return Procedure.allCases.lazy.compactMap(source).first { $0.value == .number(reached.threshold) }
    }
    return self[event.position + 1]?.event.openedByPoints.flatMap(source)
  }
}

extension Event {
  /// Whether an agreement is read otherwise since.
  fileprivate var correctsAgreement: Bool {
    guard case .fact(.correction, .reading(let reading)) = body else { return false }
    return reading.kind == .provider(.agreementSigned)
  }
}

extension Rulebook {
  /// The § a term is under.
  fileprivate func section(of term: Term) -> String? {
    switch term {
    case .points(let clause), .cap(let clause): terms.clauses[clause]?.section
    case .reduction: "3.1(3)"
    case .single(let single):
      switch single {
      case .attended, .signed: terms.clauses[.meetingResults]?.section
      case .peoplePerOutlet, .firstBatch, .firstBatchDays, .completeDays: terms.clauses[.expansionTarget]?.section
      case .applicationDays, .applicationErrors: terms.clauses[.signingProgress]?.section
      case .trainingFailures: terms.clauses[.trainingFailure]?.section
      case .responseHours: terms.clauses[.serviceComplaint]?.section
      case .earlyExitMonths, .earlyExitShare: terms.clauses[.earlyExits]?.section
      case .graceMonths, .lowFen, .lowShare, .zeroShare: terms.clauses[.dormantOutlets]?.section
      case .exitResponseDays: terms.clauses[.exitResponse]?.section
      case .appealDays: nil
      case .rectificationThreshold: "3.1"
      case .terminationThreshold: "3.2"
      case .releaseMonths, .releaseDays: "3.3(3)"
      case .depositPerCity: "1.2(8)"
      }
    }
  }
}

extension BreachExplanation {
  /// Where every term came from that the breach was found and charged by.
  static func sources(
    _ log: ProviderLog, _ line: Standing.BreachLine, raising: ChainedEvent, due: DueExplanation?,
    charge: Charge?, consequences: [ChainedEvent], by rulebooks: [Rulebook]
  ) -> [TermSource] {
    let city = log.whole.city(of: line.breach)
    var found: [TermSource?] = []
    func add(_ terms: [Term], on date: LocalDate, of event: Event) {
      guard let book = rulebooks.version(event.rulebook) else { return }
      for term in terms {
        found.append(log.source(of: term, on: date, in: city, before: event.position, by: book))
      }
    }
    add([.points(line.clause)], on: line.on, of: raising.event)
    if raising.event.detection?.count != nil {
      add((line.breach.subject?.limits ?? []).map(Term.single), on: line.on, of: raising.event)
    }
    if let due, let start = log.whole.basis(of: due.duty)?.facts.first.flatMap({ log.read(at: $0) }),
      let decision = log.decision(on: due.duty, from: start.event, by: rulebooks)
    {
      let date = log.zone.date(of: start.event.at)
      for term in due.duty.terms {
        found.append(
          log.source(of: .single(term), on: date, in: decision.city, before: decision.position, by: decision.book))
      }
    }
    if let charge {
      let terms: [Term] = (charge.cap == nil ? [] : [.cap(line.clause)]) + [.single(.appealDays)]
      add(terms, on: line.on, of: charge.event.event)
    }
    return (found + consequences.map { log.thresholdSource(of: $0.event, by: rulebooks) }).compactMap(\.self)
  }
}
