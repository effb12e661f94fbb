import LedgerDomain
public import LedgerFormat
import Presentation

/// A part of an answer of the API, and where it stands in it.
///
/// All that a page shows of the ledger is a part: a page has no other way to come by a value, so that it computes none, and
/// none is shown without its path (pages P4).
public struct Part: Sendable {
  /// The value; null for what is not there.
  public let json: JSON
  /// Where it stands: names and numbers with slashes between them, such as `items/3/score`.
  public let path: String

  /// The whole of an answer.
  public init(_ json: JSON) { self.init(json, path: "") }

  private init(_ json: JSON, path: String) {
    self.json = json
    self.path = path
  }

  private func at(_ name: String) -> String { path.isEmpty ? name : path + "/" + name }

  /// A field of it.
  public subscript(name: String) -> Part { Part(json[name] ?? .null, path: at(name)) }

  /// The elements of a list, each by its number.
  public var items: [Part] {
    guard case .array(let items) = json else { return [] }
    return items.enumerated().map { Part($1, path: at(String($0))) }
  }

  /// The elements of a list, each by the value of one of its fields, which tells it from the others: `breaches/press-1`.
  public func items(by name: String) -> [Part] {
    guard case .array(let items) = json else { return [] }
    return items.enumerated().map { index, item in
      guard case .string(let key)? = item[name] else { return Part(item, path: at(String(index))) }
      return Part(item, path: at(key))
    }
  }

  /// The fields of an object, each with its name.
  public var fields: [(name: String, part: Part)] { json.fields.map { ($0.name, self[$0.name]) } }

  /// A text; nil for anything else.
  public var text: String? { if case .string(let text) = json { text } else { nil } }

  /// The type of an event; nil for anything else.
  var kind: EventKind? { self["type"].text.flatMap { EventKind($0) } }

  /// The day of a date or a moment; nil for anything else.
  var day: LocalDate? { text.flatMap { LocalDate(String($0.prefix(10))) } }

  /// A whole number; nil for anything else.
  public var number: Int? { if case .integer(let number) = json { number } else { nil } }

  /// Whether it is true.
  public var isTrue: Bool { json == .boolean(true) }

  /// Whether there is something.
  public var isThere: Bool { json != .null }

  /// The value as the attribute of an element has it: a text as it is, a number in digits, nothing for null.
  var value: String {
    switch json {
    case .null: ""
    case .boolean(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .number(let text), .string(let text): text
    case .array, .object: json.text
    }
  }
}
