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
    #expect(text.output.hasSuffix("1 provider, 2 points in all, 1 restated since the closing.\n"), "\(text.output)")
  }
}
