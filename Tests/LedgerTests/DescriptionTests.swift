import Foundation
import LedgerDomain
import LedgerTesting
import Testing

@testable import Ledger
@testable import LedgerFormat

/// What each type of fact says of itself is what the ledger does, and what the page about the rules says.
@Suite("Descriptions of facts")
struct DescriptionTests {
  private static let zone = BuiltIn.terms.zone

  private func draft(_ kind: FactKind, _ data: JSON) -> Result<Draft, any Error> {
    let json = #"{"type":"\#(kind.name)","provider":"hz-01","by":"chen@legal","data":\#(data.text)}"#
    return Result { try Draft(json: Array(json.utf8), in: Self.zone) }
  }

  private func data(of fact: Fact) throws -> JSON {
    var writer = JSONWriter()
    writer.object { fact.fields(&$0) }
    return try JSON(parsing: writer.text)
  }

  @Test("An example says what its type is called, and reads as it was written", arguments: FactKind.allCases)
  func examples(_ kind: FactKind) throws {
    let examples = kind.payload.examples
    #expect(!examples.isEmpty)
    for example in examples {
      #expect(example.fact.kind == kind)
      #expect(try draft(kind, data(of: example.fact)).get().fact == example.fact)
    }
  }

  @Test("The fields are those of the data, in their order, each with a name in Chinese", arguments: FactKind.allCases)
  func names(_ kind: FactKind) throws {
    for (example, shape) in zip(kind.payload.examples, kind.payload.shapes) {
      #expect(try data(of: example.fact).fields.map(\.name) == shape.map(\.name.en))
      #expect(shape.allSatisfy { !$0.name.zh.isEmpty && !$0.name.zh.utf8.allSatisfy { $0 < 0x80 } })
    }
  }

  @Test("A field may be left out exactly where that is said", arguments: FactKind.allCases)
  func optional(_ kind: FactKind) throws {
    for (example, shape) in zip(kind.payload.examples, kind.payload.shapes) {
      let fields = try data(of: example.fact).fields
      for field in shape {
        let left = draft(kind, .object(fields.filter { $0.name != field.name.en }))
        #expect(((try? left.get()) != nil) == field.isOptional, "\(kind.name) without \(field.name.en)")
      }
    }
  }

  @Test(
    "A value outside the limits that are said is refused, and the limit itself is taken", arguments: FactKind.allCases)
  func limits(_ kind: FactKind) throws {
    for (example, shape) in zip(kind.payload.examples, kind.payload.shapes) {
      let data = try data(of: example.fact)
      for field in shape {
        let (taken, refused) = values(of: field, in: data)
        for (values, isTaken) in [(taken, true), (refused, false)] {
          for value in values {
            let fields = data.fields.map { $0.name == field.name.en ? JSON.Field($0.name, value) : $0 }
            let found = (try? draft(kind, .object(fields)).get()) != nil
            #expect(found == isTaken, "\(kind.name): \(field.name.en) \(value)")
          }
        }
      }
    }
  }

  /// Values of a field that are taken and others that are not, by what is said of it.
  private func values(of field: Field, in data: JSON) -> (taken: [JSON], refused: [JSON]) {
    let long = String(repeating: "a", count: 65)
    switch field.kind {
    case .text: return ([.string("长")], [.string(""), .string(" "), .integer(1), .null])
    case .key: return ([.string("a.b_c-1")], [.string("a:b"), .string("A"), .string(long), .integer(1)])
    case .keys: return ([.array([.string("a")])], [.array([]), .array([.string("a"), .string("a")]), .string("a")])
    case .anyKeys:
      return ([.array([]), .array([.string("a")])], [.array([.string("a"), .string("a")]), .array([.string("A")])])
    case .breach:
      return ([.string("a:b"), .string(long)], [.string("A"), .string(String(repeating: "a", count: 201))])
    case .duty: return ([.string("a:b"), .string("a")], [.string("A"), .integer(1), .string("")])
    case .duties:
      return ([.array([]), .array([.string("a:b")])], [.array([.string("a"), .string("a")]), .string("a")])
    case .parts:
      return ([.array([]), .array([.string("a")])], [.array([.string("a"), .string("a")]), .array([.string("A")])])
    case .count(let least):
      let isWhole = ["entries", "examined"].contains(field.name.en)
      return ([.integer(.max)] + (isWhole ? [] : [.integer(least)]), [.integer(least - 1), .string("1")])
    case .part(let whole):
      guard case .integer(let most)? = data[whole] else { return ([], []) }
      return ([.integer(0), .integer(most)], [.integer(-1), .integer(most + 1)])
    case .flag: return ([.boolean(true), .boolean(false)], [.string("true"), .integer(1)])
    case .date(let earliest):
      let first = earliest.flatMap { data[$0] } ?? .string("2011-01-01")
      return ([first], [.string("2011-02-30"), .integer(2011)] + (earliest == nil ? [] : [.string("2000-01-01")]))
    case .month: return ([.string("2012-02")], [.string("2012-13"), .string("2012-02-01")])
    case .choice(let words):
      let isTag = ["source", "outcome"].contains(field.name.en)
      return (isTag ? [] : words.map(JSON.string), [.string("points?"), .string("points"), .string(words[0] + "x")])
    case .texts: return ([.array([]), .array([.string("x")])], [.array([.integer(1)]), .string("x")])
    case .sales: return ([.array([])], [.array([.integer(1)]), .string("o-1=1")])
    case .terms: return ([.object([])], [.string("{}"), .object([.init("zone", .object([]))])])
    case .findings:
      let finding = JSON.object([.init("criterion", "years"), .init("value", .integer(0))])
      let twice = JSON.array([finding, finding])
      return ([.array([finding])], [.array([]), twice, .array([.integer(1)]), .string("years=1")])
    case .contacts:
      return (
        [.object([.init("postal-address", "x")])],
        [.object([]), .object([.init("postal-address", " ")]), .object([.init("A", "x")]), .string("postal-address=x")]
      )
    case .fact:
      return (
        [.integer(1), .string("00000000-0000-0000-0000-000000000001")], [.integer(0), .string("first"), .array([])]
      )
    case .data: return ([.object([]), .object([.init("a", .integer(1))])], [.string("{}"), .array([]), .integer(1)])
    case .instant(let earlier):
      let wrong: [JSON] = [.string("soon"), .integer(1)] + (earlier.flatMap { data[$0] }.map { [$0] } ?? [])
      let taken = earlier == nil ? ["2011-03-01T09:00", "2011-03-01"] : ["2011-05-09T20:00", "2011-05-10"]
      return (taken.map(JSON.string), wrong)
    case .value: return ([.string("x"), .integer(1), .boolean(true)], [.null, .array([])])
    case .values: return ([.object([]), .object([.init("a", .integer(1))])], [.array([]), .string("a=1")])
    case .countOrNull, .positions, .dateOrNull, .items:
      Issue.record("no fact has a field of \(field.kind)")
      return ([], [])
    }
  }

