import EventStore
import EventStoreTesting
import LedgerDomain
import LedgerFormat
import LedgerTesting
import SQLiteEventStore
import Testing

@testable import Ledger

/// What is held in memory is good only where the events are that it was made of.
@Suite("Another log in the place of the first")
struct ExchangedStoreTests {
  private static let start = time("2011-01-04")

  /// Decides all of the actions, each in a transaction of its own on the ledger that `ledger` gives.
  private func play(
    _ actions: some Sequence<RandomHistory.Action>, from clock: inout Instant, on ledger: () -> Ledger
  ) throws {
    for action in actions { try ledger().write { try RuledHistory.take(action, &clock, in: $0) } }
  }

  private func actions(_ seed: Int, _ count: Int) -> [RandomHistory.Action] {
    var history = RandomHistory(seed: seed)
    history.signsAgreements = true
    var actions: [RandomHistory.Action] = []
    _ = history.play(count) { _, action, _, _ in actions.append(action) }
    return actions
  }

  private func lines(_ ledger: Ledger) throws -> [String] {
    var lines: [String] = []
    try ledger.export { lines.append(String(decoding: $0, as: UTF8.self)) }
    return lines
  }

  private func draft(_ fact: Fact, at text: String) -> Draft {
    Draft(
      provider: "p-1", at: time(text),
      by: Person(id: "x", role: fact.kind.payload.about.roles?.first ?? .channelOperations),
      fact: fact)
  }

  @Test("A decision rests on the events that are there, though others stood under the same numbers")
  func sameNumbers() throws {
    let store = ExchangedStore(InMemoryEventStore())
    let ledger = Ledger(store: store, rules: BuiltIn.rules)
    for ticket: Key<Ticket> in ["t-1", "t-2"] {
      store.store = InMemoryEventStore()
      _ = try ledger.submit(
        draft(ProviderRegistered(name: "n", kind: .thirdParty).fact, at: "2011-01-04"), now: Self.start)
      _ = try ledger.submit(
        draft(HelpRequested(ticket: ticket, outlet: nil).fact, at: "2011-03-01T10:00"), now: time("2011-03-01T10:00"))
    }
    let answered = try ledger.submit(
      draft(HelpAnswered(ticket: "t-2").fact, at: "2011-03-01T11:00"), now: time("2011-03-01T12:00"))
    #expect(answered.events.map(\.event.type) == ["HelpAnswered"])
    #expect(throws: Refusal.self) {
      try ledger.submit(draft(HelpAnswered(ticket: "t-1").fact, at: "2011-03-01T11:00"), now: time("2011-03-01T12:00"))
    }
    #expect(try ledger.verify().findings == [])
  }

  @Test("What is recorded is dated after the last event that is there, not after one that is gone")
  func recordingTime() throws {
    let registration = draft(ProviderRegistered(name: "n", kind: .thirdParty).fact, at: "2011-01-04")
    let store = ExchangedStore(InMemoryEventStore())
    let ledger = Ledger(store: store, rules: BuiltIn.rules)
    _ = try ledger.submit(registration, now: time("2020-01-01"))
    store.store = InMemoryEventStore()
    _ = try Ledger(store: store, rules: BuiltIn.rules).submit(registration, now: time("2011-01-05"))
    let receipt = try ledger.submit(
      draft(PromotionRun(promotion: "p").fact, at: "2011-01-05"), now: time("2011-01-06"))
    #expect(receipt.events[0].event.recordedAt == time("2011-01-06"))
  }

  @Test("Whatever log takes the place of the first, what follows is what a new process decides", arguments: 1...12)
  func anyLog(_ seed: Int) throws {
    let (first, second) = (actions(seed, 120), actions(seed + 1000, 120))
    let common = seed * 9
    let store = ExchangedStore(InMemoryEventStore())
    let ledger = Ledger(store: store, rules: BuiltIn.rules)
    var clock = Self.start
    try play(first, from: &clock) { ledger }
    // The log cut back to some of it and grown again with other events, by other processes.
    let (there, expected) = (InMemoryEventStore(), InMemoryEventStore())
    for fresh in [there, expected] {
      clock = Self.start
      try play(first.prefix(common) + second.prefix(60), from: &clock) { Ledger(store: fresh, rules: BuiltIn.rules) }
    }
    store.store = there
    for (decides, began) in [({ ledger }, clock), ({ Ledger(store: expected, rules: BuiltIn.rules) }, clock)] {
      clock = began
      try play(second.dropFirst(60), from: &clock, on: decides)
    }
    let difference = zip(try lines(ledger), try lines(Ledger(store: expected, rules: BuiltIn.rules)))
      .first { $0.0 != $0.1 }
    #expect(difference == nil, "seed \(seed)")
    #expect(try ledger.verify().findings == [], "seed \(seed)")
  }

  @Test("A state saved of other events than the log's is not gone on from")
  func savedState() throws {
    let other = InMemoryEventStore()
    let store = InMemoryEventStore()
    for (store, name) in [(other, "other"), (store, "n")] {
      let ledger = Ledger(store: store, rules: BuiltIn.rules)
      _ = try ledger.submit(
        draft(ProviderRegistered(name: name, kind: .thirdParty).fact, at: "2011-01-04"), now: Self.start)
      for number in 0..<70 {
        _ = try ledger.submit(
          draft(HelpRequested(ticket: "\(name)-\(number)", outlet: nil).fact, at: "2011-03-01T10:00"),
          now: time("2011-03-01T10:00"))
      }
    }
    let saved = try #require(try other.read { try $0.value(ReadModel.stateKey("p-1")) })
    try store.write { try $0.put(ReadModel(key: ReadModel.stateKey("p-1"), value: saved)) }
    let ledger = Ledger(store: store, rules: BuiltIn.rules)
    let answered = try ledger.submit(
      draft(HelpAnswered(ticket: "n-3").fact, at: "2011-03-01T11:00"), now: time("2011-03-01T12:00"))
    #expect(answered.events.map(\.event.type) == ["HelpAnswered"])
    #expect(try ledger.verify().findings.map(\.provider) == ["p-1"])
    _ = try ledger.rebuild()
    #expect(try ledger.verify().findings == [])
  }
}
