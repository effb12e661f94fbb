import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Presentation
import Programmes
import Rulebook
import Testing
import Trials

/// What is asked about subjects of programmes: explanations, forecasts, simulations (programmes §11).
@Suite("Questions about subjects (programmes §11)")
struct SubjectAnswersTests {
  private static let programme = """
    form: programme/1
    rulebook: stall
    version: "1"
    title: {zh: 摊位, en: Stalls}
    zone: {name: Asia/Shanghai, offset: "+08:00"}
    roles: {judge: {zh: 评定, en: judge}}
    facts:
      passed: {zh: 检查合格, en: passed, fields: {rate: {type: share}}}
      told: {zh: 告知, en: told}
    measures:
      limited: {zh: 限制, en: limited}
      warned: {notice: true, zh: 警告, en: warned}
    counters:
      points:
        zh: 扣分
        en: points
        window: {days: 30}
        nodes: [{at: 4, do: [{impose: limited, for: {days: 3}, until: {latest: passed.rate, not-older: {days: 10}, at-least: 90%}}]}]
    clauses:
      late:
        section: 第一条
        quote: 迟到的，扣 1 至 3 分
        zh: 迟到。
        en: Late.
        arises: reported
        decided: {by: [judge]}
        cost:
          - choose:
              - {if: {breaches: late, within: {days: 60}, at-least: 2}, do: [{charge: points, points: [2, 3]}]}
              - else: [{charge: points, points: [1, 3]}]
    duties:
      tell: {zh: 告知, en: tell, starts: {fact: passed}, due: {days: 3}, met: [told], missed: [{impose: warned}]}
    appeal: {within: {days: 7}, of: charge}
    """

  private static let story = """
    scenario: Late twice
    rulebook: stall.yaml
    steps:
      - {event: SubjectEnrolled, provider: s-01, at: 2024-01-01, by: li@judge, data: {name: 一号摊}}
      - {event: BreachReported, provider: s-01, at: 2024-01-10, by: li@judge, data: {breach: l-1, clause: late, evidence: seen}}
      - {event: BreachAssessed, provider: s-01, at: 2024-01-10, by: wu@judge, data: {breach: l-1, points: 3, reason: seen}}
      - {event: BreachReported, provider: s-01, at: 2024-01-20, by: li@judge, data: {breach: l-2, clause: late, evidence: seen}}
      - {event: BreachAssessed, provider: s-01, at: 2024-01-20, by: wu@judge, data: {breach: l-2, points: 2, reason: seen}}
      - {event: FactRecorded, provider: s-01, at: 2024-01-21, by: li@judge, data: {fact: passed, fields: {rate: {part: 8, whole: 10}}}}
      - {event: BreachReported, provider: s-01, at: 2024-01-22, by: li@judge, data: {breach: l-3, clause: late, evidence: seen}}
      - {sweep: 2024-01-25}
    """

  private func ledger(_ story: String = story) throws -> Ledger {
    let ledger = Ledger(store: InMemoryEventStore(), rules: Rules(BuiltIn.terms))
    let result = try ledger.run(Scenario(yaml: Array(story.utf8), in: ledger.zone)) {
      try RulesFile(bytes: Array(Self.programme.utf8), file: $0)
    }
    #expect(result.failures.map { "\($0.step): expected \($0.expected.text), found \($0.found.text)" } == [])
    return ledger
  }

  private func day(_ text: String) throws -> StandingQuestion {
    var question = StandingQuestion()
    question.asOf = LocalDate(text)
    return question
  }

  private let now = BuiltIn.terms.zone.instant(reading: "2024-01-26T12:00") ?? Instant(seconds: 0)

  private func explanation(_ matter: SubjectMatter, on date: String = "2024-01-26") throws -> SubjectExplanation {
    try ledger().explanation(of: matter, ofSubject: "s-01", day(date), now: now)
  }

