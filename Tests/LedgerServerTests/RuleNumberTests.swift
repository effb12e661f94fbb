import Foundation
import Testing

/// The contract of the server is numbered, so that a test can name the rule it holds.
@Suite("Rules of the server by their numbers")
struct RuleNumberTests {
  /// How many rules each section has.
  private static let rules = [
    1: 9, 2: 13, 3: 2, 4: 13, 5: 5, 6: 6, 7: 9, 8: 6, 9: 6, 10: 10, 11: 6, 12: 3, 13: 3, 14: 10,
  ]

  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

  /// The titles of tests of the server, and what stands at the head of those that are no Swift.
  private static func titles() throws -> String {
    let folders = [
      "LedgerServerTests", "KoufenServerTests", "LedgerAccessTests", "ServerSettingsTests", "KoufenTests",
      "TortureTests", "API",
    ]
    // Each number has something before it, and be it the line before.
    var titles = "\n"
    for folder in folders {
      let files = FileManager.default.enumerator(
        at: root.appending(path: folder), includingPropertiesForKeys: nil)
      for case let file as URL in files ?? FileManager.DirectoryEnumerator() {
        guard ["swift", "py", ""].contains(file.pathExtension),
          let text = try? String(contentsOf: file, encoding: .utf8)
        else { continue }
        if file.pathExtension == "swift" {
          for match in text.matches(of: #/@(?:Test|Suite)\(\s*"([^\n]*)/#) { titles += match.1 + "\n" }
        } else {
          for line in text.split(separator: "\n") where line.contains("(server") { titles += line + "\n" }
        }
      }
    }
    return titles
  }

  @Test("Every rule is named by a test that holds it", arguments: rules.keys.sorted())
  func named(_ section: Int) throws {
    let titles = try Self.titles()
    for rule in 1...(Self.rules[section] ?? 1) {
      let isNamed = titles.contains(try Regex("[^0-9.]\(section)\\.\(rule)(?![0-9.]*[0-9])"))
      #expect(isNamed, "no test names \(section).\(rule)")
    }
  }
}
