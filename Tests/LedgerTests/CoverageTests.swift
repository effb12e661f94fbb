import EventStore
import Foundation
import LedgerDomain
import LedgerTesting
import Rulebook
import Testing

@testable import Ledger
@testable import Trials

@Suite("What the scenarios show")
struct CoverageTests {
  private static func scenario(_ file: URL) throws -> Scenario {
    try Scenario(yaml: Array(Data(contentsOf: file)), in: BuiltIn.terms.zone)
  }

  @Test("Every clause is charged in some scenario")
  func clauses() throws {
    var charged: Set<Clause> = []
    for file in ScenarioFiles.own {
      let ledger = Ledger(store: InMemoryEventStore(), rules: BuiltIn.rules)
      _ = try ledger.run(Self.scenario(file), rulebook: ScenarioFiles.rulebook)
      try ledger.events(EntrySelection(type: ConsequenceKind.pointsDeducted.rawValue)) { recorded in
        if case .consequence(.pointsDeducted(let paid)) = recorded.event.body, paid.charged > 0 {
          charged.insert(paid.clause)
        }
        return true
      }
    }
    let missing = Clause.allCases.filter { !charged.contains($0) }.map(\.rawValue)
    #expect(missing == [], "no scenario charges these")
  }

  @Test("Every refusal is met in some scenario, but for those of the jobs and of publishing")
  func refusals() throws {
    var met: Set<String> = []
    for file in ScenarioFiles.own + ScenarioFiles.ofProgrammes {
      for case .refuse(_, let code) in try Self.scenario(file).steps { met.insert(code) }
    }
    let outside: Set<RefusalCode> = [.dayNotOver, .yearNotOver, .rulebookExists, .zoneDiffers]
    let missing = RefusalCode.allCases.filter { !outside.contains($0) && !met.contains($0.rawValue) }.map(\.rawValue)
    #expect(missing == [], "no scenario meets these")
    #expect(met.contains("bad-input"))
    #expect(met.isDisjoint(with: outside.map(\.rawValue)))
  }

  @Test("Every refusal says in both languages what was refused and what to do", arguments: RefusalCode.allCases)
  func words(_ code: RefusalCode) throws {
    for text in [code.reason, code.remedy] {
      #expect(text.zh.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "zh: \(text.zh)")
      #expect(text.en.hasSuffix(".") && text.en.first?.isUppercase == true, "en: \(text.en)")
    }
    #expect(code.reason != code.remedy)
  }

  @Test("Every refusal that is declared is among all of them")
  func declared() {
    let declared = SourceFile.sources.filter { $0.path.contains("RefusalCode+") }.flatMap(\.lines)
      .compactMap { $0.firstMatch(of: /public static let (\w+) = RefusalCode\(/)?.output.1 }
    #expect(declared.count == RefusalCode.allCases.count)
    #expect(declared.count > 70)
  }

  @Test("No two refusals say the same")
  func different() {
    var codes: [String: RefusalCode] = [:]
    for code in RefusalCode.allCases {
      let other = codes.updateValue(code, forKey: code.reason.en)
      #expect(other == nil, "\(code.rawValue) says what \(other?.rawValue ?? "") says: \(code.reason.en)")
    }
  }

  @Test("Every scenario has a title, and what it is about", arguments: ScenarioFiles.own)
  func titles(_ file: URL) throws {
    let scenario = try Self.scenario(file)
    #expect(!scenario.title.isEmpty)
    #expect(scenario.about.contains("§"), "\(scenario.about)")
  }
}
