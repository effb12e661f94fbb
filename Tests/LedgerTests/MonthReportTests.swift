import EventStore
import Foundation
import LedgerDomain
import LedgerTesting
import Rulebook
import Testing

@testable import Ledger
@testable import LedgerFormat
@testable import Presentation

@Suite("The report of a month")
struct MonthReportTests {
  @Test("Twelve months add up to the year, in every scenario", arguments: ScenarioFiles.own)
  func scenarios(_ file: URL) throws {
    let played = try PlayedScenario(file)
    try addUp(played.ledger, 2011, StandingQuestion(), by: played.rulebook, now: played.now)
  }

  @Test("They do in any history and view", arguments: 1...3)
  func histories(_ seed: Int) throws {
    let history = try RuledHistory(seed: seed, steps: 90, publishingEvery: 30)
    let rulebook = try Rulebook.builtIn()
    for question in try history.questions().prefix(3) {
      try addUp(history.ledger, 2011, question, by: rulebook, now: history.now)
    }
  }

  private func addUp(
    _ ledger: Ledger, _ year: Int, _ question: StandingQuestion, by rulebook: Rulebook, now: Instant
  ) throws {
    let whole = try ledger.report(year: year, question, by: rulebook, now: now)
    var clauses: [Clause: (states: [Breach.Status: Int], count: Int, sum: Int, charged: Int)] = [:]
    var sum = MonthFigures()
    for number in 1...12 {
      let report = try ledger.report(month: Month(year: year, month: number), question, by: rulebook, now: now)
      for line in report.clauses {
        var (states, count, points, charged) = clauses[line.clause] ?? ([:], 0, 0, 0)
        states.merge(line.states, uniquingKeysWith: +)
        count += line.assessed.count
        points += line.assessed.sum
        charged += line.charged
        clauses[line.clause] = (states, count, points, charged)
      }
      #expect(report.cities.reduce(into: MonthFigures()) { $0.add($1.figures) } == report.total)
      #expect(report.total.salesMissing == report.unreported.count)
      for line in report.providers {
        #expect(line.score == whole.closing.lines.first { $0.provider == line.provider }?.score ?? line.score)
      }
      sum.add(report.total)
    }
    #expect(Set(clauses.keys) == Set(whole.clauses.map(\.clause)))
    for line in whole.clauses {
      let found = clauses[line.clause]
      #expect(found?.states == line.states && found?.charged == line.charged)
      #expect(found?.count == line.assessed.count && found?.sum == line.assessed.sum)
    }
    #expect(sum.charged == whole.clauses.map(\.charged).reduce(0, +))
    #expect(sum.pending.count == whole.closing.total.pending.count)
    #expect(sum.salesMissing == whole.closing.total.unreportedMonths.count)
  }

  @Test("What was deducted and restored in all months is what the log says", arguments: 1...2)
  func movements(_ seed: Int) throws {
    let history = try RuledHistory(seed: seed, steps: 90, publishingEvery: 30)
    var logged = (deducted: 0, restored: 0, assessed: 0)
    var months: Set<Month> = []
    try history.ledger.events(EntrySelection()) { recorded in
      months.insert(history.ledger.zone.date(of: recorded.event.at).month)
      switch recorded.event.body {
      case .consequence(.pointsDeducted(let it)): logged.deducted += it.charged
      case .consequence(.pointsRestored(let it)): logged.restored += it.restored
      case .fact(.breach(.assessed), _): logged.assessed += 1
      case .fact, .consequence, .publication: break
      }
      return true
    }
    let rulebook = try Rulebook.builtIn()
    let question = StandingQuestion(knownAt: history.now)
    let totals = try months.map {
      try history.ledger.report(month: $0, question, by: rulebook, now: history.now).total
    }
    #expect(totals.map(\.deducted).reduce(0, +) == logged.deducted)
    #expect(totals.map(\.restored).reduce(0, +) == logged.restored)
    #expect(totals.map(\.assessed).reduce(0, +) == logged.assessed)
  }

  @Test("June 2011 in Zhejiang, in both languages and for programs")
  func june() throws {
    let played = try PlayedScenario("year-2011-zhejiang")
    let report = try played.ledger.report(
      month: Month(year: 2011, month: 6), StandingQuestion(asOf: day("2012-01-07")), by: played.rulebook,
      now: played.now)
    let total = report.total
    #expect((total.breaches, total.charged, total.assessed, total.deducted) == (4, 19, 4, 21))
    #expect((total.answersDue, total.answersLate, total.complaints) == (5, 1, 1))
    #expect((total.outletsSigned, total.outletsOpened, total.outletsGone) == (1, 1, 1))
    #expect(total.salesFen == 2_463_000 && total.salesReported == 2)
    #expect(report.milestones.map(\.event.type) == ["ThresholdReached", "RectificationOpened"])
    let zh = report.page(.zh).lines(width: nil, .zh).map(\.text)
    #expect(zh[0] == "2011-06 月报（截至 2012-01-07）")
    #expect(zh.contains("本月评定 4 项，不成立 0 项，申诉改判 0 项；扣 21 分，返还 0 分。"))
    #expect(report.page(.en).lines(width: nil, .en)[3].text.hasPrefix("In the month 4 assessed"))
    #expect(report.sheet(nil).csv.count == report.providers.count + 1)
    #expect(report.json["total"]?["pending"]?["count"] == .integer(0))
  }
}
