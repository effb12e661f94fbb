@testable import LedgerFormat
import EventStore
import LedgerDomain
import LedgerTesting

@testable import Ledger

/// Corrections thrown into a history: some facts otherwise than they were recorded, some not at all.
struct RandomCorrections {
  var random: SplitMix64

  /// Puts some fact right, or tries to, a second after `clock`; it may have been found earlier.
  ///
  /// - Returns: whether the correction was accepted.
  mutating func correct(_ ledger: Ledger, _ clock: inout Instant) throws -> Bool {
    guard let (provider, fact) = next(try facts(of: ledger)) else { return false }
    clock = clock.adding(seconds: 1)
    let found = random.chance(20) ? clock.adding(seconds: -random.number(0...3) * 86_400) : clock
    let draft = Draft(provider: provider, at: found, by: Person(id: "fixer", role: .departmentHead), fact: fact)
    do {
      _ = try ledger.submit(draft, now: clock)
      return true
    } catch is Refusal {
      return false
    }
  }

  private func facts(of ledger: Ledger) throws -> [Event] {
    var facts: [Event] = []
    try ledger.events(EntrySelection()) { recorded in
      if case .fact = recorded.event.body { facts.append(recorded.event) }
      return true
    }
    return facts
  }

  /// A correction of a random fact: otherwise dated, with the data of another of its type, or taken back.
  private mutating func next(_ facts: [Event]) -> (Key<Provider>, Fact)? {
    guard let event = random.one(of: facts), case .fact(let fact, _) = event.body else { return nil }
    let name = FactName.position(event.position)
    guard random.chance(60) else { return (event.provider, FactRetracted(name: name, reason: "…").fact) }
    let alike = facts.compactMap { other -> Fact? in
      guard case .fact(let data, _) = other.body, data.kind == fact.kind else { return nil }
      return data
    }
    let data = FactData(of: random.chance(50) ? fact : random.one(of: alike) ?? fact)
    let at = random.chance(50) ? event.at.adding(seconds: -random.number(0...20) * 86_400) : nil
    return (event.provider, FactCorrected(name: name, data: data, at: at, reason: "…").fact)
  }
}
