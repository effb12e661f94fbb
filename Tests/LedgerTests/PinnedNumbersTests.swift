import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Programmes
import Rulebook
import Testing
import Trials

/// Stories pin numbers (programmes §9).
@Suite("Stories pin a programme's numbers (programmes §9)")
struct PinnedNumbersTests {
  private static let small = """
    form: programme/1
    rulebook: small
    version: "1"
    title: {zh: 小, en: Small}
    zone: {name: Asia/Shanghai, offset: "+08:00"}
    roles: {judge: {zh: 评定, en: judge}}
    measures: {limited: {zh: 限制, en: limited}}
    counters:
      points: {zh: 分, en: points, window: {days: 30}, nodes: [{at: 4, do: [{impose: limited, for: {days: 3}}]}]}
    facts: {figures: {zh: 数据, en: figures, fields: {rate: {type: share}}}}
    clauses:
      late: {section: "1", zh: 迟。, en: Late., arises: reported, decided: {by: [judge]}, cost: [{charge: points, points: 4}]}
    reviews:
      rate: {when: figures, choose: [{if: {field: rate, below: 99.5%}, do: [{charge: points, points: 1}]}, {else: []}]}
    """

  private static let opening = """
    scenario: Late
    rulebook: small.yaml
    steps:
      - {event: SubjectEnrolled, provider: s-01, at: 2024-01-01, by: li@judge, data: {name: 一}}
      - {event: BreachReported, provider: s-01, at: 2024-01-10, by: li@judge, data: {breach: l-1, clause: late, evidence: seen}}
      - {event: BreachAssessed, provider: s-01, at: 2024-01-10, by: wu@judge, data: {breach: l-1, reason: seen}}

    """

  private func pinned(_ steps: [String], by rulebook: String = small) throws -> PinnedNumbers {
    let text = Self.opening + steps.map { "  - " + $0 + "\n" }.joined()
    let scenario = try Scenario(yaml: Array(text.utf8), in: BuiltIn.terms.zone)
    let story = Story(file: "late.yaml", scenario) { try RulesFile(bytes: Array(Self.small.utf8), file: $0) }
    return try PinnedNumbers(
      of: ProgrammeNumbers(Array(rulebook.utf8), file: "small.yaml"), in: [story], rules: Rules(BuiltIn.terms))
  }

  private static let lateStory = [
    "{expect: {provider: s-01, asOf: 2024-01-12, counters: {points: 4}, measures: {limited: 2024-01-12}}}",
    "{expect: {provider: s-01, asOf: 2024-02-08, counters: {points: 4}}}",
    "{expect: {provider: s-01, asOf: 2024-02-09, counters: {points: 0}}}",
  ]

  @Test("A number that no story notices is listed, with its line, its key and what it may be moved to")
  func listsWhatIsNotNoticed() throws {
    var pinned = try pinned(Self.lateStory)
    #expect(pinned.storyCount == 1)
    #expect(pinned.numberCount == 6)
    #expect(try pinned.broken(Array(Self.small.utf8)).isEmpty)
    let findings = try pinned.unpinned().map { $0.finding(in: "small.yaml") }
    #expect(findings.map(\.severity) == [.warning, .warning, .warning])
    #expect(
      findings.map(\.error.description) == [
        "small.yaml:9: counters.points.nodes.[0].at: expected a story that notices 3 in its place, found 4",
        "small.yaml:14: reviews.rate.choose.[0].if.below: expected a story that notices 99.4% or 99.6% in its place, found 99.5%",
        "small.yaml:14: reviews.rate.choose.[0].do.[0].points: expected a story that notices 0 or 2 in its place, found 1",
      ])
    #expect(findings[0].error.zh == "有场景能察觉它改为 3")
  }

  @Test("Numbers that are reached exactly, and missed by one, are pinned; a decimal in its last place")
  func listsNothing() throws {
    let steps = [
      "{event: FactRecorded, provider: s-01, at: 2024-02-08, by: li@judge, data: {fact: figures, fields: {rate: {part: 995, whole: 1000}}}}",
      "{event: FactRecorded, provider: s-01, at: 2024-02-10, by: li@judge, data: {fact: figures, fields: {rate: {part: 994, whole: 1000}}}}",
      "{expect: {provider: s-01, asOf: 2024-02-10, counters: {points: 1}}}",
      "{event: FactRecorded, provider: s-01, at: 2024-02-11, by: li@judge, data: {fact: figures, fields: {rate: {part: 0, whole: 1}}}}",
      "{event: FactRecorded, provider: s-01, at: 2024-02-12, by: li@judge, data: {fact: figures, fields: {rate: {part: 0, whole: 1}}}}",
      "{expect: {provider: s-01, asOf: 2024-02-12, counters: {points: 3}, measures: {}}}",
    ]
    var pinned = try pinned(Self.lateStory + steps)
    #expect(try pinned.broken(Array(Self.small.utf8)).isEmpty)
    #expect(try pinned.unpinned().map(\.number.key) == [])
  }

  @Test("A story that fails under the file as it is is named with its step")
  func namesBrokenStories() throws {
    let wrong = try pinned(["{expect: {provider: s-01, asOf: 2024-01-12, counters: {points: 5}}}"])
    let broken = try wrong.broken(Array(Self.small.utf8))
    #expect(broken.map(\.file) == ["late.yaml"])
    #expect(broken.first?.failure.step == 4)
  }

  @Test("A story of another rulebook is passed over")
  func passesOverOthers() throws {
    let other = Self.small.replacing("rulebook: small", with: "rulebook: other")
    #expect(try pinned(Self.lateStory, by: other).storyCount == 0)
  }

  @Test("A file with a number moved reads as the file, and decides as it")
  func movedFilesAreFiles() throws {
    for name in Rulebook.carriedProgrammeNames {
      let file = try ProgrammeNumbers(try #require(Rulebook.carriedProgrammeSource(name)), file: name)
      for number in file.numbers.prefix(3) {
        let same = try #require(file.replacing(number, with: number.text))
        let read = try Programme.read(same.source, file: name)
        #expect(read.name == file.programme.name)
        #expect(read.clauses.map(\.cost) == file.programme.clauses.map(\.cost))
        #expect(read.reviews.map(\.choice) == file.programme.reviews.map(\.choice))
      }
    }
  }

  private static let carried = Rulebook.carriedProgrammeNames.map { "Sources/Rulebook/Resources/programmes/\($0).yaml" }
  private static let guide = "Scenarios/programmes/guide/rulebooks/pickup-points.yaml"

  @Test(
    "Every number of the programmes carried, and of the guide's, is pinned by their own stories",
    arguments: carried + [guide])
  func ourNumbersArePinned(path: String) throws {
    let bytes = Array(try Data(contentsOf: ScenarioFiles.root.appending(path: path)))
    let stories = try ScenarioFiles.ofProgrammes.map { file in
      Story(file: file.lastPathComponent, try Scenario(yaml: Array(Data(contentsOf: file)), in: BuiltIn.terms.zone)) {
        let path = file.deletingLastPathComponent().appending(path: $0)
        return try RulesFile(bytes: Array(Data(contentsOf: path)), file: path.path)
      }
    }
    var pinned = try PinnedNumbers(
      of: ProgrammeNumbers(bytes, file: path), in: stories, rules: Rules(BuiltIn.terms))
    #expect(pinned.storyCount > 0)
    #expect(try pinned.broken(bytes).map(\.file) == [])
    #expect(try pinned.unpinned().map { $0.finding(in: path).error.description } == [])
  }
}
