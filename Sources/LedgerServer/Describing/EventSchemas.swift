import LedgerDomain
import LedgerFormat
import Presentation

/// The schemas made of the types of events: of each its data, chosen by `type` (server 13.1).
struct EventSchemas {
  /// The name of the schema of any event of the log.
  static let event = "Event"
  /// The name of the schema of an event that is handed in.
  static let submission = "Submission"
  /// The same where the provider stands in the path.
  static let providerSubmission = "ProviderSubmission"

  /// The name of the schema of a type's data.
  static func data(of kind: FactKind) -> String { "Data.\(kind.name)" }

  private let terms: Terms
  private let language: Language

  /// - Parameters:
  ///   - terms: those of the rules that the program carries.
  ///   - language: that of titles and descriptions.
  init(under terms: Terms, _ language: Language) {
    self.terms = terms
    self.language = language
  }

  /// All of them, under their names.
  var components: [JSON.Field] {
    var components: [JSON.Field] = []
    for kind in Self.kinds {
      let listing = TypeListing(kind, under: terms)
      let schema = listing.schema(language)
      components.append(.init(Self.data(of: kind), data(of: kind, schema)))
      components.append(submission(kind, schema, Self.submission, isOfPath: false))
      components.append(submission(kind, schema, Self.providerSubmission, isOfPath: true))
      components.append(recorded(kind))
    }
    components.append(.init("\(Self.event).\(Self.consequence)", consequence.json))
    let facts = Self.kinds.map(\.name)
    let consequences = Self.consequences
    components.append(choice(Self.submission, facts.map { ($0, $0) }))
    components.append(choice(Self.providerSubmission, facts.map { ($0, $0) }))
    components.append(
      choice(Self.event, facts.map { ($0, $0) } + consequences.map { ($0, Self.consequence) }))
    return components
  }

  private static let consequence = "Consequence"

  /// Every type of fact, those of programmes behind; a type of both forms is that of the daigou form.
  private static let kinds: [FactKind] = {
    let names = Set(FactKind.allCases.map(\.name))
    return FactKind.allCases + FactKind.ofProgrammes.filter { !names.contains($0.name) }
  }()

  private static let consequences: [String] = {
    let daigou = ConsequenceKind.allCases.map(\.rawValue) + [Publication.type]
    return daigou + ConsequenceKind.ofProgrammes.map(\.rawValue).filter { !daigou.contains($0) }
  }()

  /// The data of a type; where a programme has facts of its name with other data, of either form.
  private func data(of kind: FactKind, _ schema: JSON) -> JSON {
    let data = schema["properties"]?["data"] ?? .null
    guard let other = SubjectFact.Kind(rawValue: kind.name).map(FactKind.subject), other != kind else { return data }
    let declared = TypeListing(other, under: terms).schema(language)["properties"]?["data"] ?? .null
    return Shape.any(of: [Shape(data), Shape(declared)]).json
  }

  /// An event as it is handed in: the schema of `koufen types`, but for what the server fills in.
  private func submission(_ kind: FactKind, _ schema: JSON, _ name: String, isOfPath: Bool) -> JSON.Field {
    let properties = (schema["properties"]?.fields ?? []).map { field in
      switch field.name {
      case "data": JSON.Field("data", Shape.ref(named: Self.data(of: kind)).json)
      case EnvelopeField.by.rawValue: JSON.Field(field.name, Shape.ref(.submitter).json)
      case _: field
      }
    }
    var left = [EnvelopeField.by.rawValue]
    if isOfPath { left.append(EnvelopeField.provider.rawValue) }
    let required = schema["required"]?.items.filter { name in !left.contains { .string($0) == name } } ?? []
    let refusals = schema["x-koufen"]?["refusals"]?.items.compactMap { $0["code"] } ?? []
    var fields: [JSON.Field] = [
      .init("title", .string(kind.name)), .init("description", schema["description"] ?? .null), .init("type", "object"),
      .init("properties", .object(properties)), .init("required", .array(required)),
      .init("additionalProperties", .boolean(false)),
    ]
    if !isOfPath {
      fields += [.init("examples", schema["examples"] ?? .array([])), .init("x-koufen-refusals", .array(refusals))]
    }
    return .init("\(name).\(kind.name)", .object(fields))
  }

  /// An event of the log.
  private func recorded(_ kind: FactKind) -> JSON.Field {
    let own = Shape([
      .init(
        "properties",
        .object([
          .init("type", Shape.constant(.string(kind.name)).json),
          .init("data", Shape.ref(named: Self.data(of: kind)).json),
        ]))
    ])
    return .init("\(Self.event).\(kind.name)", Shape.all(of: [.ref(.frame), own]).json)
  }

  /// An event that the ledger itself made.
  private var consequence: Shape {
    let types = Shape.word(Self.consequences)
    return .all(of: [.ref(.frame), Shape([.init("properties", .object([.init("type", types.json)]))])])
  }

  /// One of several, told apart by `type`.
  private func choice(_ name: String, _ types: [(type: String, schema: String)]) -> JSON.Field {
    var schemas: [String] = []
    for (_, schema) in types where !schemas.contains(schema) { schemas.append(schema) }
    let mapping = types.map { JSON.Field($0.type, .string("#/components/schemas/\(name).\($0.schema)")) }
    let choice = Shape.one(of: schemas.map { .ref(named: "\(name).\($0)") }).with(
      "discriminator", .object([.init("propertyName", "type"), .init("mapping", .object(mapping))]))
    return .init(name, choice.json)
  }
}

extension JSON {
  /// The items of a list; none of anything else.
  var items: [JSON] {
    guard case .array(let items) = self else { return [] }
    return items
  }
}
