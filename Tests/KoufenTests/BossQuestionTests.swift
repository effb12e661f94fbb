import Foundation
import KoufenTesting
import Testing

/// What a manager asks, each with one command, of a year of a dozen providers.
@Suite("The boss's questions")
struct BossQuestionTests {
  private static let view = ["--as-of", "2011-06-02", "--known-at", "2011-06-02T12:00"]

  private func place() throws -> Workplace {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.deletingLastPathComponent().appending(path: "Scenarios/year-2011-zhejiang.yaml")
    return try Workplace(scenario: String(decoding: Data(contentsOf: file), as: UTF8.self))
  }

  private struct Near: Decodable {
    let provider: String
    let cities: [String]
    let score: Int
    let distance: Int?
    let crossing: String?
    let pending: [Item]
    let dueThisMonth: [Item]

    struct Item: Decodable { let breach: String }
  }

  private struct Standing: Decodable {
    let provider: String
    let score: Int
    let cities: [City]

    struct City: Decodable { let city: String }
  }

  @Test("Who is above a score, and in which city")
  func above() throws {
    let place = try place()
    let arguments = ["standing", "--as-of", "2011-12-31", "--min-score", "16", "--by", "score"]
    let json = try place.run(arguments + ["--format", "json"]).json([Standing].self)
    #expect(json.map(\.score) == [101, 32, 16] && json.map(\.provider) == ["wz-02", "hz-03", "wz-01"])
    let city = try place.run(arguments + ["--city", "wenzhou", "--lang", "zh"])
    #expect(city.lines.count == 4 && city.lines[2].contains("wenzhou"))
    let mistyped = try place.run(arguments + ["--city", "wenzou", "--format", "json"])
    #expect(mistyped.exit == 64 && mistyped.failure?.message.contains("wenzhou") ?? false)
  }

  @Test("Who may come to the next line this month, and by what")
  func near() throws {
    let place = try place()
    let found = try place.run(["standing", "--near"] + Self.view + ["--format", "json"]).json([Near].self)
    #expect(found.map(\.provider) == ["hz-04"] && found[0].cities == ["hangzhou"])
    #expect(found[0].pending.map(\.breach) == ["exit-response:o-3", "early-exits:hangzhou"])
    #expect(found[0].dueThisMonth.map(\.breach) == ["expansion-target:hangzhou:complete"])
    let within = try place.run(["standing", "--near", "46"] + Self.view + ["--format", "json"]).json([Near].self)
    let all = try place.run(["forecast"] + Self.view + ["--format", "json"]).json([Far].self)
    #expect(Set(within.map(\.provider)) == Set(all.filter { $0.distance ?? .max <= 46 }.map(\.provider)))
    #expect(within.count > 2 && within.count < all.count)
    let zh = try place.run(["standing", "--near", "--lang", "zh"] + Self.view)
    #expect(zh.lines[2].contains("网点拓展数量 10–40，2011-06-16（周四）到期"))
    let none = try place.run(["standing", "--near", "--as-of", "2011-01-04", "--lang", "zh"])
    #expect(none.output == "本月没有服务商可能达到下一标准线。\n")
  }

  private struct Far: Decodable {
    let provider: String
    let distance: Int?
    let crossing: String?
  }

  @Test("Every forecast, the most dangerous first, as a table, JSON and CSV")
  func forecasts() throws {
    let place = try place()
    let json = try place.run(["forecast"] + Self.view + ["--format", "json"]).json([Far].self)
    #expect(json.count == 12 && json[0].provider == "hz-04" && json[0].crossing == "this-month")
    let csv = try place.run(["forecast"] + Self.view + ["--format", "csv"])
    #expect(csv.lines.dropFirst().map { String($0.prefix { $0 != "," }) } == json.map(\.provider))
    #expect(try place.run(["forecast"] + Self.view).lines.count == 14)
    #expect(try place.run(["forecast", "hz-04", "--format", "csv"] + Self.view).lines.count == 2)
    #expect(try place.run(["forecast", "hz-04", "--lang", "zh"] + Self.view).output.contains("本月可能达到"))
  }

  private struct Item: Decodable {
    let provider: String
    let subject: String
    let dueAt: String?
    let hoursLeft: Int?
    let score: Int
  }

  @Test("Who has not answered, and how many hours are left")
  func answers() throws {
    let place = try place()
    let view = ["queue", "--as-of", "2011-03-04", "--known-at", "2011-03-04T22:00"]
    let items = try place.run(view + ["--role", "channel-operations", "--format", "json"]).json([Item].self)
    #expect(items.map(\.subject) == ["service-complaint:ticket:t-1"] && items[0].hoursLeft == 69)
    let one = try place.run(view + ["--provider", "hz-02", "--format", "json"]).json([Item].self)
    #expect(one.allSatisfy { $0.provider == "hz-02" })
    let unknown = try place.run(view + ["--provider", "hz-1", "--format", "json"])
    #expect(unknown.exit == 1 && unknown.failure?.code == "unknown-provider")
    let work = try place.run(view + ["--work", "asess", "--format", "json"])
    #expect(work.exit == 64 && work.failure?.message.contains("assess") ?? false)
    let duties = try place.run(view + ["--work", "履行义务", "--format", "json"]).json([Item].self)
    #expect(!duties.isEmpty)
  }

  private struct Outlets: Decodable {
    let outlets: [Outlet]

    struct Outlet: Decodable {
      let outlet: String
      let state: String
      let problems: [String]
      let sales: [Month]

      struct Month: Decodable {
        let month: String
        let fen: Int?
      }
    }
  }

