import EventStore
import Foundation
import LedgerDomain
import LedgerTesting
import Rulebook
import Testing

@testable import Ledger
@testable import LedgerFormat

@Suite("Seals")
struct SealTests {
  private static let zone = BuiltIn.terms.zone

  /// A seal of so many chains.
  private func seal(of chains: Int) throws -> Seal {
    let heads = (0..<chains).map { number in
      StreamHead(stream: "p-\(1000 + number)", version: number + 1, hash: digest("hash \(number)"))
    }
    let rulebooks = chains == 0 ? [] : [Seal.SealedRulebook(name: "r-1", digest: digest("r-1"))]
    return Seal(time: "2011-12-31T23:59:59+08:00", heads: heads, rulebooks: rulebooks)
  }

  private func digest(_ text: String) -> Hash {
    var builder = HashBuilder()
    builder.add(text)
    return builder.digest()
  }

  @Test("A seal of the first format is read, printed as it was, and keeps its root")
  func first() throws {
    let text = try Golden.text("seal-1.json").trimmingCharacters(in: .newlines)
    let seal = try Seal(parsing: text, in: Self.zone)
    #expect(seal.text == text)
    #expect(seal.count == 14 && seal.heads?.map(\.stream) == [Publication.stream.text, "hz-01"])
    #expect(seal.rulebooks == nil && seal.membership(of: "hz-01") == nil)
  }

  @Test(
    "Whatever it shows, a seal is read as it is printed, under one root", arguments: [0, 1, 2, 3, 4, 5, 6, 7, 8, 33])
  func roundTrip(_ chains: Int) throws {
    let seal = try seal(of: chains)
    let key = SigningKey()
    let members = try (0..<chains).map { try #require(seal.membership(of: "p-\(1000 + $0)")) }
    for form in [seal, seal.closed] + members {
      #expect(form.root == seal.root)
      #expect(try Seal(parsing: form.text, in: Self.zone) == form)
      let signed = try #require(form.signed(by: key))
      #expect(try Seal(parsing: signed.text, in: Self.zone) == signed)
      #expect(signed.root == seal.root && signed.signature?.key == key.verifying.bytes)
    }
    #expect(seal.membership(of: "p-0") == nil)
  }

  @Test("The place of one provider names no other")
  func membershipIsDiscreet() throws {
    let text = try #require(try seal(of: 7).membership(of: "p-1003")).text
    #expect(text.components(separatedBy: "p-1").count == 2)
  }

  @Test("The seal of an empty log may have no time, and no other may")
  func withoutTime() throws {
    let empty = Seal(time: nil, heads: [], rulebooks: []).closed
    #expect(empty.text.hasPrefix(#"{"seal":2,"time":null,"count":0,"rulebooks":[],"tree":"\#(Hash.zero.hex)","#))
    #expect(try Seal(parsing: empty.text, in: Self.zone) == empty)
    let head = StreamHead(stream: "p-1", version: 1, hash: digest("x"))
    let other = Seal(time: nil, heads: [head], rulebooks: [.init(name: "r", digest: .zero)])
    #expect(throws: SealError.self) { try Seal(parsing: other.text, in: Self.zone) }
  }

  @Test(
    "Any leaf changed, removed, doubled or added is found; a seal without its heads is one that shows none",
    arguments: ["heads", "member", "closed"])
  func everyLeafCounts(_ form: String) throws {
    let whole = try #require(try seal(of: 5).signed(by: SigningKey()))
    let member = try #require(whole.membership(of: "p-1002"))
    let seal = ["heads": whole, "member": member, "closed": whole.closed][form]!
    var found = 0
    for changed in seal.json.mutations where changed != whole.closed.json || form == "closed" {
      // How many leaves there are is under the root only as far as it sets the length of the path.
      if case .integer(4...6)? = changed["leaves"], changed["leaf"] == seal.json["leaf"],
        changed["leaves"] != .integer(5)
      {
        continue
      }
      found += 1
      #expect(throws: SealError.self, "\(changed.text)") { try Seal(parsing: changed.text, in: Self.zone) }
    }
    #expect(found > 40)
  }

  @Test("A seal names the rulebooks that events of its log name, published or carried, and no others")
  func rulebooks() throws {
    let store = InMemoryEventStore()
    let ledger = Ledger(store: store, rules: BuiltIn.rules)
    let now = time("2012-01-01")
    #expect(try ledger.seal(now: now).rulebooks == [])
    let version = Version.rulebook("1.6", [(old: "points: [10, 20]", new: "points: [15, 25]")])
    let publish = { try ledger.write { try $0.publish(version, effective: day("2011-01-01"), by: nil, now: now) } }
    _ = try publish()
    #expect(try ledger.seal(now: now).rulebooks?.map(\.name) == [version.name])
    #expect(try ledger.seal(now: now).rulebooks?.first?.digest == RulebookCitation(version).digest)
    let fact = ProviderRegistered(name: "One", kind: .thirdParty).fact
    let by = Person(id: "chen", role: .channelExpansion)
    let draft = Draft(provider: "hz-01", at: time("2010-05-01"), by: by, fact: fact)
    _ = try ledger.write { try $0.submit(draft, now: now) }
    let seal = try ledger.seal(now: now)
    #expect(seal.rulebooks?.map(\.name) == ["taobao-daigou-1.5", version.name])
    #expect(seal.rulebooks?.first?.digest == Rulebook.builtInDigest)
    #expect(seal.count == 2)
  }

  @Test("A seal of the second format stays readable")
  func second() throws {
    let text = try Golden.text("seal-2.json").trimmingCharacters(in: .newlines)
    let seal = try Seal(parsing: text, in: Self.zone)
    #expect(seal.text == text)
    #expect(seal.count == 499)
    #expect(seal.rulebooks?.map(\.digest) == [Rulebook.builtInDigest], "a version that is carried never changes")
  }
}

extension JSON {
  /// The value with one leaf changed, one element or field removed, doubled or added: every way in turn.
  fileprivate var mutations: [JSON] {
    switch self {
    case .null: [.integer(0)]
    case .boolean(let value): [.boolean(!value)]
    case .integer(let number): [.integer(number + 1), .integer(number - 1), .string(String(number)), .null]
    case .number(let text): [.string(text)]
    case .string(let text):
      [.string(text + "0"), .string(String(text.dropLast()) + (text.hasSuffix("1") ? "2" : "1")), .string(""), .null]
    case .array(let items):
      items.indices.flatMap { index -> [JSON] in
        var without = items
        without.remove(at: index)
        var doubled = items
        doubled.insert(items[index], at: index)
        return [.array(without), .array(doubled)]
          + items[index].mutations.map { changed in
            var copy = items
            copy[index] = changed
            return .array(copy)
          }
      }
    case .object(let fields):
      [.object(fields + [Field("more", .integer(1))])]
        + fields.indices.flatMap { index -> [JSON] in
          var without = fields
          without.remove(at: index)
          return [.object(without), .object(fields + [fields[index]])]
            + fields[index].value.mutations.map { changed in
              var copy = fields
              copy[index].value = changed
              return .object(copy)
            }
        }
    }
  }
}

/// Files that ledgers out there have written: added to and never changed.
enum Golden {
  static func text(_ name: String) throws -> String {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden").appending(path: name)
    return try String(contentsOf: file, encoding: .utf8)
  }
}
