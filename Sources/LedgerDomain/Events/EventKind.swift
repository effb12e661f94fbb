/// The type of an event in a provider's stream: of a fact, or of a consequence.
public enum EventKind: Hashable, Sendable {
  /// What somebody submits.
  case fact(FactKind)
  /// What the ledger draws.
  case consequence(ConsequenceKind)

  /// The type with this name, if there is one.
  public init?(_ name: String) {
    if let kind = FactKind(name) {
      self = .fact(kind)
    } else if let kind = ConsequenceKind(rawValue: name) {
      self = .consequence(kind)
    } else {
      return nil
    }
  }

  /// The name under which events of the type stand in the log.
  public var name: String {
    switch self {
    case .fact(let kind): kind.name
    case .consequence(let kind): kind.rawValue
    }
  }

  /// The same, as a rulebook has it.
  public var eventName: EventName { EventName(name) }

  /// What the type is called.
  public var words: Words {
    switch self {
    case .fact(let kind): kind.payload.about.words
    case .consequence(let kind): kind.words
    }
  }

  /// The names of the fields that events of the type may have.
  public var fieldNames: [String] {
    switch self {
    case .fact(let kind): kind.payload.shapes.flatMap { $0.map(\.name.en) }
    case .consequence(let kind):
      FieldNames.of { _ = Consequence(kind, from: &$0) }
    }
  }
}

extension Event {
  /// The type of the event; nil for a version of the rulebook, which is in no provider's stream.
  public var kind: EventKind? {
    switch body {
    case .fact(let fact, _): .fact(fact.kind)
    case .consequence(let consequence): .consequence(consequence.kind)
    case .publication: nil
    }
  }
}
