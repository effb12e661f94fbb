extension ProviderState {
  /// Closes a year of a provider registered in it or before; nothing when it is closed already (§5).
  ///
  /// The caller has swept through 31 December first.
  public mutating func closeYear(_ year: Int, by rules: Rules, recordedAt: Instant, after head: Int) -> [Event] {
    guard let registration, registration.on.year <= year, years[year]?.closedScore == nil else { return [] }
    let at = zone.endOfDay(Month(year: year, month: 12).lastDay)
    var decision = Decision(taking: &self, rules: rules, at: at, recordedAt: recordedAt, by: nil, head: head)
    decision.record(.yearClosed(YearClosed(year: year, score: decision.state.score(year))))
    swap(&self, &decision.state)
    return decision.events
  }
}
