import Foundation
import KoufenTesting
import Testing

@Suite("koufen rulebook")
struct RulebookCommandTests {
  private struct Version: Decodable {
    let name: String
    let effective: String?
    let published: String?
    let position: Int?
    let sha256: String
  }

  private struct Finding: Decodable {
    let severity: String
    let line: Int?
    let key: String
  }

  private struct Change: Decodable {
    let path: String
    let old: String?
    let new: String?
  }

  /// A folder with a provider and the built-in file, some lines changed.
  private func place(_ changes: [(String, String)]) throws -> (place: Workplace, file: String) {
    let place = try Workplace([Given.registered])
    var text = try place.run(["rulebook", "show", "--source"]).output
    for (old, new) in [("version: \"1.5\"", "version: \"1.6\"")] + changes {
      text = text.replacingOccurrences(of: old, with: new)
    }
    return (place, try place.write("draft.yaml", text))
  }

  @Test("A version is published once, listed, shown byte for byte, compared, and judges acts from its date on")
  func published() throws {
    let (place, file) = try place([("points: [10, 20]\n    zh: 因", "points: [15, 25]\n    zh: 因")])
    let arguments = [
      "rulebook", "publish", file, "--effective", "2011-07-01", "--by", "wang@legal", "--format", "json",
    ]
    let first = try place.run(arguments)
    #expect(first.exit == 0, "\(first.error)")
    let again = try place.run(arguments)
    #expect(again.exit == 0 && again.output == first.output)
    let versions = try place.run(["rulebook", "list", "--format", "json"]).json([Version].self)
    #expect(versions.map(\.name) == ["taobao-daigou-1.5", "taobao-daigou-1.6"])
    #expect(versions.map(\.effective) == [nil, "2011-07-01"] && versions.map(\.position) == [nil, 2])
    let shown = try place.run(["rulebook", "show", "taobao-daigou-1.6", "--source"])
    #expect(shown.output == (try String(contentsOfFile: file, encoding: .utf8)))
    let changes = try place.run(
      ["rulebook", "diff", "taobao-daigou-1.5", "taobao-daigou-1.6", "--format", "json"]
    ).json([Change].self)
    #expect(changes.map(\.path) == ["version", "clauses.negative-press.points"])
    #expect(changes.last?.old == "[10, 20]" && changes.last?.new == "[15, 25]")
    for date in ["2011-06-30", "2011-07-01"] {
      let end = try place.run([
        "append", "BreachReported", "--provider", "hz-01", "--at", date, "--by", "wu@channel-operations",
        "breach=b-\(date)", "clause=negative-press", "evidence=seen", "--format", "json",
      ])
      let range = date == "2011-06-30" ? #""minimum":10,"maximum":20"# : #""minimum":15,"maximum":25"#
      #expect(end.output.contains(range), "\(end.output) \(end.error)")
    }
    #expect(try place.run(["verify"]).exit == 0)
    let table = try place.run(["events", "--type", "RulebookPublished"]).output
    #expect(table.contains("taobao-daigou-1.6") && !table.contains("holidays"))
  }

  @Test("A file with errors is not published, and check names them all with their lines")
  func flawed() throws {
    let (place, file) = try place([("threshold: 50", "threshold: 500"), ("cap: 40", "cap: 30")])
    let checked = try place.run(["rulebook", "check", file, "--format", "json"])
    #expect(checked.exit == 65)
    let findings = try checked.json([Finding].self)
    #expect(findings.map(\.key) == ["clauses.expansion-target.points", "rectification.threshold"])
    #expect(findings.allSatisfy { $0.severity == "error" && $0.line ?? 0 > 1 })
    let end = try place.run([
      "rulebook", "publish", file, "--effective", "2011-07-01", "--by", "wang@legal", "--format", "json",
    ])
    #expect(end.exit == 65 && end.failure?.code == "bad-rulebook")
    #expect(try place.log().count == 1)
  }