  @Test("What refuses a fact is one of the codes said of its type, or of the checks before the row", arguments: 1...20)
  func refusals(_ seed: Int) {
    let before: Set<RefusalCode> = [
      .inTheFuture, .unknownProvider, .providerTerminated, .roleNotAllowed, .timeOrder,
    ]
    var history = RandomHistory(seed: seed)
    history.signsAgreements = true
    _ = history.play(150) { _, action, outcome, _ in
      guard case .submit(let submission, _) = action, case .failure(let refusal) = outcome,
        let code = RefusalCode(rawValue: refusal.code)
      else { return }
      let said = submission.fact.kind.payload.about.refusals
      #expect(said.contains(code) || before.contains(code), "\(submission.fact.kind.name): \(code)")
    }
  }
}

/// The tables of §4 and the descriptions, held against each other.
@Suite("The tables of §4")
struct TableTests {
  /// One row: its cells without the type.
  private func row(of kind: FactKind) throws -> (data: String, roles: String, refusals: String) {
    let page = try #require(SourceFile.texts.first { $0.path == "Documentation/Regulation.md" })
    let line = try #require(
      page.lines.first { $0.hasPrefix("| `\(kind.name)` | ") && $0.count(where: { $0 == "|" }) > 4 })
    let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    return (cells[2], cells[3], cells[4])
  }

  @Test("A row names the fields of its type, and marks what may be missing", arguments: FactKind.allCases)
  func fields(_ kind: FactKind) throws {
    let data = try row(of: kind).data
    let words = Set(data.split { !($0.isLetter || $0 == "?") }.map(String.init))
    for field in kind.payload.shapes.joined() where field.name.en != "providerAtFault" {
      #expect(words.contains(field.name.en + (field.isOptional ? "?" : "")), "\(field.name.en) in: \(data)")
    }
    if kind.payload.shapes.allSatisfy(\.isEmpty) { #expect(data.isEmpty) }
  }

  @Test("A row gives the roles of its type", arguments: FactKind.allCases)
  func roles(_ kind: FactKind) throws {
    guard let roles = kind.payload.about.roles else { return }
    let names = try row(of: kind).roles.split(separator: ", ").map(String.init)
    let groups = [
      "feed": ["integration", "channel-operations", "channel-expansion"],
      "judges": ["channel-operations", "department-head"],
    ]
    #expect(names.flatMap { groups[$0] ?? [$0] } == roles.map(\.rawValue))
  }

  @Test("A row gives the codes of its type, in the order of the checks", arguments: FactKind.allCases)
  func refusals(_ kind: FactKind) throws {
    let cell = try row(of: kind).refusals
    let codes = cell.matches(of: /`([a-z-]+)`/).compactMap { RefusalCode(rawValue: String($0.output.1)) }
    #expect(codes == kind.payload.about.refusals, "\(cell)")
  }

  @Test("What is said to come first stands in the table of what answers what", arguments: FactKind.allCases)
  func notBefore(_ kind: FactKind) throws {
    let page = try #require(SourceFile.texts.first { $0.path == "Documentation/Regulation.md" })
    let start = try #require(page.lines.firstIndex(of: "| event | not before |"))
    let rows = page.lines[start...].prefix { $0.hasPrefix("|") }
    let named = rows.contains { $0.contains("`\(kind.name)`") }
    guard case .termination(let step) = kind else {
      #expect(named == (kind.payload.about.notBefore != nil))
      return
    }
    let isStep = ![.requested, .waived].contains(step)
    #expect(isStep == (kind.payload.about.notBefore != nil))
  }
}
