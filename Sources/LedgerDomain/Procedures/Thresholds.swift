/// The five threshold steps that follow every submitted event, in their order (§5).
extension Decision {
  mutating func crossThresholds() {
    withdrawTermination()
    openTerminationAtThreshold()
    cancelRectification()
    openRectificationAtThreshold()
    suspendOrResumeExpansion()
  }

  /// A year's thresholds are those in force on the date of the latest act charged in it, so that a lower one does not
  /// catch a score made of earlier acts alone.
  func thresholdDate(of year: Int) -> LocalDate { state.years[year]?.latestAct ?? date }

  private func terminationThreshold(_ year: Int) -> Int { thresholds(of: year).termination }
  private func rectificationThreshold(_ year: Int) -> Int { thresholds(of: year).rectification }

  private func thresholds(of year: Int) -> (rectification: Int, termination: Int) {
    let date = thresholdDate(of: year)
    if state.agreements.isEmpty { return rules.thresholds(on: date) }
    let terms = terms(on: date)
    return (terms.rectification.threshold, terms.termination.threshold)
  }

  /// Step 1: a case for points is withdrawn when its year falls below the threshold.
  private mutating func withdrawTermination() {
    guard let open = state.openTermination, open.ground == .points, let year = open.year,
      state.score(year) < terminationThreshold(year)
    else { return }
    closeTermination(.withdrawn)
  }

  /// Step 2: the earliest year at the termination threshold and not waived.
  private mutating func openTerminationAtThreshold() {
    guard state.termination == nil else { return }
    guard let year = earliestYear(where: { !$0.isWaived }, reaching: terminationThreshold) else { return }
    recordReached(terminationThreshold(year), year)
    openTermination(.points, year: year)
  }

  /// Step 3: a rectification is cancelled when its year falls below the threshold.
  private mutating func cancelRectification() {
    guard let open = state.openRectification, state.score(open.year) < rectificationThreshold(open.year) else { return }
    record(.rectificationClosed(RectificationClosed(case: open.id, year: open.year, outcome: .cancelled)))
  }

  /// Step 4: the earliest year at the rectification threshold with a charge since the last pass.
  private mutating func openRectificationAtThreshold() {
    guard !state.mustSuspendExpansion else { return }
    guard let year = earliestYear(where: { $0.isFresh }, reaching: rectificationThreshold) else { return }
    recordReached(rectificationThreshold(year), year)
    record(.rectificationOpened(RectificationOpened(year: year)))
  }

  private mutating func recordReached(_ threshold: Int, _ year: Int) {
    record(.thresholdReached(ThresholdReached(threshold: threshold, year: year, score: state.score(year))))
  }

  /// Step 5: expansion is suspended exactly while a case is open or the provider is terminated.
  private mutating func suspendOrResumeExpansion() {
    if state.mustSuspendExpansion, !state.isExpansionSuspended { record(.expansionSuspended(ExpansionSuspended())) }
    if !state.mustSuspendExpansion, state.isExpansionSuspended { record(.expansionResumed(ExpansionResumed())) }
  }

  private func earliestYear(where holds: (YearScore) -> Bool, reaching threshold: (Int) -> Int) -> Int? {
    var earliest: Int?
    for (year, line) in state.years where line.score > 0 && year < earliest ?? .max && holds(line) {
      if line.score >= threshold(year) { earliest = year }
    }
    return earliest
  }
}
