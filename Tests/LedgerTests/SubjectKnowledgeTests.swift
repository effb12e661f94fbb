import EventStore
import Ledger
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Presentation
import Programmes
import Rulebook
import Testing
import Trials

/// Subjects and providers in one ledger, asked what was known when, and what was judged (programmes §11).
@Suite("What was known of subjects, and lists of both forms")
struct SubjectKnowledgeTests {
  private static let programme = """
    form: programme/1
    rulebook: stall
    version: "1"
    title: {zh: 摊位, en: Stalls}
    zone: {name: Asia/Shanghai, offset: "+08:00"}
    roles: {judge: {zh: 评定, en: judge}}
    counters: {points: {zh: 扣分, en: points, window: {days: 30}, nodes: [{at: 4, do: []}]}}
    clauses:
      late:
        section: 第一条
        zh: 迟到。
        en: Late.
        arises: reported
        decided: {by: [judge], grades: [light, grave]}
        cost: [{charge: points, points: [1, 3]}]
    appeal: {within: {days: 7}, of: charge}
    """

  private static let steps = """
      - {event: SubjectEnrolled, provider: s-01, at: 2024-01-01, by: li@judge, data: {name: 一号摊}}
      - {event: SubjectEnrolled, provider: s-02, at: 2024-01-02, by: li@judge, data: {name: 二号摊}}
      - {event: BreachReported, provider: s-01, at: 2024-01-10, by: li@judge, data: {breach: l-1, clause: late, evidence: seen}}
      - {event: BreachAssessed, provider: s-01, at: 2024-01-12, by: wu@judge, data: {breach: l-1, grade: grave, points: 3, reason: seen}}
      - {event: BreachReported, provider: s-02, at: 2024-01-20, by: li@judge, data: {breach: m-1, clause: late, evidence: seen}}
    """

  private static let provider =
    "  - {event: ProviderRegistered, provider: p-01, at: 2024-01-03, by: chen@channel-expansion, data: {name: One, kind: thirdParty}}"

  private func ledger(with more: String = "") throws -> Ledger {
    let ledger = Ledger(store: InMemoryEventStore(), rules: Rules(BuiltIn.terms))
    let text = "scenario: Stalls\nrulebook: stall.yaml\nsteps:\n" + Self.steps + "\n" + more + "\n"
    let result = try ledger.run(Scenario(yaml: Array(text.utf8), in: ledger.zone)) {
      try RulesFile(bytes: Array(Self.programme.utf8), file: $0)
    }
    #expect(result.failures.map { "\($0.step): expected \($0.expected.text), found \($0.found.text)" } == [])
    return ledger
  }

  private func moment(_ text: String) -> Instant { BuiltIn.terms.zone.instant(reading: text) ?? Instant(seconds: 0) }

  private var now: Instant { moment("2024-02-01T12:00") }

