import EventStore
import Foundation
import KoufenTesting
import Ledger
import LedgerDomain
import Rulebook
import Testing
import Trials

@Suite("Inputs made to exhaust")
struct BombTests {
  @Test("A scenario made to exhaust is refused in bounded memory", arguments: Bomb.scenarios)
  func scenario(_ bomb: Bomb) throws { try expectRefusal(of: bomb, ["replay"], "bomb.yaml") }

  @Test("An event made to exhaust is refused in bounded memory", arguments: Bomb.events)
  func event(_ bomb: Bomb) throws { try expectRefusal(of: bomb, ["append", "--keep-going", "--file"], "bomb.jsonl") }

  @Test("A row made to exhaust is refused in bounded memory", arguments: Bomb.rows)
  func row(_ bomb: Bomb) throws { try expectRefusal(of: bomb, ["append", "--keep-going", "--file"], "bomb.csv") }

  @Test("An exported log made to exhaust is refused in bounded memory", arguments: Bomb.events)
  func log(_ bomb: Bomb) throws { try expectRefusal(of: bomb, ["import"], "bomb.jsonl") }

  @Test("A rulebook made to exhaust is refused", arguments: Bomb.scenarios)
  func rulebook(_ bomb: Bomb) throws {
    #expect(throws: RulebookError.self) { try Rulebook(bytes: bomb.bytes, file: "bomb.yaml") }
    Torture.count(.inputsTried, 1)
  }

  @Test("Aliases that stay small are read")
  func modestAliases() throws {
    let yaml = """
      scenario: &title Aliases & stars * in a text
      about: *title
      steps:
        - {event: ProviderRegistered, provider: p-1, at: 2011-01-05, by: &who c@channel-expansion,
           data: &data {name: P, kind: thirdParty}}
        - {event: ProviderRegistered, provider: p-2, at: 2011-01-05, by: *who, data: *data}
        - {expect: {provider: p-2, name: P}}
      """
    let rules = try History.rules.get()
    let scenario = try Scenario(yaml: Array(yaml.utf8), in: rules.zone)
    #expect(try Ledger(store: InMemoryEventStore(), rules: rules).run(scenario).passed)
  }

  private func expectRefusal(of bomb: Bomb, _ arguments: [String], _ name: String) throws {
    let folder = try TemporaryFolder()
    try Data(bomb.bytes).write(to: URL(filePath: folder.file(name)))
    let end = try KoufenProcess.run(
      arguments + [folder.file(name)], store: folder.file("store.db"), limit: .memory(kilobytes: 2_000_000))
    #expect(end.exit == 65 || end.exit == 1, "\(end.error.prefix(300))")
    #expect(end.output.utf8.count + end.error.utf8.count < 20_000)
    Torture.count(.inputsTried, 1)
  }
}

/// An input that is small, or at least no longer than a file may be, and comes to much.
struct Bomb: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let bytes: [UInt8]

  init(_ name: String, _ text: String) {
    testDescription = name
    bytes = Array(text.utf8)
  }

  private static let many = Torture.rounds(20_000, long: 1_000_000)

  static let scenarios = [
    Bomb("a billion laughs", laughs(9) + "steps: *j\n"),
    Bomb("a billion laughs as a key", laughs(9) + "steps: {? *j : 1}\n"),
    Bomb("a million laughs in every step", laughs(5) + "steps:\n" + repeated("- {event: A, data: *f}\n", 300)),
    Bomb("deep lists", "steps: " + repeated("[", many)),
    Bomb("deep maps", "steps: " + repeated("{a: ", many)),
    Bomb("deep dashes", "steps:\n  " + repeated("- ", many) + "x\n"),
    Bomb("itself", "steps: &a [*a]\n"),
    Bomb("many keys", "steps:\n- {event: A, data: {" + (0..<many).map { "k\($0): 1" }.joined(separator: ",") + "}}\n"),
    Bomb("many keys at the top", (0..<many).map { "k\($0): 1\n" }.joined()),
    Bomb("a long number", "steps:\n- {sweep: " + repeated("9", many) + "}\n"),
    Bomb("a long line", "scenario: " + repeated("x", 20 * many) + "\n"),
    Bomb("many anchors", repeated("- &a [*a]\n", many / 10)),
    Bomb("several documents", repeated("---\nsteps: []\n", many / 10)),
    Bomb("nothing", ""),
  ]

  static let events = [
    Bomb("deep lists", repeated("[", many)),
    Bomb("deep maps", repeated("{\"a\":", many)),
    Bomb("deep data", "{\"type\":\"HelpRequested\",\"data\":" + repeated("[", many)),
    Bomb("many keys", "{" + (0..<many).map { "\"k\($0)\":1" }.joined(separator: ",") + "}"),
    Bomb("the same key", "{" + repeated("\"type\":1,", many) + "\"type\":1}"),
    Bomb("a long number", "{\"type\":\"HelpRequested\",\"at\":" + repeated("9", many) + "}"),
    Bomb("a long type", "{\"type\":\"" + repeated("x", 20 * many) + "\"}"),
    Bomb("a long line of escapes", "{\"type\":\"" + repeated("\\u0000", many) + "\"}"),
    Bomb("bad UTF-8", "{\"type\":\"\u{FFFD}\"}"),
    Bomb("a line without an end", repeated(" ", 20 * many) + "x"),
  ]

  static let rows = [
    Bomb("many cells", "type,provider\n" + repeated("a,", many)),
    Bomb("many columns", "type," + (0..<many).map { "c\($0)" }.joined(separator: ",") + "\nA," + repeated("1,", many)),
    Bomb("many quotes", "type,provider\n" + repeated("\"", 2 * many + 1)),
    Bomb("deep lists in a cell", "type,sales\nSalesReported,\"" + repeated("[", many) + "\"\n"),
    Bomb("a long cell", "type,provider\n" + repeated("x", 20 * many) + ",y\n"),
  ]

  private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  /// Anchors a, b, c…, each ten times the one before.
  private static func laughs(_ depth: Int) -> String {
    let names = Array("abcdefghijklmnop").prefix(depth + 1).map(String.init)
    let first = "scenario: &a [1,1,1,1,1,1,1,1,1,1]\n"
    return first
      + zip(names, names.dropFirst()).map { last, name in
        "\(name): &\(name) [" + Array(repeating: "*" + last, count: 10).joined(separator: ",") + "]\n"
      }.joined()
  }
}
