import ArgumentParser
import KoufenTesting
import Testing

@testable import koufen

@Suite("The arguments of koufen")
struct ArgumentTests {
  @Test(
    "A command read by itself is what the tool reads",
    arguments: [
      ["standing"], ["standing", "hz-01", "--year", "2011"], ["queue", "--role", "finance"], ["events", "--last", "3"],
      ["append", "HelpRequested", "--provider", "hz-01", "ticket=t-1"], ["append", "--file", "-", "--keep-going"],
      ["rulebook", "list"], ["rulebook", "diff", "a", "b"], ["report", "year", "2011"], ["key", "new", "k"],
      ["standing", "--", "--help"], ["explain", "hz-01", "--year", "2011", "--lang=zh"],
    ])
  func alike(_ arguments: [String]) throws {
    let found = try Koufen.command(CommandCall(arguments))
    let expected = try Koufen.parseAsRoot(arguments)
    #expect(String(describing: found) == String(describing: expected))
  }

  @Test(
    "Options of the store and of the output stand before the command as well as behind it",
    arguments: [
      (["--store", "a.db", "standing", "hz-01"], ["standing", "--store", "a.db", "hz-01"]),
      (["--format=json", "--lang", "zh", "queue"], ["queue", "--format=json", "--lang", "zh"]),
      (
        ["--store=a.db", "rulebook", "--format", "csv", "list"],
        ["rulebook", "list", "--store=a.db", "--format", "csv"]
      ),
      (["--lang", "en", "standing", "--lang", "zh"], ["standing", "--lang", "zh"]),
    ])
  func early(_ arguments: [String], _ behind: [String]) throws {
    let found = try Koufen.command(CommandCall(arguments))
    #expect(String(describing: found) == String(describing: try Koufen.parseAsRoot(behind)))
  }

  @Test(
    "Help is asked for in every way people try",
    arguments: [
      ([], "koufen"), (["--help"], "koufen"), (["-h"], "koufen"), (["help"], "koufen"), (["--lang", "zh"], "koufen"),
      (["help", "standing"], "koufen standing"), (["standing", "--help"], "koufen standing"),
      (["standing", "hz-01", "-h"], "koufen standing"), (["--lang", "zh", "queue", "--help"], "koufen queue"),
      (["rulebook"], "koufen rulebook"), (["rulebook", "help", "list"], "koufen rulebook list"),
      (["help", "rulebook", "publish"], "koufen rulebook publish"), (["rulebook", "--help"], "koufen rulebook"),
    ])
  func help(_ arguments: [String], _ command: String) throws {
    let call = try CommandCall(arguments)
    #expect(call.asksForHelp && call.path.call == command)
  }

  @Test(
    "The tool itself is asked for its version and for completions, whatever the command",
    arguments: [
      ["--version"], ["standing", "--version"], ["--lang", "zh", "--version"],
      ["--generate-completion-script", "bash"],
      ["standing", "--generate-completion-script", "bash"], ["--experimental-dump-help"],
    ])
  func tool(_ arguments: [String]) throws {
    let end = try Workplace().run(arguments)
    #expect(end.exit == 0 && !end.output.isEmpty && end.error.isEmpty, "\(end.error)")
  }

  @Test("Arguments that do not go together are refused in the language they ask for")
  func languages() throws {
    let place = try Workplace([Given.registered])
    let arguments = ["events", "--follow", "--limit", "1", "--format", "json", "--lang"]
    let (zh, en) = (try place.run(arguments + ["zh"]), try place.run(arguments + ["en"]))
    #expect(zh.exit == 64 && en.exit == 64)
    #expect(zh.failure?.message == "--follow 没有终点，不与 --limit 同用。")
    #expect(en.failure?.message == "--follow has no end, so --limit does not go with it.")
  }
}
