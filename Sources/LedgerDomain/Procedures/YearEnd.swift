extension ProviderState {
  /// Closes a year of a provider registered in it or before; nothing when it is closed already (§5).
  ///
  /// The caller has swept through 31 December first.
  public mutating func closeYear(_ year: Int, by rules: Rules, recordedAt: Instant, after head: Int) -> [Event] {
    let period = Period.naturalYear(year)
    guard let registration, registration.on <= period.lastDay, years[year]?.closedScore == nil else { return [] }
    let at = zone.endOfDay(period.lastDay)
    let closed = YearClosed(year: year, score: score(year))
    var decision = Decision(on: consume self, by: rules, at: at, recordedAt: recordedAt, after: head)
    decision.record(.yearClosed(closed))
    let decided = decision.end()
    self = decided.state
    return decided.events
  }
}
