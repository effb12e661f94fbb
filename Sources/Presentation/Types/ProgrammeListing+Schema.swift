import LedgerDomain
public import LedgerFormat
import Programmes

/// What may be handed in about a subject of a programme, for programs (programmes §11).
extension ProgrammeListing {
  /// A JSON Schema (draft 2020-12) of an event about a subject. `$defs` has one for each kind of fact, clause that is reported,
  /// attribute and account, such as `FactRecorded.delivered`, and for each type that knows no such kinds.
  public var schema: JSON {
    let events = recorded + reported + judged + enrolled + paid
    let references = events.map { JSON.object([.init("$ref", .string("#/$defs/\($0.name)"))]) }
    return .object([
      TypeListing.dialect, .init("$id", .string("urn:koufen:programme:\(programme.name)")),
      .init("title", .string(language(programme.title))), .init("oneOf", .array(references)),
      .init("$defs", .object(events)),
    ])
  }

  /// An event's definition.
  ///
  /// - Parameters:
  ///   - name: what it is of its type; nil where there is nothing to tell apart.
  ///   - roles: those that may submit it; nil for all but the subject itself.
  ///   - told: what is said of fields in place of what their kinds say.
  ///   - declared: the fields that the programme declares for it; nil where it declares none.
  private func event(
    _ kind: FactKind, _ name: String? = nil, _ words: Words? = nil, by roles: [String]?,
    told: [String: [JSON.Field]] = [:], declared: [FieldForm]? = nil
  ) -> JSON.Field {
    var told = told
    var needed: Set<String> = []
    if let declared {
      told["fields"] = values(of: declared, needing: declared.filter { $0.otherwise == nil })
      if declared.contains(where: { $0.otherwise == nil }) { needed = ["fields"] }
    }
    let shapes = TypeVariant.all(of: kind).map { TypeListing.data($0, language, told: told, needed: needed) }
    let all = programme.roles.map(\.name)
    let (asked, known) = (roles ?? all, all + [Programme.subjectRole])
    let definition = TypeListing.event(
      kind, words ?? kind.payload.about.words, by: (asked.map { Role(named: $0) }, known.map { Role(named: $0) }),
      data: shapes.count == 1 ? shapes[0] : .object([.init("oneOf", .array(shapes))]), needsData: true, language)
    let submitters = JSON.object([.init("roles", .array(asked.map(JSON.string)))])
    let rules = JSON.Field("x-koufen", .object([.init("submittedBy", .array([submitters]))]))
    return JSON.Field(kind.name + (name.map { "." + $0 } ?? ""), .object(definition + [rules]))
  }

  private var enrolled: [JSON.Field] {
    let attributes = programme.attributes.map(\.field)
    let enrolment = event(
      .subject(.enrolled), by: nil,
      told: ["programme": [.constant(programme.programme)], "attributes": values(of: attributes, needing: [])])
    return [enrolment]
      + programme.attributes.map { attribute in
        event(
          .subject(.attributeSet), attribute.name, attribute.words, by: nil,
          told: ["attribute": [.constant(attribute.name)], "value": attribute.field.type.schema])
      }
  }

  private var recorded: [JSON.Field] {
    programme.facts.map { fact in
      event(
        .subject(.recorded), fact.name, fact.words, by: fact.roles,
        told: ["fact": [.constant(fact.name)]], declared: fact.fields)
    }
  }

  private var reported: [JSON.Field] {
    programme.clauses.filter { $0.arises == .reported }.map { clause in
      event(
        .subject(.reported), clause.name, clause.words, by: clause.reporters,
        told: ["clause": [.constant(clause.name)]], declared: clause.fields)
    }
  }

  private var judged: [JSON.Field] {
    let judging =
      programme.clauses.isEmpty
      ? []
      : [
        event(.subject(.assessed), by: programme.judges), event(.breach(.dismissed), by: programme.judges),
      ]
    guard let appeal = programme.appeal else { return judging }
    return judging + [
      event(.appeal(.filed), by: [Programme.subjectRole]), event(.appeal(.decided), by: appeal.by),
    ]
  }

  private var paid: [JSON.Field] {
    programme.accounts.map { account in
      event(
        .subject(.paidIn), account.name, account.words,
        by: programme.roles.map(\.name) + [Programme.subjectRole], told: ["account": [.constant(account.name)]])
    } + [event(.measure(.lifted), by: nil)]
  }

  /// The values of fields, by their names, of which some may not be left out.
  private func values(of fields: [FieldForm], needing needed: [FieldForm]) -> [JSON.Field] {
    let required = needed.map { JSON.string($0.name) }
    return [
      .init("type", "object"), .init("properties", .object(fields.map { .init($0.name, .object($0.type.schema)) })),
      .init("required", .array(required)), .init("additionalProperties", .boolean(false)),
    ]
  }
}

extension ValueType {
  /// What a JSON Schema says of a value of the type.
  fileprivate var schema: [JSON.Field] {
    switch self {
    case .int, .money: Self.number(0)
    case .date: [.init("type", "string"), .init("pattern", .string(TextPattern.date))]
    case .bool: [.init("type", "boolean")]
    case .key: TypeListing.key
    case .share:
      [
        .init("type", "object"),
        .init(
          "properties", .object([.init("part", .object(Self.number(0))), .init("whole", .object(Self.number(1)))])),
        .init("required", .array(["part", "whole"])), .init("additionalProperties", .boolean(false)),
      ]
    case .breach: TypeListing.duty
    case .choice(let words), .levels(let words): [.init("enum", .array(words.map(JSON.string)))]
    }
  }

  private static func number(_ least: Int) -> [JSON.Field] {
    [.init("type", "integer"), .init("minimum", .integer(least)), .init("maximum", .integer(.max))]
  }
}

extension JSON.Field {
  fileprivate static func constant(_ text: String) -> JSON.Field { .init("const", .string(text)) }
}
