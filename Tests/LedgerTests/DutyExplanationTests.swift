import EventStore
import Foundation
import LedgerDomain
import LedgerTesting
import Rulebook
import Testing

@testable import Ledger
@testable import LedgerFormat
@testable import Presentation

@Suite("What became of a duty of an office")
struct DutyExplanationTests {
  /// The duties that a scenario ever opened, by provider.
  private func opened(in played: PlayedScenario) throws -> [(provider: Key<Provider>, duty: DutyID)] {
    var found: [(provider: Key<Provider>, duty: DutyID)] = []
    try played.ledger.events(EntrySelection(type: ConsequenceKind.dutyOpened.rawValue)) { recorded in
      if case .consequence(.dutyOpened(let opened)) = recorded.event.body {
        found.append((recorded.event.provider, opened.duty))
      }
      return true
    }
    return found
  }

  @Test(
    "Every duty of every scenario is explained in both languages, and counted to the day it was due",
    arguments: ScenarioFiles.own)
  func everyDuty(_ file: URL) throws {
    let played = try PlayedScenario(file)
    for (provider, id) in try opened(in: played) {
      let answer = try played.ledger.explain(
        named: id.text, of: provider, StandingQuestion(), by: [played.rulebook], now: played.now)
      guard case .duty(let explanation) = answer else {
        Issue.record("\(id) is no breach")
        continue
      }
      #expect(explanation.id == id && explanation.row.slug == id.slug)
      #expect(
        explanation.opening.count { $0.event.type == "DutyOpened" } == 1 && explanation.opening.count >= 2, "\(id)")
      #expect(explanation.term?.agrees ?? true, "\(id)")
      #expect((explanation.duty.closedOn == nil) == explanation.duty.state.isOwed, "\(id)")
      let lines = explanation.prose.lines
      #expect(lines.allSatisfy { $0.zh.isEmpty == $0.en.isEmpty })
      #expect(lines.contains { $0.zh.contains("现状：" + explanation.duty.state.words.zh) })
      #expect(lines.contains { $0.en.hasPrefix("How it is met") } == explanation.duty.state.isOwed)
      let positions = explanation.cited.map(\.event.position)
      #expect(positions == positions.sorted() && Set(positions).count == positions.count)
      #expect(try JSON(parsing: explanation.json.text) == explanation.json)
    }
  }

  @Test("A duty opened by another is traced to what met that one; one met by a condition to the fact that tipped it")
  func traced() throws {
    let played = try PlayedScenario("duties-of-an-office")
    func explain(_ id: String) throws -> DutyExplanation {
      let answer = try played.ledger.explain(
        named: id, of: "hz-01", StandingQuestion(), by: [played.rulebook], now: played.now)
      guard case .duty(let explanation) = answer else { throw Refusal.because(.unknownDuty) }
      return explanation
    }
    let signing = try explain("outlets-signing:m-1")
    #expect(signing.opening.map(\.event.type) == ["DutyFulfilled", "DutyClosed", "DutyOpened"])
    let review = try explain("outlets-review:m-1")
    #expect(review.course.map(\.event.type) == ["DutyExtended", "DutyMissed", "DutyFulfilled", "DutyClosed"])
    #expect(review.extensions.count == 1 && review.term?.due.date == day("2011-04-06"))
    #expect(review.duty.due?.date == day("2011-04-08") && review.duty.state == .met)
    let deposit = try explain("top-up-deposit")
    #expect(deposit.course.map(\.event.type).contains("DepositFrozen"))
    let standard = try explain("elimination-standard:hangzhou")
    #expect(standard.term?.count.rule == .monthEnd(after: 3) && standard.term?.count.due.date == day("2011-07-31"))
  }

  @Test("The day itself, and the end of a natural month to come, are due without a count of days")
  func uncounted() {
    let (zone, calendar) = (BuiltIn.terms.zone, BuiltIn.terms.calendar)
    let start = time("2011-01-31T10:00")
    for (rule, due) in [
      (DueRule.sameDay, "2011-01-31"), (.monthEnd(after: 0), "2011-01-31"), (.monthEnd(after: 1), "2011-02-28"),
      (.monthEnd(after: 13), "2012-02-29"),
    ] {
      #expect(rule.due(from: start, in: zone, calendar).date == DueDate(day(due), provisional: false))
      let count = rule.count(from: start, in: zone, calendar)
      #expect(count.due.date == day(due) && count.days.isEmpty)
    }
    #expect(DutyRow.Term.days(0).rule == .sameDay && DutyRow.Term.days(7).rule == .calendarDays(7))
    #expect(DutyRow.Term.naturalMonths(3).rule == .monthEnd(after: 3) && DutyRow.Term.date("deadline").rule == nil)
  }
}
