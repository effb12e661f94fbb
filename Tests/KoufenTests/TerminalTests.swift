import Foundation
import KoufenTesting
import LedgerFormat
import Presentation
import Testing

/// The tool on a terminal of 80 columns, which `script` lends it.
@Suite("On a terminal")
struct TerminalTests {
  private static let languages = ["zh_CN.UTF-8", "C.UTF-8"]

  /// A ledger of a year with a long-winded judgement in it.
  private static func place() throws -> Workplace {
    let reason = String(repeating: "网点多次求助均未在规定时间内答复，", count: 4)
    return try Workplace(scenario: Given.story.replacingOccurrences(of: "fourteen hours", with: reason))
  }

  private static let commands = [
    "--help", "append --help", "explain --help", "standing --near --as-of 2011-03-08", "outlets hz-01",
    "report month 2011-03", "standing --diff 2011-03-08 2011-03-10", "queue --through 2012-03-31",
    "standing", "standing hz-01 --year 2011", "standing --diff 2011-03-08 2011-03-10 hz-01", "events",
    "events --last 3", "queue --as-of 2011-03-08 --known-at 2011-03-08T12:00", "explain hz-01 \(Given.breach)",
    "explain hz-01 --year 2011", "forecast", "forecast hz-01 --as-of 2011-03-08", "report year 2011",
    "year-end 2011 --dry-run", "sweep --dry-run", "types", "types BreachAssessed", "rulebook list", "rulebook show",
    "verify", "rebuild", "seal", "simulate", "standing nobody", "explain hz-01 nothing", "append BreachAssessed",
    "append HelpRequested --provider hz-01 --by feed@integration --at 2012-01-03T20:00 ticket=t-11 --dry-run",
  ]

  @Test("No command writes a line of more than 80 places", arguments: commands, languages)
  func fits(_ command: String, _ language: String) throws {
    let end = try Self.place().onTerminal(command, environment: ["LANG": language, "NO_COLOR": "1"])
    #expect(!end.output.isEmpty)
    for line in end.output.split(whereSeparator: \.isNewline) {
      #expect(String(line).displayWidth <= 80, "\(command): \(line)")
    }
    #expect(!end.output.contains("\u{1B}"))
  }

  @Test("Events are told in sentences on a terminal and in a table's pipe, and as they stand in the log in CSV")
  func sentences() throws {
    let place = try Workplace(scenario: Given.story)
    let shown = try place.onTerminal("events", environment: ["LANG": "zh_CN.UTF-8", "NO_COLOR": "1"]).output
    #expect(shown.contains("网点求助：求助单 t-9") && !shown.contains("{"), "\(shown)")
    let piped = try place.run(["events"]).output
    #expect(piped.contains("help requested: ticket t-9; to be answered by 2011-03-07") && !piped.contains("{"))
    #expect(try place.run(["events", "--format", "csv"]).output.contains(#"{""ticket"":""t-9""}"#))
    let why = try place.onTerminal("explain hz-01 \(Given.breach)").output.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    #expect(why.contains("breach assessed: breach \(Given.breach), points 2") && !why.contains("{"))
  }

  @Test("Colour says what words say too, on a terminal that has it and nowhere else")
  func colour() throws {
    let place = try Self.place()
    let refused = "standing nobody"
    let terminal = ["TERM": "xterm-256color"]
    #expect(try place.onTerminal(refused, environment: terminal).output.contains("\u{1B}[31mkoufen: unknown-provider:"))
    #expect(try place.onTerminal("standing", environment: terminal).output.contains("\u{1B}[1m"))
    for (options, variables) in [
      ("", ["TERM": "dumb"]), ("", ["TERM": "xterm", "NO_COLOR": "1"]), (" --color never", terminal),
      (" --format json", terminal),
    ] {
      let end = try place.onTerminal("standing" + options, environment: variables)
      #expect(end.exit == 0 && !end.output.contains("\u{1B}"), "\(options) \(variables)")
    }
    #expect(try !place.run(["standing"], environment: terminal).output.contains("\u{1B}"))
    #expect(try place.run(["standing", "--color", "always"], environment: terminal).output.contains("\u{1B}[1m"))
    #expect(try place.run(["standing", "--color", "pink"]).exit == 64)
  }

  @Test("What likely comes next is said on a terminal, never in a pipe or beside data")
  func next() throws {
    let place = try Workplace(scenario: Given.story)
    let command = "standing hz-01 --year 2011"
    let shown = try place.onTerminal(command, environment: ["LANG": "zh_CN.UTF-8", "NO_COLOR": "1"]).output
    #expect(shown.contains("接下来：koufen explain hz-01 --year 2011"), "\(shown)")
    #expect(try place.onTerminal(command, environment: ["NO_COLOR": "1"]).output.contains("next: koufen explain"))
    #expect(try !place.onTerminal(command + " --format json").output.contains("next:"))
    let piped = try place.run(["standing", "hz-01", "--year", "2011"])
    #expect(!piped.output.contains("next:") && !piped.error.contains("next:"))
  }
}

@Suite("A pager")
struct PagerTests {
  private static let pager = ["PAGER": "sed 's/^/> /'", "LINES": "5", "NO_COLOR": "1"]

  @Test("An answer longer than the screen goes through it; a short one, and one without an end, does not")
  func longAnswers() throws {
    let place = try Workplace(scenario: Given.story)
    let long = try place.onTerminal("events", environment: Self.pager)
    #expect(long.exit == 0 && long.output.split(whereSeparator: \.isNewline).allSatisfy { $0.hasPrefix("> ") })
    let short = try place.onTerminal("standing", environment: Self.pager.merging(["LINES": "24"]) { $1 })
    #expect(!short.output.contains("> "))
    #expect(try !place.onTerminal("events --no-pager", environment: Self.pager).output.contains("> "))
    #expect(try !place.onTerminal("events", environment: ["PAGER": "", "LINES": "5"]).output.contains("> "))
    let store = try place.onTerminal("verify", environment: Self.pager)
    #expect(store.exit == 0 && !store.output.contains("> "))
    #expect(try !place.run(["events"], environment: Self.pager).output.contains("> "))
  }

  @Test("A pager that is left early, and one that is not there, is no fault of the answer")
  func leftEarly() throws {
    let place = try Workplace(scenario: Given.story)
    let left = try place.onTerminal("events", environment: Self.pager.merging(["PAGER": "head -1"]) { $1 })
    #expect(left.exit == 0 && left.output.split(whereSeparator: \.isNewline).count == 1, "\(left.output)")
    #expect(try place.onTerminal("events", environment: Self.pager.merging(["PAGER": "/no/such"]) { $1 }).exit == 0)
  }

  @Test("less is told to leave short answers on the screen, unless it is told otherwise")
  func less() throws {
    let place = try Workplace(scenario: Given.story)
    let asking = Self.pager.merging(["PAGER": "cat >/dev/null; echo \"[$LESS]\""]) { $1 }
    #expect(try place.onTerminal("events", environment: asking).output.contains("[FRX]"))
    #expect(try place.onTerminal("events", environment: asking.merging(["LESS": "S"]) { $1 }).output.contains("[S]"))
  }
}
