import Foundation
import KoufenTesting
import Testing

@Suite("koufen admission")
struct AdmissionCommandTests {
  /// An applicant under review: its capital is too small, and operations and merchandise are still to judge.
  private func place() throws -> Workplace {
    try Workplace(
      scenario: """
        scenario: Under review
        rulebook: taobao-daigou-1.5-offices
        steps:
          - {event: ProviderRegistered, provider: hz-01, at: 2011-02-14, by: chen@channel-expansion, data: {name: 杭州一号代购, kind: thirdParty}}
          - {event: DutyFulfilled, provider: hz-01, at: 2011-02-15, by: chen@channel-expansion, data: {duty: accept-regulation, parts: [stamped-copy], evidence: 盖章件扫描}}
          - {event: DutyFulfilled, provider: hz-01, at: 2011-02-16, by: li@legal, data: {duty: file-regulation, evidence: 档案号 2011-017}}
          - {event: AdmissionReviewed, provider: hz-01, at: 2011-02-17, by: chen@channel-expansion, data: {findings: [{criterion: legal-form, value: company, evidence: 营业执照}, {criterion: scope, value: regional}, {criterion: capital, value: 90000000}, {criterion: own-system, value: false}]}}
          - {event: AdmissionReviewed, provider: hz-01, at: 2011-02-21, by: chen@channel-expansion, data: {findings: [{criterion: years, value: 3}]}}

        """)
  }

  private struct File: Decodable {
    let state: String
    let unmet: [String]
    let missing: [String]
    let channel: String
    let criteria: [Row]

    struct Row: Decodable {
      let criterion: String
      let state: String
    }
  }

  @Test("Each criterion with what was found, by whom and when; what does not apply says so; what is missing is named")
  func file() throws {
    let place = try place()
    let table = try place.run(["admission", "hz-01", "--lang", "zh"])
    #expect(table.exit == 0, "\(table.error)")
    #expect(table.lines[0].contains("hz-01  杭州一号代购") && table.lines[0].contains("不符合"))
    for (criterion, cells) in [
      ("legal-form", ["满足", "company", "chen（渠道拓展）", "2011-02-17"]), ("capital", ["未满足", "90000000"]),
      ("liability", ["未认定"]), ("interface", ["不适用"]), ("years", ["满足", "2011-02-21"]),
    ] {
      let line = try #require(table.lines.first { $0.contains(" \(criterion) ") }, "\(table.output)")
      #expect(cells.allSatisfy(line.contains), "\(line)")
    }
    let json = try place.run(["admission", "hz-01", "--format", "json"]).output
    let file = try JSONDecoder().decode(File.self, from: Data(json.utf8))
    #expect(file.state == "unfit" && file.unmet == ["capital"] && file.channel == "closed")
    #expect(file.missing.first == "liability" && file.missing.last == "feasible-merchandise")
    #expect(file.criteria.first { $0.criterion == "own-system" }?.state == "met")
    let problems = try place.run(["admission", "hz-01", "--problems", "--lang", "en"]).output
    #expect(problems.contains(" capital ") && problems.contains(" liability ") && !problems.contains(" legal-form "))
    let csv = try place.run(["admission", "hz-01", "--problems", "--format", "csv"])
    #expect(csv.lines[0].hasPrefix("outlet,criterion,section,stage,when,state,value"))
    #expect(csv.lines.count == 1 + file.unmet.count + file.missing.count)
  }

  @Test("As of a day before a review, and as it was known, it is what it was then")
  func views() throws {
    let place = try place()
    for view in [["--as-of", "2011-02-20"], ["--known-at", "2011-02-20"]] {
      let json = try place.run(["admission", "hz-01", "--format", "json"] + view).output
      let file = try JSONDecoder().decode(File.self, from: Data(json.utf8))
      #expect(file.criteria.first { $0.criterion == "years" }?.state == "missing", "\(view)")
    }
    #expect(try place.run(["admission", "hz-01", "--as-of", "2011-02-13"]).error.contains("unknown-provider"))
  }

  @Test("On a terminal of eighty columns the criterion, its state and what was found stay")
  func narrow() throws {
    let shown = try place().onTerminal("admission hz-01 --lang en --no-pager --color never").output
    let line = try #require(shown.split(whereSeparator: \.isNewline).first { $0.contains(" capital ") })
    #expect(line.contains("unmet") && line.contains("90000000") && line.count <= 80)
    #expect(shown.contains("Left out for room"))
  }

  @Test("An outlet without findings, a provider nobody knows and a version without criteria say what there is")
  func nothing() throws {
    let place = try place()
    let outlet = try place.run(["admission", "hz-01", "--outlet", "o-9", "--lang", "en"])
    #expect(outlet.exit == 64 && outlet.error.contains("nothing was found of an outlet o-9"), "\(outlet.error)")
    #expect(try place.run(["admission", "hz-02"]).error.contains("did you mean hz-01?"))
    let plain = try Workplace([Given.registered])
    let end = try plain.run(["admission", "hz-01", "--lang", "en"])
    #expect(end.exit == 0 && end.lines.count >= 2, "\(end.output)\(end.error)")
  }
}
