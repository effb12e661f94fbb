import LedgerDomain
import LedgerFormat
import LedgerTesting
import Testing

@testable import Presentation

/// What is listed of a type is what its description says.
@Suite("Types as listed")
struct TypeListingTests {
  private func listing(_ kind: FactKind) -> TypeListing { TypeListing(kind, under: BuiltIn.termsWithSections) }

  @Test("An example is read as it is listed, from its pairs and from its JSON", arguments: FactKind.allCases)
  func examples(_ kind: FactKind) throws {
    for variant in listing(kind).variants {
      let pairs = listing(kind).example(variant).map { ($0.name, $0.text) }
      #expect(try Draft(pairs: pairs, in: BuiltIn.terms.zone).fact == variant.fact)
      let json = Array(listing(kind).json(variant).text.utf8)
      #expect(try Draft(json: json, in: BuiltIn.terms.zone).fact == variant.fact)
    }
  }

  @Test("An example is submitted by somebody who may", arguments: FactKind.allCases)
  func roles(_ kind: FactKind) throws {
    let listing = listing(kind)
    for variant in listing.variants {
      let pairs = listing.example(variant).map { ($0.name, $0.text) }
      let draft = try Draft(pairs: pairs, in: BuiltIn.terms.zone)
      let roles = listing.about.roles ?? BuiltIn.termsWithSections.procedureRoles(of: draft.fact)
      #expect(roles.contains(draft.by.role))
      #expect(listing.roles.contains(draft.by.role))
    }
  }

  @Test("A schema demands the fields that must be there and knows no others", arguments: FactKind.allCases)
  func schema(_ kind: FactKind) throws {
    let listing = listing(kind)
    let schema = listing.schema(.en)
    #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
    #expect(schema["properties"]?["type"]?["const"] == .string(kind.name))
    let data = try #require(schema["properties"]?["data"])
    let shapes = if case .array(let shapes)? = data["oneOf"] { shapes } else { [data] }
    #expect(shapes.count == listing.variants.count)
    for (shape, variant) in zip(shapes, listing.variants) {
      guard case .object(let properties)? = shape["properties"], case .array(let required)? = shape["required"] else {
        Issue.record("\(kind.name) has no properties")
        continue
      }
      #expect(properties.map(\.name) == variant.fields.map(\.name.en))
      #expect(required == variant.fields.filter { !$0.isOptional }.map { .string($0.name.en) })
      #expect(shape["additionalProperties"] == .boolean(false))
      for field in variant.data where field.name == variant.tag?.field {
        #expect(shape["properties"]?[field.name]?["const"] == field.value)
      }
    }
  }

  @Test("The schema of all types has a definition for each")
  func allTypes() {
    let schema = TypeListing.schema(of: TypeListing.all(under: BuiltIn.termsWithSections), .zh)
    for kind in FactKind.allCases {
      #expect(schema["$defs"]?[kind.name]?["description"] == .string(kind.payload.about.words.zh))
    }
  }

  @Test("Every code said of a type is listed with its words in both languages", arguments: FactKind.allCases)
  func refusals(_ kind: FactKind) {
    let (zh, en) = (listing(kind).lines(.zh).joined(separator: "\n"), listing(kind).lines(.en).joined(separator: "\n"))
    for code in kind.payload.about.refusals {
      #expect(zh.contains("\(code.rawValue)  \(code.reason.zh)\(code.remedy.zh)"))
      #expect(en.contains("\(code.rawValue)  \(code.reason.en) \(code.remedy.en)"))
    }
  }

  @Test("A field that only some shapes have says which")
  func needs() throws {
    let listing = listing(.service(.complaintFiled))
    let needs = Dictionary(uniqueKeysWithValues: listing.fields.map { ($0.name.en, listing.need(of: $0).en) })
    #expect(needs["complaint"] == "required")
    #expect(needs["outlet"] == "required with source=consumer; optional with source=outlet")
    #expect(needs["transactionOn"] == "required with source=consumer")
    #expect(needs["ticket"] == "optional with source=outlet")
  }

  @Test("Roles that a rulebook sets are those of its terms")
  func rolesOfTheRulebook() {
    var terms = BuiltIn.terms
    terms.clauses[.serviceComplaint]?.assessors = [.legal]
    terms.termination.steps[.proposed] = [.finance]
    let judged = TypeListing(.breach(.assessed), under: terms).lines(.en)
    #expect(judged.contains("  of clause service-complaint: legal"))
    let proposed = TypeListing(.termination(.proposed), under: terms)
    #expect(proposed.roles == [.finance])
    #expect(proposed.lines(.en).contains("submitted by: finance"))
  }

  @Test("A Chinese name stands for one field, and a type has one in either language")
  func namesAreOfOneThing() {
    var names: [String: Set<String>] = [:]
    for field in EnvelopeField.allCases { names[field.name.zh, default: []].insert(field.name.en) }
    for field in FactKind.allCases.flatMap({ $0.payload.shapes.joined() }) {
      names[field.name.zh, default: []].insert(field.name.en)
    }
    for (zh, en) in names { #expect(en.count == 1, "\(zh) is \(en)") }
    for kind in FactKind.allCases { #expect(FactKind(called: kind.payload.about.words.zh) == kind) }
  }
}

extension TypeListing {
  /// What is said of the type, line by line.
  fileprivate func lines(_ language: Language) -> [String] {
    page(language).lines(width: nil, language).map(\.text)
  }
}
