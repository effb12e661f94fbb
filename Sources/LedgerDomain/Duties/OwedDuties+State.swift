/// What a provider's state says about the conditions and subjects of the duties of an office (offices §3).
extension ProviderState {
  /// Whether it has cities, is not terminated, and its balance is less than is to be frozen for them.
  func isDepositShort(_ perCity: Int) -> Bool {
    frozenOn == nil && !cities.isEmpty && Int128(deposit.balanceFen) < Int128(perCity) * Int128(cities.count)
  }

  /// Whether its balance is what is to be frozen for its cities, for one at least.
  func isDepositFull(_ perCity: Int) -> Bool {
    Int128(deposit.balanceFen) >= Int128(perCity) * Int128(max(1, cities.count))
  }

  /// The breaches that are not assessed under which more is forfeited than returned.
  var forfeituresStanding: [BreachID] {
    deposit.forfeitedByBreach.filter { $0.value > 0 && breaches[$0.key]?.status != .assessed }.map(\.key)
  }

  /// Whether a meeting or signing in a city was stopped: expansion is suspended, or paused by meetings of other cities alone,
  /// and no outlet of the city, gone ones included, was opened on or before the date of the event.
  func isExpansionStopped(for city: Key<City>, at event: Event) -> Bool {
    let date = zone.date(of: event.at)
    guard !outlets.values.contains(where: { $0.city == city && $0.openedOn.map { $0 <= date } ?? false }) else {
      return false
    }
    switch expansion {
    case .open: return false
    case .suspended: return true
    case .paused: return pauses.keys.allSatisfy { meetings[$0]?.city != city }
    }
  }

  /// Whether an event's fields hold what a trigger asks for.
  func fits(_ event: Event, _ trigger: DutyRow.Trigger) -> Bool {
    trigger.fields.allSatisfy { event.text(of: $0.name) == $0.text }
  }

  /// What an event says a duty is about; nil where it says nothing.
  func subject(_ field: DutyRow.SubjectField, of event: Event) -> String? {
    switch field {
    case .field(let name): return event.text(of: name)
    case .city:
      if let city = event.text(of: "city") { return city }
      if let outlet = event.text(of: "outlet") { return outlets[Key(outlet)]?.city.text }
      return event.text(of: "meeting").flatMap { meetings[Key($0)]?.city.text }
    case .year: return event.text(of: "year") ?? yearDecided(with: event).map { String($0) }
    case .lateCase:
      guard let year = event.text(of: "year"), let threshold = event.text(of: "threshold") else { return nil }
      return year + ":" + threshold
    }
  }

  /// The year of the case that was decided to be an event's.
  private func yearDecided(with event: Event) -> Int? {
    guard case .fact(let fact, let decided) = event.body else { return nil }
    if case .reinstatement = fact { return terminations.last { $0.frozenOn != nil }?.year }
    switch decided {
    case .rectification(_, let year): return year
    case .termination(let id), .freeze(let id, _, _): return terminations.last { $0.id == id }?.year
    case .nothing, .plan, .due, .dueInstant, .breach, .gated, .review, .effect, .delivery, .report, .reading:
      return nil
    }
  }
}
