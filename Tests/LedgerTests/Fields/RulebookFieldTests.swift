import LedgerDomain
import LedgerFormat
import LedgerTesting
import Rulebook
import Testing

@testable import Ledger
@testable import Presentation

@Suite("Every field of a rulebook is obeyed, or refused with its line")
struct RulebookFieldTests {
  /// What a changed file comes to.
  private enum Change: Equatable {
    case refused(line: Int?)
    case decidedOtherwise
    case shownOtherwise
    case ignored
  }

  private static func change(_ file: [UInt8], _ leaf: RulebookLeaf) throws -> Change {
    let rulebook: Rulebook
    do throws(RulebookError) {
      rulebook = try Rulebook(bytes: file, file: "changed.yaml")
    } catch {
      return .refused(line: error.line)
    }
    if leaf.isForPeople { return shown(rulebook) == shown(BuiltIn.rulebook) ? .ignored : .shownOtherwise }
    if let day = leaf.day { return try Trial.isOtherwise(around: day, under: rulebook) ? .decidedOtherwise : .ignored }
    return try Trial.all.contains { try $0.isOtherwise(under: rulebook) } ? .decidedOtherwise : .ignored
  }

  /// What people are shown of a version: its listing, and the names of its holidays.
  private static func shown(_ rulebook: Rulebook) -> String {
    let listing = RulebookListing(rulebook: rulebook, version: nil).json(in: rulebook.terms.zone)
    let holidays = rulebook.holidays.sorted { $0.key < $1.key }.map { "\($0)" }
    return (["name", "title", "clauses"].map { listing[$0]?.text ?? "" } + holidays).joined(separator: "\n")
  }

  @Test("The file is walked whole")
  func whole() {
    #expect(RulebookLeaf.all.count > 390)
    #expect(RulebookLeaf.all.count { $0.year == nil } > 150)
  }

  @Test(
    "Each value, changed, decides an event otherwise, is shown otherwise, or is refused", arguments: RulebookLeaf.all)
  func leaf(_ leaf: RulebookLeaf) throws {
    var ignored: [String] = []
    var refused = 0
    for value in leaf.others {
      switch try Self.change(leaf.file(with: value), leaf) {
      case .decidedOtherwise, .shownOtherwise: return
      case .refused(let line):
        #expect(line != nil, "\(leaf.path): \(value) is refused without a line")
        refused += 1
      case .ignored: ignored.append(value)
      }
    }
    #expect(ignored == [] && refused > 0, "\(leaf.path) was \(leaf.text): nothing comes of these")
  }

  @Test("Each key, called otherwise, is refused with its line")
  func keys() throws {
    let lines = String(decoding: Rulebook.builtInSource, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      guard let key = line.prefixMatch(of: /( *)([a-z0-9-]+):/) else { continue }
      var changed = lines.map(String.init)
      changed[index] = "\(key.output.1)other-\(key.output.2):" + line[key.range.upperBound...]
      do throws(RulebookError) {
        _ = try Rulebook(bytes: Array(changed.joined(separator: "\n").utf8), file: "changed.yaml")
        Issue.record("line \(index + 1): \(line) may be called otherwise")
      } catch {
        #expect(error.line != nil, "\(error)")
      }
    }
  }

  /// A field that a clause may have and does not have in the built-in file.
  struct Addition: Sendable, CustomTestStringConvertible {
    let clause: Clause
    let field: String
    let value: String
    var testDescription: String { "\(clause.rawValue) \(field)" }

    /// Whether the ledger has nothing to obey it by.
    var isToBeRefused: Bool {
      switch field {
      case "third-party-only": clause.mode == .byEvent
      case "outlet-required": clause.origin == .detected
      case "assessors": clause.mode != .judged
      default: false
      }
    }
  }

  static let additions: [Addition] = Clause.allCases.flatMap { clause -> [Addition] in
    guard let terms = BuiltIn.terms.clauses[clause] else { return [] }
    let fields: [(String, String, Bool)] = [
      ("cap", String(max(terms.points.upperBound, 1)), terms.cap != nil),
      ("third-party-only", "true", terms.thirdPartyOnly), ("outlet-required", "true", terms.outletRequired),
      ("assessors", "[department-head]", terms.assessors != nil),
    ]
    return fields.filter { !$0.2 }.map { Addition(clause: clause, field: $0.0, value: $0.1) }
  }

  @Test("Each field a clause may have, added to any clause, decides otherwise or is refused", arguments: additions)
  func addition(_ addition: Addition) throws {
    let head = "  \(addition.clause.rawValue):\n    section"
    let line = "    \(addition.field): \(addition.value)\n"
    let text = Version.text("1.5", [(head, "  \(addition.clause.rawValue):\n\(line)    section")])
    let (rulebook, findings) = Rulebook.check(bytes: Array(text.utf8), file: "changed.yaml")
    guard let rulebook else {
      let found = try #require(findings.first { $0.severity == .error }).error
      #expect(addition.isToBeRefused, "\(found)")
      #expect(found.key == "clauses.\(addition.clause.rawValue).\(addition.field)")
      #expect(text.split(separator: "\n", omittingEmptySubsequences: false)[(found.line ?? 1) - 1] + "\n" == line)
      #expect(found.zh != nil && found.found != nil)
      #expect(throws: found) { try Rulebook(bytes: Array(text.utf8), file: "changed.yaml") }
      return
    }
    #expect(!addition.isToBeRefused)
    #expect(try Trial.everyClauseTwice.isOtherwise(under: rulebook), "ignored")
  }
}
