import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Rulebook
import SQLiteEventStore
import Testing
import Trials

/// Stories of programmes, ours and, where they lie beside the checkout, the samples, run through the ledger as every other
/// scenario is (programmes §11).
@Suite("Stories of programmes")
struct ProgrammeStoriesTests {
  private static let folder = ScenarioFiles.root.appending(path: "../shared/samples/programmes")

  private static let stories: [URL] = {
    let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return ScenarioFiles.ofProgrammes
      + (files ?? []).filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }
  }()

  private func run(_ file: URL, on ledger: Ledger) throws -> ScenarioResult {
    let scenario = try Scenario(yaml: Array(Data(contentsOf: file)), in: ledger.zone)
    return try ledger.run(scenario) { name in
      let path = file.deletingLastPathComponent().appending(path: name)
      return try RulesFile(bytes: Array(Data(contentsOf: path)), file: path.path)
    }
  }

  @Test("11 A story of a programme holds, step by step", arguments: stories)
  func holds(_ file: URL) throws {
    let result = try run(file, on: Ledger(store: InMemoryEventStore(), rules: Rules(BuiltIn.terms)))
    #expect(result.failures.map { "\($0.step): expected \($0.expected.text), found \($0.found.text)" } == [])
  }

  @Test("11 What a story leaves verifies, is decided again to the same bytes, and goes out and in", arguments: stories)
  func isProof(_ file: URL) throws {
    let ledger = Ledger(store: InMemoryEventStore(), rules: Rules(BuiltIn.terms))
    _ = try run(file, on: ledger)
    #expect(try ledger.verify().findings == [])
    #expect(try ledger.decideAgain().finding == nil)
    #expect(try ledger.rebuild().changed == [])
    var lines: [[UInt8]] = []
    try ledger.export { lines.append($0) }
    let copy = Ledger(store: InMemoryEventStore(), rules: Rules(BuiltIn.terms))
    var rest = lines[...]
    #expect(try copy.importLog { rest.popFirst() } == lines.count - 1)
    #expect(try copy.verify().logDigest == ledger.verify().logDigest)
  }
}
