import Foundation
import KoufenTesting
import Testing

@Suite("The jobs: koufen sweep and koufen year-end")
struct JobTests {
  private struct Report: Decodable {
    let year: Int
    let providers: [Line]

    struct Line: Decodable {
      let provider: String
      let closedScore: Int
      let score: Int
    }
  }

  @Test("A sweep raises what fell due; swept again, nothing more")
  func sweepTwice() throws {
    let place = try Workplace([Given.registered, Given.help])
    let first = try place.run(["sweep", "--through", "2011-03-07", "--format", "json"])
    #expect(first.exit == 0, "\(first.error)")
    #expect(first.lines.count == 1 && first.output.contains("BreachDetected"))
    let log = try place.log()
    let second = try place.run(["sweep", "--through", "2011-03-07", "--format", "json"])
    #expect(second.exit == 0 && second.output.isEmpty)
    let text = try place.run(["sweep", "--through", "2011-03-07"])
    #expect(text.output == "Nothing new fell due through 2011-03-07.\n")
    #expect(try place.log() == log)
  }

  @Test("A year is closed once; closed again, the same report and nothing appended")
  func closeTwice() throws {
    let place = try Workplace([Given.registered, Given.help])
    for format in [[], ["--format", "json"], ["--format", "csv"]] {
      let first = try place.run(["year-end", "2011"] + format)
      let log = try place.log()
      let second = try place.run(["year-end", "2011"] + format)
      #expect(first.exit == 0 && second.exit == 0, "\(first.error)\(second.error)")
      #expect(first.output == second.output && !first.output.isEmpty)
      #expect(try place.log() == log)
    }
    #expect(try place.log().count { $0.contains("YearClosed") } == 1)
  }

  @Test("The report tells the score at closing from the score since")
  func restated() throws {
    let place = try Workplace([Given.registered, Given.help])
    #expect(try place.run(["year-end", "2011"]).exit == 0)
    let assess = try place.run([
      "append", "BreachAssessed", "--provider", "hz-01", "--at", "2012-01-04", "--by", "wu@channel-operations",
      "breach=" + Given.breach, "points=2", "reason=fourteen hours",
    ])
    #expect(assess.exit == 0, "\(assess.error)")
    let report = try place.run(["year-end", "2011", "--format", "json"]).json(Report.self)
    #expect(report.year == 2011)
    #expect(report.providers.map(\.closedScore) == [0] && report.providers.map(\.score) == [2])
    let text = try place.run(["year-end", "2011"])
    #expect(text.output.contains("\n1 provider, 2 points in all; 0 breaches pending"), "\(text.output)")
    #expect(text.output.hasSuffix("; 1 restated since the closing.\n"), "\(text.output)")
  }

  /// A row of a report, and what the rows come to together.
  private struct Row: Decodable, Equatable {
    let closedScore: Int?
    let score: Int
    let restatements: Int
    let pending: Pending
    let openCases: [String]
    let openAppeals: Int
    let unreportedMonths: [Month]

    struct Pending: Decodable, Equatable {
      let count: Int
      let minimum: Int
      let maximum: Int
    }

    struct Month: Decodable, Equatable {
      let city: String
      let month: String
    }
  }

  private struct Whole: Decodable, Equatable {
    let year: Int
    let closed: Bool
    let providers: [Row]
    let total: Row
  }