  @Test("11 The difference of two states of knowledge names what changed, and the events that did it")
  func difference() throws {
    let ledger = try ledger()
    let found = try ledger.difference(
      ofSubject: "s-01", from: moment("2024-01-11"), to: moment("2024-01-15"), asOf: LocalDate("2024-01-31"))
    #expect(found.name == "一号摊")
    let changed = Dictionary(uniqueKeysWithValues: found.changes.map { ($0.path, ($0.before, $0.after)) })
    #expect(changed["counters/points"]?.0 == .integer(0) && changed["counters/points"]?.1 == .integer(3))
    #expect(changed["breaches/l-1/state"]?.1 == "assessed" && changed["breaches/l-1/grade"]?.1 == "grave")
    #expect(found.steps.map { $0.event.event.position } == [5, 6])
    #expect(found.prose.lines.contains { $0.zh == "  计分 points：0 → 3" })
    let none = try ledger.difference(ofSubject: "s-01", from: moment("2024-01-20"), to: now, asOf: nil)
    #expect(none.changes.isEmpty && none.steps.isEmpty)
    let enrolled = try ledger.difference(ofSubject: "s-01", from: moment("2023-12-31"), to: now, asOf: nil)
    #expect(enrolled.changes.contains { $0.path == "name" && $0.before == .null })
    #expect(throws: Refusal.self) {
      try ledger.difference(ofSubject: "s-01", from: moment("2023-11-01"), to: moment("2023-12-01"), asOf: nil)
    }
  }

  @Test("11 In the list of all that changed are the subjects that did, and no others")
  func differences() throws {
    let ledger = try ledger()
    let found = try ledger.subjectDifferences(from: moment("2024-01-15"), to: now, asOf: nil)
    #expect(found.map(\.provider) == ["s-02"])
    let rows = found.sheet(nil).rows
    #expect(rows.contains(["s-02", "二号摊", "breaches/m-1/state", "", "pending"]))
  }

  @Test("Decision 0067: a sheet of both forms has the rows of both, under the columns of both")
  func sheetOfBoth() throws {
    let ledger = try ledger(with: Self.provider)
    let (providers, subjects) = try (
      ledger.standings(StandingQuestion(), now: now), ledger.subjectStandings(StandingQuestion(), now: now)
    )
    let sheet = SubjectStandingText.sheet(providers, subjects, nil)
    let names = sheet.columns.map(\.name)
    #expect(
      names == [
        "provider", "name", "status", "expansion", "year", "score", "pending", "cities", "outlets", "depositFen",
        "programme",
        "closed", "counters", "measures", "pendingBreaches",
      ])
    #expect(sheet.rows.map { $0[0] } == ["p-01", "s-01", "s-02"])
    #expect(sheet.rows.allSatisfy { $0.count == names.count })
    #expect(sheet.rows[0][12...].allSatisfy(\.isEmpty) && sheet.rows[2][12] == "points 0" && sheet.rows[2][14] == "1")
    let ofProviders = Set(sheet.rows[1][2...9])
    #expect(ofProviders == [""])
    #expect(SubjectStandingText.sheet(providers, [], nil).csv == StandingText.table(of: providers, nil).csv)
    #expect(SubjectStandingText.sheet([], subjects, nil).csv == SubjectStandingText.table(of: subjects, nil).csv)
  }

  @Test("Decision 0067: the judging sheet has the breaches of subjects, with what their judges set, and is read back")
  func judgingSheet() throws {
    let ledger = try ledger()
    let waiting = try ledger.subjectQueue(for: nil, through: LocalDate(daysSinceEpoch: 30_000), StandingQuestion())
    let report = QueueReport(items: [], moment: now, zone: ledger.zone, calendar: BuiltIn.terms.calendar)
    let sheet = JudgingSheet(report, waiting, events: [:], by: "wu@judge", .en).table
    #expect(
      sheet.columns.map(\.name).prefix(9) == [
        "type", "provider", "breach", "points", "grade", "fen", "reason", "at", "by",
      ])
    let row = try #require(sheet.rows.first)
    #expect(row.prefix(3) == ["BreachAssessed", "s-02", "m-1"] && row[8] == "wu@judge")
    #expect(row[9...].contains("light grave"))
    let lines = sheet.csv.map { Array($0.dropLast().utf8) }
    let heading = try CSVHeading(lines[0], of: "sheet.csv")
    let blank = try #require(try heading.record(lines[1]))
    #expect(blank.isUnjudged)
    let filled = sheet.rows[0].enumerated().map { index, cell in
      [3: "2", 4: "light", 6: "seen"][index] ?? cell
    }.joined(separator: ",")
    let record = try #require(try heading.record(Array(filled.utf8)))
    #expect(!record.isUnjudged)
    var draft = try record.draft(in: ledger.zone)
    draft.at = moment("2024-01-25")
    _ = try ledger.submit(draft, now: now)
    let standing = try ledger.subjectStanding(of: "s-02", StandingQuestion(), now: now).standing
    #expect(standing.counters.first?.value == .total(2))
  }

  @Test("11 What was judged under a clause is counted by points and grades, of acts of the year")
  func judgements() throws {
    let ledger = try ledger()
    let found = try ledger.judgements(under: "late", of: "stall", year: 2024)
    #expect(found.points == [3: 1] && found.grades == ["grave": 1])
    #expect(try ledger.judgements(under: "late", of: "stall", year: 2023).points.isEmpty)
    #expect(throws: Refusal.self) { try ledger.judgements(under: "none", of: "stall", year: 2024) }
    #expect(throws: Refusal.self) { try ledger.judgements(under: "late", of: "none", year: 2024) }
  }
}
