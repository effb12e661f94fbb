import EventStore
public import LedgerDomain
public import LedgerFormat

/// What changed in a provider's standing between two states of knowledge, and which events did it.
public struct StandingDifference: Sendable {
  /// The provider.
  public var provider: Key<Provider>
  /// What it is called, as known later.
  public var name: String
  /// The date both standings are as of; by default that of the later state of knowledge.
  public var asOf: LocalDate
  /// The earlier state of knowledge.
  public var from: Instant
  /// The later one.
  public var to: Instant
  /// The ledger's zone.
  public var zone: Zone
  /// What differs between the two, in the order of the standing.
  public var changes: [Change]
  /// The events learnt between the two that changed something, in log order.
  public var steps: [Step]

  /// One field that differs.
  public struct Change: Equatable, Sendable {
    /// Where it is: names and keys with `/` between them, such as `breaches/press-1/state`.
    public var path: String
    /// Its value before; null for none.
    public var before: JSON
    /// Its value afterwards; null for none.
    public var after: JSON
  }

  /// One event, and what it changed.
  public struct Step: Sendable {
    /// The event.
    public var event: ChainedEvent
    /// What it changed.
    public var changes: [Change]
  }
}

extension Ledger {
  /// What changed in a provider's standing between what was known at `from` and at `to`.
  ///
  /// - Parameters:
  ///   - provider: the provider.
  ///   - from: the earlier state of knowledge.
  ///   - to: the later one.
  ///   - question: the date (default: that of `to`) and year of both standings; its state of knowledge is not used.
  ///   - now: the moment the question is asked.
  /// - Throws: `unknown-provider` when the later view knows of no such provider.
  public func difference(
    of provider: Key<Provider>, from: Instant, to: Instant, _ question: StandingQuestion, now: Instant
  ) throws -> StandingDifference {
    try store.read { reader in
      var question = question
      question.knownAt = to
      question.asOf = question.asOf ?? zone.date(of: to)
      let log = try ProviderLog(of: provider, question, try rules(for: question, in: reader), now: now, from: reader)
      return StandingDifference(
        log, from: from, year: question.year ?? log.asOf.year, rulebook: log.rules.rulebook(on: log.asOf))
    }
  }
}

extension StandingDifference {
  init(_ log: ProviderLog, from: Instant, year: Int, rulebook: String) {
    provider = log.provider
    asOf = log.asOf
    self.from = from
    to = log.knownAt
    zone = log.zone
    var state = log.emptyState
    func standing() -> Standing? {
      state.standing(year: year, asOf: log.asOf, knownAt: log.knownAt, rulebook: rulebook)
    }
    var steps: [Step] = []
    let firstNew = log.events.firstIndex { $0.event.recordedAt > from } ?? log.events.endIndex
    var history = History(of: log.provider, in: log.zone)
    for chained in log.events[..<firstNew] { history.take(chained.event) }
    state = history.fold(asOf: log.asOf)
    var last = standing()
    let before = last.facets(in: log.zone)
    var facets = before
    for chained in log.events[firstNew...] {
      history.take(chained.event)
      // A correction has the facts before it read otherwise, and behind an outage a breach may be of another day.
      if chained.event.movesBreaches {
        state = history.fold(asOf: log.asOf)
      } else {
        state.evolve(chained.event, asOf: log.asOf)
      }
      let next = standing()
      if next == last { continue }
      let nextFacets = next.facets(in: log.zone)
      let changes = Self.changes(facets, nextFacets)
      if !changes.isEmpty { steps.append(Step(event: chained, changes: changes)) }
      (last, facets) = (next, nextFacets)
    }
    self.steps = steps
    name = last?.summary.name ?? log.provider.text
    changes = Self.changes(before, facets)
  }

  /// What differs between two standings, in the order of the standing.
  package static func changes(_ before: Standing?, _ after: Standing?, in zone: Zone) -> [Change] {
    changes(before.facets(in: zone), after.facets(in: zone))
  }

  /// What differs between two standings as JSON, in the order of the second.
  package static func changes(_ before: JSON, _ after: JSON) -> [Change] { changes(before.facets, after.facets) }

  private static func changes(_ before: [Facet], _ after: [Facet]) -> [Change] {
    let old = Dictionary(before.map { ($0.path, $0.value) }) { first, _ in first }
    let new = Dictionary(after.map { ($0.path, $0.value) }) { first, _ in first }
    let gone = before.filter { new[$0.path] == nil }
    return (after + gone).compactMap { facet in
      let (was, now) = (old[facet.path] ?? .null, new[facet.path] ?? .null)
      return was == now ? nil : Change(path: facet.path, before: was, after: now)
    }
  }
}

/// One value of a standing and where it is.
private struct Facet {
  var path: String
  var value: JSON
}

extension Standing? {
  /// The standing's values; none where there is no standing.
  fileprivate func facets(in zone: Zone) -> [Facet] {
    flatMap { try? JSON(parsing: $0.jsonText(in: zone)) }?.facets ?? []
  }
}

extension JSON {
  /// Every value that is not null, by its path; items of a list by their key where they have one.
  fileprivate var facets: [Facet] { facets(under: "") }

  private func facets(under path: String) -> [Facet] {
    func child(_ name: String) -> String { path.isEmpty ? name : path + "/" + name }
    switch self {
    case .null: return []
    case .object(let fields):
      return fields.filter { $0.name != "knownAt" }.flatMap { $0.value.facets(under: child($0.name)) }
    case .array(let items) where items.allSatisfy({ $0.key != nil }):
      return items.flatMap { $0.facets(under: child($0.key ?? "")) }
    default: return [Facet(path: path, value: self)]
    }
  }

  /// What names an item of a standing's list.
  private var key: String? {
    for name in ["breach", "city", "year", "measure", "notice"] {
      switch self[name] {
      case .string(let key)?: return key
      case .integer(let number)?: return String(number)
      default: continue
      }
    }
    return nil
  }
}
