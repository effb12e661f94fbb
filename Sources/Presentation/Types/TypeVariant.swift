import LedgerDomain
package import LedgerFormat

/// One of the shapes that the data of a type of fact can have, with an example of it.
struct TypeVariant {
  /// The choice that tells the shapes apart, as a field and its value; nil where there is one shape only.
  let tag: (field: String, word: String)?
  /// The fields.
  let fields: [Field]
  /// The example.
  let fact: Fact
  /// Its data, as it is handed in.
  let data: [JSON.Field]

  /// The shapes of a type, in the order of its examples.
  static func all(of kind: FactKind) -> [TypeVariant] {
    let payload = kind.payload
    let examples = payload.examples.map(\.fact)
    let data = examples.map(\.data)
    let shapes = payload.shapes
    let tag = shapes[0].first { field in
      guard shapes.count > 1, case .choice = field.kind else { return false }
      return Set(data.map { JSON.object($0)[field.name.en]?.cell }).count == data.count
    }
    return examples.indices.map { index in
      let word = tag.flatMap { JSON.object(data[index])[$0.name.en]?.cell }
      return TypeVariant(
        tag: tag.flatMap { tag in word.map { (tag.name.en, $0) } }, fields: shapes[index], fact: examples[index],
        data: data[index])
    }
  }

  /// `field=word`; empty where there is one shape only.
  var condition: String { tag.map { "\($0.field)=\($0.word)" } ?? "" }

  /// Whether a field of this name stands in the shape, and must.
  func demands(_ name: String) -> Bool { fields.contains { $0.name.en == name && !$0.isOptional } }

  /// What the example has for a field, as flags and CSV write it; nil for nothing.
  func cell(of name: String) -> String? {
    guard let value = data.first(where: { $0.name == name })?.value else { return nil }
    guard case .contacts? = fields.first(where: { $0.name.en == name })?.kind, case .object(let contacts) = value else {
      return value.cell
    }
    return contacts.map { "\($0.name)=\($0.value.cell)" }.joined(separator: ",")
  }

  /// Whether a field of this name may stand in the shape.
  func has(_ name: String) -> Bool { fields.contains { $0.name.en == name } }
}

extension Fact {
  /// The fields of its data, as they are handed in.
  fileprivate var data: [JSON.Field] {
    var writer = JSONWriter()
    writer.object { fields(&$0) }
    guard case .object(let fields)? = try? JSON(parsing: writer.text) else { return [] }
    return fields
  }
}

extension JSON {
  /// The value as flags and CSV write it.
  package var cell: String {
    switch self {
    case .string(let text): text
    case .integer(let number): String(number)
    case .boolean(let value): String(value)
    case .array(let items): items.map(\.item).joined(separator: ",")
    case .null, .number, .object: text
    }
  }

  /// The value as one of a list.
  private var item: String {
    if let outlet = self["outlet"], let amount = self["amountFen"] { return "\(outlet.cell)=\(amount.cell)" }
    guard let criterion = self["criterion"], let value = self["value"] else { return cell }
    return "\(criterion.cell)=\(value.cell)"
  }
}
