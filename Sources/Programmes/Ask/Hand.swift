public import LedgerDomain

/// What is at hand while a rule is applied: the version, what it is applied to, and from when it counts.
struct Hand: Sendable {
  /// The version that decides.
  let programme: Programme
  /// The rule.
  var rule: ProgrammeRule
  /// What it is applied to; nil where it only asks, and nothing will rest on it.
  var cause: GroundCause?
  /// The fields of the fact or breach at hand.
  var fields: [NamedValue] = []
  /// What the file says of these.
  var declared: [FieldForm] = []
  /// The breach at hand; nil for none.
  var breach: BreachID?
  /// Its clause.
  var clause: String?
  /// What a judge set of it.
  var judgement: SubjectBreach.Judgement?
  /// What a breach is named for that is raised: the breach, the fact's key or the duty's.
  var name: String?
  /// What it is named for otherwise.
  var day: LocalDate
  /// The period of the review or duty that asks; nil for none.
  var period: ClosedRange<LocalDate>?
  /// The day before which facts are not looked at; nil for none.
  var factsFrom: LocalDate?
  /// From which day entries count; nil for the event's date.
  var countsFrom: LocalDate?
  /// Whether somebody submits, and can be refused.
  var isAttended: Bool
  /// Whether a measure ends: what begins then is looked at from the day after.
  var isThen = false

  /// The value of a field at hand, or its default; nil for neither.
  func value(of field: String) -> DeclaredValue? { fields.value(of: field, declared) }

  /// What an event rests on.
  var ground: Ground { Ground(rule, for: cause) }
}

/// The other subjects of a programme, for tests that count them (`linked`, programmes §4).
public protocol OtherSubjects {
  /// The states of other subjects, as they stood before an event; with nil, as they stand. All are among them that may be
  /// meant; who is, is looked at by who asks.
  func others(than provider: Key<Provider>, _ sought: OthersSought, before position: Int?) -> [SubjectState]
}

/// Which other subjects a test counts: those of a programme that have a value of an attribute.
public struct OthersSought: Sendable {
  /// The programme.
  public let programme: String
  /// The attribute.
  public let attribute: String
  /// The value.
  public let value: DeclaredValue
  /// Whether it is the attribute's default, so that those have it too of whom nothing was ever set.
  public let isDefault: Bool

  /// Those of a programme that have a value.
  public init(programme: String, attribute: String, value: DeclaredValue, isDefault: Bool) {
    (self.programme, self.attribute, self.value, self.isDefault) = (programme, attribute, value, isDefault)
  }
}

/// Nobody else: for ledgers of one subject, and tests.
public struct NoOthers: OtherSubjects {
  /// Nobody.
  public init() {}

  /// None.
  public func others(than provider: Key<Provider>, _ sought: OthersSought, before position: Int?) -> [SubjectState] {
    []
  }
}

/// Who else there is, as known at one place of the log.
struct Surroundings {
  let others: any OtherSubjects
  /// Of a record that is folded again, the position of the event; nil for what is decided now.
  var before: Int?
}
