import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Presentation
import Rulebook
import Synchronization
import Testing
import Trials

@Suite("Explanations")
struct ExplainTests {
  @Test("A year's movements add up to the standing's score, whatever the view", arguments: ScenarioFiles.own)
  func movementsAddUp(_ file: URL) throws {
    let played = try PlayedScenario(file)
    for question in try played.questions() {
      for standing in try played.ledger.standings(question, now: played.now) {
        for year in Set(standing.summary.years.map(\.year)).union([standing.year]) {
          let statement = try played.ledger.explain(
            year: year, of: standing.provider, question, by: [played.rulebook], now: played.now)
          let score = standing.summary.years.first { $0.year == year }?.score ?? 0
          #expect(statement.score == score)
          #expect(statement.entries.map(\.movement.points).reduce(0, +) == score)
          #expect(statement.entries.last?.movement.score ?? 0 == score)
        }
      }
    }
  }

  @Test("With everything known, every score in between is the one the log states", arguments: ScenarioFiles.own)
  func recordedScoresAgree(_ file: URL) throws {
    let played = try PlayedScenario(file)
    for standing in try played.ledger.standings(StandingQuestion(), now: played.now) {
      for year in standing.summary.years.map(\.year) {
        let statement = try played.ledger.explain(
          year: year, of: standing.provider, StandingQuestion(), by: [played.rulebook], now: played.now)
        for entry in statement.entries {
          #expect(entry.recordedScore ?? entry.movement.score == entry.movement.score)
        }
      }
    }
  }

  @Test("Every breach of every scenario is explained in both languages", arguments: ScenarioFiles.own)
  func everyBreachIsExplained(_ file: URL) throws {
    let played = try PlayedScenario(file)
    for standing in try played.ledger.standings(StandingQuestion(), now: played.now) {
      for line in standing.breaches {
        let explanation = try played.ledger.explain(
          line.breach, of: standing.provider, StandingQuestion(), by: [played.rulebook], now: played.now)
        #expect(explanation.line == line)
        #expect(explanation.cited.contains(explanation.raising))
        #expect((explanation.charge == nil) == (line.charged == nil))
        #expect(explanation.due?.term.agrees ?? true)
        // Where the time for an appeal runs from a delivery, the charge itself says no end of it.
        let isEndSaid = explanation.charge?.deduction.appealUntil != nil
        #expect(!isEndSaid || explanation.charge?.appealCount?.due == explanation.charge?.deduction.appealUntil)
        #expect(explanation.countedOutlets.map { $0.count == explanation.tally?.counted } ?? true)
        let countsOutlets = line.clause == .earlyExits || line.clause == .dormantOutlets
        #expect((explanation.countedOutlets != nil) == countsOutlets)
        #expect(explanation.paraphrase == played.rulebook.paraphrases[line.clause])
        let lines = explanation.prose.lines
        #expect(lines.allSatisfy { $0.zh.isEmpty == $0.en.isEmpty })
        #expect(lines.contains { $0.zh.contains("条款 §" + explanation.terms.section) })
        #expect(lines.contains { $0.en.contains("clause §" + explanation.terms.section) })
        let json = try JSON(parsing: explanation.json.text)
        #expect(json == explanation.json)
        #expect(json["text"]?["zh"] != nil && json["text"]?["en"] != nil)
      }
    }
  }

  @Test("The hashes cited are those of the exported log")
  func proofIsThatOfTheLog() throws {
    let played = try PlayedScenario("appeal-make-up-day")
    var exported: [String] = []
    try played.ledger.export { exported.append(String(decoding: $0, as: UTF8.self)) }
    let explanation = try played.explain("service-complaint:complaint:c-1")
    #expect(!explanation.cited.isEmpty)
    for chained in explanation.cited {
      #expect(exported[chained.event.position - 1].hasSuffix(",\"hash\":\"\(chained.hash.hex)\"}"))
    }
  }

  @Test("What the view does not know cannot be explained")
  func unknownBreach() throws {
    let played = try PlayedScenario("appeal-make-up-day")
    let refusal = Refusal.rules(.unknownBreach, found: .same("press-9"))
    #expect(throws: refusal) { try played.explain("press-9") }
    let early = StandingQuestion(asOf: LocalDate("2011-04-10"))
    #expect(throws: Refusal.rules(.unknownBreach, found: .same("press-1"))) { try played.explain("press-1", early) }
    let unregistered = StandingQuestion(asOf: LocalDate("2011-02-28"))
    #expect(throws: Refusal.rules(.unknownProvider, found: .same("hz-01"))) {
      try played.explain("press-1", unregistered)
    }
  }
}

/// A scenario run once in a store in memory, and the questions that can be put to it.
struct PlayedScenario {
  let ledger: Ledger
  let rulebook: Rulebook
  /// A moment after everything in it was recorded.
  let now: Instant

  init(_ name: String) throws {
    try self.init(ScenarioFiles.root.appending(path: "Scenarios/\(name).yaml"))
  }

  private static let played = Mutex<[URL: PlayedScenario]>([:])

  init(_ file: URL) throws {
    if let played = Self.played.withLock({ $0[file] }) {
      self = played
      return
    }
    rulebook = try Rulebook.builtIn()
    ledger = Ledger(store: InMemoryEventStore(), rules: Rules(rulebook.terms))
    _ = try ledger.run(
      Scenario(yaml: Array(Data(contentsOf: file)), in: rulebook.terms.zone), rulebook: ScenarioFiles.rulebook)
    var last = Instant(seconds: 0)
    try ledger.events(EntrySelection()) { recorded in
      last = max(last, recorded.event.recordedAt)
      return true
    }
    now = last.adding(seconds: 1)
    Self.played.withLock { [self] in $0[file] = self }
  }

  func explain(_ breach: BreachID, _ question: StandingQuestion = StandingQuestion()) throws -> BreachExplanation {
    try ledger.explain(breach, of: "hz-01", question, by: [rulebook], now: now)
  }

  /// The whole, and views by either clock and by both from a third and two thirds of the way through the log.
  func questions() throws -> [StandingQuestion] {
    let head = try ledger.head()
    var questions = [StandingQuestion()]
    try ledger.events(EntrySelection()) { recorded in
      let event = recorded.event
      guard event.position == head / 3 || event.position == head * 2 / 3 else { return true }
      let date = ledger.zone.date(of: event.at)
      questions.append(StandingQuestion(asOf: date))
      questions.append(StandingQuestion(knownAt: event.recordedAt))
      questions.append(StandingQuestion(asOf: date.adding(days: -3), knownAt: event.recordedAt))
      return true
    }
    return questions
  }
}
