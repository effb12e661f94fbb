import Foundation
import KoufenTesting
import Testing

/// What is doubtful about an event is said of it, and the event is taken all the same.
@Suite("Warnings")
struct WarningTests {
  private static let frozen =
    #"{"type":"DepositFrozen","provider":"hz-01","at":"2011-03-05T09:00","by":"wu@channel-operations","data":{"city":"hangzhou","amountFen":30000000}}"#

  private struct Warning: Decodable, Equatable {
    let code: String
    var line: Int?
  }

  private func warnings(_ end: KoufenProcess.End) -> [Warning] {
    end.error.split(separator: "\n").compactMap { line in
      try? JSONDecoder().decode([String: Warning].self, from: Data(line.utf8))["warning"]
    }
  }

  private func append(_ type: String, at: String, _ data: [String], _ more: [String] = [], in place: Workplace) throws
    -> KoufenProcess.End
  {
    let by = type == "HelpRequested" ? "feed@integration" : "wu@channel-operations"
    return try place.run(["append", type, "--provider", "hz-01", "--at", at, "--by", by] + data + more)
  }

  @Test("The same money within a day is named by its position, in another city, amount or week it is not")
  func money() throws {
    let place = try Workplace([Given.registered, Self.frozen])
    func freeze(_ city: String, _ fen: Int, at: String) throws -> KoufenProcess.End {
      try append(
        "DepositFrozen", at: at, ["city=\(city)", "amountFen=\(fen)"], ["--dry-run", "--format", "json"], in: place)
    }
    for time in ["2011-03-05T09:00", "2011-03-06T09:00", "2011-03-04T09:00"] {
      let end = try freeze("hangzhou", 30_000_000, at: time)
      #expect(end.exit == 0 && warnings(end) == [Warning(code: "similar-money")], "\(end.error)")
      #expect(end.error.contains("position 2 (2011-03-05 09:00, deposit frozen, hangzhou, ¥300,000.00)"))
    }
    #expect(warnings(try freeze("ningbo", 30_000_000, at: "2011-03-05T09:00")) == [])
    #expect(warnings(try freeze("hangzhou", 30_000_001, at: "2011-03-05T09:00")) == [])
    #expect(warnings(try freeze("hangzhou", 30_000_000, at: "2011-03-06T09:00:01")) == [])
  }

  @Test(
    "In a file the other is named by its line where it stands there too",
    arguments: [[], ["--keep-going"], ["--dry-run"]])
  func lines(_ options: [String]) throws {
    let place = try Workplace([Given.registered])
    let end = try place.run(
      ["append", "--file", "-", "--format", "json"] + options, input: [Given.help, Self.frozen, Self.frozen])
    #expect(end.exit == 0, "\(end.error)")
    #expect(warnings(end) == [Warning(code: "similar-money", line: 3)])
    #expect(end.error.contains("line 2 (2011-03-05 09:00"))
    let said = try Workplace([Given.registered]).run(
      ["append", "--file", "-", "--lang", "zh"], input: [Self.frozen, Self.frozen])
    #expect(said.error.contains("第 2 行：similar-money: 与第 1 行（2011-03-05 09:00，保证金冻结 hangzhou 300,000.00 元）的"))
  }

  @Test("A date before the registration, in a closed year, or without a time where hours are counted")
  func dates() throws {
    let place = try Workplace(scenario: Given.story)
    func codes(_ type: String, _ at: String, _ data: [String]) throws -> [String] {
      let end = try append(type, at: at, data, ["--format", "json"], in: place)
      #expect(end.exit == 0, "\(end.error)")
      return warnings(end).map(\.code)
    }
    #expect(try codes("HelpRequested", "2012-02-01T09:00", ["ticket=t-20"]) == [])
    #expect(try codes("HelpRequested", "2011-02-01T09:00", ["ticket=t-21"]) == ["before-registration", "closed-year"])
    #expect(try codes("HelpRequested", "2012-02-01", ["ticket=t-22"]) == ["no-time"])
    #expect(try codes("HelpRequested", "2012-02-01T00:00", ["ticket=t-23"]) == [])
    #expect(try codes("PromotionRun", "2012-02-01", ["promotion=p-1"]) == [])
    let reported = ["breach=np-1", "clause=negative-press", "evidence=剪报", "on=2011-12-30"]
    #expect(try codes("BreachReported", "2012-02-01", reported) == ["closed-year"])
  }

  @Test("A year asked for by its last two digits has its answer, and the one that was perhaps meant is named")
  func shortYear() throws {
    let place = try Workplace(scenario: Given.story)
    for question in [["standing"], ["standing", "hz-01"], ["explain", "hz-01"]].map({ $0 + ["--year", "11"] })
      + [["report", "year", "11"], ["year-end", "11", "--dry-run"]]
    {
      let end = try place.run(question + ["--lang", "en"])
      #expect(end.exit == 0, "\(end.error)")
      #expect(end.error.contains("early-year: 11 is the year 11 itself; did you mean 2011?"), "\(question)")
    }
    #expect(try !place.run(["standing", "--year", "2011"]).error.contains("early-year"))
  }

  @Test("What was accepted before is not doubted again, nor what is refused")
  func once() throws {
    let place = try Workplace([Given.registered])
    let id = ["--id", "0190c0de-0000-7000-8000-000000000001"]
    let first = try append("HelpRequested", at: "2011-03-04", ["ticket=t-1"], id, in: place)
    #expect(first.error.hasPrefix("koufen: no-time: It has the date 2011-03-04 and no time"), "\(first.error)")
    let again = try append("HelpRequested", at: "2011-03-04", ["ticket=t-1"], id, in: place)
    #expect(!again.error.contains("no-time"))
    let refused = try append("HelpRequested", at: "2011-03-04", ["ticket=t-1"], in: place)
    #expect(refused.exit == 1 && !refused.error.contains("no-time"))
  }
}
