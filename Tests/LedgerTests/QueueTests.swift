import EventStore
import LedgerDomain
import LedgerTesting
import Rulebook
import Testing

@testable import Ledger
@testable import LedgerFormat
@testable import Presentation

@Suite("The queue in its order, with what it may cost")
struct QueueTests {
  @Test(
    "By the instant due, then by how long it waited; every item says since when, and the score of its year",
    arguments: 1...3)
  func order(_ seed: Int) throws {
    let history = try RuledHistory(seed: seed)
    let (ledger, zone) = (history.ledger, history.ledger.zone)
    for question in try history.questions() {
      let today = question.asOf ?? zone.date(of: history.now)
      let items = try ledger.queue(for: [], through: today.adding(days: 60), question, now: history.now)
      let end = LocalDate(daysSinceEpoch: Int(Int32.max))
      let keys = items.map { item in
        (item.dueAt ?? zone.endOfDay(item.due?.date ?? end), item.since ?? zone.endOfDay(end))
      }
      #expect(zip(keys, keys.dropFirst()).allSatisfy { $0 <= $1 }, "seed \(seed)")
      for item in items {
        let since = try #require(item.since, "seed \(seed), \(item.provider) \(item.work) \(item.subject.text)")
        #expect(item.work == .meetDuty || since <= zone.endOfDay(today) || item.stake != nil)
        let year = StandingQuestion(asOf: question.asOf, knownAt: question.knownAt, year: item.year)
        let standing = try ledger.standing(of: item.provider, year, now: history.now)
        #expect(item.score == standing.score && item.name == standing.summary.name)
        guard let stake = item.stake else { continue }
        #expect(stake.outcome.lowerBound >= item.score)
        #expect(stake.outcome.upperBound <= item.score + stake.points.upperBound)
        #expect(stake.line.map { $0.points > item.score } ?? true)
      }
    }
  }

  @Test("Of one provider it is what all of them have of it; a provider nobody knows is refused", arguments: 1...3)
  func one(_ seed: Int) throws {
    let history = try RuledHistory(seed: seed)
    for question in try history.questions() {
      func queue(of provider: Key<Provider>?, for role: Role? = nil) throws -> [QueueItem] {
        try history.ledger.queue(
          for: role.map { [$0] } ?? [], of: provider, through: day("2013-01-01"), question, now: history.now)
      }
      let all = try queue(of: nil)
      for provider in Set(all.map(\.provider)) {
        #expect(try queue(of: provider) == all.filter { $0.provider == provider })
      }
      for role in Role.allCases { #expect(try queue(of: nil, for: role) == all.filter { $0.concerns(role) }) }
    }
    #expect(throws: Refusal.self) {
      try history.ledger.queue(
        for: [], of: "nobody", through: day("2013-01-01"), StandingQuestion(), now: history.now)
    }
  }

  @Test("Operations see the first answers that are running, in hours; other duties they do not")
  func answers() throws {
    let ledger = Ledger(store: InMemoryEventStore(), rules: BuiltIn.rules)
    let feed = Person(id: "feed", role: .integration)
    let chen = Person(id: "chen", role: .channelExpansion)
    func submit(_ fact: Fact, _ at: String, by person: Person) throws {
      _ = try ledger.submit(Draft(provider: "hz-01", at: time(at), by: person, fact: fact), now: time(at))
    }
    try submit(ProviderRegistered(name: "One", kind: .thirdParty).fact, "2011-03-01", by: chen)
    try submit(HelpRequested(ticket: "t-9", outlet: nil).fact, "2011-03-04T20:00", by: feed)
    let question = StandingQuestion(asOf: day("2011-03-04"), knownAt: time("2011-03-04T21:30"))
    let items = try ledger.queue(
      for: [.channelOperations], through: day("2011-03-11"), question, now: time("2011-03-05"))
    let item = try #require(items.first)
    #expect(items.count == 1 && item.subject.text == "service-complaint:ticket:t-9" && item.roles == [.provider])
    #expect(item.dueAt == time("2011-03-07T19:00") && item.since == time("2011-03-04T20:00"))
    let report = QueueReport(
      items: items, moment: question.moment(now: time("2011-03-05"), in: ledger.zone), zone: ledger.zone,
      calendar: BuiltIn.terms.calendar)
    #expect(Array(report.jsonTexts)[0].contains(#""hoursLeft":69,"overdue":false"#))
    #expect(Array(report.jsonTexts)[0].contains(#""ageHours":1"#))
    #expect(report.table(.zh).rows[0][...1] == ["2011-03-07 19:00", "69 小时"])
    #expect(try ledger.queue(for: [.legal], through: day("2011-03-11"), question, now: time("2011-03-05")).isEmpty)
  }
}

@Suite("The judging sheet")
struct JudgingSheetTests {
  @Test("What it is read back by are columns of BreachAssessed, in both languages", arguments: Language.allCases)
  func columns(_ language: Language) throws {
    let sheet = JudgingSheet(
      QueueReport(
        items: [], moment: time("2011-03-04"), zone: BuiltIn.terms.zone, calendar: BuiltIn.terms.calendar), events: [:],
      by: nil, language,
      isForExcel: true)
    let names = sheet.table.columns.map(\.name)
    let listing = TypeListing(.breach(.assessed), under: BuiltIn.terms)
    let known = TypeTemplate([listing], in: language).table.columns.map(\.name)
    #expect(names.prefix(7).allSatisfy(known.contains), "\(names) \(known)")
    #expect(Set(names).count == names.count)
    if language == .en {
      #expect(names.prefix(7) == ["type", "provider", "breach", "points", "reason", "at", "by"])
    }
  }

  @Test("It has every breach to be assessed, its range, what the score would come to, and what shows it")
  func rows() throws {
    let played = try PlayedScenario("year-2011-zhejiang")
    let question = StandingQuestion(asOf: day("2011-06-02"), knownAt: time("2011-06-02T12:00"))
    let items = try played.ledger.queue(for: [], through: day("2011-06-09"), question, now: played.now)
    let report = QueueReport(
      items: items, moment: time("2011-06-02T12:00"), zone: played.ledger.zone, calendar: BuiltIn.terms.calendar)
    let events = try played.ledger.evidence(of: items)
    let rows = JudgingSheet(report, events: events, by: "wu@channel-operations", .en).table.rows
    #expect(rows.count == items.count { $0.work == .assess })
    let row = try #require(rows.first)
    #expect(row.prefix(7) == ["BreachAssessed", "hz-04", "exit-response:o-3", "", "", "", "wu@channel-operations"])
    #expect(row.dropFirst(8).prefix(8) == ["exit-response", "2011-05-31", "1", "3", "0", "1", "3", "50"])
    #expect(row.last?.contains("due Tue 2011-05-31") ?? false)
  }
}
