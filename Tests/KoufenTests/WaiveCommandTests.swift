import KoufenTesting
import Testing

@Suite("koufen waive")
struct WaiveCommandTests {
  /// A folder with two providers: each held a meeting, of which two duties are open, and owes its regulation stamped.
  private func place() throws -> Workplace {
    let place = try Workplace()
    let text = try place.run(["rulebook", "show", "taobao-daigou-1.5", "--source", "--store", ":memory:"]).output
    let meeting = "opens: [{event: MeetingHeld, subject: meeting}]"
    _ = try place.write(
      "rules.yaml",
      text.replacing("version: \"1.5\"", with: "version: \"1.5-d\"") + """

        duties:
          accept: {section: 4.4(2), owed-by: provider, owed-to: legal, opens: [{event: ProviderRegistered}], zh: 盖章, en: stamp}
          groundwork: {section: 1, owed-by: provider, owed-to: legal, \(meeting), due: {days: 0}, waived-by: [legal], zh: 会前, en: before}
          review: {section: 2, owed-by: provider, owed-to: legal, \(meeting), due: {days: 7}, waived-by: [legal], zh: 审核, en: review}

        """)
    var story = "scenario: Duties\nrulebook: rules.yaml\nsteps:\n"
    for provider in ["hz-01", "nb-02"] {
      let head = "provider: \(provider), at: 2011-03-01"
      story += """
          - {event: ProviderRegistered, \(head), by: c@channel-expansion, data: {name: One of \(provider), kind: thirdParty}}
          - {event: DepositFrozen, \(head), by: w@channel-operations, data: {city: hangzhou, amountFen: 30000000}}
          - {event: CityAuthorised, \(head), by: c@channel-expansion, data: {city: hangzhou, population: 20000}}
          - {event: MeetingHeld, \(head), by: f@integration, data: {meeting: m-1, city: hangzhou, invited: 100, attended: 90}}

        """
    }
    let end = try place.run(["replay", "--keep", place.store, place.write("story.yaml", story)])
    #expect(end.exit == 0, "\(end.error)")
    return place
  }

  private func waived(_ place: Workplace) throws -> Int { try place.log().count { $0.contains("\"DutyWaived\"") } }

  @Test("What is open is chosen by provider, slug and due date; for trial nothing is kept; each is an event of its own")
  func many() throws {
    let place = try place()
    let by = ["--reason", "seen on site", "--by", "li@legal", "--lang", "en"]
    let trial = try place.run(["waive", "--duty", "groundwork", "--dry-run"] + by)
    #expect(trial.exit == 0 && trial.output.contains("groundwork:m-1"), "\(trial.error)")
    #expect(trial.output.contains("nb-02"))
    #expect(try waived(place) == 0)
    let early = try place.run(["waive", "hz-01", "--until", "2011-03-01"] + by)
    #expect(early.exit == 0 && early.output.contains("1 duty let go."), "\(early.error)")
    let rest = try place.run(["waive", "One of hz-01", "nb-02", "--format", "json"] + by)
    #expect(rest.exit == 0 && rest.lines.count == 3, "\(rest.error)")
    #expect(rest.error.contains("2 more duties left out"), "what nobody may let go is counted")
    #expect(try waived(place) == 4)
    let none = try place.run(["waive", "hz-01"] + by)
    #expect(none.exit == 0 && none.error.contains("nothing was recorded"))
    #expect(try place.run(["verify", "--decide"]).exit == 0)
  }

  @Test("One that is named and may not be let go keeps all of them from it, and is said in both languages")
  func allOrNothing() throws {
    let place = try place()
    let end = try place.run([
      "waive", "hz-01", "--duty", "groundwork", "--duty", "accept", "--reason", "x", "--by", "li@legal", "--lang", "zh",
    ])
    #expect(end.exit == 1 && end.error.contains("hz-01 accept") && end.error.contains("not-waivable"), "\(end.error)")
    let role = try place.run(["waive", "--duty", "review", "--reason", "x", "--by", "w@finance", "--lang", "en"])
    #expect(role.exit == 1 && role.error.contains("role-not-allowed"), "\(role.error)")
    #expect(try place.run(["waive", "xx-99", "--reason", "x", "--by", "li@legal"]).exit == 1)
    #expect(try place.run(["waive", "--reason", "x", "--by", "li@legal"]).exit == 64)
    #expect(try waived(place) == 0)
  }

  @Test("A duty that no version has is a slip of the pen: told with the nearest; a trial can be read by a program too")
  func slips() throws {
    let place = try place()
    let by = ["--reason", "x", "--by", "li@legal", "--lang", "en"]
    let slip = try place.run(["waive", "--duty", "grundwork:m-1"] + by)
    #expect(
      slip.exit == 64 && slip.error.contains("there is no duty grundwork; did you mean groundwork?"),
      "\(slip.error)")
    let trial = try place.run(["waive", "--duty", "review", "--dry-run", "--format", "json"] + by)
    #expect(
      trial.exit == 0 && trial.lines.count == 2 && trial.output.contains(#""type":"DutyWaived""#), "\(trial.output)")
    let before = try place.run(["waive", "--due-by", "2011-03-01", "--dry-run"] + by)
    #expect(before.exit == 0 && before.output.contains("groundwork:m-1"), "as --until was called before")
    #expect(try waived(place) == 0)
  }

  @Test(
    "A sweep says first how many missed duties it would record beside breaches, by duty, and asks before more than fifty"
  )
  func missedDuties() throws {
    let place = try place()
    let trial = try place.run(["sweep", "--through", "2011-03-20", "--dry-run", "--lang", "en"])
    #expect(
      trial.error.hasPrefix("4 missed duties would be recorded: groundwork 2, review 2.\n"), "\(trial.error)")
    let both = try place.run(["year-end", "2011", "--dry-run", "--lang", "zh"])
    #expect(both.error.contains("项违规、4 项到期未履行的义务：") && both.error.contains("groundwork 2、review 2。"), "\(both.error)")
    let events = (1...25).flatMap { number in
      ["hz-01", "nb-02"].map { provider in
        #"{"type":"MeetingHeld","provider":"\#(provider)","at":"2011-04-01T10:00:00+08:00","by":"f@integration","#
          + #""data":{"meeting":"w-\#(number)","city":"hangzhou","invited":100,"attended":90}}"#
      }
    }
    #expect(try place.run(["append", "--file", place.write("meetings.jsonl", lines: events)]).exit == 0)
    let command = "sweep --through 2011-04-01 --lang en"
    let log = try place.log()
    let no = try place.onTerminal(command, typed: "n\n")
    #expect(no.exit == 1 && no.output.contains("missed duties?") && no.output.contains("not-confirmed"), "\(no.output)")
    #expect(try place.log() == log)
  }

  @Test("On a terminal it asks, and anything but a yes keeps nothing")
  func asked() throws {
    let place = try place()
    let command = "waive --duty review --reason seen --by li@legal --lang zh"
    let no = try place.onTerminal(command, typed: "n\n")
    #expect(no.exit == 1 && no.output.contains("豁免这 2 项义务吗？"), "\(no.output)")
    #expect(try waived(place) == 0)
    #expect(try place.onTerminal(command, typed: "y\n").exit == 0)
    #expect(try waived(place) == 2)
  }
}
