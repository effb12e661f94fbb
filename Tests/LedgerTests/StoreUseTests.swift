import EventStore
import EventStoreTesting
import LedgerDomain
import LedgerFormat
import LedgerTesting
import SQLiteEventStore
import Testing

@testable import Ledger

/// What a ledger asks of its store, and what it does when that fails.
@Suite("How a ledger uses its store")
struct StoreUseTests {
  private let store = CountedStore(InMemoryEventStore())
  private let now = time("2011-03-01T12:00")

  private func draft(_ fact: Fact, provider: Key<Provider> = "p-1", id: String? = nil) -> Draft {
    Draft(
      id: id, provider: provider, at: time("2011-03-01T10:00"),
      by: Person(id: "x", role: fact.kind.payload.about.roles?.first ?? .channelOperations), fact: fact)
  }

  /// A ledger with so many providers, each with some events, none of them in its memory.
  private func ledger(providers: Int = 1, tickets: Int = 3) throws -> Ledger {
    let ledger = Ledger(store: store, rules: BuiltIn.rules)
    try ledger.write { transaction in
      for provider in (0..<providers).map({ Key<Provider>("p-\($0 + 1)") }) {
        _ = try transaction.submit(
          draft(ProviderRegistered(name: "n", kind: .thirdParty).fact, provider: provider), now: now)
        for number in 0..<tickets {
          _ = try transaction.submit(
            draft(HelpRequested(ticket: "\(provider)-\(number)", outlet: nil).fact, provider: provider), now: now)
        }
      }
    }
    return Ledger(store: store, rules: BuiltIn.rules)
  }

  @Test("A submission takes two round trips, a repeated one two, a standing one")
  func roundTrips() throws {
    let ledger = try ledger()
    _ = try ledger.submit(draft(PromotionRun(promotion: "a").fact), now: now)
    let id = "0190c0de-0000-7000-8000-000000000001"
    let repeated = draft(PromotionRun(promotion: "b").fact, id: id)
    #expect(try store.counting { _ = try ledger.submit(repeated, now: now) }.trips == 2)
    #expect(try store.counting { _ = try ledger.submit(repeated, now: now) }.trips == 2)
    #expect(try store.counting { _ = try ledger.standing(of: "p-1", StandingQuestion(), now: now) }.trips == 1)
  }

  @Test("A list of providers takes no more round trips however many they are", arguments: [1, 40])
  func lists(_ providers: Int) throws {
    let ledger = try ledger(providers: providers)
    let question = StandingQuestion()
    #expect(try store.counting { _ = try ledger.standings(question, now: now) }.trips <= 4)
    #expect(try store.counting { _ = try ledger.standings(question, now: now, listing: false) }.trips <= 3)
    #expect(
      try store.counting { _ = try ledger.queue(for: [], through: day("2011-03-08"), question, now: now) }.trips <= 6)
    #expect(try store.counting { _ = try ledger.forecasts(question, now: now) }.trips <= 6)
  }

  @Test("What waits and what may come is asked of no event of the log")
  func noScans() throws {
    let ledger = try ledger(providers: 5)
    let scans = try store.counting {
      _ = try ledger.queue(for: [.provider], through: day("2011-03-08"), StandingQuestion(), now: now)
      _ = try ledger.forecasts(StandingQuestion(), now: now)
      _ = try ledger.forecast(of: "p-3", StandingQuestion(), now: now)
    }.scans
    #expect(scans == 0)
  }

  @Test("A rehearsal, and a refusal, leave what is held in memory for the next")
  func rehearsals() throws {
    let ledger = try ledger(tickets: 70)
    _ = try ledger.submit(draft(PromotionRun(promotion: "a").fact), now: now)
    let scans = try store.counting {
      _ = try ledger.submit(draft(PromotionRun(promotion: "b").fact), now: now, keeping: false)
      #expect(throws: Refusal.self) { try ledger.submit(draft(PromotionRun(promotion: "a").fact), now: now) }
      let kept = try ledger.submit(draft(PromotionRun(promotion: "b").fact), now: now)
      #expect(!kept.isRepeat)
    }.scans
    #expect(scans == 0)
    #expect(try ledger.verify().findings == [])
  }

  @Test("A submission that another came in between of is decided again, three times at most", arguments: 0...4)
  func retries(_ conflicts: Int) throws {
    let ledger = try ledger()
    store.conflict(times: conflicts)
    let submit = { try ledger.submit(draft(PromotionRun(promotion: "a").fact), now: now) }
    if conflicts < 3 {
      #expect(try submit().events.count == 1)
    } else {
      #expect(throws: StoreError.conflict(stream: "", expected: 1, found: 2)) { try submit() }
      #expect(try ledger.head() == 4)
    }
    #expect(try ledger.verify().findings == [])
  }

  @Test("Where a version is expected, a submission at another is a conflict, and not decided again")
  func expectedVersion() throws {
    let ledger = try ledger()
    let promotion = draft(PromotionRun(promotion: "a").fact)
    #expect(throws: StoreError.conflict(stream: "p-1", expected: 3, found: 4)) {
      try ledger.submit(promotion, now: now, if: .version(3))
    }
    store.conflict(times: 1)
    #expect(throws: StoreError.conflict(stream: "", expected: 1, found: 2)) {
      try ledger.submit(promotion, now: now, if: .version(4))
    }
    #expect(try ledger.submit(promotion, now: now, if: .version(4)).events.map(\.event.version) == [5])
  }

  @Test("What is recorded while the read models are made anew is in them")
  func rebuildBesideWriters() throws {
    let ledger = try ledger(providers: 3, tickets: 70)
    let other = Ledger(store: store, rules: BuiltIn.rules)
    var rounds = 0
    let report = try ledger.rebuild { _ in
      rounds += 1
      guard rounds == 1 else { return }
      _ = try other.submit(draft(HelpAnswered(ticket: "p-2-3").fact, provider: "p-2"), now: now)
      _ = try other.submit(draft(ProviderRegistered(name: "n", kind: .thirdParty).fact, provider: "new"), now: now)
    }
    #expect(rounds > 0)
    #expect(report.changed == [])
    #expect(try ledger.verify().findings == [])
    #expect(try ledger.standing(of: "new", StandingQuestion(), now: now).provider == "new")
  }

  @Test("A rebuild that is stopped leaves the read models as they were")
  func rebuildStopped() throws {
    let ledger = try ledger(providers: 3)
    try store.write { try $0.put(ReadModel(key: ReadModel.standingKey("p-2"), value: [1])) }
    #expect(throws: CancellationError.self) { try ledger.rebuild { _ in throw CancellationError() } }
    #expect(try store.read { try $0.value(ReadModel.standingKey("p-2")) } == [1])
    #expect(try ledger.rebuild().changed == [ReadModel.standingKey("p-2")])
    #expect(try ledger.verify().findings == [])
  }
}