  @Test("11 A breach is explained: each leaf with what was found, its window and the last day of that")
  func breachIsExplained() throws {
    let answer = try explanation(.breach("l-2"))
    guard case .array(let choices)? = answer.json["choices"] else {
      Issue.record("no choices")
      return
    }
    #expect(
      choices.first?.text.contains(
        #""leaf":"{breaches: late, within: {days: 60}, at-least: 2}","found":2,"held":true,"window":"{days: 60}","until":"2024-03-09""#
      ) ?? false, "\(choices.map(\.text))")
    let lines = answer.prose.lines
    #expect(lines.contains { $0.zh == "条款 late（第一条）：迟到。" })
    #expect(lines.contains { $0.en == "clause late (第一条): Late." })
    #expect(
      lines.contains {
        $0.en.hasPrefix(
          "    the number of breaches of “Late” within 60 days is at least 2: found 2, holds; window 60 days, its last day 2024-03-09"
        )
      })
    #expect(lines.contains { $0.zh.contains("查得 2，成立；期间 60 天，末日 2024-03-09") })
    #expect(lines.contains { $0.en.contains("node reached") })
    #expect(lines.contains { $0.zh == "  可申诉至 2024-01-27（周六）。" })
  }

  @Test("11 A counter is explained: its entries with their days, and what is left from day to day")
  func counterIsExplained() throws {
    let lines = try explanation(.counter("points")).prose.lines
    #expect(
      lines.contains {
        $0.en == "  entry 1: 3, from 2024-01-10 to 2024-02-08; by the clause “Late”, breach l-1"
      })
    #expect(lines.contains { $0.zh == "    自 2024-02-09 起余 0 分" })
    #expect(lines.contains { $0.en == "  from 2024-01-20 on: 5" })
    #expect(throws: InputError.self) { try explanation(.counter("stars")) }
  }

  @Test("11 A measure is explained: why it runs, until when at least, and what would end it")
  func measureIsExplained() throws {
    let answer = try explanation(.measure("limited"))
    let lines = answer.prose.lines
    #expect(
      lines.contains { $0.en == "from 2024-01-20 on, its last day not known; by the node at 4 of “points”" }
    )
    #expect(lines.contains { $0.zh == "至少至 2024-01-22" })
    #expect(lines.contains { $0.en.contains("found 8/10, does not hold; window 10 days, its last day 2024-01-30") })
    #expect(try explanation(.measure("limited"), on: "2024-01-10").prose.lines.contains { $0.en == "It never began." })
  }

  @Test("11 A breach nobody raised is unknown")
  func unknownBreach() throws {
    #expect(throws: Refusal.self) { try explanation(.breach("l-9")) }
  }

  @Test("11 A forecast tells each counter's course, its next node, what is pending, measures and duties")
  func forecastIsTold() throws {
    let ledger = try ledger()
    let outlook = try ledger.subjectOutlook(of: "s-01", day("2024-01-22"), now: now)
    let points = try #require(outlook.forecast.counters.first)
    #expect(points.value == 5)
    #expect(points.pending == 3)
    #expect(points.nextNode == nil)
    #expect(points.falls.map(\.value) == [2, 0])
    let json = outlook.json.text
    #expect(
      json.contains(
        #""counter":"points","key":null,"value":5,"best":5,"worst":8,"nextNode":null,"distance":null,"crossing":false"#)
    )
    #expect(json.contains(#""falls":[{"on":"2024-02-09","value":2},{"on":"2024-02-19","value":0}]"#))
    #expect(json.contains(#""pending":[{"breach":"l-3","clause":"late","on":"2024-01-22","minimum":1,"maximum":3}]"#))
    let later = try ledger.subjectOutlook(of: "s-01", day("2024-02-09"), now: now).forecast.counters[0]
    #expect(later.nextNode == 4)
    #expect(later.mayReachNode)
    let lines = outlook.prose.lines
    #expect(lines.contains { $0.zh == "  points：现为 5，最坏 8" })
    #expect(lines.contains { $0.en == "    from 2024-02-09 on: 2" })
    #expect(try ledger.subjectOutlooks(day("2024-01-22"), now: now).map(\.provider) == ["s-01"])
    #expect(throws: Refusal.self) { try ledger.subjectOutlook(of: "s-09", day("2024-01-22"), now: now) }
  }

  private func simulation(_ question: SimulationQuestion, of story: String = story) throws -> Simulation {
    try ledger(story).simulate(question, now: now)
  }

  @Test("11 Under the rules that hold the log simulated is the log, sweeps and all")
  func simulatedLogIsTheLog() throws {
    let simulation = try simulation(SimulationQuestion())
    #expect(simulation.isSame)
    #expect(simulation.subjects.map(\.differs) == [false])
    #expect(simulation.refused.isEmpty)
  }

  @Test(
    "11 Every story's log, decided again under its own rules, is the same bytes", arguments: ScenarioFiles.ofProgrammes)
  func everyLogIsSame(_ file: URL) throws {
    let ledger = Ledger(store: InMemoryEventStore(), rules: Rules(BuiltIn.terms))
    _ = try ledger.run(Scenario(yaml: Array(Data(contentsOf: file)), in: ledger.zone)) { name in
      let path = file.deletingLastPathComponent().appending(path: name)
      return try RulesFile(bytes: Array(Data(contentsOf: path)), file: path.path)
    }
    let simulation = try ledger.simulate(SimulationQuestion(), now: now)
    #expect(simulation.isSame)
    #expect(simulation.subjects.filter(\.differs).map(\.provider.text) == [])
  }

  @Test(
    "11 Under another version a subject is shown on both sides, and a judgement outside its range at the nearest value")
  func anotherVersionIsTried() throws {
    let other = Self.programme.replacing("version: \"1\"", with: "version: \"2\"")
      .replacing("points: [1, 3]", with: "points: [1, 2]").replacing("{at: 4,", with: "{at: 5,")
    let tried = try Programme.read(Array(other.utf8), file: "other.yaml")
    let simulation = try simulation(SimulationQuestion(programme: tried))
    #expect(!simulation.isSame)
    let adjusted = try #require(simulation.adjusted.first)
    #expect((adjusted.given, adjusted.taken) == (3, 2))
    let subject = try #require(simulation.subjects.first)
    #expect(subject.differs)
    #expect(subject.happened?.standing.counters.map(\.value.sum) == [5])
    #expect(subject.simulated?.standing.counters.map(\.value.sum) == [4])
    #expect(subject.happened?.standing.measures.map(\.name) == ["limited"])
    #expect(subject.simulated?.standing.measures.map(\.name) == [])
    #expect(subject.simulated?.standing.rulebook == "stall-2")
    #expect(subject.breaches.count == 1)
    let changes = subject.changes.map { "\($0.path) \($0.before.text) \($0.after.text)" }
    #expect(changes.contains("counters/points 5 4"), "\(changes)")
    #expect(changes.contains { $0.hasPrefix("measures/limited ") }, "\(changes)")
    #expect(!subject.changes.contains { $0.path == "rulebook" || $0.path.hasPrefix("breaches") })
    let text = simulation.json.text
    #expect(text.contains(#"{"path":"counters/points","happened":5,"simulated":4}"#), "\(text)")
    #expect(text.contains(#""rulebook":"stall-2","same":false"#))
    #expect(text.contains(#""differs":true"#))
    let page = SimulationText(simulation, .en).page.text(width: nil, .en)
    #expect(page.contains("What differs of subjects"))
  }

  @Test("11 From a date on another version is tried, and what was before stays")
  func anotherVersionFromADate() throws {
    let other = Self.programme.replacing("version: \"1\"", with: "version: \"2\"")
      .replacing("points: [2, 3]", with: "points: 1")
    let tried = try Programme.read(Array(other.utf8), file: "other.yaml")
    let from = LocalDate("2024-01-15")
    let simulation = try simulation(SimulationQuestion(programme: tried, effective: from))
    #expect(simulation.subjects.first?.simulated?.standing.counters.map(\.value.sum) == [4])
    #expect(simulation.adjusted.map(\.given) == [2])
    #expect(simulation.adjusted.map(\.taken) == [1])
  }

  @Test("11 Facts that never happened are submitted after all that did")
  func furtherFacts() throws {
    let line =
      #"{"type":"BreachAssessed","provider":"s-01","at":"2024-01-27T00:00:00+08:00","by":{"id":"wu","role":"judge"},"data":{"breach":"l-3","points":3,"reason":"seen"}}"#
    let draft = try Draft(json: Array(line.utf8), in: BuiltIn.terms.zone, mayBeOfProgramme: true)
    let subject = try #require(try simulation(SimulationQuestion(facts: [draft])).subjects.first)
    #expect(subject.happened?.standing.counters.map(\.value.sum) == [5])
    #expect(subject.simulated?.standing.counters.map(\.value.sum) == [8])
    #expect(subject.breaches.count == 1)
  }

  @Test("11 A programme that the ledger does not publish cannot be tried")
  func unknownProgramme() throws {
    let other = Self.programme.replacing("rulebook: stall", with: "rulebook: other")
    let tried = try Programme.read(Array(other.utf8), file: "other.yaml")
    #expect(throws: Refusal.self) { try simulation(SimulationQuestion(programme: tried)) }
  }

  @Test("10 A version published while others are decided on is what decides from then on")
  func versionsAreTakenUpWithinATransaction() throws {
    let other = Self.programme.replacing("version: \"1\"", with: "version: \"2\"").replacing(
      "points: [2, 3]", with: "points: [5, 9]")
    let story =
      Self.story + "\n" + """
          - {publish: two.yaml, effective: 2024-01-26, recorded: 2024-01-26}
          - {event: BreachReported, provider: s-01, at: 2024-01-26, by: li@judge, data: {breach: l-4, clause: late, evidence: seen}}
          - {event: BreachAssessed, provider: s-01, at: 2024-01-26, by: wu@judge, data: {breach: l-4, points: 9, reason: seen}}
        """
    let ledger = Ledger(store: InMemoryEventStore(), rules: Rules(BuiltIn.terms))
    let result = try ledger.run(Scenario(yaml: Array(story.utf8), in: ledger.zone)) {
      try RulesFile(bytes: Array(($0 == "two.yaml" ? other : Self.programme).utf8), file: $0)
    }
    #expect(result.failures.isEmpty)
    #expect(try ledger.decideAgain().finding == nil)
    #expect(try ledger.simulate(SimulationQuestion(), now: now).isSame)
  }
}
