import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Rulebook
import Testing
import Trials

@Suite("Scenarios")
struct ScenarioTests {
  @Test("Every scenario's expectations hold", arguments: ScenarioFiles.own)
  func everyScenarioHolds(_ file: URL) throws { try expectToPass(file) }

  @Test("Every sample beside the checkout holds, where there are any", arguments: ScenarioFiles.samples)
  func everySampleHolds(_ file: URL) throws { try expectToPass(file) }

  private func expectToPass(_ file: URL) throws {
    let terms = try Rulebook.builtIn().terms
    let scenario = try Scenario(yaml: Array(Data(contentsOf: file)), in: terms.zone)
    let result = try Ledger(store: InMemoryEventStore(), rules: Rules(terms)).run(
      scenario, rulebook: ScenarioFiles.rulebook)
    for failure in result.failures {
      Issue.record("step \(failure.step): expected \(failure.expected.text), found \(failure.found.text)")
    }
  }
}

/// The scenario files of the project, and the optional samples beside its checkout.
enum ScenarioFiles {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static var own: [URL] { yaml(in: root.appending(path: "Scenarios")) }

  /// The stories of the programmes that the program carries, and of the guide's.
  static var ofProgrammes: [URL] {
    let folders = ["Scenarios/programmes", "Scenarios/programmes/guide", "Scenarios/programmes/ledger"]
    return folders.flatMap { yaml(in: root.appending(path: $0)) }
  }

  /// A rulebook that a scenario publishes.
  static func rulebook(_ name: String) throws -> RulesFile {
    try RulesFile(bytes: Array(Data(contentsOf: root.appending(path: "Scenarios/" + name))), file: name)
  }

  static var samples: [URL] { yaml(in: root.appending(path: "../shared/samples")) }

  private static func yaml(in folder: URL) -> [URL] {
    let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }
  }
}
