import LedgerDomain

/// The type of an event in the log.
enum EventType {
  case fact(FactKind)
  case consequence(ConsequenceKind)
  case publication

  private static let byName: [String: EventType] = {
    var types: [String: EventType] = [:]
    for kind in FactKind.allCases { types[kind.rawValue] = .fact(kind) }
    for kind in ConsequenceKind.allCases { types[kind.rawValue] = .consequence(kind) }
    types[Publication.type] = .publication
    return types
  }()

  /// The type with this name, if there is one.
  init?(_ name: String) {
    guard let type = Self.byName[name] else { return nil }
    self = type
  }
}

extension FieldReader {
  /// The type of an event.
  mutating func eventType() throws(InputError) -> EventType {
    guard let type = EventType(try text("type")) else { throw .field("type", expected: .eventType) }
    return type
  }
}
