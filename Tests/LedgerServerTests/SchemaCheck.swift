import Foundation
import LedgerFormat

@testable import LedgerServer

/// What a value breaks of a JSON Schema, in the part of draft 2020-12 that the document of the server uses; a keyword that
/// is not known here is a finding too, so that none is passed over.
struct SchemaCheck {
  private let document: JSON

  init(_ document: JSON) { self.document = document }

  /// What a value breaks; empty where it is as the schema says.
  func findings(_ value: JSON, _ schema: JSON, at path: String = "") -> [String] {
    guard case .object(let keywords) = schema else { return ["\(path): no schema"] }
    return keywords.flatMap { broken(value, $0, schema, path) }
  }

  /// What a reference within the document leads to.
  func resolved(_ reference: String) -> JSON? {
    reference.dropFirst(2).split(separator: "/").reduce(document as JSON?) { $0?[String($1)] }
  }

  private func broken(_ value: JSON, _ keyword: JSON.Field, _ schema: JSON, _ path: String) -> [String] {
    func expect(_ holds: Bool) -> [String] {
      holds ? [] : ["\(path): \(value.text.prefix(200)) is not \(keyword.name) \(keyword.value.text.prefix(200))"]
    }
    switch keyword.name {
    case "$ref":
      guard let inner = keyword.value.string.flatMap(resolved) else {
        return ["\(path): \(keyword.value.text) leads nowhere"]
      }
      return findings(value, inner, at: path)
    case "type":
      let types = keyword.value.items.isEmpty ? [keyword.value] : keyword.value.items
      return expect(types.contains { Self.isOf($0.string ?? "", value) })
    case "const": return expect(value == keyword.value)
    case "enum": return expect(keyword.value.items.contains(value))
    case "anyOf": return expect(matches(value, keyword, path).count > 0)
    case "oneOf":
      guard let discriminator = schema["discriminator"], let name = discriminator["propertyName"]?.string else {
        return expect(matches(value, keyword, path).count == 1)
      }
      guard let type = value[name]?.string, let reference = discriminator["mapping"]?[type] else {
        return expect(false)
      }
      return findings(value, .object([.init("$ref", reference)]), at: path)
    case "allOf": return keyword.value.items.flatMap { findings(value, $0, at: path) }
    case "not": return expect(!findings(value, keyword.value, at: path).isEmpty)
    case "properties":
      return keyword.value.fields.flatMap { property in
        value[property.name].map { findings($0, property.value, at: "\(path).\(property.name)") } ?? []
      }
    case "required":
      guard case .object(let fields) = value else { return [] }
      return expect(keyword.value.items.allSatisfy { name in fields.contains { .string($0.name) == name } })
    case "additionalProperties":
      let known = schema["properties"]?.fields.map(\.name) ?? []
      let others = value.fields.filter { !known.contains($0.name) }
      guard case .object = keyword.value else { return others.map { "\(path): \($0.name) is not described" } }
      return others.flatMap { findings($0.value, keyword.value, at: "\(path).\($0.name)") }
    case "propertyNames": return value.fields.flatMap { findings(.string($0.name), keyword.value, at: path) }
    case "dependentSchemas":
      return keyword.value.fields.flatMap { value[$0.name] == nil ? [] : findings(value, $0.value, at: path) }
    case "items": return value.items.enumerated().flatMap { findings($1, keyword.value, at: "\(path)[\($0)]") }
    case "minItems", "maxItems", "minimum", "maximum", "minLength", "maxLength", "minProperties", "pattern", "format",
      "uniqueItems":
      return expect(Self.holds(keyword, value))
    case "title", "description", "examples", "discriminator", "x-koufen-refusals": return []
    case let name: return ["\(path): the keyword \(name) is not known"]
    }
  }

  private func matches(_ value: JSON, _ keyword: JSON.Field, _ path: String) -> [JSON] {
    keyword.value.items.filter { findings(value, $0, at: path).isEmpty }
  }

  private static func isOf(_ type: String, _ value: JSON) -> Bool {
    switch value {
    case .null: type == "null"
    case .boolean: type == "boolean"
    case .integer: type == "integer" || type == "number"
    case .number: type == "number"
    case .string: type == "string"
    case .array: type == "array"
    case .object: type == "object"
    }
  }

  private static func holds(_ keyword: JSON.Field, _ value: JSON) -> Bool {
    let bound = keyword.value.integer ?? 0
    switch (keyword.name, value) {
    case ("minItems", .array(let items)): return items.count >= bound
    case ("maxItems", .array(let items)): return items.count <= bound
    case ("uniqueItems", .array(let items)): return Set(items.map(\.text)).count == items.count
    case ("minProperties", .object(let fields)): return fields.count >= bound
    case ("minimum", .integer(let number)): return number >= bound
    case ("maximum", .integer(let number)): return number <= bound
    case ("minLength", .string(let text)): return text.unicodeScalars.count >= bound
    case ("maxLength", .string(let text)): return text.unicodeScalars.count <= bound
    case ("pattern", .string(let text)):
      return text.range(of: keyword.value.string ?? "", options: .regularExpression) != nil
    case ("format", .string(let text)): return isWritten(text, as: keyword.value.string ?? "")
    case _: return true
    }
  }

  private static func isWritten(_ text: String, as format: String) -> Bool {
    let patterns = [
      "date": #"^\d{4}-\d{2}-\d{2}$"#,
      "date-time": #"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$"#,
      "uuid": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$", "uri-reference": "^/",
    ]
    return patterns[format].map { text.range(of: $0, options: .regularExpression) != nil } ?? false
  }
}
