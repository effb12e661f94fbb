import KoufenTesting
import Testing

@Suite("koufen replay")
struct ReplayTests {
  /// What a scenario came to, as far as these tests ask.
  private struct Report: Decodable {
    let scenario: String
    let passed: Bool
    let failures: [Failure]
    let events: Int
    let standings: [String: Standing]

    struct Failure: Decodable {
      let step: Int
      let expected: Standing
      let found: Standing
    }

    struct Standing: Decodable {
      let score: Int
    }
  }

  @Test("A scenario that passes is exit 0, and its store can be looked at")
  func passes() throws {
    let place = try Workplace(scenario: Given.story)
    let end = try place.run(["replay", "--format", "json", place.folder.file("story.yaml")])
    #expect(end.exit == 0, "\(end.error)")
    let reports = try end.json([Report].self)
    #expect(reports.map(\.passed) == [true])
    #expect(reports[0].standings.keys.sorted() == ["hz-01", "hz-02"])
    #expect(reports[0].standings["hz-01"]?.score == 0, "at the final clock, when the next year has begun")
    #expect(try place.log().count == reports[0].events)
  }

  @Test("A base that is no rulebook file, or not there, is no scenario")
  func base() throws {
    let place = try Workplace()
    _ = try place.write("broken.yaml", "rulebook: x")
    for (name, exit) in [("broken.yaml", Int32(65)), ("nothing.yaml", 66)] {
      let file = try place.write("story.yaml", Given.story.replacing("steps:", with: "rulebook: \(name)\nsteps:"))
      let end = try place.run(["replay", file])
      #expect(end.exit == exit, "\(end.error)")
      #expect(end.error.contains(name))
    }
  }

  @Test("A rulebook may be named from the root")
  func fromTheRoot() throws {
    let place = try Workplace()
    let rules = try place.run(["rulebook", "show", "taobao-daigou-1.5", "--source", "--store", ":memory:"]).output
    let file = try place.write("rules.yaml", rules)
    let story = try place.write("story.yaml", Given.story.replacing("steps:", with: "rulebook: \(file)\nsteps:"))
    let end = try place.run(["replay", story])
    #expect(end.exit == 0, "\(end.error)")
  }

  @Test("A kept store is never written over")
  func keepMakesANewStore() throws {
    let place = try Workplace(scenario: Given.story)
    let end = try place.run(["replay", "--keep", place.store, place.folder.file("story.yaml")])
    #expect(end.exit == 64)
  }

  @Test("An expectation that is not met is exit 1, with its step, what was expected and what was found")
  func fails() throws {
    let place = try Workplace()
    let file = try place.write("story.yaml", Given.story.replacing("score: 2", with: "score: 3"))
    let text = try place.run(["replay", file])
    #expect(text.exit == 1)
    #expect(text.output.hasPrefix("✗ A late answer costs two points"))
    #expect(text.output.contains(#"step 7: expected {"score":3}, found {"score":2}"#), "\(text.output)")
    let end = try place.run(["replay", "--format=json", file])
    #expect(end.exit == 1)
    let failure = try #require(try end.json([Report].self).first?.failures.first)
    #expect(failure.step == 7 && failure.expected.score == 3 && failure.found.score == 2)
  }

  @Test("A file that is no scenario is exit 65, after the others have run")
  func broken() throws {
    let place = try Workplace()
    let first = try place.write("first.yaml", Given.story)
    let broken = try place.write("broken.yaml", "scenario: Broken\nsteps:\n  - {sweep: 2011-03-07, colour: red}\n")
    let last = try place.write("last.yaml", Given.story.replacing("score: 2", with: "score: 3"))
    let end = try place.run(["replay", first, broken, last])
    #expect(end.exit == 65)
    #expect(end.output.contains("✓") && end.output.contains("✗") && end.output.contains("1 of 3 scenarios passed"))
    #expect(end.error.contains("not-a-scenario") && end.error.contains("broken.yaml:3"), "\(end.error)")
    #expect(end.error.contains("colour"))
    let json = try place.run(["replay", "--format", "json", first, broken, last])
    #expect(json.exit == 65)
    #expect(json.failure?.code == "not-a-scenario" && json.failure?.line == 3)
    #expect(try json.json([Report].self).map(\.passed) == [true, false])
  }

  @Test(
    "What is no scenario is named by its line",
    arguments: [
      ("scenario: A\nstep: []\n", 2), ("scenario: A\nsteps:\n  - {sweep: 2011-02-30}\n", 3),
      ("scenario: A\nsteps:\n  - {sweep: 9000-01-01}\n", 3), ("scenario: A\nsteps:\n  - {yearEnd: 9000}\n", 3),
      ("scenario: A\nsteps:\n  - {expect: {provider: hz-01, asOf: 9000-01-01}}\n", 3),
      ("scenario: A\nsteps:\n  - {expect: {provider: hz-01, knownAt: 9000-01-01}}\n", 3),
      ("scenario: A\nsteps:\n  - {expect: {provider: hz-01, year: 9000}}\n", 3),
      ("scenario: A\nsteps:\n  - {expect: {provider: hz-01, colour: red}}\n", 3),
      ("scenario: A\nsteps:\n  - {refuse: HelpRequested, code: no-such-code}\n", 3),
      ("scenario: A\nsteps:\n  - {event: HelpRequested, recorded: tomorrow}\n", 3),
    ])
  func wrongScenarios(_ text: String, _ line: Int) throws {
    let place = try Workplace()
    let end = try place.run(["replay", "--format", "json", try place.write("story.yaml", text)])
    #expect(end.exit == 65)
    #expect(end.failure?.code == "not-a-scenario")
    #expect(end.failure?.line == line, "\(end.error)")
    let chinese = try place.run(["replay", "--lang=zh", place.folder.file("story.yaml")])
    #expect(chinese.error.contains("应为") && !chinese.error.contains("expected"), "\(chinese.error)")
  }

  @Test("A step that is refused, or accepted where a refusal was expected, fails and the scenario goes on")
  func goesOn() throws {
    let place = try Workplace()
    let text = """
      scenario: Two steps that come out otherwise
      steps:
        - {event: HelpRequested, provider: hz-01, at: 2011-03-01, by: feed@integration, data: {ticket: t-1}}
        - {refuse: ProviderRegistered, code: provider-exists, provider: hz-01, at: 2011-03-01,
           by: chen@channel-expansion, data: {name: One, kind: thirdParty}}
        - {expect: {provider: hz-01, score: 0}}
      """
    let end = try place.run(["replay", try place.write("story.yaml", text)])
    #expect(end.exit == 1)
    #expect(end.output.contains("step 1: ") && end.output.contains("unknown-provider"))
    #expect(end.output.contains("step 2: ") && !end.output.contains("step 3: "))
  }
}
