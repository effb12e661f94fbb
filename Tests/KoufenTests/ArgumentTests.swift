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
    let found = try Koufen.command(arguments)
    let expected = try Koufen.parseAsRoot(arguments)
    #expect(String(describing: found) == String(describing: expected))
  }

  @Test(
    "What is wrong or asked of the tool is said as the tool says it",
    arguments: [
      [], ["nonsense"], ["--help"], ["--version"], ["help", "standing"], ["standing", "--help"], ["standing", "-h"],
      ["standing", "--version"], ["standing", "a", "b"], ["standing", "--sort", "name"], ["append"], ["rulebook"],
      ["rulebook", "--help"], ["rulebook", "nonsense"], ["rulebook", "help", "list"], ["queue", "--bogus"],
      ["--generate-completion-script", "bash"], ["standing", "--generate-completion-script", "bash"],
      ["--store", "a.db", "standing"],
    ])
  func problems(_ arguments: [String]) {
    #expect(said(arguments, Koufen.command) == said(arguments, Koufen.parseAsRoot))
  }

  private func said(_ arguments: [String], _ parse: ([String]) throws -> any ParsableCommand) -> String {
    do {
      return String(describing: try parse(arguments))
    } catch {
      return "\(Koufen.exitCode(for: error)): \(Koufen.fullMessage(for: error))"
    }
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
