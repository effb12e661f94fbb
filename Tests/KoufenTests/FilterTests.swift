import KoufenTesting
import Testing

@Suite("Filters")
struct FilterTests {
  private struct Line: Decodable {
    let position: Int
    let type: String
    let by: Person?

    struct Person: Decodable {
      let id: String
      let role: String
    }
  }

  private func lines(_ place: Workplace, _ options: [String]) throws -> [Line] {
    let end = try place.run(["events", "--format", "json"] + options)
    #expect(end.exit == 0, "\(options): \(end.error)")
    return try end.jsonLines(Line.self)
  }

  @Test(
    "An unknown word in a filter is a mistake that names the nearest known one",
    arguments: [
      (["events", "--type", "PointDeducted"], Int32(64), "usage", "PointsDeducted"),
      (["events", "--type", "rulebookpublished"], 64, "usage", "RulebookPublished"),
      (["events", "--role", "finnance"], 64, "usage", "finance"),
      (["queue", "--role", "channel-operation"], 64, "usage", "channel-operations"),
      (["events", "--provider", "hz-1"], 1, "unknown-provider", "hz-01"),
      (["simulate", "--provider", "hz-2"], 1, "unknown-provider", "hz-02"),
    ])
  func unknown(_ arguments: [String], _ exit: Int32, _ code: String, _ near: String) throws {
    let place = try Workplace([Given.registered, Given.registered("hz-02", "Two")])
    let end = try place.run(arguments + ["--format", "json"])
    #expect(end.exit == exit && end.output.isEmpty)
    #expect(end.failure?.code == code && end.failure?.message.contains("did you mean \(near)?") == true, "\(end.error)")
    let zh = try place.run(arguments + ["--lang", "zh"])
    #expect(zh.error.contains("是否指 \(near)？"), "\(zh.error)")
  }

  @Test(
    "Where nothing is like a word, none is suggested: what there is is named; two letters in the wrong order are like it"
  )
  func nothingLikeIt() throws {
    let place = try Workplace([
      Given.registered,
      #"{"type":"DepositFrozen","provider":"hz-01","at":"2011-03-02","by":"wu@channel-operations","data":{"city":"hangzhou","amountFen":30000000}}"#,
      #"{"type":"CityAuthorised","provider":"hz-01","at":"2011-03-03","by":"chen@channel-expansion","data":{"city":"hangzhou","population":20000}}"#,
    ])
    for (arguments, near) in [
      (["standing", "--city", "hangzou"], "是否指 hangzhou？"), (["standing", "--city", "qqq"], "；可用：hangzhou。"),
      (["outlets", "hz-01", "--state", "opne"], "是否指 open？"),
      (["outlets", "hz-01", "--state", "q"], "（signed）、"),
      (["events", "--role", "老板"], "；可用：渠道拓展（channel-expansion）、"), (["events", "--type", "xyzzy"], "，另有 "),
    ] {
      let end = try place.run(arguments + ["--lang", "zh"])
      #expect(end.exit == 64 && end.error.contains(near), "\(end.error)")
    }
    let nobody = try place.run(["standing", "quite-another"])
    #expect(nobody.exit == 1 && !nobody.error.contains("did you mean"), "\(nobody.error)")
  }

  @Test("A provider is asked about by its name too: keys first, then the one that is called exactly so")
  func named() throws {
    let place = try Workplace([
      Given.registered("hz-01", "杭州一号代购"), Given.registered("wz-01", "hz-01"), Given.registered("a1", "同名"),
      Given.registered("b1", "同名"),
    ])
    for question in [
      ["standing"], ["explain", "--year", "2011"], ["outlets"], ["forecast"], ["events", "--provider"],
      ["queue", "--provider"], ["standing", "--diff", "2100-01-01", "2100-01-02"],
    ] {
      func ask(_ provider: String) throws -> KoufenProcess.End {
        try place.run(question + [provider, "--format", "json"])
      }
      let (byKey, byName, several) = try (ask("hz-01"), ask("杭州一号代购"), ask("同名"))
      #expect(byKey.exit == 0 && byName.exit == 0, "\(question): \(byName.error)")
      let moment = /"knownAt":"[^"]*"|\d\d:\d\d:\d\d/
      #expect(byName.output.replacing(moment, with: "") == byKey.output.replacing(moment, with: ""))
      #expect(several.exit == 65 && several.failure?.code == "bad-input")
      #expect(several.failure?.message.contains("called “同名” (a1, b1)") == true, "\(several.error)")
      let unknown = try ask("杭州二号代购")
      #expect(unknown.exit == 1 && unknown.failure?.code == "unknown-provider")
      #expect(unknown.failure?.message.contains("did you mean 杭州一号代购?") == true, "\(unknown.error)")
    }
  }

  @Test("Events are selected by person, role and breach, by when they were recorded, and from the end")
  func selected() throws {
    let place = try Workplace(scenario: Given.story)
    let all = try lines(place, [])
    #expect(try lines(place, ["--by", "wu"]).map(\.position) == all.filter { $0.by?.id == "wu" }.map(\.position))
    #expect(try lines(place, ["--role", "integration"]).map(\.type) == ["HelpRequested"])
    #expect(
      try lines(place, ["--breach", Given.breach]).map(\.type) == [
        "BreachDetected", "BreachAssessed", "PointsDeducted",
      ])
    #expect(try lines(place, ["--since", "2011-03-09", "--until", "2011-03-09"]).map(\.position) == [5, 6])
    #expect(try lines(place, ["--until", "2011-03-04T20:00"]).count == 3, "the moment itself is taken")
    #expect(try lines(place, ["--since", "2011-03-04T20:00:01"]).first?.type == "BreachDetected")
    #expect(try lines(place, ["--last", "2"]).map(\.position) == all.suffix(2).map(\.position))
    #expect(try lines(place, ["--last", "1", "--type", "HelpRequested"]).map(\.position) == [3])
    #expect(try lines(place, ["--last", "0"]).isEmpty)
    #expect(try lines(place, ["--by", "chen", "--limit", "1"]).map(\.position) == [1])
    #expect(try lines(place, ["--breach", "nothing"]).isEmpty)
    #expect(try place.run(["events", "--since", "soon"]).exit == 64)
    #expect(try place.run(["events", "--last", "2", "--limit", "2"]).exit == 64)
    #expect(try place.run(["events", "--last", "1"]).lines.count == 3)
  }

  @Test("Whoever follows behind the last none is shown nothing that is there already")
  func followedFromTheEnd() throws {
    let place = try Workplace([Given.registered])
    let follower = try KoufenProcess(["events", "--follow", "--last", "0"], store: place.store)
    #expect(follower.awaitLines(2).count == 2)
    #expect(try place.run(["append", "--file", "-"], input: [Given.help]).exit == 0)
    #expect(follower.awaitLines(3).last?.contains("t-9") ?? false)
    follower.kill()
    #expect(follower.end().lines.count == 3)
  }
}
