package import EventStore
package import LedgerDomain
import LedgerFormat

/// A provider's stream folded as it is read: each fact as its latest correction has it (offices §10).
extension EventStoreReader {
  /// Folds a stream from its first event on.
  ///
  /// Most streams hold no correction and are read once. Where one is met, the stream is folded again from its first event.
  ///
  /// - Parameters:
  ///   - asOf: only what counts as of this date; nil for all.
  ///   - known: only what was known at this moment; nil for all.
  func folded(
    _ provider: Key<Provider>, in zone: Zone, asOf: LocalDate? = nil, knownAt known: Instant? = nil
  ) throws -> ProviderState {
    var readings = Readings()
    var state = ProviderState(provider: provider, zone: zone)
    try scan(provider, in: zone, knownAt: known) { event in
      readings.note(event)
      if readings.isEmpty { state.evolve(event, as: readings, asOf: asOf) }
    }
    guard !readings.isEmpty else { return state }
    state = ProviderState(provider: provider, zone: zone)
    try scan(provider, in: zone, knownAt: known) { event in state.evolve(event, as: readings, asOf: asOf) }
    return state
  }

  private func scan(
    _ provider: Key<Provider>, in zone: Zone, knownAt known: Instant?, _ body: (Event) throws -> Void
  ) throws {
    try scan(EntrySelection(of: provider)) { entry in
      let event = try Event(line: entry.line, in: zone)
      if known.map({ event.recordedAt <= $0 }) ?? true { try body(event) }
      return true
    }
  }

  /// The whole stream of a provider.
  func history(of provider: Key<Provider>, in zone: Zone) throws -> History {
    // One more, for the correction that is decided by it.
    var history = History(of: provider, in: zone, events: try head(of: provider).version + 1)
    try scan(provider, in: zone, knownAt: nil) { history.take($0) }
    return history
  }

  /// The providers some of whose facts are corrected; none, and nothing is read, where no version of the rulebook allows it.
  package func correctedProviders(by rules: Rules) throws -> Set<Key<Provider>> {
    var found: Set<Key<Provider>> = []
    guard rules.allowCorrections else { return found }
    for kind in CorrectionFact.Kind.allCases {
      try scan(EntrySelection(type: kind.rawValue)) { entry in
        found.insert(Key(stream: entry.stream))
        return true
      }
    }
    return found
  }
}
