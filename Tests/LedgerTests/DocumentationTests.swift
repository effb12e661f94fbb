import Foundation
import LedgerDomain
import LedgerTesting
import Rulebook
import Testing

/// The pages of `Documentation/` are held to the code they describe.
@Suite("Documentation")
struct DocumentationTests {
  @Test("The regulation page names every clause", arguments: Clause.allCases)
  func everyClauseIsDescribed(_ clause: Clause) throws {
    try expectNamed(clause.rawValue, in: "Documentation/Regulation.md")
  }

  @Test("The regulation page names every event that can be submitted", arguments: FactKind.allCases)
  func everyFactIsDescribed(_ kind: FactKind) throws {
    try expectNamed(kind.name, in: "Documentation/Regulation.md")
  }

  @Test("The regulation page names every consequence", arguments: ConsequenceKind.allCases)
  func everyConsequenceIsDescribed(_ kind: ConsequenceKind) throws {
    try expectNamed(kind.rawValue, in: "Documentation/Regulation.md")
    try expectNamed(kind.rawValue, in: "Documentation/Interface.md")
  }

  @Test(
    "The regulation page names every refusal but those of jobs and publishing, which are the interface's, and of programmes"
  )
  func everyRefusalIsDescribed() throws {
    for code in RefusalCode.allCases {
      let isOutside = [.dayNotOver, .yearNotOver, .rulebookExists, .zoneDiffers].contains(code)
      let page =
        RefusalCode.programmes.contains(code) ? "Programmes" : isOutside ? "Interface" : "Regulation"
      try expectNamed(code.rawValue, in: "Documentation/\(page).md")
    }
  }

  @Test("The regulation page names every duty, criterion, measure, channel and contact of the whole regulation")
  func everyRowIsDescribed() throws {
    let terms = BuiltIn.offices.terms
    let slugs =
      (terms.duties?.rows ?? []).map(\.slug.text) + (terms.criteria ?? []).map(\.slug.text)
      + (terms.contacts?.keys ?? []).map(\.slug.text) + (terms.measures?.kinds.keys.sorted() ?? []).map(\.text)
      + (terms.notices?.channels.keys.sorted() ?? []).map(\.text)
    #expect(slugs.count == 31 + 33 + 9 + 7 + 4)
    for slug in slugs { try expectNamed(slug, in: "Documentation/Regulation.md") }
  }

  @Test("Every link between the pages leads to a file")
  func linksLeadSomewhere() throws {
    for page in SourceFile.texts where page.path.hasSuffix(".md") {
      let folder = ScenarioFiles.root.appending(path: page.path).deletingLastPathComponent()
      for (index, line) in page.lines.enumerated() {
        for match in line.matches(of: /\]\(([^)#:\s]+)(?:#[^)]*)?\)/) {
          let target = folder.appending(path: String(match.output.1)).standardizedFileURL
          if !FileManager.default.fileExists(atPath: target.path) {
            page.report(index + 1, "the link \(match.output.1) leads nowhere")
          }
        }
      }
    }
  }

  private func expectNamed(_ name: String, in path: String) throws {
    let page = try #require(SourceFile.texts.first { $0.path == path })
    #expect(page.lines.contains { $0.contains("`\(name)`") }, "\(path) does not name \(name)")
  }
}
