import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerTesting
import Presentation
import Rulebook
import Testing

@Suite("Due dates, day by day")
struct ExplainDueDateTests {
  @Test("A make-up working day the complainant overlooked is in the count, by name, with its hours")
  func makeUpDay() throws {
    let played = try PlayedScenario("appeal-make-up-day")
    let explanation = try played.explain("service-complaint:complaint:c-1")
    let due = try #require(explanation.due)
    #expect(due.duty.breach == "service-complaint:ticket:t-1")
    #expect(due.term.count.dueAt == played.ledger.zone.instant(reading: "2011-10-08T19:00"))
    #expect(due.isMet)
    #expect(due.term.count.days.count == 9)
    #expect(due.term.count.days.filter { $0.kind == .holiday("national-day") }.count == 5)
    let saturday = try #require(due.term.count.days.last)
    #expect(saturday.kind == .makeUp("national-day"))
    #expect(saturday.number == 2)
    let lines = explanation.prose.lines
    #expect(lines.contains { $0.zh.contains("2011-10-08 周六  国庆节调休上班  09:00–19:00 计 10小时") })
    #expect(
      lines.contains { $0.en.contains("2011-10-08 Sat  make-up working day for National Day  09:00–19:00, 10 h") })
    #expect(lines.contains { $0.en.contains("met in time") })
  }

  @Test("Before and after the decision, the explanation answers by what was known")
  func beforeAndAfter() throws {
    let played = try PlayedScenario("appeal-make-up-day")
    let id: BreachID = "service-complaint:complaint:c-2"
    let before = StandingQuestion(knownAt: played.ledger.zone.instant(reading: "2011-10-18T14:59:59"))
    let then = try played.explain(id, before)
    #expect(then.line.state == .assessed)
    #expect(then.charge?.movement?.score == 52)
    #expect(then.appeal?.decided == nil)
    let now = try played.explain(id)
    #expect(now.line.state == .overturned)
    #expect(now.appeal?.movement?.points == -2)
    #expect(now.appeal?.movement?.score == 48)
    #expect(now.appeal?.consequences.map(\.event.type).contains("RectificationClosed") == true)
    let first = try played.explain("service-complaint:complaint:c-1")
    #expect(first.consequences.map(\.event.type).contains("ThresholdReached"))
  }

  @Test("Working days: holidays are skipped by name, make-up days counted, the first day never")
  func workingDays() throws {
    let terms = try Rulebook.builtIn().terms
    let start = try #require(terms.zone.instant(reading: "2011-01-25T14:00"))
    let count = DueRule.workingDays(15).count(from: start, in: terms.zone, terms.calendar)
    #expect(count.due.date == LocalDate("2011-02-18"))
    #expect(count.days.first?.date == LocalDate("2011-01-26"))
    #expect(count.days.compactMap(\.number) == Array(1...15))
    let skipped = count.days.filter { $0.number == nil && $0.kind == .holiday("spring-festival") }
    #expect(skipped.map(\.date.description) == ["2011-02-02", "2011-02-03", "2011-02-04", "2011-02-07", "2011-02-08"])
    let madeUp = count.days.filter { $0.kind == .makeUp("spring-festival") }
    #expect(madeUp.map(\.date.description) == ["2011-01-30", "2011-02-12"])
    #expect(madeUp.allSatisfy { $0.number != nil })
  }

  @Test("Beyond the known calendar the count is provisional, day by day")
  func provisional() throws {
    let terms = try Rulebook.builtIn().terms
    let start = try #require(terms.zone.instant(reading: "2026-12-30T10:00"))
    let count = DueRule.workingDays(2).count(from: start, in: terms.zone, terms.calendar)
    #expect(count.due == DueDate(LocalDate("2027-01-01")!, provisional: true))
    #expect(count.days.map(\.isKnown) == [true, false])
  }

  @Test("The two ends of a working-day count agree with the calendar's own")
  func countsAgreeWithTheCalendar() throws {
    let terms = try Rulebook.builtIn().terms
    for day in stride(from: 14_975, to: 20_800, by: 13) {
      let date = LocalDate(daysSinceEpoch: day)
      let count = DueRule.workingDays(5).count(from: terms.zone.instant(date), in: terms.zone, terms.calendar)
      #expect(count.due == terms.calendar.day(5, after: date))
      #expect(count.days.last?.date == count.due.date)
    }
  }

  @Test("An expansion date that falls on a day off is moved, and the outlets are counted")
  func expansion() throws {
    let played = try PlayedScenario("year-2011-zhejiang")
    let explanation = try played.ledger.explain(
      "expansion-target:wenzhou:first-batch", of: "wz-01", StandingQuestion(), by: [played.rulebook], now: played.now)
    let due = try #require(explanation.due)
    #expect(due.term.count.days.map(\.date.description) == ["2011-02-26", "2011-02-27", "2011-02-28"])
    #expect(due.target?.counted == 2)
    #expect(due.target?.needed == 3)
    #expect(!due.isMet)
    #expect(explanation.charge?.cap?.limit == 40)
    #expect(explanation.charge?.cap?.room == 40)
  }
}
