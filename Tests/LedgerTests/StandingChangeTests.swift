import EventStore
import LedgerDomain
import LedgerTesting
import Rulebook
import Testing

@testable import Ledger
@testable import LedgerFormat
@testable import Presentation

@Suite("What changed for everybody")
struct StandingChangeTests {
  @Test("Whoever changed is listed with what the difference of one provider says, and nobody else", arguments: 1...3)
  func alike(_ seed: Int) throws {
    let history = try RuledHistory(seed: seed, steps: 90, publishingEvery: 30)
    let ledger = history.ledger
    var moments: [Instant] = []
    let head = try ledger.head()
    try ledger.events(EntrySelection()) { recorded in
      if recorded.event.position % (head / 3) == 0 { moments.append(recorded.event.recordedAt) }
      return true
    }
    for (from, to) in zip(moments, moments.dropFirst()) {
      let changes = try ledger.differences(from: from, to: to, StandingQuestion())
      let known = try ledger.standings(StandingQuestion(knownAt: to), now: history.now).map(\.provider)
      var expected: [Key<Provider>: [StandingDifference.Change]] = [:]
      for provider in known {
        let one = try ledger.difference(of: provider, from: from, to: to, StandingQuestion(), now: history.now)
        if !one.changes.isEmpty { expected[provider] = one.changes }
      }
      #expect(changes.map(\.provider) == expected.keys.sorted(), "seed \(seed)")
      for change in changes { #expect(change.changes == expected[change.provider], "seed \(seed)") }
    }
    let end = try #require(moments.last)
    #expect(try ledger.differences(from: end, to: end, StandingQuestion()).isEmpty)
  }

  @Test("A week in June, in both languages and for programs")
  func week() throws {
    let played = try PlayedScenario("year-2011-zhejiang")
    let (from, to) = (time("2011-05-30"), time("2011-06-06"))
    let changes = try played.ledger.differences(from: from, to: to, StandingQuestion())
    #expect(changes.map(\.provider) == ["hz-04"])
    let row = ["hz-04", "余杭代购", "0 → 2", "正常", "0 → 1（10–30）", "2", "1", "城市、网点", "6"]
    #expect(changes.table(.zh).rows == [row])
    #expect(changes.table(.en).rows[0][7] == "cities, outlets")
    let sheet = changes.sheet(nil).csv
    #expect(sheet[0] == "provider,name,path,before,after\r" && sheet[1] == "hz-04,余杭代购,score,0,2\r")
    #expect(changes.json(from: from, to: to, in: played.ledger.zone).text.contains(#""events":6"#))
  }
}
