/// A JSON value as a tree: what is printed, and what expectations are compared in.
public indirect enum JSON: Equatable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  /// A number that is not a whole number within 63 bits, as written.
  case number(String)
  case string(String)
  case array([JSON])
  /// Fields in their order.
  case object([Field])

  /// One field of an object.
  public struct Field: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// Its value.
    public var value: JSON

    /// One field.
    public init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  /// The value of a field, if this is an object that has it.
  public subscript(name: String) -> JSON? {
    guard case .object(let fields) = self else { return nil }
    return fields.first { $0.name == name }?.value
  }

  /// The value as compact text.
  public var text: String {
    var writer = JSONWriter()
    writer.value(self)
    return writer.text
  }
}

extension JSONWriter {
  /// Writes a tree.
  public mutating func value(_ json: JSON) {
    switch json {
    case .null: null()
    case .boolean(let value): boolean(value)
    case .integer(let number): integer(number)
    case .number(let text): literal(text)
    case .string(let text): string(text)
    case .array(let items): array { writer in for item in items { writer.value(item) } }
    case .object(let fields):
      object { writer in
        for field in fields {
          writer.name(field.name)
          writer.value(field.value)
        }
      }
    }
  }
}

extension JSON: ExpressibleByStringLiteral {
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
}
