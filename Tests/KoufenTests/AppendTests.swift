import KoufenTesting
import Testing

/// One event of the log, as far as these tests ask.
private struct Line: Decodable {
  let type: String
  let provider: String
  let cause: Int?
}

@Suite("koufen append")
struct AppendTests {
  private static let id = "0190c0de-0000-7000-8000-000000000001"
  private static let request = [
    "append", "HelpRequested", "--provider", "hz-01", "--at", "2011-03-04T20:00", "--by", "feed@integration",
  ]

  @Test("Flags append one event and print it with its consequences")
  func flagsAppendOne() throws {
    let place = try Workplace([Given.registered, Given.help])
    #expect(try place.run(["sweep", "--through", "2011-03-07"]).exit == 0)
    let end = try place.run([
      "append", "BreachAssessed", "--provider", "hz-01", "--at", "2011-03-08", "--by", "wu@channel-operations",
      "--format", "json", "breach=" + Given.breach, "points=2", "reason=fourteen hours",
    ])
    #expect(end.exit == 0, "\(end.error)")
    let events = try end.jsonLines(Line.self)
    #expect(events.map(\.type) == ["BreachAssessed", "PointsDeducted"])
    #expect(events[0].cause == nil && events[1].cause != nil)
    #expect(try place.log().count == 5)
  }

  @Test("Who submits may be said by the environment")
  func submitterOfTheEnvironment() throws {
    let place = try Workplace([Given.registered])
    let end = try place.run(
      ["append", "HelpRequested", "--provider", "hz-01", "--at", "2011-03-04", "ticket=t-1"],
      environment: ["KOUFEN_BY": "feed@integration"])
    #expect(end.exit == 0, "\(end.error)")
  }

  @Test("A file of JSON Lines is appended whole")
  func jsonLines() throws {
    let place = try Workplace()
    let file = try place.write("events.jsonl", lines: [Given.registered, "", Given.help, Given.answer])
    let end = try place.run(["append", "--file", file])
    #expect(end.exit == 0, "\(end.error)")
    #expect(end.output.hasPrefix("3 events accepted, "))
  }

  @Test("Standard input is appended as JSON Lines")
  func standardInput() throws {
    let place = try Workplace()
    let end = try place.run(["append", "--file", "-", "--format", "json"], input: [Given.registered, Given.help])
    #expect(end.exit == 0, "\(end.error)")
    #expect(end.lines.count == 3, "a receipt for each line, and what it came to")
    #expect(try place.run(["events", "--format", "json"]).jsonLines(Line.self).map(\.type) == Self.types)
  }

  private static let types = ["ProviderRegistered", "HelpRequested"]

  @Test("CSV is appended row by row, with quotes, empty cells, a byte-order mark and CRLF")
  func csv() throws {
    let place = try Workplace()
    let rows = [
      "\u{FEFF}type,provider,at,by,name,kind,ticket,outlet",
      "ProviderRegistered,hz-01,2011-03-01,chen@channel-expansion,\"One, \"\"the first\"\"\",thirdParty,,",
      "HelpRequested,hz-01,2011-03-04T20:00,feed@integration,,,t-9,",
    ]
    let file = try place.write("events.csv", rows.map { $0 + "\r\n" }.joined())
    let end = try place.run(["append", "--file", file])
    #expect(end.exit == 0, "\(end.error)")
    #expect(end.output.hasPrefix("2 events accepted, "))
    #expect(try place.run(["standing", "hz-01"]).output.contains(#"One, "the first""#))
  }

  @Test("Sales are read from flags outlet by outlet")
  func salesOfFlags() throws {
    let place = try Workplace([Given.registered])
    let end = try place.run([
      "append", "SalesReported", "--provider", "hz-01", "--at", "2011-05-01", "--by", "feed@integration",
      "city=hangzhou", "month=2011-04", "sales=o-1=1000,o-2=0",
    ])
    #expect(end.exit == 1, "the shape is right; the city is not there")
  }

  @Test("A dry run decides everything and appends nothing")
  func dryRun() throws {
    let place = try Workplace([Given.registered])
    let before = try place.log()
    let one = try place.run(Self.request + ["--dry-run", "ticket=t-1"])
    #expect(one.exit == 0)
    #expect(one.output.contains("HelpRequested"))
    let many = try place.run(["append", "--file", "-", "--dry-run"], input: [Given.help, Given.answer])
    #expect(many.exit == 0)
    #expect(many.output.contains("2 events accepted") && many.output.contains("nothing appended"))
    let refused = try place.run(["append", "--file", "-", "--dry-run"], input: [Given.help, Given.help])
    #expect(refused.exit == 1, "a dry run sees what the lines before would have done")
    #expect(try place.log() == before)
  }

  @Test("Keeping going appends the good lines and reports each bad one by its number")
  func keepGoing() throws {
    let place = try Workplace()
    let lines = [Given.registered, "{", Given.help, Given.help, #"{"type":"Nothing"}"#, Given.answer]
    let end = try place.run(["append", "--file", "-", "--keep-going"], input: lines)
    #expect(end.exit == 65, "the highest that a bad line would have had")
    let said = end.error.split(separator: "\n").filter { !$0.hasPrefix("koufen: store-made: ") }
    #expect(said.count == 3)
    #expect(said[0].hasPrefix("koufen: line 2: bad-input: "))
    #expect(said[1].hasPrefix("koufen: line 4: ticket-exists: "))
    #expect(said[2].hasPrefix("koufen: line 5: bad-input: "))
    #expect(end.output.contains("3 events accepted") && end.output.contains("3 not accepted"))
    #expect(try place.log().count == 3)
  }

  @Test("One broken line leaves the store as it was")
  func allOrNothing() throws {
    let place = try Workplace([Given.registered])
    let before = try place.log()
    let second = Given.registered("hz-02", "Two")
    let lines = [second, Given.help, #"{"type": "HelpAnswered", "#, Given.answer, Given.registered("hz-03", "Three")]
    let end = try place.run(["append", "--file", "-", "--format", "json"], input: lines)
    #expect(end.exit == 65)
    #expect(end.output.isEmpty)
    #expect(end.failure?.code == "bad-input")
    #expect(end.failure?.line == 3)
    #expect(try place.log() == before)
  }

  @Test("The same event under the same id gives the first result again")
  func sameAgain() throws {
    let place = try Workplace([Given.registered])
    let arguments = Self.request + ["--id", Self.id, "--format", "json", "ticket=t-1"]
    let first = try place.run(arguments)
    let second = try place.run(arguments)
    #expect(first.exit == 0 && second.exit == 0)
    #expect(first.output == second.output)
    #expect(second.error.contains("nothing was appended"))
    #expect(try place.log().count == 2)
  }

  @Test("Other content under an id that was used is refused")
  func otherContent() throws {
    let place = try Workplace([Given.registered])
    #expect(try place.run(Self.request + ["--id", Self.id, "ticket=t-1"]).exit == 0)
    let end = try place.run(Self.request + ["--id", Self.id, "ticket=t-2"])
    #expect(end.exit == 1)
    #expect(end.error.hasPrefix("koufen: id-conflict: "))
    #expect(try place.log().count == 2)
  }
}
