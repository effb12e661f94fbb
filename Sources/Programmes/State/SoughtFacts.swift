import LedgerDomain

/// The days of the facts that tests look for by more than their kind, so that a test does not walk through all there ever were.
///
/// Which these are a programme says, and whoever decides says it to the state; so two states of the same record are the same
/// whatever is found so of either, and none of it is kept.
struct SoughtFacts: Equatable, Sendable {
  private var days: [FactsSought: [String: [LocalDate]]] = [:]
  private var byKind: [String: [FactsSought]] = [:]

  static func == (one: SoughtFacts, other: SoughtFacts) -> Bool { true }

  /// Those that are found by a name, ascending; nil where nobody said that they are sought.
  func days(_ sought: FactsSought, named name: String) -> [LocalDate]? { days[sought].map { $0[name] ?? [] } }

  /// Finds some from now on, the facts recorded by now included.
  mutating func seek(_ all: [FactsSought], among facts: [String: [FactOnRecord]]) {
    for sought in all where days[sought] == nil {
      var found: [String: [LocalDate]] = [:]
      for fact in facts[sought.kind] ?? [] {
        for name in sought.names(of: fact.fields) { found[name, default: []].append(fact.on) }
      }
      days[sought] = found
      byKind[sought.kind, default: []].append(sought)
    }
  }

  /// Takes note of a fact.
  mutating func add(_ fact: FactOnRecord, _ kind: String) {
    for sought in byKind[kind] ?? [] {
      for name in sought.names(of: fact.fields) { days[sought]?[name, default: []].add(fact.on) }
    }
  }

  /// Takes note that a fact never was.
  mutating func remove(_ fact: FactOnRecord, _ kind: String) {
    for sought in byKind[kind] ?? [] {
      for name in sought.names(of: fact.fields) { days[sought]?[name]?.remove(fact.on) }
    }
  }
}

extension [LocalDate] {
  /// Puts a day among others, ascending.
  mutating func add(_ day: LocalDate) { insert(day, at: countInFront { $0 <= day }) }

  /// Takes out a day that is among them.
  mutating func remove(_ day: LocalDate) { remove(at: countInFront { $0 < day }) }
}
