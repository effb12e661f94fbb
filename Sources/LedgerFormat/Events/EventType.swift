import LedgerDomain

/// The type of an event in the log.
enum EventType {
  case fact(FactKind)
  case consequence(ConsequenceKind)
  case publication

  fileprivate static let words = WordTable(
    FactKind.allCases.map { ($0.name, EventType.fact($0)) }
      + ConsequenceKind.allCases.map { ($0.rawValue, .consequence($0)) } + [(Publication.type, .publication)])

  /// The type with this name, if there is one.
  init?(_ name: String) {
    var name = name
    guard let type = name.withUTF8({ Self.words[$0] }) else { return nil }
    self = type
  }
}

extension FieldReader {
  /// The type of an event.
  mutating func eventType() throws(InputError) -> EventType {
    let token = try require("type")
    if token.kind == .string, let type = EventType.words[raw(token)] { return type }
    guard let type = EventType(try text(token, "type")) else { throw .field("type", expected: .eventType) }
    return type
  }
}
