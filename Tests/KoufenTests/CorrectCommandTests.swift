import KoufenTesting
import Testing

@Suite("koufen correct and koufen retract")
struct CorrectCommandTests {
  /// A folder with a meeting to which thirty-nine of a hundred came, at position 5, under rules by which facts are put right.
  private func place() throws -> Workplace {
    let place = try Workplace()
    let text = try place.run(["rulebook", "show", "taobao-daigou-1.5", "--source", "--store", ":memory:"]).output
    _ = try place.write(
      "rules.yaml",
      text.replacing("version: \"1.5\"", with: "version: \"1.5-c\"")
        + "\ncorrections: {by: [department-head], money-by: [finance], judgements-by: [department-head]}\n")
    let end = try place.run([
      "replay", "--keep", place.store,
      place.write(
        "story.yaml",
        """
        scenario: A slip
        rulebook: rules.yaml
        steps:
          - {event: ProviderRegistered, provider: hz-01, at: 2011-03-01, by: c@channel-expansion, data: {name: One, kind: thirdParty}}
          - {event: DepositFrozen, provider: hz-01, at: 2011-03-01, by: w@channel-operations, data: {city: hangzhou, amountFen: 30000000}}
          - {event: CityAuthorised, provider: hz-01, at: 2011-03-02, by: c@channel-expansion, data: {city: hangzhou, population: 20000}}
          - {event: MeetingHeld, provider: hz-01, at: 2011-03-03, by: f@integration, data: {meeting: m-1, city: hangzhou, invited: 100, attended: 39}}
        """),
    ])
    #expect(end.exit == 0, "\(end.error)")
    return place
  }

  private static let slip = ["correct", "5", "attended=93", "--reason", "39 for 93", "--by", "sun@department-head"]

  @Test("What names no fact, neither a position nor an id, is bad input as it is in an event")
  func noName() throws {
    let place = try place()
    let by = ["--reason", "x", "--by", "sun@department-head", "--lang", "en"]
    for command in [
      ["correct", "abc", "attended=1"] + by, ["retract", "9999999999999999999999"] + by,
      ["correct", "0", "attended=1"] + by,
      ["explain", "hz-01", "--fact", "abc", "--lang", "en"],
    ] {
      let end = try place.run(command)
      #expect(
        end.exit == 65 && end.error.contains("bad-input: fact: expected the position of a fact"),
        "\(command): \(end.error)")
    }
    #expect(try place.run(["retract", "999"] + by).error.contains("unknown-fact"))
  }

  @Test("It shows both readings and what follows, appends one line, and the log says who put what right")
  func corrected() throws {
    let place = try place()
    let trial = try place.run(Self.slip + ["--dry-run", "--lang", "en"])
    #expect(trial.exit == 0, "\(trial.error)")
    #expect(trial.output.contains("attended: 39 → 93"))
    #expect(trial.output.contains("breach withdrawn: meeting-results:m-1"))
    #expect(trial.output.contains("10 points restored: for meeting-results:m-1; 2011 is at 0"))
    #expect(try place.log().count == 8, "a dry run keeps nothing")
    let end = try place.run(Self.slip + ["--lang", "zh"])
    #expect(end.exit == 0 && end.output.contains("违规撤回：meeting-results:m-1"), "\(end.error)")
    #expect(try place.run(["standing", "hz-01", "--year", "2011", "--format", "json"]).output.contains("\"score\":0"))
    let told = try place.run(["explain", "hz-01", "--fact", "5", "--lang", "en"]).output
    #expect(told.contains("sun (department head)") && told.contains("39 for 93") && told.contains("attended: 39 → 93"))
    let listed = try place.run(["events", "--type", "MeetingHeld", "--lang", "en"]).output
    #expect(listed.contains("(corrected)"))
    #expect(try place.run(["verify", "--decide"]).exit == 0)
  }

  @Test("On a terminal it asks behind what would follow, and anything but a yes keeps nothing")
  func asked() throws {
    let place = try place()
    let head = try place.log().count
    let command = "correct 5 attended=93 --reason slip --by sun@department-head --lang zh"
    for typed in ["n\n", ""] {
      let end = try place.onTerminal(command, typed: typed)
      #expect(end.exit == 1 && end.output.contains("到场人数：39 → 93") && end.output.contains("not-confirmed"))
      #expect(try place.log().count == head)
    }
    let yes = try place.onTerminal(command, typed: "是\n")
    #expect(yes.exit == 0 && yes.output.contains("记入账本？"), "\(yes.output)")
    #expect(try place.log().count == head + 4)
  }

  @Test("A fact is taken back, and comes back with a correction")
  func retracted() throws {
    let place = try place()
    let by = ["--by", "sun@department-head"]
    let end = try place.run(["retract", "5", "--reason", "none was held"] + by)
    #expect(end.exit == 0, "\(end.error)")
    #expect(try place.run(["events", "--type", "MeetingHeld", "--lang", "en"]).output.contains("(retracted)"))
    #expect(try place.run(["retract", "5", "--reason", "again"] + by).error.contains("fact-retracted"))
    let back = try place.run(["correct", "5", "attended=90", "--reason", "it was held"] + by)
    #expect(back.exit == 0, "\(back.error)")
    #expect(try place.run(["verify"]).exit == 0)
  }

  @Test("What cannot be put right is refused, and nothing is kept")
  func refused() throws {
    let place = try place()
    let head = try place.log().count
    let by = ["--by", "sun@department-head", "--reason", "r"]
    for (arguments, code, exit) in [
      (["correct", "99", "attended=1"] + by, "unknown-fact", Int32(1)),
      (["correct", "1", "attended=1"] + by, "unknown-fact", 1),
      (["correct", "5", "attended=39"] + by, "nothing-changed", 1),
      (["correct", "5", "attended=many"] + by, "bad-input", 65), (["correct", "5", "guests=3"] + by, "bad-input", 65),
      (["correct", "5", "city="] + by, "bad-input", 65),
      (["correct", "5", "meeting=m-2", "--by", "f@department-head", "--reason", "r"], "same-person", 1),
      (["retract", "4"] + by, "breaks-later-fact", 1), (["correct", "5"] + by, "usage", 64),
    ] {
      let end = try place.run(arguments)
      #expect(end.exit == exit && end.error.contains(code), "\(arguments): \(end.error)")
    }
    #expect(try place.log().count == head)
  }
}
