/// The threshold steps that follow every submitted event, in their order (§5).
extension Decision {
  /// Steps 1 to 4: of each procedure, the severest first, what its year no longer supports is closed and what a year has
  /// come to is opened; then what a year has come to too late is stated, and step 5.
  mutating func crossThresholds() {
    for procedure in Procedure.bySeverity {
      closeBelowThreshold(procedure)
      openAtThreshold(procedure)
    }
    stateLateThresholds()
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
    guard let year = earliestYear(at: procedure), state.mayOpen(procedure) else { return }
    record(
      .thresholdReached(
        ThresholdReached(
          threshold: points(opening: procedure, in: year), year: year, score: state.score(year))))
    open(procedure, for: year)
  }

  /// Opens what a year's points have come to.
  mutating func open(_ procedure: Procedure, for year: Int) {
    switch procedure {
    case .termination: openTermination(.points, year: year)
    case .rectification: record(.rectificationOpened(RectificationOpened(year: year)))
    }
  }

  private func earliestYear(at procedure: Procedure) -> Int? {
    var earliest: Int?
    for (year, line) in state.years where line.score > 0 && year < earliest ?? .max && line.counts(for: procedure) {
      if line.score >= points(opening: procedure, in: year), !isTooLate(for: year) { earliest = year }
    }
    return earliest
  }

  /// Whether it is recorded too late for the points of a year to open a case by themselves (offices §11).
  private func isTooLate(for year: Int) -> Bool {
    rules.lateCases(on: date)?.areOver(for: year, on: state.zone.date(of: recordedAt)) ?? false
  }

  /// States once of each year past its cut-off which threshold it has come to; a person decides what becomes of it.
  private mutating func stateLateThresholds() {
    guard rules.lateCases(on: date) != nil, state.frozenOn == nil else { return }
    for (year, line) in state.years.sorted(by: { $0.key < $1.key }) where line.score > 0 && isTooLate(for: year) {
      guard let procedure = Procedure.bySeverity.first(where: { line.score >= points(opening: $0, in: year) }),
        line.counts(for: procedure), !state.isOpen(procedure, for: year)
      else { continue }
      let threshold = points(opening: procedure, in: year)
      guard !line.reachedLate.contains(threshold) else { continue }
      record(
        .thresholdReached(ThresholdReached(threshold: threshold, year: year, score: line.score, isLate: true)))
    }
  }

  /// Step 5: expansion is suspended exactly while a case is open or the provider is terminated.
  private mutating func suspendOrResumeExpansion() {
    switch (state.mustSuspendExpansion, state.isExpansionSuspended) {
    case (true, false): record(.expansionSuspended(ExpansionSuspended()))
    case (false, true): record(.expansionResumed(ExpansionResumed()))
    case (true, true), (false, false): break
    }
  }
}

extension ProviderState {
  /// Whether a procedure, or a severer one, is open for a year.
  fileprivate func isOpen(_ procedure: Procedure, for year: Int) -> Bool {
    if let open = openTermination, open.year == year { return true }
    switch procedure {
    case .termination: return false
    case .rectification: return openRectification?.year == year
    }
  }

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
