import LedgerFormat

/// A JSON Schema (draft 2020-12), put together in code.
struct Shape: Sendable {
  /// Its keywords, in their order.
  var keywords: [JSON.Field]
  /// Whether the property that has it may be missing.
  var isOptional = false

  init(_ keywords: [JSON.Field]) { self.keywords = keywords }

  /// What a schema made elsewhere says.
  init(_ json: JSON) { keywords = json.fields }

  /// As it stands in a document.
  var json: JSON { .object(keywords) }

  /// The same as a property that may be missing.
  var orMissing: Shape {
    var shape = self
    shape.isOptional = true
    return shape
  }

  /// The same, or null.
  var orNull: Shape { .any(of: [self, .null]) }

  /// The same with a keyword more.
  func with(_ keyword: String, _ value: JSON) -> Shape { Shape(keywords + [.init(keyword, value)]) }
}

extension Shape {
  /// Anything at all.
  static let anything = Shape([])
  /// Null.
  static let null = Shape([.init("type", "null")])
  /// True or false.
  static let flag = Shape([.init("type", "boolean")])
  /// Any text.
  static let text = Shape([.init("type", "string")])

  /// One value and no other.
  static func constant(_ value: JSON) -> Shape { Shape([.init("const", value)]) }

  /// A text that a regular expression finds itself in.
  static func text(like pattern: String) -> Shape { text.with("pattern", .string(pattern)) }

  /// One of some words.
  static func word(_ words: [String]) -> Shape { text.with("enum", .array(words.map(JSON.string))) }

  /// One of the words of an enumeration.
  static func word<Value: RawRepresentable & CaseIterable>(_ type: Value.Type) -> Shape where Value.RawValue == String {
    word(type.allCases.map(\.rawValue))
  }

  /// A whole number within bounds.
  static func number(_ bounds: ClosedRange<Int>) -> Shape {
    Shape([
      .init("type", "integer"), .init("minimum", .integer(bounds.lowerBound)),
      .init("maximum", .integer(bounds.upperBound)),
    ])
  }

  /// A list.
  static func list(_ item: Shape) -> Shape { Shape([.init("type", "array"), .init("items", item.json)]) }

  /// An object of these properties and no others; all must be there but those that say they may be missing.
  static func object(_ properties: [(name: String, shape: Shape)]) -> Shape {
    let required = properties.filter { !$0.shape.isOptional }.map { JSON.string($0.name) }
    return Shape([
      .init("type", "object"), .init("properties", .object(properties.map { .init($0.name, $0.shape.json) })),
      .init("required", .array(required)), .init("additionalProperties", .boolean(false)),
    ])
  }

  /// The same.
  static func object(_ properties: KeyValuePairs<String, Shape>) -> Shape {
    object(properties.map { (name: $0.key, shape: $0.value) })
  }

  /// An object of any properties that have one shape.
  static func map(_ value: Shape) -> Shape {
    Shape([.init("type", "object"), .init("additionalProperties", value.json)])
  }

  /// At least one of several.
  static func any(of shapes: [Shape]) -> Shape { Shape([.init("anyOf", .array(shapes.map(\.json)))]) }

  /// Exactly one of several.
  static func one(of shapes: [Shape]) -> Shape { Shape([.init("oneOf", .array(shapes.map(\.json)))]) }

  /// All of several.
  static func all(of shapes: [Shape]) -> Shape { Shape([.init("allOf", .array(shapes.map(\.json)))]) }

  /// What a component of the document says.
  static func ref(_ component: Component) -> Shape { ref(named: component.name) }

  /// The same of what is told of programmes.
  static func ref(_ component: ProgrammeComponent) -> Shape { ref(named: component.name) }

  /// The same, by name.
  static func ref(named name: String) -> Shape {
    Shape([.init("$ref", .string("#/components/schemas/\(name)"))])
  }
}
