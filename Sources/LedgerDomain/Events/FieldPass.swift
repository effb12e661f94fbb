/// Data whose fields are described once, in the order in which they are written.
public protocol FieldSet: Equatable, Sendable {
  /// Takes a pass over the fields.
  ///
  /// A pass that reads finds each value where the data is read from, and `known` is nil. A pass that writes or lists is
  /// shown the values of `known`, and what comes of it is the same again.
  init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError)
}

/// One pass over the fields of an event's data: to read them, to write them, or to list them.
///
/// Each function is one type of field. It is told the field's name in the log and in Chinese, and the value where that
/// is known.
public protocol FieldPass: ~Copyable {
  /// What can go wrong on the way; nothing where nothing is read.
  associatedtype PassError: Error

  /// A text.
  mutating func text(_ name: StaticString, _ zh: StaticString, _ known: String?) throws(PassError) -> String
  /// A text that may be missing.
  mutating func optionalText(_ name: StaticString, _ zh: StaticString, _ known: String?) throws(PassError) -> String?
  /// A key.
  mutating func key<Of>(_ name: StaticString, _ zh: StaticString, _ known: Key<Of>?) throws(PassError) -> Key<Of>
  /// A key that may be missing.
  mutating func optionalKey<Of>(_ name: StaticString, _ zh: StaticString, _ known: Key<Of>?) throws(PassError) -> Key<
    Of
  >?
  /// At least one key, each once; the field may be missing.
  mutating func optionalKeys<Of>(_ name: StaticString, _ zh: StaticString, _ known: [Key<Of>]?) throws(PassError)
    -> [Key<Of>]?
  /// A reference to a breach.
  mutating func breach(_ name: StaticString, _ zh: StaticString, _ known: BreachID?) throws(PassError) -> BreachID
  /// The id of a duty of an office.
  mutating func duty(_ name: StaticString, _ zh: StaticString, _ known: DutyID?) throws(PassError) -> DutyID
  /// The ids of duties, none twice; there may be none.
  mutating func duties(_ name: StaticString, _ zh: StaticString, _ known: [DutyID]?) throws(PassError) -> [DutyID]
  /// Parts of what a duty asks for, none twice; the field may be missing.
  mutating func optionalParts(
    _ name: StaticString, _ zh: StaticString, _ known: [Key<DutyPart>]?
  ) throws(PassError) -> [Key<DutyPart>]?
  /// A whole number of at least `least`.
  mutating func count(
    _ name: StaticString, _ zh: StaticString, _ known: Int?, atLeast least: Int
  ) throws(PassError) -> Int
  /// A whole number of at least `least`; the field may be missing.
  mutating func optionalCount(
    _ name: StaticString, _ zh: StaticString, _ known: Int?, atLeast least: Int
  ) throws(PassError) -> Int?
  /// A whole number that is no more than the whole it is a part of.
  mutating func part(
    _ name: StaticString, _ zh: StaticString, _ known: Int?, of whole: FieldWhole
  ) throws(PassError) -> Int
  /// True or false.
  mutating func flag(_ name: StaticString, _ zh: StaticString, _ known: Bool?) throws(PassError) -> Bool
  /// True or false; the field may be missing.
  mutating func optionalFlag(_ name: StaticString, _ zh: StaticString, _ known: Bool?) throws(PassError) -> Bool?
  /// A local date, perhaps not before another of the same data.
  mutating func date(
    _ name: StaticString, _ zh: StaticString, _ known: LocalDate?, notBefore earliest: (StaticString, LocalDate)?
  ) throws(PassError) -> LocalDate
  /// A local date that may be missing.
  mutating func optionalDate(
    _ name: StaticString, _ zh: StaticString, _ known: LocalDate?
  ) throws(PassError) -> LocalDate?
  /// A natural month.
  mutating func month(_ name: StaticString, _ zh: StaticString, _ known: Month?) throws(PassError) -> Month
  /// One of the words of an enumeration; all of them but `excluded`.
  mutating func choice<Value: Word>(
    _ name: StaticString, _ zh: StaticString, _ known: Value?, but excluded: Value?
  ) throws(PassError) -> Value
  /// One of the words of an enumeration; the field may be missing.
  mutating func optionalChoice<Value: Word>(
    _ name: StaticString, _ zh: StaticString, _ known: Value?
  ) throws(PassError) -> Value?
  /// The name of a fact: its position, or its id.
  mutating func factName(
    _ name: StaticString, _ zh: StaticString, _ known: FactName?
  ) throws(PassError) -> FactName
  /// The data of a fact that is named beside it.
  mutating func factData(
    _ name: StaticString, _ zh: StaticString, _ known: FactData?
  ) throws(PassError) -> FactData
  /// Keys, each once, perhaps none.
  mutating func keys<Of>(_ name: StaticString, _ zh: StaticString, _ known: [Key<Of>]?) throws(PassError) -> [Key<Of>]
  /// A moment, perhaps later than another of the same data.
  mutating func instant(
    _ name: StaticString, _ zh: StaticString, _ known: Instant?, after earlier: (StaticString, Instant)?
  ) throws(PassError) -> Instant
  /// A moment; the field may be missing.
  mutating func optionalInstant(
    _ name: StaticString, _ zh: StaticString, _ known: Instant?
  ) throws(PassError) -> Instant?
  /// A list of texts.
  mutating func texts(_ name: StaticString, _ zh: StaticString, _ known: [String]?) throws(PassError) -> [String]
  /// What outlets sold, no outlet twice.
  mutating func sales(_ name: StaticString, _ zh: StaticString, _ known: [OutletSales]?) throws(PassError)
    -> [OutletSales]
  /// Terms in the shape of the rulebook file; none where the field is missing.
  mutating func terms(
    _ name: StaticString, _ zh: StaticString, _ known: TermsOverride?
  ) throws(PassError) -> TermsOverride

