import Foundation
import KoufenTesting
import Testing

/// An office with many duties that cost no points, and a few matters that do.
@Suite("Many small duties")
struct ManyDutiesTests {
  /// Three providers with two meetings each, of which one did its review in time and one late, the third not at all; a measure
  /// was ordered, and a breach waits.
  private func place() throws -> Workplace {
    let providers = ["hz-01", "nb-02", "wz-03"]
    var steps = providers.map {
      "  - {event: ProviderRegistered, provider: \($0), at: 2011-01-04, by: c@channel-expansion, data: {name: 代购 \($0), kind: thirdParty}}"
    }
    steps.append("  - {publish: taobao-daigou-1.5-offices, effective: 2011-01-05, recorded: 2011-01-04T12:00}")
    for provider in providers {
      steps += [
        "  - {event: DepositFrozen, provider: \(provider), at: 2011-01-05, by: wu@channel-operations, data: {city: hangzhou, amountFen: 30000000}}",
        "  - {event: AgreementSigned, provider: \(provider), at: 2011-01-05, by: li@legal, data: {startsOn: 2011-01-05, endsOn: 2014-01-04}}",
        "  - {event: CityAuthorised, provider: \(provider), at: 2011-03-01, by: c@channel-expansion, data: {city: hangzhou, population: 10000}}",
      ]
      for meeting in ["m-1", "m-2"] {
        steps.append(
          "  - {event: MeetingHeld, provider: \(provider), at: 2011-03-14, by: f@integration, data: {meeting: \(meeting), city: hangzhou, invited: 50, attended: 40}}"
        )
      }
    }
    steps += [
      "  - {event: BreachReported, provider: hz-01, at: 2011-03-15, by: q@channel-operations, data: {breach: b-1, clause: negative-press, evidence: 晚报}}",
      "  - {event: MeasureOrdered, provider: nb-02, at: 2011-03-16, by: sun@department-head, data: {measure: x-1, kind: other, reason: 口头警告}}",
      "  - {event: DutyFulfilled, provider: hz-01, at: 2011-03-18, by: ann@provider, data: {duty: \"outlets-review:m-1\"}}",
      "  - {event: DutyWaived, provider: hz-01, at: 2011-03-18, by: wu@channel-operations, data: {duty: \"outlets-review:m-2\", reason: 已核实}}",
      "  - {sweep: 2011-03-24}",
      "  - {event: DutyFulfilled, provider: nb-02, at: 2011-03-25, by: ann@provider, data: {duty: \"outlets-review:m-1\"}}",
      "  - {event: DutyFulfilled, provider: nb-02, at: 2011-03-22, recorded: 2011-03-28, by: ann@provider, data: {duty: \"outlets-review:m-2\"}}",
      "  - {sweep: 2011-03-31}",
    ]
    let story = "scenario: Many small duties\nsteps:\n" + steps.joined(separator: "\n") + "\n"
    return try Workplace(scenario: story)
  }

  @Test("On a terminal of eighty columns the queue has what costs points first, and duties by role and row with counts")
  func queue() throws {
    let place = try place()
    let view = "--as-of 2011-03-28 --known-at 2011-04-01 --through 2011-03-31 --no-pager --color never"
    let chinese = try place.onTerminal("queue \(view) --lang zh").output.split(whereSeparator: \.isNewline)
    #expect(chinese.first == "扣分与程序：1 项")
    #expect(chinese.contains { $0.contains("评定违规") && $0.contains("b-1") })
    let heading = try #require(chinese.firstIndex { $0.hasPrefix("不涉及扣分的义务：") })
    #expect(chinese[(heading + 3)...].contains { $0.hasPrefix("代购服务商 ") })
    #expect(chinese.contains { $0.hasPrefix("– 会前：") } && chinese.contains { $0.contains("（outlets-review）") })
    let english = try place.onTerminal("queue \(view) --lang en").output.split(whereSeparator: \.isNewline)
    #expect(english.allSatisfy { $0.count <= 80 } && english.first == "Points and procedures: 1")
    #expect(english.contains { $0.hasPrefix("– before the meeting: 100") && $0.contains(" 6 ") })
    let listed = try place.run(["queue", "--as-of", "2011-03-28", "--work", "meet-duty", "--lang", "en"])
    #expect(listed.output.contains("meeting-groundwork:m-2") && !listed.output.contains("Duties without points"))
    let json = try place.run(["queue", "--as-of", "2011-03-28", "--format", "json"])
    #expect(json.lines.count { $0.contains("\"meeting-groundwork:") } == 6)
  }

  @Test(
    "The month's report counts what was met in time, late, not at all or let go, measures and notices, and lists what was late by row"
  )
  func month() throws {
    let place = try place()
    let page = try place.run(["report", "month", "2011-03", "--lang", "zh"])
    #expect(page.exit == 0, "\(page.error)")
    #expect(
      page.output.contains("不涉及扣分的义务：按期履行 2 项，逾期履行 1 项，到期未履行 10 项，豁免 1 项；作出处理措施 1 项，发出通知 0 份。"), "\(page.output)")
    #expect(page.lines.contains { $0.hasPrefix("会前：") && $0.contains("6") && $0.contains("hz-01、nb-02、wz-03") })
    let json = try place.run(["report", "month", "2011-03", "--format", "json"]).output
    #expect(json.contains(#""provider":"nb-02","name":"代购 nb-02","met":1,"metLate":1,"missed":3"#), "\(json)")
    let html = try place.run(["report", "month", "2011-03", "--format", "html", "--lang", "zh"]).output
    #expect(html.contains("义务、处理措施、通知与准入") && html.contains("逾期的义务"))
    let april = try place.run(["report", "month", "2011-05", "--format", "json"]).output
    #expect(!april.contains("\"office\""), "where there is nothing to say nothing is said")
  }

  @Test(
    "The forecast of a provider lists what falls due this year and costs no points; of one without such duties nothing")
  func forecast() throws {
    let place = try place()
    let text = try place.run(["forecast", "wz-03", "--as-of", "2011-03-20", "--known-at", "2011-04-01", "--lang", "zh"])
    #expect(text.output.contains("本年到期、不涉及扣分的义务"))
    #expect(text.output.contains("2011-03-14（周一）  meeting-groundwork:m-1  由代购服务商履行（已过期）"))
    #expect(text.output.contains("2011-03-23（周三）  outlets-review:m-2  由代购服务商履行\n"))
    let json = try place.run(["forecast", "wz-03", "--as-of", "2011-03-20", "--format", "json"]).output
    #expect(json.contains(#""officeDuties":[{"duty":"meeting-groundwork:m-1","due":"2011-03-14""#))
    let plain = try Workplace([Given.registered])
    #expect(try !plain.run(["forecast", "hz-01", "--format", "json"]).output.contains("officeDuties"))
  }
}
