import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Rulebook
import Testing
import Trials

@testable import koufen
@testable import Presentation

@Suite("Inputs that nobody would hand in")
struct FuzzTests {
  @Test("Events as JSON are read or refused, and what is read is decided", arguments: rounds(16, long: 1_000))
  func eventsAsJSON(_ seed: Int) throws {
    let zone = try History.rules.get().zone
    try tryDrafts(seed, corpus: try Corpus.events.get()) { try Draft(json: $0, in: zone) }
  }

  @Test("Events as rows of CSV are read or refused, and what is read is decided", arguments: rounds(8, long: 400))
  func eventsAsCSV(_ seed: Int) throws {
    let zone = try History.rules.get().zone
    let (heading, rows) = try Corpus.table.get()
    try tryDrafts(seed, corpus: rows) { row in
      guard let cells = CSVRow.cells(row), cells.count <= heading.count else {
        throw InputError.field("row", expected: Expectation("as many cells as in the heading"))
      }
      return try Draft(pairs: zip(heading, cells).filter { !$0.1.isEmpty }, in: zone)
    }
  }

  @Test("Lines of a log are read or refused, and imported only as they were", arguments: rounds(8, long: 300))
  func linesOfALog(_ seed: Int) throws {
    let rules = try History.rules.get()
    let export = try StoredBytes.termination.get().export
    var mutator = Mutator(export, seed: seed)
    for _ in 0..<50 {
      let line = mutator.next()
      _ = line.withUnsafeBytes { bytes in try? Event(line: bytes, in: rules.zone) }
      var lines = [line][...]
      let ledger = Ledger(store: InMemoryEventStore(), rules: rules)
      let count = try? ledger.importLog(mayLackSeal: true) { lines.popFirst() }
      #expect(count == nil || line == export[0])
      _ = try? Seal(parsing: String(decoding: line, as: UTF8.self), in: rules.zone)
    }
    Torture.count(.inputsTried, 50)
  }

  @Test("Scenarios are read or refused, and what is read runs", arguments: rounds(12, long: 500))
  func scenarios(_ seed: Int) throws {
    let rules = try History.rules.get()
    var mutator = Mutator(try Corpus.scenarios.get(), seed: seed)
    for _ in 0..<25 {
      let yaml = mutator.next()
      guard let scenario = try? Scenario(yaml: yaml, in: rules.zone) else { continue }
      _ = try Ledger(store: InMemoryEventStore(), rules: rules).run(scenario, rulebook: Corpus.anyRulebook)
    }
    Torture.count(.inputsTried, 25)
  }

  @Test("Rulebooks are read or refused, and what is read can be decided by", arguments: rounds(12, long: 500))
  func rulebooks(_ seed: Int) throws {
    let scenario = try Corpus.scenarios.get()[seed % Corpus.scenarios.get().count]
    var mutator = Mutator([try Rulebook.builtIn().source], seed: seed)
    let rules = try History.rules.get()
    let lived = Ledger(store: InMemoryEventStore(), rules: rules)
    _ = try lived.run(Scenario(yaml: scenario, in: rules.zone), rulebook: Corpus.anyRulebook)
    for _ in 0..<25 {
      let bytes = mutator.next()
      let checked = Rulebook.check(bytes: bytes, file: "fuzz.yaml")
      guard let rulebook = try? Rulebook(bytes: bytes, file: "fuzz.yaml"),
        let story = try? Scenario(yaml: scenario, in: rulebook.terms.zone)
      else {
        #expect(checked.rulebook == nil && !checked.findings.isEmpty)
        continue
      }
      _ = try Ledger(store: InMemoryEventStore(), rules: Rules(rulebook.terms))
        .run(story, rulebook: Corpus.anyRulebook)
      guard rulebook.terms.zone == rules.zone else { continue }
      _ = try lived.simulate(SimulationQuestion(rulebook: rulebook), now: Instant(seconds: 2_000_000_000))
    }
    Torture.count(.inputsTried, 25)
  }

