import LedgerDomain
public import LedgerFormat

extension TypeListing {
  static let dialect = JSON.Field("$schema", "https://json-schema.org/draft/2020-12/schema")

  /// A JSON Schema (draft 2020-12) of an event of the type, as it is handed in.
  public func schema(_ language: Language) -> JSON {
    .object([Self.dialect, JSON.Field("$id", .string("urn:koufen:event:\(kind.name)"))] + definition(language))
  }

  /// The same of an event of any of the types: `$defs` has one for each, under its name.
  public static func schema(of listings: [TypeListing], _ language: Language) -> JSON {
    let references = listings.map { JSON.object([.init("$ref", .string("#/$defs/\($0.kind.name)"))]) }
    return .object([
      dialect, .init("$id", "urn:koufen:event"), .init("oneOf", .array(references)),
      .init("$defs", .object(listings.map { .init($0.kind.name, .object($0.definition(language))) })),
    ])
  }

  private func definition(_ language: Language) -> [JSON.Field] {
    let needsData = variants.contains { $0.fields.contains { !$0.isOptional } }
    let shapes = variants.map { Self.data($0, language) }
    let data = shapes.count == 1 ? shapes[0] : .object([.init("oneOf", .array(shapes))])
    let event = Self.event(
      kind, about.words, by: (asked: roles, known: terms.roles), data: data, needsData: needsData, language)
    return event + [.init("examples", .array(variants.map(json))), .init("x-koufen", rules)]
  }

  /// An event of a type.
  ///
  /// - Parameters:
  ///   - words: what it is called.
  ///   - roles: those that may submit it, and all that there are.
  ///   - data: its data, and whether it may not be left out.
  static func event(
    _ kind: FactKind, _ words: Words, by roles: (asked: [Role], known: [Role]), data: JSON, needsData: Bool,
    _ language: Language
  ) -> [JSON.Field] {
    let required = EnvelopeField.allCases.filter { !$0.isOptional }.map(\.rawValue) + (needsData ? ["data"] : [])
    let properties = EnvelopeField.allCases.map { JSON.Field($0.rawValue, envelope($0, of: kind, by: roles, language)) }
    return [
      .init("title", .string(kind.name)), .init("description", .string(language(words))), .init("type", "object"),
      .init("properties", .object(properties + [.init("data", data)])),
      .init("required", .array(required.map(JSON.string))), .init("additionalProperties", .boolean(false)),
    ]
  }

  /// What a schema has no word for: both names, who may submit the event, and what refuses it.
  private var rules: JSON {
    let roles = submitters.map { submitters in
      JSON.object(
        [.init("roles", .array(submitters.roles.map { .string($0.rawValue) }))]
          + (submitters.only.map { [.init("only", JSON($0))] } ?? []))
    }
    let refusals = refusals.map { code in
      JSON.object([
        .init("code", .string(code.rawValue)), .init("reason", JSON(code.reason)), .init("remedy", JSON(code.remedy)),
      ])
    }
    return .object([
      .init("name", JSON(about.words)), .init("submittedBy", .array(roles)),
      .init("acceptedAfterFreeze", .boolean(about.isAcceptedAfterFreeze)),
      .init("notBefore", about.notBefore.map { JSON($0) } ?? .null), .init("refusals", .array(refusals)),
    ])
  }

  private static func envelope(
    _ field: EnvelopeField, of kind: FactKind, by roles: (asked: [Role], known: [Role]), _ language: Language
  ) -> JSON {
    let said = said(field.name, field.expectation(roles.asked), language)
    switch field {
    case .type: return .object([.init("const", .string(kind.name))] + said)
    case .provider: return .object(key + said)
    case .at: return .object([.init("type", "string"), .init("pattern", .string(TextPattern.moment))] + said)
    case .id: return .object([.init("type", "string"), .init("format", "uuid")] + said)
    case .note: return .object(text + said)
    case .by:
      let roles = roles.known.map(\.rawValue)
      let map: [JSON.Field] = [
        .init("type", "object"),
        .init(
          "properties",
          .object([
            .init("id", .object(person)), .init("role", .object([.init("enum", .array(roles.map(JSON.string)))])),
          ])), .init("required", .array(["id", "role"])), .init("additionalProperties", .boolean(false)),
      ]
      let short: [JSON.Field] = [
        .init("type", "string"), .init("pattern", .string(TextPattern.person(roles: roles))),
      ]
      return .object([.init("oneOf", .array([.object(short), .object(map)]))] + said)
    }
  }

  private static func said(_ name: Words, _ expectation: Expectation, _ language: Language) -> [JSON.Field] {
    [.init("title", .string(language(name))), .init("description", .string(language(Words(expectation))))]
  }

