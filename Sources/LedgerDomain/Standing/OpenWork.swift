/// What is still open at a provider: enough to say what waits for somebody, and how a year may end.
///
/// Either a whole state, or one of the provider's account and the rows of what is open (`OpenWork+Packed`), whose closed
/// books are left out. Both give the same answers.
public struct OpenWork: Sendable {
  var state: ProviderState
  /// The breaches that wait for somebody. Of a provider's rows they are here alone, for its books would pack them.
  var open: [(id: BreachID, breach: Breach)]

  /// What is open in a state.
  public init(of state: ProviderState) {
    self.state = state
    open = state.breaches.entries.filter { $0.value.isOpen }.map { ($0.key, $0.value) }
  }

  /// What is open at the provider of an account, once its rows are read.
  public init(account: Account) {
    state = account.kept
    open = []
  }

  /// Whether the view knows of the provider.
  public var isRegistered: Bool { state.registration != nil }

  /// Whether what is pending may fall under a cap by the year: then `count(charges:)` must be told what is charged.
  public func mayFallUnderYearlyCap(of rules: Rules) -> Bool {
    let agreed = state.agreements.contains { agreement in
      Clause.allCases.contains { $0.capScope == .year && agreement.terms[.cap($0)] != nil }
    }
    return agreed || rules.stateYearlyCap
  }

  /// Counts what all breaches, open or closed, are charged under caps by the year.
  public mutating func count(charges lines: [Standing.BreachLine]) {
    var sums: [CapKey: Int] = [:]
    for line in lines where line.clause.capScope == .year {
      sums[CapKey(line.clause, in: line.on.year), default: 0] += line.charged ?? 0
    }
    state.chargedUnderCap.merge(sums) { $1 }
  }

  /// The breaches that wait for somebody, in order of the dates of their acts, then of their ids.
  var openBreaches: [(id: BreachID, breach: Breach)] {
    // Their places are sorted, not breaches: there may be thousands, each of many words.
    let places = open.enumerated().map { (on: $0.element.breach.on, id: $0.element.id, place: $0.offset) }
    return places.sorted { $0.on == $1.on ? $0.id < $1.id : $0.on < $1.on }.map { open[$0.place] }
  }

  /// Their lines in that order, and whether an appeal against each is open.
  var openLines: [(line: Standing.BreachLine, isAppealed: Bool)] {
    let lines = open.map { entry in
      let isAppealed = if case .open = entry.breach.appeal { true } else { false }
      return (line: state.line(of: entry.breach, entry.id), isAppealed: isAppealed)
    }
    return lines.sorted {
      $0.line.on == $1.line.on ? $0.line.breach < $1.line.breach : $0.line.on < $1.line.on
    }
  }
}

extension Breach {
  /// Whether it waits for somebody: to be judged, also again, or for its appeal to be decided.
  var isOpen: Bool {
    status == .pending || awaitsDecisionSince != nil
  }
}

extension ProviderState {
  /// Whether an event, about to be folded in, may change what is open besides breaches and tickets.
  func movesOpenWork(_ event: Event) -> Bool {
    switch event.body {
    case .fact(let fact, _): movesOpenWork(fact, event)
    case .consequence(let consequence): movesOpenWork(consequence)
    case .publication: false
    }
  }

  private func movesOpenWork(_ fact: Fact, _ event: Event) -> Bool {
    switch fact {
    case .provider, .meeting, .appeal, .outage, .correction: true
    case .expansion(let fact): movesOpenWork(fact, event)
    case .outlet(let fact): fact.movesOpenWork
    case .service(let fact): fact.movesOpenWork
    case .measure(let fact): fact.movesOpenWork
    case .deposit, .breach, .rectification, .termination, .outletDeposit, .duty, .reinstatement, .lateCase, .admission,
      .notice, .subject:
      false
    }
  }

  private func movesOpenWork(_ consequence: Consequence) -> Bool {
    switch consequence {
    case .breachDetected(let found): Duty(breach: found.breach) != nil
    case .breachWithdrawn(let withdrawn): Duty(breach: withdrawn.breach) != nil
    case .reviewDue, .breachReopened, .dueMoved: true
    case .pointsDeducted(let deduction): deduction.cap != nil || openAppeals[deduction.on.year] != nil
    case .outletReceived, .outletFrozen: true
    case .answerDueMoved, .pointsRestored, .thresholdReached, .expansionPaused, .expansionUnpaused,
      .expansionSuspended, .expansionResumed, .rectificationOpened, .rectificationClosed, .terminationOpened,
      .terminationClosed, .yearClosed, .dutyOpened, .dutyMissed, .dutyClosed, .admissionChanged, .programme:
      false
    }
  }
}
