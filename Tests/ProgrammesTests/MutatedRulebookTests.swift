import Foundation
import LedgerDomain
import LedgerTesting
import Programmes
import Rulebook
import Testing

/// The programmes that the program carries, spoilt a line at a time: whatever is wrong is told, and nothing else happens.
@Suite("Checking what is not well-formed (programmes §5)")
struct MutatedRulebookTests {
  private static let mutations = 15

  /// What is put in the place of a value.
  private static let values = [
    "", "~", "true", "3.7", "-1", "99999999999999999999", "1e400", "no-such-name", "[1, 2, 3]", "{a: {b: 2}}", "*a",
    "\"",
    String(repeating: "[", count: 300), "{weeks: 3}", "{days: 0}", "|", "\u{1}", "键",
  ]

  /// A file with one of its lines spoilt: a value or a key replaced, a key left out, or there twice.
  private func spoilt(_ text: String, _ random: inout SplitMix64) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let keyed = lines.indices.filter { lines[$0].contains(": ") && !lines[$0].hasPrefix("#") }
    guard let index = random.one(of: keyed) else { return text }
    let parts = lines[index].components(separatedBy: ": ")
    let place = random.number(1...parts.count - 1)
    var (before, after) = (parts, parts)
    before.removeSubrange(place...)
    after.removeSubrange(..<place)
    let (start, rest) = (before.joined(separator: ": "), after.joined(separator: ": "))
    switch random.number(0...5) {
    case 0: lines.remove(at: index)
    case 1: lines.insert(lines[index], at: index)
    case 2: lines[index] = start + "x: " + rest
    case 3: lines[index] = "\t" + lines[index]
    case 4: lines[index] = start + ": " + (random.one(of: Self.values) ?? "")
    case _:
      let end = rest.firstIndex { ",}]".contains($0) } ?? rest.endIndex
      lines[index] = start + ": " + (random.one(of: Self.values) ?? "") + rest[end...]
    }
    return lines.joined(separator: "\n")
  }

  @Test(
    "A file with one line spoilt is read, or every fault of it has its line and its words in both languages",
    arguments: Rulebook.carriedProgrammeNames)
  func isTold(name: String) throws {
    let source = try #require(Rulebook.carriedProgrammeSource(name))
    var random = SplitMix64(seed: UInt64(name.utf8.count))
    var refused = 0
    for _ in 0..<Self.mutations {
      let text = spoilt(String(decoding: source, as: UTF8.self), &random)
      let (programme, findings) = Programme.check(Array(text.utf8), file: "spoilt.yaml")
      let errors = findings.filter { $0.severity == .error }.map(\.error)
      #expect((programme == nil) == !errors.isEmpty)
      refused += programme == nil ? 1 : 0
      for error in errors {
        #expect(error.line != nil && error.zh != nil && !error.expected.isEmpty, "\(error.description)")
        #expect(!error.key.isEmpty || error.expected.contains("YAML") || error.expected.contains("key"))
      }
    }
    #expect(refused > Self.mutations / 3)
  }

  @Test(
    "What cannot be read as YAML is told at the line where it begins",
    arguments: [("roles: {a: 'b", 2), ("a\u{1}: 1", 2), ("\tb: 1", 2)])
  func unreadable(line: String, place: Int) {
    let text = "form: programme/1\n\(line)\nversion: \"1\"\ntitle: {zh: 一, en: One}\n"
    #expect(Programme.check(Array(text.utf8), file: "spoilt.yaml").findings.map(\.error.line) == [place])
  }

  @Test("Faults of different places are told together")
  func together() throws {
    let source = try #require(Rulebook.carriedProgrammeSource("cn-driver-licence"))
    let text = String(decoding: source, as: UTF8.self)
      .replacing("points: 6}", with: "points: six}").replacing("form: programme/1", with: "form: programme/9")
    let errors = Programme.check(Array(text.utf8), file: "spoilt.yaml").findings.filter { $0.severity == .error }
    #expect(errors.count >= 2)
    #expect(errors.contains { $0.error.key == "form" })
  }
}
