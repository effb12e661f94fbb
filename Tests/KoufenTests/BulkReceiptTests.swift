import KoufenTesting
import Testing

@Suite("What came of a file")
struct BulkReceiptTests {
  private struct Receipt: Decodable, Equatable {
    struct Problem: Decodable, Equatable {
      let code: String
    }

    var line: Int?
    var position: Int?
    var id: String?
    var consequences: Int?
    var `repeat`: Bool?
    var problem: Problem?
    var done: Bool?
    var accepted: Int?
    var repeated: Int?
    var refused: Int?
    var head: Int?
    var dryRun: Bool?
  }

  private static func id(_ number: Int) -> String { "0190c0de-0000-7000-8000-00000000000\(number)" }

  private static func event(_ type: String, _ data: String, by: String = "wu@channel-operations", id: Int? = nil)
    -> String
  {
    let id = id.map { #""id":"\#(Self.id($0))","# } ?? ""
    return #"{\#(id)"type":"\#(type)","provider":"hz-01","at":"2011-06-01","by":"\#(by)","data":{\#(data)}}"#
  }

  /// A breach somebody reports, and its judgement.
  private static func breach(_ key: String, points: Int) -> [String] {
    [
      event("BreachReported", #""breach":"\#(key)","clause":"negative-press","evidence":"seen""#),
      event("BreachAssessed", #""breach":"\#(key)","points":\#(points),"reason":"so""#, by: "li@department-head"),
    ]
  }

  @Test(
    "Each line has its receipt, repeats with their first position, refusals with their problem",
    arguments: [true, false])
  func receipts(_ keepsGoing: Bool) throws {
    let place = try Workplace([Given.registered])
    let first = Self.event("HelpRequested", #""ticket":"t-1""#, by: "feed@integration", id: 1)
    let second = Self.event("HelpRequested", #""ticket":"t-2""#, by: "feed@integration", id: 2)
    let arguments = ["append", "--file", "-", "--format", "json"] + (keepsGoing ? ["--keep-going"] : [])
    #expect(try place.run(arguments, input: [first]).exit == 0)
    #expect(try place.run(["append", "--file", "-"], input: [Given.registered("hz-02", "Two")]).exit == 0)
    let end = try place.run(arguments, input: [first, "", second] + (keepsGoing ? [second + "x"] : []))
    #expect(end.exit == (keepsGoing ? 65 : 0), "\(end.error)")
    var wanted = [
      Receipt(line: 1, position: 2, id: Self.id(1), consequences: 0, repeat: true),
      Receipt(line: 3, position: 4, id: Self.id(2), consequences: 0, repeat: false),
    ]
    if keepsGoing { wanted.append(Receipt(line: 4, problem: Receipt.Problem(code: "bad-input"))) }
    wanted.append(
      Receipt(consequences: 0, done: true, accepted: 1, repeated: 1, refused: keepsGoing ? 1 : 0, head: 4))
    #expect(try end.jsonLines(Receipt.self) == wanted)
  }

  @Test(
    "As CSV the receipts are a table, and a dry run's are those of the real run", arguments: ["csv", "json", "table"])
  func dryRun(_ format: String) throws {
    let place = try Workplace([Given.registered])
    let input = Self.breach("b-1", points: 20).enumerated().map { number, line in
      line.replacing("{\"type\"", with: "{\"id\":\"\(Self.id(number + 1))\",\"type\"")
    }
    let arguments = ["append", "--file", "-", "--format", format]
    let rehearsal = try place.run(arguments + ["--dry-run"], input: input)
    let real = try place.run(arguments, input: input)
    #expect(rehearsal.exit == 0 && real.exit == 0, "\(rehearsal.error) \(real.error)")
    let unmarked = rehearsal.output.replacing(#","dryRun":true"#, with: "").replacing(
      " (dry run: nothing appended)", with: "")
    #expect(unmarked == real.output)
    #expect(rehearsal.output != real.output || rehearsal.error.contains("Dry run"))
    if format == "csv" {
      try #require(real.lines.count == 3)
      #expect(real.lines[0] == "line,position,id,consequences,repeat,code,message")
      #expect(real.lines[1] == "1,2,\(Self.id(1)),0,false,,")
    }
  }

  @Test("A file says which breaches were raised, which thresholds crossed and which cases opened, in both languages")
  func outcomes() throws {
    let lines = (0..<6).flatMap { Self.breach("b-\($0)", points: 20) }
    let english = try Workplace([Given.registered]).run(["append", "--file", "-"], input: lines)
    #expect(english.exit == 0, "\(english.error)")
    let said = english.lines.dropFirst().joined(separator: "\n")
    for words in [
      "hz-01: ", "6 breaches raised", "points deducted", "threshold reached: ", "termination opened: points",
    ] {
      #expect(said.contains(words), "\(words) is not in \(said)")
    }
    #expect(said.contains("expansion suspended"), "\(said)")
    let chinese = try Workplace([Given.registered]).run(["append", "--file", "-", "--lang", "zh"], input: lines)
    for words in ["hz-01: ", "新增违规 6 项", "达到标准线：", "终止案件开启：", "拓展中止"] {
      #expect(chinese.output.contains(words), "\(words) is not in \(chinese.output)")
    }
  }

  @Test("A CSV is read whatever ends its lines", arguments: ["\n", "\r\n", "\r"])
  func lineEnds(_ end: String) throws {
    let place = try Workplace([Given.registered])
    let rows = [
      "type,provider,at,by,ticket", "HelpRequested,hz-01,2011-03-10T09:00,feed@integration,t-1", "",
      "HelpRequested,hz-01,2011-03-10T09:00,feed@integration,t-2",
    ]
    let said = try place.run(["append", "--file", try place.write("events.csv", rows.joined(separator: end))])
    #expect(said.exit == 0, "\(said.error)")
    #expect(try place.log().count == 3)
    let again = try place.run(["append", "--file", place.folder.file("events.csv"), "--keep-going"])
    #expect(again.error.contains("line 2: ") && again.error.contains("line 4: "), "\(again.error)")
  }

  @Test(
    "A CSV of which nothing would be read is an error that says why",
    arguments: [
      ("type,provider,at,by,tickte,foo\n", ["tickte", "foo"]), ("type,provider,at,by,ticket\n", ["rows"]),
      ("type,provider,at,by,ticket\n\n\r\n", ["rows"]), ("", ["heading"]),
      ("type,provider,at,by,ticket\u{2028}HelpRequested,hz-01,2011-03-10,feed@integration,t-1\n", ["LF, CRLF or CR"]),
    ], [false, true])
  func emptyCSV(_ text: (String, [String]), _ keepsGoing: Bool) throws {
    let place = try Workplace([Given.registered])
    let file = try place.write("events.csv", text.0)
    let end = try place.run(["append", "--file", file] + (keepsGoing ? ["--keep-going"] : []))
    #expect(end.exit == 65)
    for words in text.1 { #expect(end.error.contains(words), "\(end.error)") }
    #expect(end.error.hasPrefix("koufen: line 1: bad-input: "), "\(end.error)")
  }

  @Test(
    "A line that is no text, or far too long, is named, and the lines around it are kept",
    arguments: [[0xFF, 0xFE, 0x0A], [0x7B, 0x00, 0x7D, 0x0A], [UInt8](repeating: 0x78, count: 3_000_000) + [0x0A]])
  func brokenLines(_ bytes: [UInt8]) throws {
    let place = try Workplace([Given.registered])
    let input = Array((Given.help + "\n").utf8) + bytes + Array((Given.answer + "\n").utf8)
    for arguments in [["--keep-going", "--dry-run"], ["--keep-going"]] {
      let end = try KoufenProcess.run(["append", "--file", "-"] + arguments, store: place.store, input: input)
      #expect(end.exit == 65)
      #expect(end.error.hasPrefix("koufen: line 2: bad-input: "), "\(end.error.prefix(200))")
      #expect(end.output.hasPrefix("2 events accepted"), "\(end.output)")
    }
    #expect(try place.log().count == 3)
  }
}
