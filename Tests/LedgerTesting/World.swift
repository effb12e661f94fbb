package import LedgerDomain

/// Some providers and their common log in memory: what a ledger does, without store, codec and read models.
package struct World {
  /// Every provider's state, as appending left it.
  package private(set) var states: [Key<Provider>: ProviderState] = [:]
  /// Everything recorded.
  package private(set) var log: [Event] = []
  /// When the last event was recorded.
  package private(set) var clock: Instant?

  /// What it decides by; a publication changes it on the way.
  package var rules = BuiltIn.rules

  /// A world without providers.
  package init() {}

  /// A provider's state; an empty one when nothing is known of it.
  package func state(_ provider: Key<Provider>) -> ProviderState {
    states[provider] ?? ProviderState(provider: provider, zone: rules.zone)
  }

  /// The state that folding a provider's events from zero leads to.
  package func folded(_ provider: Key<Provider>) -> ProviderState {
    var state = ProviderState(provider: provider, zone: rules.zone)
    for event in log where event.provider == provider { state.evolve(event) }
    return state
  }

  /// Decides one submission and records what follows.
  package mutating func submit(_ submission: Submission, recordedAt: Instant? = nil) throws(Refusal) -> [Event] {
    let now = recordingTime(recordedAt ?? submission.at)
    var receiver: ProviderState?
    if case .outlet(.transferred(let fact)) = submission.fact { receiver = state(fact.to) }
    var state = state(submission.provider)
    let events = try decide(
      submission, on: &state, receiver: &receiver, by: rules, now: now, recordedAt: now, after: log.count)
    if let receiver { states[receiver.provider] = receiver }
    states[submission.provider] = state
    record(events)
    return events
  }

  /// Sweeps every provider through a date, as soon as that is over.
  package mutating func sweep(through last: LocalDate) -> [Event] {
    let now = recordingTime(rules.zone.instant(last.adding(days: 1)))
    let raised = forEachProvider { [rules] state, head in
      state.sweep(through: last, by: rules, recordedAt: now, after: head)
    }
    return raised
      + forEachProvider { [rules] state, head in
        state.missDuties(through: last, by: rules, recordedAt: now, after: head)
      }
  }

  /// Closes a year for every provider, as soon as it is over.
  package mutating func closeYear(_ year: Int) -> [Event] {
    let last = Month(year: year, month: 12).lastDay
    let found = sweep(through: last)
    let now = recordingTime(rules.zone.instant(last.adding(days: 1)))
    return found
      + forEachProvider { [rules] state, head in
        state.closeYear(year, by: rules, recordedAt: now, after: head)
      }
  }

  private func recordingTime(_ wanted: Instant) -> Instant {
    clock.map { max($0, wanted) } ?? wanted
  }

  private mutating func forEachProvider(_ body: (inout ProviderState, Int) -> [Event]) -> [Event] {
    var found: [Event] = []
    for provider in states.keys.sorted() {
      var state = state(provider)
      let events = body(&state, log.count)
      states[provider] = state
      record(events)
      found += events
    }
    return found
  }

  private mutating func record(_ events: [Event]) {
    log += events
    clock = events.last?.recordedAt ?? clock
  }
}
