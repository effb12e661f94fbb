import EventStore
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Packing
import Testing

@testable import Ledger

/// What the rows of open work answer is what the whole state answers.
@Suite("Open work")
struct OpenWorkTests {
  @Test("The rows answer as a fold of everything does, after every step", arguments: 1...9)
  func everyStep(_ seed: Int) throws {
    var history = RandomHistory(seed: seed)
    history.signsAgreements = seed % 3 != 0
    history.hasOffices = seed > 6
    var actions: [RandomHistory.Action] = []
    _ = history.play(220) { _, action, _, _ in actions.append(action) }
    let ledger = try RuledHistory.ledger(hasOffices: history.hasOffices)
    var clock = time("2011-01-04")
    for (number, action) in actions.enumerated() {
      try ledger.write { try RuledHistory.take(action, &clock, in: $0) }
      if number % 11 == 0 { try compare(ledger, "seed \(seed), step \(number)") }
    }
    #expect(try ledger.verify().findings == [], "seed \(seed)")
    _ = try ledger.rebuild()
    try compare(ledger, "seed \(seed), rebuilt")
  }

  @Test("They do under versions that state caps by the year, and thresholds, of their own", arguments: 1...8)
  func ruled(_ seed: Int) throws {
    let history = try RuledHistory(seed: seed, steps: 40 + seed * 30, publishingEvery: 30)
    try compare(history.ledger, "seed \(seed)")
    #expect(try history.ledger.verify().findings == [], "seed \(seed)")
  }

  private func compare(_ ledger: Ledger, _ place: String) throws {
    try ledger.store.read { reader in
      let rules = try ledger.source.rules(in: reader)
      for provider in try reader.providers() {
        let state = try wholeState(of: provider, ledger, reader)
        let whole = OpenWork(of: state)
        guard let through = state.through else { continue }
        for date in [through, through.adding(days: 9), through.adding(days: 200)] {
          let work = try #require(
            try reader.openWork(of: provider, asOf: date, forecastingBy: rules, zone: ledger.zone), "\(place)")
          for last in [date.adding(days: -40), date.adding(days: 7), date.adding(days: 100)] {
            let found = work.queue(on: date, through: last, by: rules)
            #expect(found == whole.queue(on: date, through: last, by: rules), "\(place), \(provider)")
          }
          var found = work.forecast(asOf: date, by: rules)
          #expect(found == whole.forecast(asOf: date, by: rules), "\(place), \(provider)")
          found?.duties.removeAll { !$0.isOfYear }
          found?.officeDuties = []
          #expect(work.forecast(asOf: date, by: rules, listing: .ofYear) == found, "\(place), \(provider)")
        }
      }
    }
  }

  private func wholeState(of provider: Key<Provider>, _ ledger: Ledger, _ reader: any EventStoreReader) throws
    -> ProviderState
  {
    var state = ProviderState(provider: provider, zone: ledger.zone)
    try reader.scan(EntrySelection(stream: provider.stream)) { entry in
      state.evolve(try Event(line: entry.line, in: ledger.zone))
      return true
    }
    return state
  }
}

@Suite("Stores of a version that kept no open work")
struct OlderOpenWorkTests {
  @Test("They are sound, answer as they did, and get a provider's rows with its next event")
  func older() throws {
    var history = RandomHistory(seed: 5)
    var actions: [RandomHistory.Action] = []
    _ = history.play(60) { _, action, _, _ in actions.append(action) }
    let ledger = Ledger(store: InMemoryEventStore(), rules: BuiltIn.rules)
    var clock = time("2011-01-04")
    for action in actions { try ledger.write { try RuledHistory.take(action, &clock, in: $0) } }
    let now = time("2030-01-01")
    let last = day("2012-06-30")
    let (queue, forecasts) = try answers(ledger, now, last)
    try forgetRows(ledger)
    #expect(try ledger.verify().findings == [])
    #expect(try answers(ledger, now, last) == (queue, forecasts))
    let other = Ledger(store: ledger.store, rules: BuiltIn.rules)
    let promotion = Draft(
      provider: "p-1", at: now, by: Person(id: "x", role: .integration), fact: PromotionRun(promotion: "late").fact)
    _ = try other.submit(promotion, now: now)
    #expect(try other.store.read { try $0.hasOpenRows(of: "p-1") })
    #expect(try !other.store.read { try $0.hasOpenRows(of: "p-2") })
    #expect(try other.verify().findings == [])
    let found = try answers(other, now, last)
    _ = try other.rebuild()
    #expect(try answers(other, now, last) == found)
    #expect(try other.verify().findings == [])
  }

  private func answers(_ ledger: Ledger, _ now: Instant, _ last: LocalDate) throws -> ([QueueItem], [Forecast]) {
    (
      try ledger.queue(for: [], through: last, StandingQuestion(), now: now),
      try ledger.forecasts(StandingQuestion(), now: now).map(\.forecast)
    )
  }

  /// Leaves the read models as an older version would have: another layout before each row, and no open work.
  private func forgetRows(_ ledger: Ledger) throws {
    try ledger.store.write { writer in
      var rows: [(String, [UInt8])] = []
      try writer.scanValues(prefix: "") { key, value in
        rows.append((key, value))
        return true
      }
      for (key, value) in rows {
        if key.hasPrefix(ReadModel.openPrefix) { try writer.remove(key); continue }
        var older = PackedWriter()
        older.add(2)
        let body = older.bytes + value.dropFirst().dropLast(8)
        var sum = HashBuilder()
        body.withUnsafeBytes { sum.add(fixed: $0) }
        try writer.put(ReadModel(key: key, value: body + sum.digest().bytes.prefix(8)))
      }
    }
  }
}
