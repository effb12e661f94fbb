public import LedgerDomain
public import LedgerFormat
public import Programmes

extension Draft {
  /// Reads an event about a subject of a programme from the fields of a form: those of the envelope and of the data as any form has
  /// them, and what the programme declares as `fields.NAME` or `attributes.NAME`, each read by its type: money in yuan, a share
  /// as `part/whole` (programmes §2).
  ///
  /// - Parameters:
  ///   - fields: those of the envelope and of the data; empty ones are as if absent.
  ///   - kind: the type.
  ///   - programme: the version whose declarations the form is of; times are read in its zone.
  ///   - provider: the subject.
  ///   - by: who submits it.
  /// - Throws: what is wrong: the field, what was found and what is expected.
  public init(
    form fields: [(name: String, text: String)], of kind: FactKind, by programme: Programme, for provider: String,
    by: Person
  ) throws(InputError) {
    let zone = programme.zone
    var envelope: [JSON.Field] = [
      .init("type", .string(kind.name)), .init("provider", .string(provider)), .init("by", .string(by.short)),
    ]
    var data: [JSON.Field] = []
    var declared: [String: [JSON.Field]] = [:]
    for (name, text) in fields where !text.isBlank {
      let column = CSVColumn(name)
      let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
      if parts.count == 2, let forms = programme.declarations(under: parts[0], fields) {
        let form = forms.first { $0.name == parts[1] }
        declared[parts[0], default: []].append(.init(parts[1], Self.value(text, form?.type)))
      } else if name == "value" {
        let type = programme.attribute(fields.first { $0.name == "attribute" }?.text ?? "")?.field.type
        data.append(.init(name, Self.value(text, type)))
      } else if name == "amountYuan" || name == "fenYuan" {
        data.append(.init(name == "fenYuan" ? "fen" : "amountFen", Self.value(text, .money)))
      } else if let field = column.envelope {
        guard field == .at || field == .note else { continue }
        envelope.append(.init(field.rawValue, .string(CSVCell.text(text, under: column, of: kind, in: zone))))
      } else {
        let known = column.field.flatMap { kind.field($0) }
        data.append(
          .init(known?.name.en ?? name, .string(CSVCell.text(text, under: column, of: kind, in: zone))))
      }
    }
    data += declared.sorted { $0.key < $1.key }.map { .init($0.key, .object($0.value)) }
    let event = JSON.object(envelope + [.init("data", .object(data))])
    try self.init(json: Array(event.text.utf8), in: zone, isLenient: true, mayBeOfProgramme: true)
  }

  /// A value as it is typed; what is not of the type stays a text, and is refused as such.
  private static func value(_ text: String, _ type: ValueType?) -> JSON {
    let narrow = text.narrowed.trimmed
    switch type {
    case .int?: return Int(narrow).map(JSON.integer) ?? .string(narrow)
    case .money?: return narrow.asFen.map(JSON.integer) ?? .string(narrow)
    case .bool?: return narrow == "true" ? .boolean(true) : narrow == "false" ? .boolean(false) : .string(narrow)
    case .share?:
      let halves = narrow.split(separator: "/", omittingEmptySubsequences: false).map { Int(String($0).trimmed) }
      guard halves.count == 2, let part = halves[0], let whole = halves[1] else { return .string(narrow) }
      return .object([.init("part", .integer(part)), .init("whole", .integer(whole))])
    case .date?, .key?, .breach?, .choice?, .levels?: return .string(narrow)
    case nil: return .string(text)
    }
  }
}

extension Programme {
  /// What is declared under a group of fields, as a form names it; nil for a name that is no group.
  fileprivate func declarations(under group: String, _ fields: [(name: String, text: String)]) -> [FieldForm]? {
    func named(_ name: String) -> String { fields.first { $0.name == name }?.text ?? "" }
    switch group {
    case "attributes": return attributes.map(\.field)
    case "fields": return fact(named("fact"))?.fields ?? clause(named("clause"))?.fields ?? []
    case _: return nil
    }
  }
}

extension String {
  /// Yuan with up to two places, as fen; nil for anything else.
  fileprivate var asFen: Int? {
    let parts = filter { $0 != "," && $0 != "¥" }.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Int(parts[0]), whole >= 0, whole <= Int.max / 1_000 else { return nil }
    guard parts.count == 2 else { return whole * 100 }
    guard (1...2).contains(parts[1].count), let rest = Int(parts[1]), rest >= 0 else { return nil }
    return whole * 100 + (parts[1].count == 1 ? rest * 10 : rest)
  }
}
