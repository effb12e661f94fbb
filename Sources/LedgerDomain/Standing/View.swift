extension Event {
  /// Whether the event counts in a view as of a date (§6).
  ///
  /// A breach counts by the date of its act, and a judgement on it whenever it was made: it is knowledge about the act.
  /// Everything else counts by its own date.
  public func counts(asOf date: LocalDate, in zone: Zone) -> Bool {
    switch body {
    case .fact(.breachReported, .breach(let on, _)): on <= date
    case .fact(let fact, _) where fact.isJudgement: true
    case .consequence(.breachDetected(let found)): found.on <= date
    case .consequence(.pointsDeducted(let deduction)): deduction.on <= date
    case .consequence(.breachWithdrawn): true
    default: zone.date(of: at) <= date
    }
  }
}

extension Fact {
  /// Whether the fact is a finding about a breach already raised.
  var isJudgement: Bool {
    switch self {
    case .investigationConcluded, .demandsSet, .demandsJudged, .breachAssessed, .breachDismissed, .appealFiled,
      .appealDecided:
      true
    default: false
    }
  }
}

extension ProviderState {
  /// Folds one event in where it counts as of `date`; the same fold as `evolve`, with a filter before it (§6).
  public mutating func evolve(_ event: Event, asOf date: LocalDate) {
    if event.counts(asOf: date, in: zone) { evolve(event) }
  }
}
