/// The five threshold steps that follow every submitted event, in their order (§5).
extension Decision {
  mutating func crossThresholds() {
    withdrawTermination()
    openTerminationAtThreshold()
    cancelRectification()
    openRectificationAtThreshold()
    suspendOrResumeExpansion()
  }

  private var terminationThreshold: Int { terms.termination.threshold }
  private var rectificationThreshold: Int { terms.rectification.threshold }

  /// Step 1: a case for points is withdrawn when its year falls below the threshold.
  private mutating func withdrawTermination() {
    guard let open = state.openTermination, open.ground == .points, let year = open.year,
      state.score(year) < terminationThreshold
    else { return }
    closeTermination(.withdrawn)
  }

  /// Step 2: the earliest year at the termination threshold and not waived.
  private mutating func openTerminationAtThreshold() {
    guard state.termination == nil else { return }
    let threshold = terminationThreshold
    guard let year = earliestYear(where: { $0.score >= threshold && !$0.isWaived }) else { return }
    record(.thresholdReached(threshold: threshold, year: year, score: state.score(year)))
    openTermination(.points, year: year)
  }

  /// Step 3: a rectification is cancelled when its year falls below the threshold.
  private mutating func cancelRectification() {
    guard let open = state.openRectification, state.score(open.year) < rectificationThreshold else { return }
    record(.rectificationClosed(case: open.id, year: open.year, outcome: .cancelled))
  }

  /// Step 4: the earliest year at the rectification threshold with a charge since the last pass.
  private mutating func openRectificationAtThreshold() {
    guard !state.mustSuspendExpansion else { return }
    let threshold = rectificationThreshold
    guard let year = earliestYear(where: { $0.score >= threshold && $0.isFresh }) else { return }
    record(.thresholdReached(threshold: threshold, year: year, score: state.score(year)))
    record(.rectificationOpened(year: year))
  }

  /// Step 5: expansion is suspended exactly while a case is open or the provider is terminated.
  private mutating func suspendOrResumeExpansion() {
    if state.mustSuspendExpansion, !state.isExpansionSuspended { record(.expansionSuspended) }
    if !state.mustSuspendExpansion, state.isExpansionSuspended { record(.expansionResumed) }
  }

  private func earliestYear(where holds: (YearScore) -> Bool) -> Int? {
    state.years.filter { holds($0.value) }.keys.min()
  }
}