  @Test("A version that the program carries is published by its name")
  func carried() throws {
    let place = try Workplace()
    #expect(try place.run(["init", "--rulebook", "taobao-daigou-1.5"]).exit == 0)
    let end = try place.run([
      "rulebook", "publish", "taobao-daigou-1.5", "--effective", "2011-01-01", "--by", "w@department-head",
    ])
    #expect(end.exit == 0, "\(end.error)")
    #expect(try place.run(["rulebook", "list"]).output.contains("2011-01-01"))
  }

  @Test("The same name for another file is refused, and so is a name nobody knows")
  func refused() throws {
    let (place, file) = try place([])
    #expect(try place.run(["rulebook", "publish", file, "--effective", "2011-07-01", "--by", "wang@legal"]).exit == 0)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let other = try place.write("other.yaml", text.replacingOccurrences(of: "failures: 15", with: "failures: 16"))
    let end = try place.run([
      "rulebook", "publish", other, "--effective", "2011-07-01", "--by", "wang@legal", "--format", "json",
    ])
    #expect(end.exit == 1 && end.failure?.code == "rulebook-exists")
    #expect(try place.run(["rulebook", "show", "nobody"]).exit == 66)
    #expect(
      try place.run(["rulebook", "publish", "nowhere.yaml", "--effective", "2011-07-01", "--by", "wang@legal"]).exit
        == 66)
    #expect(try place.run(["rulebook", "publish", file, "--effective", "2011-02-30"]).exit == 64)
    #expect(try place.run(["rulebook", "publish", file, "--effective", "2011-07-01", "--by", "x@boss"]).exit == 65)
  }

  @Test("A publication names who made it, or is refused; for trial it shows the same and appends nothing")
  func named() throws {
    let (place, file) = try place([])
    let nameless = ["rulebook", "publish", file, "--effective", "2011-07-01", "--format", "json"]
    for environment in [[:], ["KOUFEN_BY": ""]] {
      let end = try place.run(nameless, environment: environment)
      #expect(end.exit == 64 && end.failure?.code == "usage", "\(end.error)")
      #expect(end.failure?.message.contains("--by") == true && end.failure?.message.contains("KOUFEN_BY") == true)
    }
    #expect(try place.log().count == 1)
    let trial = try place.run(nameless + ["--dry-run", "--by", "wang@legal"])
    #expect(trial.exit == 0 && trial.lines.count == 1 && trial.output.contains("RulebookPublished"))
    #expect(try place.log().count == 1)
    let kept = try place.run(nameless, environment: ["KOUFEN_BY": "wang@legal"])
    #expect(kept.exit == 0 && kept.output.contains(#""by":{"id":"wang","role":"legal"}"#), "\(kept.error)")
  }

  @Test("Without a store there is the version built in")
  func withoutStore() throws {
    let place = try Workplace()
    let shown = try place.run(["rulebook", "show", "taobao-daigou-1.5", "--store", ":memory:", "--lang", "zh"])
    #expect(shown.exit == 0 && shown.output.contains("rectification.threshold"))
  }

  @Test("The notice of a further year becomes a version, and what was provisional is counted again, once")
  func calendar() throws {
    let place = try Workplace(
      scenario: """
        scenario: What falls due in a year whose holidays are not known
        steps:
          - {event: ProviderRegistered, provider: hz-01, at: 2026-01-04, by: chen@channel-expansion, data: {name: 杭州一号代购, kind: thirdParty}}
          - {event: DepositFrozen, provider: hz-01, at: 2026-01-05, by: wu@channel-operations, data: {city: hangzhou, amountFen: 30000000}}
          - {event: CityAuthorised, provider: hz-01, at: 2026-09-18, by: chen@channel-expansion, data: {city: hangzhou, population: 20000}}

        """)
    struct Line: Decodable {
      let type: String
      let data: Moved
      struct Moved: Decodable {
        let subject: String?
        let due: String?
        let name: String?
        let effective: String?
        let provisional: Bool?
      }
    }
    let notice = try place.write(
      "2027.yaml", "# From the State Council.\n2027:\n  off:\n    new-year: [01-01..01-03]\n  work: {}\n")
    let add = ["rulebook", "calendar", "add", notice, "--by", "wang@department-head", "--format", "json"]
    let before = try place.run(["events", "--format", "json"]).output
    let trial = try place.run(add + ["--dry-run"])
    #expect(trial.exit == 0)
    #expect(try place.run(["events", "--format", "json"]).output == before)
    let end = try place.run(add)
    #expect(end.exit == 0, "\(end.error)")
    let lines = try end.output.split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
    // 105 days lead to New Year's Day, a Friday; by the notice that is moved to the Monday after it.
    #expect(lines.map(\.type) == ["RulebookPublished", "DueMoved"])
    #expect(lines.first?.data.name == "taobao-daigou-1.5-2027")
    #expect(lines.last?.data.subject == "expansion-target:hangzhou:complete" && lines.last?.data.due == "2027-01-04")
    #expect(lines.last?.data.provisional == nil)
    let queue = try place.run(["queue", "--through", "2027-01-10", "--format", "json"]).output
    #expect(queue.contains("\"dueBefore\":\"2027-01-01\""))
    let again = try place.run(add)
    #expect(again.exit == 0 && !again.output.contains("RulebookPublished"))
    #expect(try place.run(["rulebook", "show", "taobao-daigou-1.5-2027", "--source"]).output.contains("\n  2027:\n"))
    #expect(try place.run(["verify"]).exit == 0)
    let other = try place.write("other.yaml", "2027:\n  off:\n    new-year: [01-01..01-04]\n  work: {}\n")
    #expect(try place.run(["rulebook", "calendar", "add", other, "--by", "wang@department-head"]).exit == 65)
    for (text, line) in [
      ("2029:\n  off: {}\n  work: {}\n", 2), ("2028:\n  off:\n    mid-winter: [01-01]\n  work: {}\n", 3), ("{}\n", nil),
      ("2028:\n  off: {}\n  work:\n    new-year: [01-03]\n", 4),
    ] as [(String, Int?)] {
      let wrong = try place.write("wrong.yaml", text)
      let refused = try place.run([
        "rulebook", "calendar", "add", wrong, "--by", "wang@department-head", "--format", "json",
      ])
      #expect(refused.exit == 65 && refused.failure?.code == "bad-rulebook")
      if let line { #expect(refused.failure?.line == line, "\(refused.error)") }
    }
    #expect(try place.run(["rulebook", "calendar", "add", notice]).exit == 64)
    #expect(try place.run(["rulebook", "calendar", "add", "nowhere.yaml", "--by", "wang@legal"]).exit == 66)
  }

  @Test(
    "Duties of an office that are open are counted again too; what was put off or missed stays; the queue says which")
  func calendarOfAnOffice() throws {
    let place = try Workplace(
      scenario: """
        scenario: What an office owes in a year whose holidays are not known
        steps:
          - {event: ProviderRegistered, provider: hz-01, at: 2011-01-04, by: chen@channel-expansion, data: {name: 杭州一号代购, kind: thirdParty}}
          - {publish: taobao-daigou-1.5-offices, effective: 2011-01-05, recorded: 2011-01-04T12:00}
          - {event: DepositFrozen, provider: hz-01, at: 2026-12-01, by: wu@channel-operations, data: {city: hangzhou, amountFen: 30000000}}
          - {event: AgreementSigned, provider: hz-01, at: 2026-12-01, by: li@legal, data: {startsOn: 2026-12-01, endsOn: 2029-11-30}}
          - {event: CityAuthorised, provider: hz-01, at: 2026-12-01, by: chen@channel-expansion, data: {city: hangzhou, population: 10000}}
          - {event: MeetingHeld, provider: hz-01, at: 2026-12-23T14:00, by: feed@integration, data: {meeting: m-0, city: hangzhou, invited: 50, attended: 40}}
          - {event: MeetingHeld, provider: hz-01, at: 2026-12-28T14:00, by: feed@integration, data: {meeting: m-1, city: hangzhou, invited: 50, attended: 40}}
          - {event: MeetingHeld, provider: hz-01, at: 2026-12-28T15:00, by: feed@integration, data: {meeting: m-2, city: hangzhou, invited: 50, attended: 40}}
          - {event: DutyExtended, provider: hz-01, at: 2026-12-29, by: wu@channel-operations, data: {duty: "outlets-review:m-2", due: 2027-01-20, reason: 节日}}
          - {sweep: 2027-01-01}

        """)
    let notice = try place.write("2027.yaml", "2027:\n  off:\n    new-year: [01-01..01-03]\n  work: {}\n")
    /// So many hours after noon of 2 January 2027, the day on which the notice comes.
    func clock(_ hours: Int) throws -> [String: String] {
      let moment = Date(timeIntervalSince1970: TimeInterval(1_798_862_400 + hours * 3600))
      return try ShiftedClock.ahead(seconds: Int(moment.timeIntervalSinceNow))
    }
    let add = try place.run(
      ["rulebook", "calendar", "add", notice, "--by", "wang@department-head", "--format", "json"], environment: clock(0)
    )
    #expect(add.exit == 0, "\(add.error)")
    let moved = add.lines.filter { $0.contains("\"DueMoved\"") && $0.contains("outlets-review") }
    #expect(moved.count == 1)
    #expect(
      moved.allSatisfy { $0.contains(#"{"subject":"outlets-review:m-1","due":"2027-01-07","clause":"§2.1.1(1)"}"#) })
    let view = ["--as-of", "2027-01-02", "--lang", "zh"]
    let queue = try place.run(["queue", "--work", "meet-duty"] + view).output
    #expect(queue.contains("2027-01-07（重算，原 2027-01-06）") && queue.contains("2027-01-01（暂定）"))
    let grouped = try place.run(["queue", "--through", "2027-01-06"] + view).output
    #expect(grouped.contains("不涉及扣分的义务："))
    let explained = try place.run(["explain", "hz-01", "outlets-review:m-1"] + view).output
    for text in [
      "规则 taobao-daigou-1.5-offices-2027", "2027-01-01 周五  元旦放假  不计", "到期：2027-01-07（周四）", "由新一年的放假安排",
    ] { #expect(explained.contains(text), "\(text)\n\(explained)") }
    let before = try place.run([
      "explain", "hz-01", "outlets-review:m-1", "--known-at", "2027-01-01", "--as-of", "2026-12-31",
    ])
    #expect(before.output.contains("2027-01-06") && before.output.contains("provisional"))
    // Put right after that, the meeting has its review counted by the calendar known now, from its new day.
    let log = try place.log()
    let meeting = try #require(log.firstIndex { $0.contains("MeetingHeld") && $0.contains("m-1") }) + 1
    let correction = [
      "correct", String(meeting), "at=2026-12-29T14:00", "--reason", "记错", "--by", "wu@channel-operations",
    ]
    let corrected = try place.run(correction, environment: clock(1))
    #expect(corrected.exit == 0 && corrected.output.contains("outlets-review:m-1"), "\(corrected.error)")
    let after = try place.run(["explain", "hz-01", "outlets-review:m-1"] + view).output
    #expect(after.contains("期限：2027-01-08（周五）；现状：待履行") && after.contains("到期：2027-01-08（周五）"))
    #expect(try !place.run(["queue", "--format", "json"] + view).output.contains("\"dueBefore\":\"2027-01-06\""))
    let bundle = place.folder.file("bundle.json")
    #expect(try place.run(["explain", "hz-01", "--year", "2027", "--bundle", bundle]).exit == 0)
    #expect(try place.run(["verify", "--decide"]).exit == 0)
    #expect(try place.run(["rebuild"]).output.contains("0 changed"))
  }
}