  /// The data of a shape.
  ///
  /// - Parameters:
  ///   - told: what is said of some fields in place of what their kinds say.
  ///   - needed: fields that may not be left out here, whatever their kinds say.
  static func data(
    _ variant: TypeVariant, _ language: Language, told: [String: [JSON.Field]] = [:], needed: Set<String> = []
  ) -> JSON {
    let properties = variant.fields.map { field in
      let isTag = field.name.en == variant.tag?.field
      let shape =
        told[field.name.en] ?? (isTag ? [.init("const", .string(variant.tag?.word ?? ""))] : field.kind.schema)
      return JSON.Field(field.name.en, .object(shape + said(field.name, field.kind.expectation, language)))
    }
    let required = variant.fields.filter { !$0.isOptional || needed.contains($0.name.en) }
    return .object([
      .init("type", "object"), .init("properties", .object(properties)),
      .init("required", .array(required.map { .string($0.name.en) })), .init("additionalProperties", .boolean(false)),
    ])
  }

  static let key: [JSON.Field] = [
    .init("type", "string"), .init("pattern", .string(TextPattern.key)),
  ]

  /// The id of a duty or a breach.
  static let duty: [JSON.Field] = [
    .init("type", "string"), .init("pattern", .string(TextPattern.breach)),
  ]

  /// The id of a person.
  private static let person: [JSON.Field] = [
    .init("type", "string"), .init("pattern", .string(TextPattern.trimmed)),
    .init("maxLength", .integer(Limits.textBytes)),
  ]

  fileprivate static let text: [JSON.Field] = [
    .init("type", "string"), .init("pattern", .string(TextPattern.text)),
    .init("maxLength", .integer(Limits.textBytes)),
  ]
}

extension Field.Kind {
  /// What a JSON Schema says of a field of the kind.
  fileprivate var schema: [JSON.Field] {
    switch self {
    case .text: TypeListing.text
    case .key: TypeListing.key
    case .keys: Self.list(TypeListing.key) + [.init("minItems", .integer(1)), .init("uniqueItems", .boolean(true))]
    case .anyKeys: Self.list(TypeListing.key) + [.init("uniqueItems", .boolean(true))]
    case .breach: TypeListing.duty
    case .duty: TypeListing.duty
    case .duties: Self.list(TypeListing.duty) + [.init("uniqueItems", .boolean(true))]
    case .parts: Self.list(TypeListing.key) + [.init("uniqueItems", .boolean(true))]
    case .count(let least): Self.number(least)
    case .part: Self.number(0)
    case .flag: [.init("type", "boolean")]
    case .date: [.init("type", "string"), .init("format", "date"), .init("pattern", .string(TextPattern.date))]
    case .month: [.init("type", "string"), .init("pattern", .string(TextPattern.month))]
    case .choice(let words): [.init("enum", .array(words.map(JSON.string)))]
    case .texts: Self.list([.init("type", "string")]) + [.init("maxItems", .integer(Limits.listItems))]
    case .sales:
      Self.list([
        .init("type", "object"),
        .init(
          "properties",
          .object([.init("outlet", .object(TypeListing.key)), .init("amountFen", .object(Self.number(0)))])),
        .init("required", .array(["outlet", "amountFen"])), .init("additionalProperties", .boolean(false)),
      ])
    case .terms: Term.schema
    case .findings: Self.list(Self.finding) + [.init("minItems", .integer(1))]
    case .contacts:
      [
        .init("type", "object"), .init("propertyNames", .object(TypeListing.key)),
        .init("additionalProperties", .object(TypeListing.text)), .init("minProperties", .integer(1)),
      ]
    case .value: [.init("type", .array(["boolean", "integer", "string", "object"]))]
    case .values: [.init("type", "object")]
    case .items: Self.list([.init("type", "object")])
    case .countOrNull: [.init("type", .array(["integer", "null"]))]
    case .positions: Self.list(Self.number(1))
    case .dateOrNull: [.init("type", .array(["string", "null"])), .init("pattern", .string(TextPattern.date))]
    case .fact:
      [
        .init(
          "anyOf",
          .array([
            .object(Self.number(1)),
            .object([.init("type", "string"), .init("pattern", .string(TextPattern.identifier))]),
          ]))
      ]
    case .data: [.init("type", "object")]
    case .instant: [.init("type", "string"), .init("pattern", .string(TextPattern.moment))]
    }
  }

  private static let finding: [JSON.Field] = [
    .init("type", "object"),
    .init(
      "properties",
      .object([
        .init("criterion", .object(TypeListing.key)),
        .init("value", .object(value)),
        .init("judgedBy", .object(TypeListing.key)), .init("evidence", .object(TypeListing.text)),
      ])), .init("required", .array(["criterion", "value"])), .init("additionalProperties", .boolean(false)),
  ]

  /// What was found: that it is so or not, a number, a text, or hours or a share.
  private static let value: [JSON.Field] = [
    .init("type", .array(["boolean", "integer", "string", "object"])), .init("minimum", .integer(0)),
    .init("maximum", .integer(.max)), .init("pattern", .string(TextPattern.text)),
    .init("maxLength", .integer(Limits.textBytes)),
  ]

  private static func number(_ least: Int) -> [JSON.Field] {
    [.init("type", "integer"), .init("minimum", .integer(least)), .init("maximum", .integer(.max))]
  }

  private static func list(_ item: [JSON.Field]) -> [JSON.Field] {
    [.init("type", "array"), .init("items", .object(item))]
  }
}
