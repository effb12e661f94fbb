/// The threshold steps that follow every submitted event, in their order (§5).
extension Decision {
  /// Steps 1 to 4: of each procedure, the severest first, what its year no longer supports is closed and what a year has
  /// come to is opened; then step 5.
  mutating func crossThresholds() {
    for procedure in Procedure.bySeverity {
      closeBelowThreshold(procedure)
      openAtThreshold(procedure)
    }
    suspendOrResumeExpansion()
  }

  /// A year's thresholds are those in force on the date of the latest act charged in it, so that a lower one does not
  /// catch a score made of earlier acts alone.
  func thresholdDate(of year: Int) -> LocalDate { state.years[year]?.latestAct ?? date }

  private func points(opening procedure: Procedure, in year: Int) -> Int {
    let date = thresholdDate(of: year)
    let thresholds = state.agreements.isEmpty ? rules.thresholds(on: date) : terms(on: date).thresholds
    return thresholds.points(opening: procedure)
  }

  /// Steps 1 and 3: what points opened is closed when its year falls below the threshold.
  private mutating func closeBelowThreshold(_ procedure: Procedure) {
    switch procedure {
    case .termination:
      guard let open = state.openTermination, open.ground == .points, let year = open.year, isBelow(procedure, year)
      else { return }
      closeTermination(.withdrawn)
    case .rectification:
      guard let open = state.openRectification, isBelow(procedure, open.year) else { return }
      record(.rectificationClosed(RectificationClosed(case: open.id, year: open.year, outcome: .cancelled)))
    }
  }

  func isBelow(_ procedure: Procedure, _ year: Int) -> Bool {
    state.score(year) < points(opening: procedure, in: year)
  }

  /// Steps 2 and 4: the earliest year that has reached the threshold, and whose points still count for it.
  private mutating func openAtThreshold(_ procedure: Procedure) {
    guard state.mayOpen(procedure), let year = earliestYear(at: procedure) else { return }
    record(
      .thresholdReached(
        ThresholdReached(
          threshold: points(opening: procedure, in: year), year: year, score: state.score(year))))
    switch procedure {
    case .termination: openTermination(.points, year: year)
    case .rectification: record(.rectificationOpened(RectificationOpened(year: year)))
    }
  }

  private func earliestYear(at procedure: Procedure) -> Int? {
    var earliest: Int?
    for (year, line) in state.years where line.score > 0 && year < earliest ?? .max && line.counts(for: procedure) {
      if line.score >= points(opening: procedure, in: year) { earliest = year }
    }
    return earliest
  }

  /// Step 5: expansion is suspended exactly while a case is open or the provider is terminated.
  private mutating func suspendOrResumeExpansion() {
    if state.mustSuspendExpansion, !state.isExpansionSuspended { record(.expansionSuspended(ExpansionSuspended())) }
    if !state.mustSuspendExpansion, state.isExpansionSuspended { record(.expansionResumed(ExpansionResumed())) }
  }
}

extension ProviderState {
  /// Whether nothing that is open stands before a procedure.
  fileprivate func mayOpen(_ procedure: Procedure) -> Bool {
    switch procedure {
    case .termination: termination == nil
    case .rectification: !mustSuspendExpansion
    }
  }
}

extension YearScore {
  /// Whether the year's points may open a procedure: not after a waiver, or only after a charge since the last pass.
  fileprivate func counts(for procedure: Procedure) -> Bool {
    switch procedure {
    case .termination: !isWaived
    case .rectification: isFresh
    }
  }
}

extension Event {
  /// What a year's points opened with the event; nil for anything else.
  ///
  /// The event that stands behind a `ThresholdReached` in its stream says so which threshold that was.
  public var openedByPoints: Procedure? {
    if case .consequence(.rectificationOpened) = body { return .rectification }
    if case .consequence(.terminationOpened(let opened)) = body, opened.ground == .points { return .termination }
    return nil
  }
}
