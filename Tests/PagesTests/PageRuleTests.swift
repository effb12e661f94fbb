import Foundation
import Testing

/// The contract of the pages is numbered; `Documentation/Pages.md` says where each rule is done and which tests hold it.
@Suite("Rules of the pages by their numbers")
struct PageRuleTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Every rule of the contract.
  private static let rules =
    (1...17).map { "P\($0)" } + (20...25).map { "P\($0)" } + (1...13).map { "3.\($0)" } + ["§4"]

  /// A row of the table: a rule, and the files in each of its last two columns.
  private struct Row {
    let rule: String
    let places: [URL]
    let tests: [URL]
  }

  private static func rows() throws -> [Row] {
    let text = try String(contentsOf: root.appending(path: "Documentation/Pages.md"), encoding: .utf8)
    return text.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 4, cells[0] != "rule", !cells[0].hasPrefix("-") else { return nil }
      return Row(rule: cells[0], places: links(in: cells[2]), tests: links(in: cells[3]))
    }
  }

  private static func links(in cell: String) -> [URL] {
    cell.matches(of: #/\]\(\.\.\/([^)]+)\)/#).map { root.appending(path: String($0.1)) }
  }

  /// What a file's tests say they hold: titles, or the heads of what a browser does.
  private static func titles(of file: URL) throws -> String {
    let text = try String(contentsOf: file, encoding: .utf8)
    if file.pathExtension == "swift" {
      return text.matches(of: #/@(?:Test|Suite)\(\s*"([^\n]*)/#).map { " \($0.1)" }.joined(separator: "\n")
    }
    return text.split(separator: "\n").filter { $0.contains("(pages ") }.joined(separator: "\n")
  }

  @Test("Every rule of the pages has its row, once")
  func complete() throws {
    #expect(try Self.rows().map(\.rule) == Self.rules)
  }

  @Test("Every rule of the pages is done where its row says, and named by each test that it names")
  func named() throws {
    for row in try Self.rows() {
      #expect(!row.places.isEmpty && !row.tests.isEmpty, "\(row.rule)")
      let isNamed = try Regex("[^0-9.P]\(NSRegularExpression.escapedPattern(for: row.rule))(?![0-9.]*[0-9])")
      for test in row.tests {
        #expect(try Self.titles(of: test).contains(isNamed), "no test in \(test.lastPathComponent) names \(row.rule)")
      }
    }
  }
}
