import Testing

/// The guide to programmes shows the programme that stands beside its stories, and no other.
@Suite("The guide to programmes")
struct ProgrammesGuideTests {
  private static let programme = "Scenarios/programmes/guide/rulebooks/pickup-points.yaml"

  @Test(
    "Every line of a rulebook that the guide shows is a line of its programme",
    arguments: ["Documentation/Programmes.md", "Documentation/Programmes.zh.md"])
  func showsItsProgramme(path: String) throws {
    let file = try #require(SourceFile.texts.first { $0.path == Self.programme })
    let page = try #require(SourceFile.texts.first { $0.path == path })
    let rules = Set(file.lines.map(Self.rule(of:)))
    var isRules = false
    for (index, line) in page.lines.enumerated() {
      if line.hasPrefix("```") {
        isRules = line == "```yaml" && !Self.isStory(page.lines[index + 1])
      } else if isRules, !rules.contains(Self.rule(of: line)) {
        page.report(index + 1, "no line of \(Self.programme)")
      }
    }
  }

  /// What a line says, without its indentation and its comment.
  private static func rule(of line: String) -> String {
    let said = line.firstRange(of: " #").map { line[..<$0.lowerBound] } ?? line[...]
    return String(said.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// Whether a block that begins with this line is of a story.
  private static func isStory(_ line: String) -> Bool {
    line.hasPrefix("scenario:") || line.hasPrefix("  - {expect") || line.hasPrefix("  - {sweep")
  }
}
