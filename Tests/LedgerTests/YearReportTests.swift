import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Presentation
import Rulebook
import Testing

@Suite("The report of a year")
struct YearReportTests {
  @Test("Who came near a threshold, what was restated, and how points were given")
  func contents() throws {
    let report = try report("year-2011-zhejiang")
    #expect(report.closing.lines.count == 12)
    #expect(report.curves.map(\.statement.provider) == ["hz-03", "nb-02", "wz-02"])
    #expect(report.curves.map(\.peak) == [50, 104, 101])
    #expect(report.restatements.map(\.statement.provider) == ["zj-91"])
    #expect(report.restatements.first?.entries.map(\.movement.points) == [2])
    let training = try #require(report.assessors.first { $0.clause == .trainingFailure })
    #expect(training.points == YearReport.Distribution(count: 2, sum: 35, minimum: 15, maximum: 20))
    #expect(training.points.mean == "17.50")
    #expect(!report.assessors.contains { $0.clause == .dormantOutlets })
    for line in report.clauses { #expect(line.states.values.reduce(0, +) >= line.assessed.count) }
    let charged = report.clauses.map(\.charged).reduce(0, +)
    let passed = report.closing.lines.map(\.score).reduce(0, +)
    #expect(charged == passed + 20, "only the pass of hz-03 takes off what no appeal does")
  }

  @Test("As known at the closing, nothing is restated")
  func atTheClosing() throws {
    let played = try PlayedScenario("year-2011-zhejiang")
    let question = StandingQuestion(knownAt: played.ledger.zone.instant(reading: "2012-01-01T00:00"))
    let report = try played.ledger.report(year: 2011, question, by: played.rulebook, now: played.now)
    #expect(report.restatements.isEmpty)
    #expect(report.closing.lines.allSatisfy { $0.difference == 0 })
  }

  @Test("The page carries both languages and nothing from elsewhere")
  func page() throws {
    let report = try report("year-2011-zhejiang")
    let zh = report.html(languageTag: "zh") { $0.zh }
    let en = report.html(languageTag: "en") { $0.en }
    #expect(zh.contains("2011 年度关账报告") && zh.contains("lang=\"zh\""))
    #expect(en.contains("Closing report 2011") && en.contains("Providers at risk"))
    for page in [zh, en] {
      #expect(page.components(separatedBy: "<figure>").count == 4)
      #expect(page.components(separatedBy: "<svg class=\"chart\"").count == 4)
      #expect(page.components(separatedBy: "<svg class=\"bar\"").count == 13)
      #expect(page.components(separatedBy: "<line class=\"threshold ").count == 7)
      for foreign in ["<script", "http:", "https:", "src=", "url(", "@import", "<link"] {
        #expect(!page.contains(foreign))
      }
    }
  }

  @Test("The highest score stands first, and every step of a curve is explained beside it")
  func order() throws {
    let report = try report("year-2011-zhejiang")
    let page = report.html(languageTag: "zh") { $0.zh }
    let scores = page.components(separatedBy: "data-label=\"现扣分\"><b>").dropFirst().compactMap {
      Int($0.prefix { $0.isNumber })
    }
    #expect(scores.count == 12 && scores == scores.sorted(by: >))
    #expect(
      page.components(separatedBy: "<li><b>").count - 1 == report.curves.map(\.statement.entries.count).reduce(0, +))
    for line in ["整改线 50", "终止线 100", "已达终止线（100）", "申诉：经营竞争业务", "整改达标"] {
      #expect(page.contains(line), "\(line)")
    }
  }

