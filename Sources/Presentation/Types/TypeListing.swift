public import LedgerDomain
import LedgerFormat

/// What is said of a type of event that a person may submit, under the terms of a version of the rulebook.
public struct TypeListing {
  /// Those who may submit it, and where only some events of the type are meant, which.
  struct Submitters {
    let roles: [Role]
    let only: Words?
  }

  /// The type.
  public let kind: FactKind
  let about: FactDescription
  /// What the type is called.
  public var words: Words { about.words }
  let variants: [TypeVariant]
  let submitters: [Submitters]
  let terms: Terms

  /// The type, as the terms have it.
  public init(_ kind: FactKind, under terms: Terms) {
    self.kind = kind
    about = kind.payload.about
    variants = TypeVariant.all(of: kind)
    submitters = Self.submitters(kind, terms)
    self.terms = terms
  }

  /// Every type that the version has in force.
  public static func all(under terms: Terms) -> [TypeListing] {
    FactKind.allCases.filter { terms.isInForce($0.payload.examples[0].fact) }.map { TypeListing($0, under: terms) }
  }

  /// The types of which one may be refused with a code, as the version has them.
  public static func refused(with code: RefusalCode, under terms: Terms) -> [TypeListing] {
    all(under: terms).filter { $0.refusals.contains(code) }
  }

  /// In which of some roles the version lets each type be submitted; a type that it lets nobody of them submit is not among
  /// them (pages P10).
  public static func open(to held: [Role], under terms: Terms) -> [FactKind: [Role]] {
    var open: [FactKind: [Role]] = [:]
    for kind in FactKind.allCases where terms.isInForce(kind.payload.examples[0].fact) {
      let submitters = submitters(kind, terms)
      let roles = held.filter { role in submitters.contains { $0.roles.contains(role) } }
      if !roles.isEmpty { open[kind] = roles }
    }
    return open
  }

  private static func submitters(_ kind: FactKind, _ terms: Terms) -> [Submitters] {
    if kind == .termination(.requested) {
      return TerminationGround.allCases.compactMap { ground in
        let roles = terms.termination.requesters[ground] ?? []
        return roles.isEmpty
          ? nil : Submitters(roles: roles, only: Words(zh: ground.words.zh, en: "ground=\(ground.rawValue)"))
      }
    }
    if kind == .measure(.ordered), let kinds = terms.measures?.kinds {
      return kinds.sorted { $0.key < $1.key }.map { slug, kind in
        Submitters(roles: kind.by, only: Words(zh: "\(slug)（\(kind.words.zh)）", en: "kind=\(slug)"))
      }
    }
    let roles = kind.payload.about.roles ?? terms.procedureRoles(of: kind.payload.examples[0].fact)
    guard kind == .breach(.assessed) else { return [Submitters(roles: roles, only: nil)] }
    let ofClauses = Clause.allCases.compactMap { clause in
      terms.clauses[clause]?.assessors.map {
        Submitters(roles: $0, only: Words(zh: "条款“\(clause.words.zh)”", en: "clause \(clause.rawValue)"))
      }
    }
    return [Submitters(roles: roles, only: nil)] + ofClauses
  }

  /// Everybody who may submit such an event, each once.
  public var roles: [Role] { Role.allCases.filter { role in submitters.contains { $0.roles.contains(role) } } }

  /// Every field of the data, whatever its shape, each once.
  public var fields: [Field] {
    var fields: [Field] = []
    for field in variants.flatMap(\.fields) where !fields.contains(where: { $0.name == field.name }) {
      fields.append(field)
    }
    return fields
  }

  /// Whether a field must be there, or for which shape of the data.
  func need(of field: Field) -> Words {
    let name = field.name.en
    let demanding = variants.filter { $0.demands(name) }
    let allowing = variants.filter { $0.has(name) && !$0.demands(name) }
    if demanding.count == variants.count { return Self.required }
    if allowing.count == variants.count { return Self.optional }
    var needs: [Words] = []
    if !demanding.isEmpty {
      let list = demanding.map(\.condition).joined(separator: ", ")
      needs.append(Words(zh: "\(list) 时必填", en: "required with \(list)"))
    }
    if !allowing.isEmpty {
      let list = allowing.map(\.condition).joined(separator: ", ")
      needs.append(Words(zh: "\(list) 时可空", en: "optional with \(list)"))
    }
    return Words(zh: needs.map(\.zh).joined(separator: "；"), en: needs.map(\.en).joined(separator: "; "))
  }

  /// That a field must be there.
  static let required = Words(zh: "必填", en: "required")
  /// That a field may be missing.
  static let optional = Words(zh: "可空", en: "optional")

  /// The codes with which such an event may be refused, in the order of the checks.
  var refusals: [RefusalCode] {
    var codes = about.codes(isFirst: kind == .provider(.registered))
    let gates = (terms.gates?[kind.name] ?? []).map(\.code).filter { !codes.contains($0) }
    codes.insert(contentsOf: gates, at: codes.last == .timeOrder ? codes.count - 1 : codes.count)
    return codes
  }
}

extension TypeListing {
  /// When the examples happened: behind every date that stands in them.
  static let exampleTime = "2011-04-01 09:00"

  /// An event of the shape, as pairs of names and texts: those of the envelope, then those of its data.
  func example(_ variant: TypeVariant) -> [(name: String, text: String)] {
    let envelope = [
      ("type", kind.name), ("provider", "hz-01"), ("at", Self.exampleTime), ("by", exampleActor(variant.fact)),
    ]
    return envelope + variant.data.map { ($0.name.headingOfData, variant.cell(of: $0.name) ?? "") }
  }

  /// The same as JSON, in one line.
  func json(_ variant: TypeVariant) -> JSON {
    var fields = example(variant).prefix(4).map { JSON.Field($0.name, .string($0.text)) }
    fields.append(JSON.Field("data", .object(variant.data)))
    return .object(fields)
  }

  /// Somebody who may submit the fact, a person where one may.
  private func exampleActor(_ fact: Fact) -> String {
    let roles = about.roles ?? terms.procedureRoles(of: fact)
    guard let role = roles.first(where: { $0 != .integration }) ?? roles.first else { return "chen@legal" }
    return Person(id: "chen", role: role).short
  }
}
