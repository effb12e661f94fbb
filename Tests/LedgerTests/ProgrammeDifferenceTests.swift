import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook
import Testing

/// What differs between two files of programmes (programmes §11).
@Suite("Two programmes laid beside one another")
struct ProgrammeDifferenceTests {
  private static let guide = SourceFile.texts.first {
    $0.path == "Scenarios/programmes/guide/rulebooks/pickup-points.yaml"
  }

  private func changes(_ replaced: [(String, String)]) throws -> [RulebookChange] {
    let old = try #require(Self.guide).lines.joined(separator: "\n") + "\n"
    var new = old
    for (part, instead) in replaced {
      #expect(new.contains(part))
      new = new.replacing(part, with: instead, maxReplacements: 1)
    }
    return try #require(
      try RulebookChange.between(
        RulesFile(bytes: Array(old.utf8), file: "old.yaml"), RulesFile(bytes: Array(new.utf8), file: "new.yaml")))
  }

  @Test("The same file differs in nothing")
  func nothingDiffers() throws { #expect(try changes([]).isEmpty) }

  @Test("A number, a node, a clause and a section are told by what they are of")
  func differencesAreTold() throws {
    let found = try changes([
      ("points: [1, 3]", "points: [1, 4]"), ("- {at: 24, ", "- {at: 36, "), ("  late:\n", "  tardy:\n"),
      ("appeal: {within: {days: 5}", "appeal: {within: {days: 6}"),
    ])
    #expect(found.map(\.path).contains("appeal.within.days"))
    let node = try #require(found.first { $0.path == "counters.points.nodes.36" })
    #expect(node.old == nil)
    #expect(node.part?.en == "counter points (points), node 36")
    #expect(node.part?.zh == "计分项 points（扣分），节点 36")
    #expect(found.contains { $0.path == "counters.points.nodes.24" && $0.new == nil })
    #expect(found.contains { $0.path == "clauses.tardy" && $0.old == nil })
    #expect(found.contains { $0.path == "clauses.late" && $0.new == nil })
  }

  @Test("A value within a list of effects is told alone where the lists are as long")
  func valuesInListsAreTold() throws {
    let found = try changes([("points: [1, 3]", "points: [1, 4]")])
    #expect(found.map(\.path) == ["clauses.late.cost.1.points"])
    #expect(found.map(\.old) == ["[1, 3]"])
    #expect(found.map(\.new) == ["[1, 4]"])
    #expect(found[0].json.text.contains("\"part\":{\"zh\":\"条款 late（逾时交付。）\""))
    #expect(found.table(.zh).columns.map(\.name) == ["部分", "项目", "原为", "改为"])
  }

  @Test("Files of different forms have no value in common")
  func formsDiffer() throws {
    let programme = try RulesFile(
      bytes: try #require(Rulebook.carriedProgrammeSource("v-task")), file: "v-task")
    let daigou = RulesFile.daigou(try Rulebook.builtIn())
    #expect(try RulebookChange.between(programme, daigou) == nil)
    #expect(try RulebookChange.between(daigou, programme) == nil)
  }
}
