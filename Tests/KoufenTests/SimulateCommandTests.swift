import Foundation
import KoufenTesting
import Testing

@Suite("koufen simulate")
struct SimulateCommandTests {
  private struct Answer: Decodable {
    let same: Bool
    let differs: Bool
    let years: [Year]
    let adjusted: [Judgement]
    let refused: [Refused]

    struct Year: Decodable {
      let provider: String
      let year: Int
      let happened: Side
      let simulated: Side
    }
    struct Side: Decodable {
      let score: Int
      let status: String
    }
    struct Judgement: Decodable {
      let breach: String?
      let given: Int
      let taken: Int
    }
    struct Refused: Decodable {
      let position: Int?
      let code: String
    }
  }

  private func draft(_ place: Workplace, _ changes: [(String, String)]) throws -> String {
    var text = try place.run(["rulebook", "show", "--source"]).output
    for (old, new) in changes { text = text.replacingOccurrences(of: old, with: new) }
    return try place.write("draft.yaml", text)
  }

  @Test("A provider is called by its name, also one that only the further facts register")
  func named() throws {
    let place = try Workplace(scenario: Given.story)
    let facts = try place.write(
      "what-if.jsonl", Given.registered("hz-09", "杭州九号").replacingOccurrences(of: "2011", with: "2012") + "\n")
    for (name, options) in [
      ("Hangzhou One", []), ("hz-01", ["--event", facts]), ("Hangzhou Two", ["--event", facts]),
    ] {
      let end = try place.run(["simulate", "--provider", name, "--format", "csv"] + options)
      #expect(end.exit == 0, "\(end.error)")
    }
    for name in ["hz-09", "杭州九号"] {
      #expect(try place.run(["simulate", "--provider", name, "--event", facts]).exit == 0)
      #expect(try place.run(["simulate", "--provider", name]).exit == 1)
    }
  }

  @Test("The same rulebook gives what happened, another says what it would have cost; the store's bytes stay")
  func compared() throws {
    let place = try Workplace(scenario: Given.story)
    let before = try Data(contentsOf: URL(filePath: place.store))
    let same = try draft(place, [])
    let first = try place.run(["simulate", "--rulebook", same, "--format", "json"]).json(Answer.self)
    #expect(first.same && !first.differs && first.refused.isEmpty)
    #expect(try place.run(["simulate", "--rulebook", same]).output.contains("Nothing differs"))
    let dearer = try draft(
      place, [("version: \"1.5\"", "version: \"1.6\""), ("points: [1, 2]\n    cap: 10", "points: [4, 8]\n    cap: 10")])
    let second = try place.run(["simulate", "--rulebook", dearer, "--format", "json"]).json(Answer.self)
    #expect(second.differs && !second.same)
    #expect(second.years.first { $0.provider == "hz-01" }?.happened.score == 2)
    #expect(second.years.first { $0.provider == "hz-01" }?.simulated.score == 4)
    #expect(second.adjusted.map(\.breach) == [Given.breach] && second.adjusted.map(\.taken) == [4])
    let table = try place.run(["simulate", "--rulebook", dearer, "--lang", "zh"])
    #expect(table.output.contains(Given.breach) && table.output.contains("须重新评定"))
    #expect(try place.run(["simulate", "--rulebook", dearer, "--format", "csv"]).lines.count > 1)
    #expect(try Data(contentsOf: URL(filePath: place.store)) == before)
  }

  @Test("Facts that never happened, one provider only, and what is wrong with the asking")
  func asked() throws {
    let place = try Workplace(scenario: Given.story)
    let fact = try place.write(
      "facts.jsonl",
      lines: [
        #"{"type":"BreachReported","provider":"hz-02","at":"2011-05-01","by":"wu@channel-operations","#
          + #""data":{"breach":"b","clause":"competitor-dealing","evidence":"seen"}}"#,
        #"{"type":"BreachAssessed","provider":"hz-02","at":"2011-05-02","by":"li@department-head","#
          + #""data":{"breach":"b","points":100,"reason":"found"}}"#, Given.answer,
      ])
    let all = try place.run(["simulate", "--event", fact, "--format", "json"]).json(Answer.self)
    #expect(all.years.first { $0.provider == "hz-02" }?.simulated.status == "terminating")
    #expect(all.refused.allSatisfy { $0.position == nil })
    let one = try place.run(["simulate", "--event", fact, "--provider", "hz-01", "--format", "json"])
    #expect(try one.json(Answer.self).years.allSatisfy { $0.provider == "hz-01" })
    #expect(try place.run(["simulate", "--provider", "nobody"]).exit == 1)
    #expect(try place.run(["simulate", "--effective", "2011-01-01"]).exit == 64)
    #expect(try place.run(["simulate", "--rulebook", "nowhere.yaml"]).exit == 66)
    let zone = try draft(place, [("+08:00", "+07:00")])
    #expect(try place.run(["simulate", "--rulebook", zone]).exit == 65, "another zone is refused as the file is read")
    let bad = try draft(place, [("failures: 15", "failures: many")])
    #expect(try place.run(["simulate", "--rulebook", bad]).exit == 65)
  }
}
