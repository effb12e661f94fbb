/// A pass that finds in nothing, of every field, something harmless, and notes the field's name: so the fields of a type are
/// known of which no event is at hand.
struct FieldNames: FieldPass {
  typealias PassError = Never

  private var names: [String] = []

  /// The names of the fields that `read` takes from the pass.
  static func of(_ read: (inout FieldNames) -> Void) -> [String] {
    var pass = FieldNames()
    read(&pass)
    return pass.names
  }

  private mutating func note<Value>(_ name: StaticString, _ harmless: Value) -> Value {
    names.append("\(name)")
    return harmless
  }

  private static let day = LocalDate(daysSinceEpoch: 0)
  private static let due = DueDate(day, provisional: false)

  mutating func text(_ name: StaticString, _ zh: StaticString, _ known: String?) -> String { note(name, "?") }
  mutating func optionalText(_ name: StaticString, _ zh: StaticString, _ known: String?) -> String? { note(name, nil) }
  mutating func key<Of>(_ name: StaticString, _ zh: StaticString, _ known: Key<Of>?) -> Key<Of> { note(name, Key("x")) }
  mutating func optionalKey<Of>(_ name: StaticString, _ zh: StaticString, _ known: Key<Of>?) -> Key<Of>? {
    note(name, nil)
  }
  mutating func optionalKeys<Of>(_ name: StaticString, _ zh: StaticString, _ known: [Key<Of>]?) -> [Key<Of>]? {
    note(name, nil)
  }
  mutating func keys<Of>(_ name: StaticString, _ zh: StaticString, _ known: [Key<Of>]?) -> [Key<Of>] { note(name, []) }
  mutating func instant(
    _ name: StaticString, _ zh: StaticString, _ known: Instant?, after earlier: (StaticString, Instant)?
  ) -> Instant { note(name, Instant(seconds: 0)) }
  mutating func breach(_ name: StaticString, _ zh: StaticString, _ known: BreachID?) -> BreachID {
    note(name, BreachID("x"))
  }
  mutating func optionalBreach(_ name: StaticString, _ zh: StaticString, _ known: BreachID?) -> BreachID? {
    note(name, nil)
  }
  mutating func findings(_ name: StaticString, _ zh: StaticString, _ known: [Finding]?) -> [Finding] { note(name, []) }
  mutating func contacts(
    _ name: StaticString, _ zh: StaticString, _ known: [Key<ContactRow>: String]?
  ) -> [Key<ContactRow>: String] { note(name, [:]) }
  mutating func value(_ name: StaticString, _ zh: StaticString, _ known: DeclaredValue?) -> DeclaredValue {
    note(name, .flag(false))
  }
  mutating func valueOrNull(_ name: StaticString, _ zh: StaticString, _ known: DeclaredValue?) -> DeclaredValue? {
    note(name, nil)
  }
  mutating func items<Item: FieldSet>(_ name: StaticString, _ zh: StaticString, _ known: [Item]?) -> [Item] {
    note(name, [])
  }
  mutating func optionalItems<Item: FieldSet>(
    _ name: StaticString, _ zh: StaticString, _ known: [Item]?
  ) -> [Item]? { note(name, nil) }
  mutating func optionalValues(_ name: StaticString, _ zh: StaticString, _ known: [NamedValue]?) -> [NamedValue]? {
    note(name, nil)
  }
  mutating func duty(_ name: StaticString, _ zh: StaticString, _ known: DutyID?) -> DutyID { note(name, DutyID("x")) }
  mutating func duties(_ name: StaticString, _ zh: StaticString, _ known: [DutyID]?) -> [DutyID] { note(name, []) }
  mutating func optionalParts(
    _ name: StaticString, _ zh: StaticString, _ known: [Key<DutyPart>]?
  ) -> [Key<DutyPart>]? { note(name, nil) }
  mutating func count(_ name: StaticString, _ zh: StaticString, _ known: Int?, atLeast least: Int) -> Int {
    note(name, least)
  }
  mutating func optionalCount(
    _ name: StaticString, _ zh: StaticString, _ known: Int?, atLeast least: Int
  ) -> Int? { note(name, nil) }
  mutating func countOrNull(_ name: StaticString, _ zh: StaticString, _ known: Int?) -> Int? { note(name, nil) }
  mutating func part(_ name: StaticString, _ zh: StaticString, _ known: Int?, of whole: FieldWhole) -> Int {
    note(name, 0)
  }
  mutating func range(_ known: ClosedRange<Int>?) -> ClosedRange<Int> {
    names += ["minimum", "maximum"]
    return 0...0
  }
  mutating func flag(_ name: StaticString, _ zh: StaticString, _ known: Bool?) -> Bool { note(name, false) }
  mutating func optionalFlag(_ name: StaticString, _ zh: StaticString, _ known: Bool?) -> Bool? { note(name, nil) }
  mutating func date(
    _ name: StaticString, _ zh: StaticString, _ known: LocalDate?, notBefore earliest: (StaticString, LocalDate)?
  ) -> LocalDate { note(name, Self.day) }
  mutating func optionalDate(_ name: StaticString, _ zh: StaticString, _ known: LocalDate?) -> LocalDate? {
    note(name, nil)
  }
  mutating func due(_ name: StaticString, _ zh: StaticString, _ known: DueDate?) -> DueDate { note(name, Self.due) }
  mutating func optionalDue(_ name: StaticString, _ zh: StaticString, _ known: DueDate?) -> DueDate? { note(name, nil) }
  mutating func dueOrNull(_ name: StaticString, _ zh: StaticString, _ known: DueDate?) -> DueDate? { note(name, nil) }
  mutating func month(_ name: StaticString, _ zh: StaticString, _ known: Month?) -> Month { note(name, Self.day.month) }
  mutating func choice<Value: Word>(
    _ name: StaticString, _ zh: StaticString, _ known: Value?, but excluded: Value?
  ) -> Value { note(name, Value.allCases.first!) }
  mutating func optionalChoice<Value: Word>(_ name: StaticString, _ zh: StaticString, _ known: Value?) -> Value? {
    note(name, nil)
  }
  mutating func factName(_ name: StaticString, _ zh: StaticString, _ known: FactName?) -> FactName {
    note(name, .position(1))
  }
  mutating func factData(_ name: StaticString, _ zh: StaticString, _ known: FactData?) -> FactData {
    note(name, FactData(json: "{}"))
  }
  mutating func optionalInstant(_ name: StaticString, _ zh: StaticString, _ known: Instant?) -> Instant? {
    note(name, nil)
  }
  mutating func texts(_ name: StaticString, _ zh: StaticString, _ known: [String]?) -> [String] { note(name, []) }
  mutating func positions(_ name: StaticString, _ zh: StaticString, _ known: [Int]?) -> [Int] { note(name, []) }
  mutating func sales(_ name: StaticString, _ zh: StaticString, _ known: [OutletSales]?) -> [OutletSales] {
    note(name, [])
  }
  mutating func terms(_ name: StaticString, _ zh: StaticString, _ known: TermsOverride?) -> TermsOverride {
    note(name, TermsOverride())
  }
  mutating func optionalTally(_ known: Tally?) -> Tally? {
    names += ["counted", "of", "limitPercent"]
    return nil
  }
  mutating func fixed(_ name: StaticString, _ zh: StaticString, _ value: String) { note(name, ()) }
  mutating func fixed(_ name: StaticString, _ zh: StaticString, _ value: Int) { note(name, ()) }
}
