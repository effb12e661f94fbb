import Foundation
import KoufenTesting
import Testing

@Suite("koufen explain, of a duty of an office")
struct ExplainDutyTests {
  private static let review = "outlets-review:m-1"

  /// A meeting before Qingming: its review is put off, missed by a sweep, and entered late as done in time.
  private static func place() throws -> Workplace {
    try Workplace(
      scenario: """
        scenario: After a meeting
        steps:
          - {event: ProviderRegistered, provider: hz-01, at: 2011-01-04, by: chen@channel-expansion, data: {name: 杭州一号代购, kind: thirdParty}}
          - {publish: taobao-daigou-1.5-offices, effective: 2011-01-05, recorded: 2011-01-04T12:00}
          - {event: DepositFrozen, provider: hz-01, at: 2011-01-05, by: wu@channel-operations, data: {city: hangzhou, amountFen: 30000000}}
          - {event: AgreementSigned, provider: hz-01, at: 2011-01-05, by: li@legal, data: {startsOn: 2011-01-05, endsOn: 2014-01-04}}
          - {event: CityAuthorised, provider: hz-01, at: 2011-03-01, by: chen@channel-expansion, data: {city: hangzhou, population: 10000}}
          - {event: MeetingHeld, provider: hz-01, at: 2011-03-25T14:00, by: feed@integration, data: {meeting: m-1, city: hangzhou, invited: 50, attended: 40}}
          - {event: DutyExtended, provider: hz-01, at: 2011-03-28, by: wu@channel-operations, data: {duty: "outlets-review:m-1", due: 2011-04-08, reason: 节日}}
          - {event: DutyWaived, provider: hz-01, at: 2011-03-28, by: wu@channel-operations, data: {duty: "meeting-groundwork:m-1", reason: 现场已核实}}
          - {sweep: 2011-04-08}
          - {event: DutyFulfilled, provider: hz-01, at: 2011-04-07, recorded: 2011-04-11, by: ann@provider, data: {duty: "outlets-review:m-1", evidence: 审核表}}

        """)
  }

  private func explain(_ place: Workplace, _ arguments: String...) throws -> KoufenProcess.End {
    try place.run(["explain", "hz-01"] + arguments)
  }

  @Test("Its row, what opened it, the days of its term by their names, who put it off and why, and what met it")
  func told() throws {
    let end = try explain(Self.place(), Self.review, "--lang", "zh")
    #expect(end.exit == 0, "\(end.error)")
    for text in [
      "§2.1.1(1) 会议结束7个工作日内完成意向网点审核", "由代购服务商对渠道运营履行；自 2011-03-25 起",
      "期限：2011-04-08（周五）（延期前 2011-04-06）；现状：已履行（2011-04-07）", "自 2011-03-25（当日不计）起 7 个工作日：",
      "2011-04-02 周六  清明节调休上班  计第 6 日", "2011-04-05 周二  清明节放假  不计", "到期：2011-04-06（周三）", "节日",
      "义务逾期：outlets-review:m-1", "审核表",
    ] { #expect(end.output.contains(text), "\(text)\n\(end.output)") }
    #expect(!end.output.contains("如何履行"), "what is met need not be met again")
    let english = try explain(Self.place(), Self.review, "--lang", "en", "--format", "text").output
    for text in ["finish the review", "review the outlets"] where english.contains(text) {
      #expect(english.contains("owed by provider to channel operations, since 2011-03-25"))
    }
    #expect(english.contains("How to check this") && english.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test("What comes after it names it and what met it; what was waived, by whom; what is still owed, how it is met")
  func others() throws {
    let place = try Self.place()
    let next = try explain(place, "outlets-signing:m-1", "--lang", "en").output
    #expect(next.contains("duty fulfilled") && next.contains("duty closed: outlets-review:m-1, met on 2011-04-07"))
    #expect(
      next.contains("by DutyFulfilled of provider, channel operations, channel expansion, with all of system-data"))
    #expect(next.contains("department head may waive it") && next.contains("due: Thu 2011-04-14; now open"))
    let waived = try explain(place, "meeting-groundwork:m-1", "--lang", "en").output
    #expect(waived.contains("now waived on 2011-03-28") && waived.contains("the day 2011-03-25 itself"))
  }

  private struct Answer: Decodable {
    let duty: String
    let state: String
    let due: String?
    let dueAtFirst: String?
    let closedOn: String?
    let term: Term
    let extensions: [Cited]
    let course: [Cited]

    struct Term: Decodable {
      let rule: String
      let days: [Day]
    }

    struct Day: Decodable {
      let number: Int?
      let kind: String
    }

    struct Cited: Decodable {
      let type: String
    }
  }

  private func answer(_ place: Workplace, _ more: String...) throws -> Answer {
    let end = try place.run(["explain", "hz-01", Self.review, "--format", "json"] + more)
    return try JSONDecoder().decode(Answer.self, from: Data(end.output.utf8))
  }

  @Test("As JSON, now and as it was known before it was entered")
  func json() throws {
    let place = try Self.place()
    let now = try answer(place)
    #expect(now.duty == Self.review && now.state == "met" && now.closedOn == "2011-04-07")
    #expect(now.due == "2011-04-08" && now.dueAtFirst == "2011-04-06" && now.term.rule == "working-days")
    #expect(now.term.days.compactMap(\.number) == Array(1...7))
    #expect(now.term.days.count { $0.kind == "holiday" } == 2 && now.term.days.count { $0.kind == "make-up" } == 1)
    #expect(now.extensions.map(\.type) == ["DutyExtended"])
    #expect(now.course.map(\.type) == ["DutyExtended", "DutyMissed", "DutyFulfilled", "DutyClosed"])
    let before = try answer(place, "--known-at", "2011-04-10", "--as-of", "2011-04-09")
    #expect(before.state == "missed" && before.course.map(\.type) == ["DutyExtended", "DutyMissed"])
    let first = try answer(place, "--as-of", "2011-03-27")
    #expect(first.state == "open" && first.due == "2011-04-06" && first.dueAtFirst == nil)
  }

  @Test("An id that nothing has is refused with the one that was perhaps meant, whether of a breach or a duty")
  func unknown() throws {
    let place = try Self.place()
    for (id, code, near) in [
      ("outlets-review:m-2", "unknown-duty", "outlets-review:m-1"),
      ("outlet-review:m-1", "unknown-breach", Self.review),
      ("outlets-review:meeting-of-march", "unknown-duty", Self.review),
    ] {
      let end = try explain(place, id, "--format", "json")
      #expect(end.exit == 1 && end.failure?.code == code, "\(end.error)")
      #expect(end.failure?.message.contains(near) ?? false, "\(end.error)")
    }
    #expect(try explain(place, "outlets-review:m-1", "--known-at", "2011-03-01").exit == 1)
    #expect(try explain(place, Self.review, "--year", "2011").exit == 64)
  }
}
