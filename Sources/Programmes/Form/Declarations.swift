public import LedgerDomain

/// Of which type a field or attribute is (programmes §2).
public enum ValueType: Hashable, Sendable {
  /// A whole number, at least 0.
  case int
  /// An amount in fen, at least 0.
  case money
  /// A local date.
  case date
  /// True or false.
  case bool
  /// A key.
  case key
  /// A part of a whole.
  case share
  /// A breach of this subject.
  case breach
  /// One of some words.
  case choice([String])
  /// One of some words, the lowest first.
  case levels([String])
}

/// A field of a fact or clause.
public struct FieldForm: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// Its type.
  public let type: ValueType
  /// What it is where it is left out; nil for none.
  public let otherwise: DeclaredValue?

  /// A field.
  public init(name: String, type: ValueType, otherwise: DeclaredValue? = nil) {
    self.name = name
    self.type = type
    self.otherwise = otherwise
  }
}

/// An attribute of the subject.
public struct AttributeForm: Sendable {
  /// Its name, its type and its default.
  public let field: FieldForm
  /// What it is called.
  public let words: Words

  /// An attribute.
  public init(_ field: FieldForm, _ words: Words) {
    self.field = field
    self.words = words
  }

  /// Its name.
  public var name: String { field.name }
}

/// A role that records or judges.
public struct RoleForm: Sendable {
  /// Its name.
  public let name: String
  /// What it is called; nil for one that the file only names.
  public let words: Words?

  /// A role.
  public init(name: String, words: Words?) {
    self.name = name
    self.words = words
  }
}

/// A kind of fact.
public struct FactForm: Sendable {
  /// Its name.
  public let name: String
  /// What it is called.
  public let words: Words
  /// Its fields.
  public let fields: [FieldForm]
  /// Who may record it; nil for every role.
  public let roles: [String]?

  /// A kind of fact.
  public init(name: String, words: Words, fields: [FieldForm], roles: [String]?) {
    self.name = name
    self.words = words
    self.fields = fields
    self.roles = roles
  }
}

/// A measure.
public struct MeasureForm: Sendable {
  /// What a measure does.
  public enum Kind: Hashable, Sendable {
    /// It is in force and ends.
    case plain
    /// It is only delivered.
    case notice
    /// The subject is out while it is in force.
    case closes
  }

  /// Its name.
  public let name: String
  /// What it is called.
  public let words: Words
  /// What it does.
  public let kind: Kind

  /// A measure.
  public init(name: String, words: Words, kind: Kind) {
    self.name = name
    self.words = words
    self.kind = kind
  }
}

/// An account, in fen.
public struct AccountForm: Sendable {
  /// What an account holds.
  public enum Kind: Hashable, Sendable {
    /// Money that was paid in.
    case deposit
    /// What is owed.
    case bill
  }

  /// The minimum of a deposit.
  public enum Required: Hashable, Sendable {
    /// So many fen.
    case fen(Int)
    /// So many times an attribute.
    case attribute(String, times: Ratio)
  }

  /// The duty to reach the minimum again.
  public struct TopUp: Hashable, Sendable {
    /// Within how many days.
    public let days: Int
    /// What follows when it is missed.
    public let missed: [Effect]

    /// A duty to top up.
    public init(days: Int, missed: [Effect]) {
      self.days = days
      self.missed = missed
    }
  }

  /// Its name.
  public let name: String
  /// What it is called.
  public let words: Words
  /// What it holds.
  public let kind: Kind
  /// The minimum; nil for none.
  public let required: Required?
  /// The duty to reach it again; nil for none.
  public let topUp: TopUp?

  /// An account.
  public init(name: String, words: Words, kind: Kind, required: Required?, topUp: TopUp?) {
    self.name = name
    self.words = words
    self.kind = kind
    self.required = required
    self.topUp = topUp
  }

  /// The name of the duty to top it up.
  public var topUpDuty: String { DutyName.toppingUp(name) }
}
