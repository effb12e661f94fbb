/// The room under a cap, which breaches with the same key share (§5).
extension Breach {
  /// The key of the cap that the breach falls under when its rulebook states one; nil for none.
  ///
  /// - Parameters:
  ///   - id: its id, which names the city or meeting.
  ///   - issue: the issue it is assessed under, for a service complaint.
  func capKey(_ id: BreachID, issue: String?) -> CapKey? {
    switch clause.capScope {
    case .issueAndYear: issue.map { CapKey(clause, in: year, issue: $0) }
    case .city, .meeting: id.subject?.placeCapKey
    case .year: yearlyCapKey
    }
  }

  /// What all breaches of its clause and year share.
  fileprivate var yearlyCapKey: CapKey { CapKey(clause, in: year) }
}

extension ProviderState {
  /// What the other breaches with a cap's key are charged now, before `breach` itself is.
  ///
  /// By the year these are all of the clause, also those charged while no cap was stated; by issue, city and meeting those
  /// that were charged under the key.
  public func charged(under key: CapKey, beside breach: Breach) -> Int {
    if let counted = chargedUnderCap[key] { return counted }
    guard breach.clause.capScope == .year else { return 0 }
    return breaches.values.reduce(0) { sum, other in
      other.clause == breach.clause && other.year == breach.year ? sum + (other.charged ?? 0) : sum
    }
  }

  /// The key under which what a breach is charged is counted: its cap's, or one by the year that others fell under.
  func countedCapKey(of breach: Breach) -> CapKey? {
    if let cap = breach.cap { return cap }
    guard !chargedUnderCap.isEmpty, breach.clause.capScope == .year else { return nil }
    return chargedUnderCap[breach.yearlyCapKey] == nil ? nil : breach.yearlyCapKey
  }
}

extension BreachSubject {
  /// The key of the cap that the breaches of one city or one meeting share; nil for a breach whose cap is by the year.
  var placeCapKey: CapKey? {
    switch self {
    case .duty(.expansionTarget(let city, _)): CapKey(.expansionTarget, in: city)
    case .duty(.applications(let meeting)), .applicationErrors(let meeting): CapKey(.signingProgress, of: meeting)
    case .duty(.answer), .duty(.exitResponse), .duty(.promotion), .report, .meetingResults, .training,
      .serviceComplaint, .earlyExits, .dormantOutlets, .afterSalesDispute, .rectificationFailure:
      nil
    }
  }

  /// All that share the room under the cap of its city or meeting.
  var sharingPlaceCap: [BreachSubject] {
    switch self {
    case .duty(.expansionTarget(let city, _)): ExpansionBatch.allCases.map { .duty(.expansionTarget(city, $0)) }
    case .duty(.applications(let meeting)), .applicationErrors(let meeting):
      [.duty(.applications(meeting)), .applicationErrors(meeting)]
    case .duty(.answer), .duty(.exitResponse), .duty(.promotion), .report, .meetingResults, .training,
      .serviceComplaint, .earlyExits, .dormantOutlets, .afterSalesDispute, .rectificationFailure:
      []
    }
  }
}
