import Foundation
import Programmes
import Rulebook
import Testing

/// The programmes that the program carries (programmes §11).
@Suite("Carried programmes")
struct CarriedProgrammesTests {
  @Test("Each is of the form of programmes and stands under its own name", arguments: Rulebook.carriedProgrammeNames)
  func standsUnderItsName(name: String) throws {
    let source = try #require(Rulebook.carriedProgrammeSource(name))
    let lines = String(decoding: source, as: UTF8.self).split(separator: "\n")
    #expect(lines.contains("form: programme/1"))
    #expect(lines.contains("rulebook: \(name)"))
  }

  @Test("Each says where it is from and what it leaves out, and why", arguments: Rulebook.carriedProgrammeNames)
  func namesItsSource(name: String) throws {
    let source = try #require(Rulebook.carriedProgrammeSource(name))
    let comment = String(decoding: source, as: UTF8.self).split(separator: "\n").prefix { $0.hasPrefix("#") }
    #expect(comment.contains { $0.hasPrefix("# Source") })
    #expect(comment.contains { $0.hasPrefix("# Left out") })
  }

  @Test("Each has its stories", arguments: Rulebook.carriedProgrammeNames)
  func hasStories(name: String) throws {
    let scenarios = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Scenarios/programmes")
    let stories = try FileManager.default.contentsOfDirectory(atPath: scenarios.path)
    #expect(stories.contains { $0.hasPrefix(name + "-") && $0.hasSuffix(".yaml") })
  }

  @Test("Each is read without anything wrong", arguments: Rulebook.carriedProgrammeNames)
  func isRead(name: String) throws {
    let source = try #require(Rulebook.carriedProgrammeSource(name))
    #expect(try Programme.read(source, file: name).programme == name)
  }

  @Test("A programme to begin with has nothing wrong with it")
  func templateIsClean() {
    let (programme, findings) = Programme.check(
      Array(Rulebook.programmeTemplate(named: "my-shops").utf8), file: "my-shops.yaml", today: nil)
    #expect(programme?.name == "my-shops-1")
    #expect(findings.isEmpty)
  }

  @Test("No other name is carried")
  func knowsNoOther() {
    #expect(Rulebook.carriedProgrammeSource("taobao-daigou-1.5") == nil)
  }
}