  /// One provider with a breach pending, an appeal and a rectification open and an outlet whose sales are not all
  /// reported; and one of whom nothing is known but its name.
  private func prepared() throws -> Workplace {
    func event(_ type: String, _ at: String, _ by: String, _ data: String) -> String {
      #"{"type":"\#(type)","provider":"hz-01","at":"\#(at)","by":"\#(by)","data":\#(data)}"#
    }
    func press(_ name: String) -> String {
      event(
        "BreachReported", "2011-04-01", "li@customer-satisfaction",
        #"{"breach":"\#(name)","clause":"negative-press","evidence":"seen"}"#)
    }
    func assessed(_ name: String) -> String {
      event(
        "BreachAssessed", "2011-04-02", "wu@channel-operations", #"{"breach":"\#(name)","points":20,"reason":"r"}"#)
    }
    let facts = [
      Given.registered, Given.registered("hz-02", "Two"),
      event("DepositFrozen", "2011-03-02", "wu@channel-operations", #"{"city":"hangzhou","amountFen":30000000}"#),
      event("CityAuthorised", "2011-03-03", "chen@channel-expansion", #"{"city":"hangzhou","population":10000}"#),
      event("OutletSigned", "2011-03-10", "feed@integration", #"{"outlet":"o-1","city":"hangzhou"}"#),
      event(
        "SalesReported", "2011-12-01", "feed@integration",
        #"{"city":"hangzhou","month":"2011-04","sales":[{"outlet":"o-1","amountFen":200000}]}"#),
    ]
    let breaches = ["a", "b", "c"].flatMap { [press($0), assessed($0)] } + [press("d")]
    let appeal = event("AppealFiled", "2026-01-01", "boss@provider", #"{"breach":"a","grounds":"g"}"#)
    return try Workplace(facts + breaches + [appeal])
  }

  @Test("A report hides nothing: what is pending, open, appealed and not reported stands in each row, and is summed")
  func nothingHidden() throws {
    let place = try prepared()
    let months = ["2011-03"] + (5...12).map { "2011-" + ($0 < 10 ? "0" : "") + String($0) }
    func row(closed: Int?, pending: Int = 1) -> Row {
      Row(
        closedScore: closed, score: 60, restatements: 0,
        pending: .init(count: pending, minimum: 10 * pending, maximum: 20 * pending), openCases: ["rectification"],
        openAppeals: 1, unreportedMonths: months.map { .init(city: "hangzhou", month: $0) })
    }
    func nothing(closed: Int?) -> Row {
      Row(
        closedScore: closed, score: 0, restatements: 0, pending: .init(count: 0, minimum: 0, maximum: 0), openCases: [],
        openAppeals: 0, unreportedMonths: [])
    }
    let open = try place.run(["report", "year", "2011", "--format", "json"]).json(Whole.self)
    #expect(
      open
        == Whole(
          year: 2011, closed: false, providers: [row(closed: nil), nothing(closed: nil)], total: row(closed: nil)))
    let half = try place.run(["report", "year", "2011", "--as-of", "2011-05-30", "--format", "json"]).json(Whole.self)
    #expect(
      half.providers[0].unreportedMonths.map(\.month) == ["2011-03", "2011-04"], "as of then April was missing too")
    let table = try place.run(["report", "year", "2011"])
    #expect(table.output.hasPrefix("Report 2011, not closed\n"), "\(table.output)")
    let trial = try place.run(["year-end", "2011", "--dry-run", "--format", "json"])
    let closing = try place.run(["year-end", "2011", "--format", "json"])
    #expect(trial.exit == 0 && trial.output == closing.output, "a trial shows what is done")
    #expect(trial.error == "No breach would be recorded.\nDry run: nothing was appended.\n", "\(trial.error)")
    #expect(
      try closing.json(Whole.self)
        == Whole(year: 2011, closed: true, providers: [row(closed: 60), nothing(closed: 0)], total: row(closed: 60)))
    #expect(try place.run(["report", "year", "2011", "--format", "json"]).json(Whole.self) == closing.json(Whole.self))
  }

  @Test("The same stands in the table, the CSV and the page, in both languages")
  func nothingHiddenInWords() throws {
    let place = try prepared()
    #expect(try place.run(["year-end", "2011"]).exit == 0)
    let shown = ["hz-01", "60", "10–20", "rectification", "hangzhou 2011-03, 2011-05–2011-12"]
    for arguments in [
      ["year-end", "2011"], ["report", "year", "2011"], ["report", "year", "2011", "--format", "html"],
    ] {
      let end = try place.run(arguments)
      for word in shown + ["total", "9", "sales not reported"] { #expect(end.output.contains(word), "\(end.output)") }
      let zh = try place.run(arguments + ["--lang", "zh"])
      for word in ["整改", "合计", "未上报成交月份", "待评定", "10–20"] { #expect(zh.output.contains(word), "\(zh.output)") }
    }
    let text = try place.run(["year-end", "2011"]).output
    #expect(
      text.hasSuffix(
        "\n2 providers, 60 points in all; 1 breach pending (10–20 points), 1 rectification, 0 terminations and 1 appeal "
          + "open, 9 months of sales not reported; 0 restated since the closing.\n"), "\(text)")
    for arguments in [["year-end", "2011"], ["report", "year", "2011"]] {
      let csv = try place.run(arguments + ["--format", "csv"])
      #expect(csv.lines.count == 3, "a heading and a row for each provider")
      #expect(csv.lines[0].hasSuffix("pending,pendingMinimum,pendingMaximum,openCases,openAppeals,unreportedMonths"))
      #expect(csv.lines[1].contains(",1,10,20,rectification,1,hangzhou 2011-03; hangzhou 2011-05; "))
    }
  }

  @Test("Restatements that cancel out are still listed")
  func cancelled() throws {
    let place = try Workplace([Given.registered, Given.help])
    #expect(try place.run(["year-end", "2011"]).exit == 0)
    for (type, by, data) in [
      ("BreachAssessed", "wu@channel-operations", ["points=2", "reason=late"]),
      ("AppealFiled", "boss@provider", ["grounds=no"]),
      ("AppealDecided", "gao@legal", ["outcome=overturned", "reason=right"]),
    ] {
      let end = try place.run(["append", type, "--provider", "hz-01", "--by", by, "breach=" + Given.breach] + data)
      #expect(end.exit == 0, "\(end.error)")
    }
    let report = try place.run(["year-end", "2011", "--format", "json"]).json(Whole.self)
    #expect(report.providers.map(\.restatements) == [2] && report.total.restatements == 2)
    #expect(report.providers.map(\.score) == [0] && report.providers.map(\.closedScore) == [0])
    let text = try place.run(["year-end", "2011"]).output
    #expect(text.contains("±0") && text.hasSuffix("; 1 restated since the closing.\n"), "\(text)")
    let year = try place.run(["report", "year", "2011"]).output
    #expect(year.contains("Restated since the closing"))
  }

  @Test("For trial a job says how many breaches it would record, by clause, and records none")
  func trial() throws {
    let place = try Workplace([Given.registered, Given.help, Given.help.replacingOccurrences(of: "t-9", with: "t-8")])
    let log = try place.log()
    let trial = try place.run(["sweep", "--through", "2011-03-07", "--dry-run"])
    #expect(trial.exit == 0, "\(trial.error)")
    #expect(trial.error == "2 breaches would be recorded: service complaint 2.\nDry run: nothing was appended.\n")
    let zh = try place.run(["year-end", "2011", "--dry-run", "--lang", "zh"])
    #expect(zh.error.hasPrefix("将记录 2 项违规："), "\(zh.error)")
    #expect(try place.log() == log)
    let done = try place.run(["sweep", "--through", "2011-03-07"])
    #expect(done.error.isEmpty && done.lines.count == trial.lines.count)
    #expect(try place.log().count == log.count + 2)
  }
}
