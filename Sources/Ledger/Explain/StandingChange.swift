import EventStore
public import LedgerDomain
import LedgerFormat

/// What changed in one provider's standing between two states of knowledge, in a list of all that changed.
public struct StandingChange: Sendable {
  /// The provider.
  public var provider: Key<Provider>
  /// Its standing as known before; nil where it was not known.
  public var before: Standing?
  /// Its standing as known afterwards.
  public var after: Standing
  /// What differs between the two, in the order of the standing.
  public var changes: [StandingDifference.Change]
  /// How many events were learnt between the two.
  public var events: Int
}

extension Ledger {
  /// Threads that fold providers at the same time.
  private static let threads = 2

  /// What changed in the standings of all providers between what was known at `from` and at `to`, by key; those whose
  /// standing did not change are left out.
  ///
  /// - Parameters:
  ///   - from: the earlier state of knowledge.
  ///   - to: the later one.
  ///   - question: the date (default: that of `to`) and year of both standings; its state of knowledge is not used.
  public func differences(from: Instant, to: Instant, _ question: StandingQuestion) throws -> [StandingChange] {
    let asOf = question.asOf ?? zone.date(of: to)
    let year = question.year ?? asOf.year
    return try store.read(inParts: Self.threads) { reader in
      let rulebook = try source.name(on: asOf, knownAt: to, in: reader)
      let streams = try streamsWithNews(from: from, to: to, in: reader)
      let parts = try reader.inParts(Self.threads) { [self] (part, reader) -> [Key<Provider>: StandingChange] in
        var changes: [Key<Provider>: StandingChange] = [:]
        for (index, provider) in streams.enumerated() where index % Self.threads == part {
          var fold = StandingFold(provider, asOf: asOf, year: year, rulebook: rulebook, zone: zone)
          changes[provider] = try fold.change(from: from, to: to, in: reader)
        }
        return changes
      }
      return streams.enumerated().compactMap { parts[$0 % Self.threads][$1] }
    }
  }

  /// The providers of whom something was learnt after `from`, up to `to`, by key.
  private func streamsWithNews(
    from: Instant, to: Instant, in reader: any EventStoreReader
  ) throws -> [Key<Provider>] {
    let first = try firstPosition(recordedAfter: from, in: reader)
    let last = try firstPosition(recordedAfter: to, in: reader) - 1
    guard first <= last else { return [] }
    var streams: Set<String> = []
    try reader.scan(EntrySelection(after: first - 1, through: last)) { entry in
      streams.insert(entry.stream)
      return true
    }
    return streams.map(Key.init(stream:)).filter { $0 != Publication.stream }.sorted()
  }

  /// The position of the first event recorded after a moment; behind the last where there is none. Times of recording never
  /// go back.
  private func firstPosition(recordedAfter moment: Instant, in reader: any EventStoreReader) throws -> Int {
    var low = 1
    var high = try reader.lastPosition() + 1
    while low < high {
      let middle = (low + high) / 2
      let isLater = try event(at: middle, from: reader).map { $0.recordedAt > moment } ?? true
      if isLater { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// Folds one provider to its standings at two moments.
private struct StandingFold {
  let provider: Key<Provider>
  let asOf: LocalDate
  let year: Int
  let rulebook: String
  private var state: ProviderState

  init(_ provider: Key<Provider>, asOf: LocalDate, year: Int, rulebook: String, zone: Zone) {
    self.provider = provider
    self.asOf = asOf
    self.year = year
    self.rulebook = rulebook
    state = ProviderState(provider: provider, zone: zone)
  }

  /// What changed; nil for nothing.
  mutating func change(from: Instant, to: Instant, in reader: any EventStoreReader) throws -> StandingChange? {
    var before: Standing??
    var news = 0
    var isCorrected = false
    try reader.scan(EntrySelection(of: provider)) { entry in
      let event = try Event(line: entry.line, in: state.zone)
      guard event.recordedAt <= to else { return false }
      if event.recordedAt > from {
        if before == nil { before = .some(standing(knownAt: to)) }
        news += 1
      }
      if event.movesBreaches { isCorrected = true }
      state.evolve(event, asOf: asOf)
      return true
    }
    if isCorrected {
      state = try reader.folded(provider, in: state.zone, asOf: asOf, knownAt: from)
      if before != nil { before = .some(standing(knownAt: to)) }
      state = try reader.folded(provider, in: state.zone, asOf: asOf, knownAt: to)
    }
    guard let before, let after = standing(knownAt: to), before != after else { return nil }
    let changes = StandingDifference.changes(before, after, in: state.zone)
    return StandingChange(provider: provider, before: before, after: after, changes: changes, events: news)
  }

  private func standing(knownAt: Instant) -> Standing? {
    state.standing(year: year, asOf: asOf, knownAt: knownAt, rulebook: rulebook)
  }
}
