import LedgerDomain
import LedgerFormat

/// What an agreement may set, in the shape of the rulebook file (§4.4(3)).
extension Term {
  /// What a JSON Schema says of an object of terms.
  static let schema: [JSON.Field] = schema(of: all.map { ($0.path.split(separator: ".").map(String.init), $0) })

  private static func schema(of terms: [(path: [String], term: Term)]) -> [JSON.Field] {
    var names: [String] = []
    for (path, _) in terms where !names.contains(path[0]) { names.append(path[0]) }
    let properties = names.map { name in
      let inside = terms.filter { $0.path[0] == name }
      let own = inside.first { $0.path.count == 1 }.map(\.term.schema)
      return JSON.Field(name, .object(own ?? schema(of: inside.map { (Array($0.path.dropFirst()), $0.term) })))
    }
    return [
      .init("type", "object"), .init("properties", .object(properties)), .init("additionalProperties", .boolean(false)),
    ]
  }

  private var schema: [JSON.Field] {
    let number: [JSON.Field] = [
      .init("type", "integer"), .init("minimum", .integer(bounds.lowerBound)),
      .init("maximum", .integer(bounds.upperBound)),
    ]
    guard isRange else { return number }
    return [
      .init("type", "array"), .init("items", .object(number)), .init("minItems", .integer(2)),
      .init("maxItems", .integer(2)),
    ]
  }
}