  @Test("The page is laid out by nothing but its own style sheet, for telephone, night and paper, and can be heard")
  func structure() throws {
    let page = try report("year-2011-zhejiang").html(languageTag: "zh") { $0.zh }
    #expect(!page.contains(" style="), "a strict content policy forbids styles at elements")
    for rule in [
      "prefers-color-scheme: dark", "@page { size: A4", "break-inside: avoid", "max-width: 60rem", "Noto Sans CJK SC",
    ] {
      #expect(page.contains(rule), "\(rule)")
    }
    for tag in ["table", "tr", "td", "th", "caption"] {
      let opened = page.components(separatedBy: "<\(tag) ").count + page.components(separatedBy: "<\(tag)>").count - 1
      #expect(page.components(separatedBy: "</\(tag)>").count == opened, "\(tag)")
    }
    #expect(page.components(separatedBy: "<table").count == page.components(separatedBy: "<caption").count)
    #expect(
      count(of: ["<svg class", "<svg height"], in: page)
        == count(of: ["role=\"img\" aria-label", "aria-hidden"], in: page))
    #expect(
      page.components(separatedBy: "scope=\"col\"").count > 20
        && page.components(separatedBy: "scope=\"row\"").count > 20)
  }

  @Test("A year with nobody in it is a page too")
  func nobody() throws {
    let terms = try Rulebook.builtIn().terms
    let ledger = Ledger(store: InMemoryEventStore(), rules: Rules(terms))
    let now = try #require(terms.zone.instant(reading: "2012-01-01T00:00"))
    let report = try ledger.report(year: 2011, StandingQuestion(), by: try Rulebook.builtIn(), now: now)
    let page = report.html(languageTag: "en") { $0.en }
    #expect(page.contains("0 / 0") && !page.contains("<figure>"))
  }

  private func count(of words: [String], in page: String) -> Int {
    words.map { page.components(separatedBy: $0).count - 1 }.reduce(0, +)
  }

  @Test("Whatever was entered, the page holds it as text")
  func escaping() throws {
    let attack = "<script>alert(\"x\")</script>&'"
    let terms = try Rulebook.builtIn().terms
    let ledger = Ledger(store: InMemoryEventStore(), rules: Rules(terms))
    let quoted = JSON.string(attack).text
    let lines = [
      #"{"type":"ProviderRegistered","provider":"p","at":"2011-03-01","by":"a@channel-expansion","data":{"name":\#(quoted),"kind":"thirdParty"}}"#,
      #"{"type":"BreachReported","provider":"p","at":"2011-03-02","by":"b@channel-operations","data":{"breach":"rival","clause":"competitor-dealing","evidence":\#(quoted)}}"#,
    ]
    for line in lines { try submit(line, to: ledger) }
    let now = try #require(terms.zone.instant(reading: "2012-01-01T00:00"))
    _ = try ledger.write { try $0.closeYear(2011, now: now) }
    let by = JSON.object([.init("id", .string(attack)), .init("role", "department-head")]).text
    try submit(
      #"{"type":"BreachAssessed","provider":"p","at":"2012-01-02","by":\#(by),"data":{"breach":"rival","points":100,"reason":\#(quoted)}}"#,
      to: ledger)
    let later = now.adding(seconds: 400_000)
    let report = try ledger.report(year: 2011, StandingQuestion(), by: try Rulebook.builtIn(), now: later)
    let page = report.html(languageTag: "en") { $0.en }
    #expect(report.curves.count == 1 && report.restatements.count == 1)
    #expect(!page.contains("<script") && !page.contains("alert(\""))
    #expect(page.components(separatedBy: "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;").count >= 6)
    #expect(page.components(separatedBy: "<").count == page.components(separatedBy: ">").count)
  }

  private func submit(_ line: String, to ledger: Ledger) throws {
    let draft = try Draft(json: Array(line.utf8), in: ledger.zone)
    _ = try ledger.write { try $0.submit(draft, now: draft.at ?? Instant(seconds: 0)) }
  }

  private func report(_ scenario: String) throws -> YearReport {
    let played = try PlayedScenario(scenario)
    return try played.ledger.report(year: 2011, StandingQuestion(), by: played.rulebook, now: played.now)
  }
}