  @Test("What is learnt at the end of time is read back")
  func endOfTime() throws {
    let yaml = """
      scenario: The last year that can be handed in
      steps:
        - {event: ProviderRegistered, provider: p, at: 8999-12-30, by: c@channel-expansion,
           data: {name: P, kind: thirdParty}}
        - {event: DepositFrozen, provider: p, at: 8999-12-31, by: w@channel-operations, data: {city: c, amountFen: 30000000}}
        - {event: CityAuthorised, provider: p, at: 8999-12-31, by: c@channel-expansion, data: {city: c, population: 9}}
        - {sweep: 8999-12-31}
        - {yearEnd: 8999}
        - {expect: {provider: p, status: active}}
      """
    let rules = try History.rules.get()
    let ledger = Ledger(store: InMemoryEventStore(), rules: rules)
    #expect(try ledger.run(Scenario(yaml: Array(yaml.utf8), in: rules.zone)).failures.map(\.found.text) == [])
    #expect(try StoreCheck(ledger, replays: false).problems == [])
  }

  @Test("A rulebook whose periods lead beyond what can be written is refused", arguments: [3_661, 999_999_999])
  func endlessPeriods(_ count: Int) throws {
    let source = String(decoding: try Rulebook.builtIn().source, as: UTF8.self)
    for key in ["working-days", "release-months", "first-batch-days", "grace-months", "hours"] {
      let changed = source.replacing(try Regex("(?m)\\b\(key): *[0-9]+"), with: "\(key): \(count)")
      #expect(changed != source)
      #expect(throws: RulebookError.self) { try Rulebook(bytes: Array(changed.utf8), file: "endless.yaml") }
    }
  }

  static func rounds(_ short: Int, long: Int) -> Range<Int> { 0..<Torture.rounds(short, long: long) }

  /// Tries fifty inputs, submits what is read after a part of a history, sweeps, closes the year and asks for standings.
  private func tryDrafts(_ seed: Int, corpus: [[UInt8]], _ read: ([UInt8]) throws -> Draft) throws {
    let rules = try History.rules.get()
    let history = try History.termination.get()
    let ledger = Ledger(store: InMemoryEventStore(), rules: rules)
    var mutator = Mutator(corpus, seed: seed)
    let now = Instant(seconds: 1_700_000_000)
    for number in 0..<50 {
      if number % 2 == 0 { try history.steps[number / 2].take(on: ledger) }
      let input = mutator.next()
      do {
        let draft = try read(input)
        _ = try ledger.write { try $0.submit(draft, now: now) }
      } catch is InputError {
      } catch is Refusal {
      } catch {
        Issue.record("\(error) for \(String(decoding: input, as: UTF8.self))")
      }
    }
    _ = try ledger.write { try $0.closeYear(2011, now: now) }
    _ = try ledger.standings(StandingQuestion(), now: now)
    let check = try StoreCheck(ledger, replays: false)
    #expect(check.problems == [])
    Torture.count(.inputsTried, 50)
  }
}

/// Good inputs to begin with.
enum Corpus {
  /// Every event of a story, as handed in.
  static let events = Result { try StoredBytes.termination.get().facts.map { Array($0.text.utf8) } }

  /// The same as rows of a table, and its heading.
  static let table = Result {
    let heading = [
      "type", "provider", "at", "by", "ticket", "outlet", "breach", "points", "reason", "promotion", "name",
    ]
    let rows = try StoredBytes.termination.get().facts.map { fact in
      Array(heading.map { cell(fact, $0) }.joined(separator: ",").utf8)
    }
    return (heading, rows)
  }

  /// The scenarios that are not long.
  static let scenarios = Result {
    let folder = Checkout.root.appending(path: "Scenarios")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let files = try names.filter { $0.hasSuffix(".yaml") }.map { try Checkout.bytes("Scenarios/" + $0) }
    return files.filter { $0.count < 3_000 }
  }

  /// What every file is that a scenario names: another version of the rules, in the same zone.
  static func anyRulebook(_ file: String) throws -> RulesFile {
    let source = String(decoding: try Rulebook.builtIn().source, as: UTF8.self)
    return .daigou(
      try Rulebook(bytes: Array(source.replacing("version: \"1.5\"", with: "version: \"1.6\"").utf8), file: file))
  }

  private static func cell(_ fact: JSON, _ name: String) -> String {
    if name == "by" { return (fact["by"]?["id"]?.word ?? "") + "@" + (fact["by"]?["role"]?.word ?? "") }
    let text = (fact[name] ?? fact["data"]?[name])?.word ?? ""
    return text.contains(",") || text.contains("\"") ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
