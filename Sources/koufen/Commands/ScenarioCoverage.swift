import EventStore
import Foundation
import Ledger
import LedgerDomain
import Rulebook
import Trials

/// The scenarios of a folder, played to see which clauses they charge.
struct ScenarioCoverage {
  private let files: [String]
  private let folder: String

  /// Those of a folder; without one those of `Scenarios`, and nil where that is not there.
  init?(folder: String?) throws {
    let place = folder ?? "Scenarios"
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: place) else {
      guard folder != nil else { return nil }
      throw Failure(exit: 66, code: "no-such-file", zh: "没有文件夹 \(place)。", en: "There is no folder \(place).")
    }
    self.folder = place
    files = names.filter { $0.hasSuffix(".yaml") }.sorted().map { place + "/" + $0 }
  }

  /// A warning for each clause that no scenario charges when it is played under this rulebook.
  func findings(_ rulebook: Rulebook, _ file: String) throws -> [RulebookFinding] {
    var charged: Set<Clause> = []
    for file in files {
      guard let scenario = try? Scenario(yaml: InputFile.text(file), in: rulebook.terms.zone) else { continue }
      let ledger = Ledger(store: InMemoryEventStore(), rules: Rules(rulebook.terms))
      _ = try? ledger.run(scenario) { try ScenarioReport.rulebook($0, beside: file) }
      try ledger.events(EntrySelection(type: ConsequenceKind.pointsDeducted.rawValue)) { recorded in
        if case .consequence(.pointsDeducted(let paid)) = recorded.event.body { charged.insert(paid.clause) }
        return true
      }
    }
    return Clause.allCases.filter { !charged.contains($0) }.map { clause in
      RulebookFinding(
        .warning,
        RulebookError(
          file: file, line: rulebook.line(of: ["clauses", clause.rawValue]), key: "clauses.\(clause.rawValue)",
          expected: "a scenario in \(folder) that charges it", zh: "\(folder) 中有场景扣到该条款的分"))
    }
  }
}