  /// What was found of criteria, at least one of them and none twice.
  mutating func findings(_ name: StaticString, _ zh: StaticString, _ known: [Finding]?) throws(PassError) -> [Finding]
  /// By what somebody is reached, at least one thing.
  mutating func contacts(
    _ name: StaticString, _ zh: StaticString, _ known: [Key<ContactRow>: String]?
  ) throws(PassError) -> [Key<ContactRow>: String]

  /// A value of what a programme declares.
  mutating func value(
    _ name: StaticString, _ zh: StaticString, _ known: DeclaredValue?
  ) throws(PassError) -> DeclaredValue
  /// A value of what a programme declares, or null.
  mutating func valueOrNull(
    _ name: StaticString, _ zh: StaticString, _ known: DeclaredValue?
  ) throws(PassError) -> DeclaredValue?
  /// A list of objects whose fields are described.
  mutating func items<Item: FieldSet>(
    _ name: StaticString, _ zh: StaticString, _ known: [Item]?
  ) throws(PassError) -> [Item]
  /// A list of objects whose fields are described; the field may be missing.
  mutating func optionalItems<Item: FieldSet>(
    _ name: StaticString, _ zh: StaticString, _ known: [Item]?
  ) throws(PassError) -> [Item]?
  /// Values by the names that a programme declares, no name twice; the field may be missing.
  mutating func optionalValues(
    _ name: StaticString, _ zh: StaticString, _ known: [NamedValue]?
  ) throws(PassError) -> [NamedValue]?

  /// A reference to a breach that may be missing.
  mutating func optionalBreach(
    _ name: StaticString, _ zh: StaticString, _ known: BreachID?
  ) throws(PassError) -> BreachID?
  /// A whole number, or null.
  mutating func countOrNull(_ name: StaticString, _ zh: StaticString, _ known: Int?) throws(PassError) -> Int?
  /// The positions of events.
  mutating func positions(_ name: StaticString, _ zh: StaticString, _ known: [Int]?) throws(PassError) -> [Int]
  /// Fewest and most points, under `minimum` and `maximum`.
  mutating func range(_ known: ClosedRange<Int>?) throws(PassError) -> ClosedRange<Int>
  /// A due date, and `provisional` beside it where it is.
  mutating func due(_ name: StaticString, _ zh: StaticString, _ known: DueDate?) throws(PassError) -> DueDate
  /// A due date that may be missing.
  mutating func optionalDue(_ name: StaticString, _ zh: StaticString, _ known: DueDate?) throws(PassError) -> DueDate?
  /// A due date or null, and `provisional` beside it where it is.
  mutating func dueOrNull(_ name: StaticString, _ zh: StaticString, _ known: DueDate?) throws(PassError) -> DueDate?
  /// A count held against a share of a whole, its fields among the others; they may be missing.
  mutating func optionalTally(_ known: Tally?) throws(PassError) -> Tally?
  /// A text that follows from the type of the event, and is not read.
  mutating func fixed(_ name: StaticString, _ zh: StaticString, _ value: String) throws(PassError)
  /// A number that follows from the fields before it, and is not read.
  mutating func fixed(_ name: StaticString, _ zh: StaticString, _ value: Int) throws(PassError)
}

/// The whole of which a field is a part.
public enum FieldWhole: Equatable, Sendable {
  /// The entries that were checked.
  case entries(Int)
  /// The people who were examined.
  case examined(Int)
}

extension FieldPass where Self: ~Copyable {
  /// A whole number of at least 0.
  @inlinable
  public mutating func count(_ name: StaticString, _ zh: StaticString, _ known: Int?) throws(PassError) -> Int {
    try count(name, zh, known, atLeast: 0)
  }

  /// A local date.
  @inlinable
  public mutating func date(
    _ name: StaticString, _ zh: StaticString, _ known: LocalDate?
  ) throws(PassError) -> LocalDate {
    try date(name, zh, known, notBefore: nil)
  }

  /// One of the words of an enumeration.
  @inlinable
  public mutating func choice<Value: Word>(
    _ name: StaticString, _ zh: StaticString, _ known: Value?
  ) throws(PassError) -> Value {
    try choice(name, zh, known, but: nil)
  }
}
