/// The room under a cap, which breaches with the same key share (§5).
extension CapKey {
  /// The key of the cap that a breach falls under when its rulebook states one; nil for none.
  ///
  /// - Parameters:
  ///   - clause: its clause.
  ///   - id: its id, which names the city or meeting.
  ///   - year: the year of its points.
  ///   - issue: the issue it is assessed under, for a service complaint.
  init?(of clause: Clause, _ id: BreachID, in year: Int, issue: String?) {
    switch clause.capScope {
    case .issueAndYear:
      guard let issue else { return nil }
      self.init(clause, in: year, issue: issue)
    case .city, .meeting:
      guard let key = id.subject?.placeCapKey else { return nil }
      self = key
    case .year: self.init(clause, in: year)
    }
  }
}

extension ProviderState {
  /// What the breaches with a cap's key are charged now, of a clause and, where the cap is by the year, of that year.
  ///
  /// By the year these are all of the clause, also those charged while no cap was stated; by issue, city and meeting those
  /// that were charged under the key.
  public func charged(under key: CapKey, of clause: Clause, in year: Int) -> Int {
    if let counted = chargedUnderCap[key] { return counted }
    guard clause.capScope == .year else { return 0 }
    return breaches.values.reduce(0) { sum, other in
      other.clause == clause && other.year == year ? sum + (other.charged ?? 0) : sum
    }
  }

  /// The key under which what a breach is charged is counted: its cap's, or one by the year that others fell under.
  func countedCapKey(of breach: Breach) -> CapKey? {
    if let cap = breach.cap { return cap }
    guard !chargedUnderCap.isEmpty, breach.clause.capScope == .year else { return nil }
    let key = CapKey(breach.clause, in: breach.year)
    return chargedUnderCap[key] == nil ? nil : key
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
