import LedgerDomain

/// The form that an event is of: what its data holds is told from it where both have a type of the same name (programmes §10).
public enum EventForm: Sendable {
  /// The regulation of the daigou service.
  case daigou
  /// A programme.
  case programme

  /// The one that it is not.
  var other: EventForm {
    switch self {
    case .daigou: .programme
    case .programme: .daigou
    }
  }
}

/// The type of an event in the log.
enum EventType {
  case fact(FactKind)
  case consequence(ConsequenceKind)
  case publication
}

/// The types that stand in the log under one name: of each form at most one.
struct EventTypes {
  /// The type of the daigou form.
  var daigou: EventType?
  /// The type of a programme, where its data is another.
  var programme: EventType?

  private static let words = WordTable(byName.map { ($0.key, $0.value) })

  private static let byName: [String: EventTypes] = {
    var types: [String: EventTypes] = [Publication.type: EventTypes(daigou: .publication)]
    for kind in FactKind.allCases { types[kind.name, default: EventTypes()].daigou = .fact(kind) }
    for kind in ConsequenceKind.allCases { types[kind.rawValue, default: EventTypes()].daigou = .consequence(kind) }
    for kind in SubjectFact.Kind.allCases {
      types[kind.rawValue, default: EventTypes()].programme = .fact(.subject(kind))
    }
    for kind in ConsequenceKind.ofProgrammes {
      types[kind.rawValue, default: EventTypes()].programme = .consequence(kind)
    }
    return types
  }()

  private init() {}

  private init(daigou: EventType) { self.daigou = daigou }

  /// The types of this name; nil where there is none.
  init?(_ name: UnsafeBufferPointer<UInt8>) {
    guard let types = Self.words[name] else { return nil }
    self = types
  }

  /// The types of this name; nil where there is none.
  init?(_ name: String) {
    var name = name
    guard let types = name.withUTF8({ Self.words[$0] }) else { return nil }
    self = types
  }

  /// The type of a form, else that of the other: of both forms where there is only one.
  func type(of form: EventForm) -> EventType? {
    switch form {
    case .daigou: daigou ?? programme
    case .programme: programme ?? daigou
    }
  }
}

extension FieldReader {
  /// The type of an event.
  ///
  /// - Parameter form: what it is of, where both forms have a type of its name.
  mutating func eventType(of form: EventForm = .daigou) throws(InputError) -> EventType {
    let token = try require("type")
    if token.kind == .string, let type = EventTypes(raw(token))?.type(of: form) { return type }
    guard let type = EventTypes(try text(token, "type"))?.type(of: form) else {
      throw .field("type", expected: .eventType)
    }
    return type
  }
}