  @Test("Which outlets of a provider are problematic")
  func outlets() throws {
    let place = try place()
    let view = ["--as-of", "2011-06-01", "--known-at", "2011-06-01T20:00"]
    let json = try place.run(["outlets", "hz-04", "--format", "json", "--months", "2"] + view).json(Outlets.self)
    #expect(json.outlets.map(\.outlet) == ["o-1", "o-2", "o-3"])
    #expect(json.outlets[2].problems == ["exit-unanswered"] && json.outlets[2].state == "leaving")
    #expect(json.outlets[0].sales.map(\.month) == ["2011-04", "2011-05"])
    let zh = try place.run(["outlets", "hz-04", "--problems", "--lang", "zh"] + view)
    #expect(zh.lines.count == 4 && zh.output.contains("退出申请逾期未响应"))
    #expect(zh.lines[0] == "hz-04  余杭代购  截至 2011-06-01：在管 3 家，已开业 3 家，有问题 1 家。")
    #expect(try place.run(["outlets", "hz-04", "--state", "已开业", "--format", "csv"] + view).lines.count == 3)
    for (arguments, exit) in [
      (["outlets", "hz-4"], Int32(1)), (["outlets", "hz-04", "--city", "nowhere"], 64),
      (["outlets", "hz-04", "--state", "opn"], 64), (["outlets", "hz-04", "--months", "0"], 64), (["outlets"], 64),
    ] {
      #expect(try place.run(arguments).exit == exit, "\(arguments)")
    }
  }

  private struct Change: Decodable {
    let provider: String
    let events: Int
    let changes: [Field]

    struct Field: Decodable { let path: String }
  }

  @Test("What changed for everybody since a day")
  func difference() throws {
    let place = try place()
    let week = ["standing", "--diff", "2011-05-30", "2011-06-06"]
    let json = try place.run(week + ["--format", "json"]).json([Change].self)
    #expect(json.map(\.provider) == ["hz-04"] && json[0].changes.contains { $0.path == "score" })
    #expect(try place.run(week + ["--lang", "zh"]).lines[2].contains("0 → 2"))
    #expect(try place.run(week + ["hz-04"]).output.hasPrefix("hz-04  as of 2011-06-06"))
    let since = try place.run(["standing", "--diff", "2012-01-02", "--format", "json"]).json([Change].self)
    #expect(since.map(\.provider).contains("zj-91"))
    #expect(try place.run(["standing", "--diff", "2011-06-06", "2011-05-30"]).exit == 64)
    #expect(
      try place.run(["standing", "--diff", "2011-06-03T12:00", "2011-06-03T13:00"]).output == "Nothing changed.\n")
  }

  @Test("A month's report, printed and into a file")
  func month() throws {
    let place = try place()
    let arguments = ["report", "month", "2011-06", "--as-of", "2012-01-07", "--lang", "zh"]
    let printed = try place.run(arguments)
    #expect(printed.lines[0] == "2011-06 月报（截至 2012-01-07）")
    let file = place.folder.file("june.txt")
    #expect(try place.run(arguments + ["--out", file]).output.isEmpty)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == printed.output)
    #expect(try place.run(arguments + ["--out", file]).exit == 64, "never over a file")
    #expect(try place.run(arguments + ["--format", "csv"]).lines.count > 2)
    #expect(try place.run(["report", "month", "2011-13"]).exit == 64)
    #expect(try place.run(["report", "month", "June"]).exit == 64)
  }

  @Test(
    "The queue is judged in one sheet, in both languages and as Excel has it", arguments: ["zh", "en"], [true, false])
  func sheet(_ language: String, isForExcel: Bool) throws {
    let place = try Workplace(scenario: Self.waiting)
    let view = ["queue", "--lang", language]
    let options = ["--format", "csv", "--by", "wu@channel-operations"] + (isForExcel ? ["--excel"] : [])
    let sheet = try place.run(view + options)
    // Points and reason into the first row, a dismissal into the second; the third is left for another day.
    var rows = sheet.output.split(whereSeparator: \.isNewline).map(String.init)
    let heading = isForExcel && language == "zh" ? "\u{FEFF}类型,服务商,违规,扣分,理由,时间,提交人," : "type,provider,breach,points,"
    #expect(rows.count == 4 && rows[0].contains(heading), "\(sheet.output)")
    rows[1] = rows[1].replacing(",,,,wu@", with: ",2,fourteen hours,,wu@")
    rows[2] = rows[2].replacing("BreachAssessed", with: "BreachDismissed")
      .replacing("违规评定", with: "违规不成立").replacing(",,,,wu@", with: ",,no fault,,wu@")
    let file = try place.write("sheet.csv", lines: rows)
    let end = try place.run(["append", "--file", file, "--lang", language])
    #expect(end.exit == 0, "\(end.error)")
    #expect(end.output.contains(language == "zh" ? "1 行未填扣分" : "1 row without points"), "\(end.output)")
    let left = try place.run(view + ["--work", "assess", "--format", "json"]).json([Item].self)
    #expect(left.map(\.subject) == ["service-complaint:ticket:t-3"] && left[0].score == 2)
  }

  /// Three answers that did not come, and nobody has judged.
  private static let waiting = """
    scenario: Three answers are late
    steps:
      - {event: ProviderRegistered, provider: hz-01, at: 2011-03-01, by: chen@channel-expansion,
         data: {name: Hangzhou One, kind: thirdParty}}
      - {event: HelpRequested, provider: hz-01, at: 2011-03-04T20:00, by: feed@integration, data: {ticket: t-1}}
      - {event: HelpRequested, provider: hz-01, at: 2011-03-04T20:10, by: feed@integration, data: {ticket: t-2}}
      - {event: HelpRequested, provider: hz-01, at: 2011-03-04T20:20, by: feed@integration, data: {ticket: t-3}}
      - {sweep: 2011-03-07}
    """
}
