/// One field of an event's data, as told to people and programs.
public struct Field: Equatable, Sendable {
  /// What a field holds, and within which limits.
  public enum Kind: Equatable, Sendable {
    /// A text.
    case text
    /// A key.
    case key
    /// At least one key, each once.
    case keys
    /// Keys, each once, perhaps none.
    case anyKeys
    /// A reference to a breach.
    case breach
    /// The id of a duty of an office.
    case duty
    /// The ids of duties, none twice.
    case duties
    /// Slugs, none twice.
    case parts
    /// A whole number of at least so many.
    case count(atLeast: Int)
    /// A whole number, no more than the field of this name.
    case part(of: String)
    /// True or false.
    case flag
    /// A local date, not before the field of this name where there is one.
    case date(notBefore: String?)
    /// A natural month.
    case month
    /// One of these words.
    case choice([String])
    /// A list of texts.
    case texts
    /// What outlets sold.
    case sales
    /// Terms in the shape of the rulebook file.
    case terms
    /// What was found of criteria.
    case findings
    /// By what somebody is reached.
    case contacts
    /// A value of what a programme declares.
    case value
    /// Values by the names that a programme declares.
    case values
    /// A list of objects.
    case items
    /// A whole number or null.
    case countOrNull
    /// The positions of events.
    case positions
    /// A local date or null.
    case dateOrNull
    /// A fact, by its position or its id.
    case fact
    /// The data of the fact named beside it.
    case data
    /// A moment, later than that in the field of this name where there is one.
    case instant(after: String?)
  }

  /// Its name in the log, and in Chinese.
  public let name: Words
  /// What it holds.
  public let kind: Kind
  /// Whether it may be missing.
  public let isOptional: Bool
}

/// A pass that lists the fields of an event it is shown.
struct FieldList: FieldPass {
  typealias PassError = Never

  /// The fields so far, in their order.
  private(set) var fields: [Field] = []

  private mutating func add<Value>(
    _ name: StaticString, _ zh: StaticString, _ kind: Field.Kind, _ known: Value?
  ) -> Value {
    list(name, zh, kind, isOptional: false)
    return known!
  }

  private mutating func list(_ name: StaticString, _ zh: StaticString, _ kind: Field.Kind, isOptional: Bool = true) {
    fields.append(Field(name: Words(zh: "\(zh)", en: "\(name)"), kind: kind, isOptional: isOptional))
  }

  mutating func text(_ name: StaticString, _ zh: StaticString, _ known: String?) -> String {
    add(name, zh, .text, known)
  }

  mutating func optionalText(_ name: StaticString, _ zh: StaticString, _ known: String?) -> String? {
    list(name, zh, .text)
    return known
  }

  mutating func key<Of>(_ name: StaticString, _ zh: StaticString, _ known: Key<Of>?) -> Key<Of> {
    add(name, zh, .key, known)
  }

  mutating func optionalKey<Of>(_ name: StaticString, _ zh: StaticString, _ known: Key<Of>?) -> Key<Of>? {
    list(name, zh, .key)
    return known
  }

  mutating func optionalKeys<Of>(_ name: StaticString, _ zh: StaticString, _ known: [Key<Of>]?) -> [Key<Of>]? {
    list(name, zh, .keys)
    return known
  }

  mutating func breach(_ name: StaticString, _ zh: StaticString, _ known: BreachID?) -> BreachID {
    add(name, zh, .breach, known)
  }

  mutating func duty(_ name: StaticString, _ zh: StaticString, _ known: DutyID?) -> DutyID {
    add(name, zh, .duty, known)
  }

  mutating func duties(_ name: StaticString, _ zh: StaticString, _ known: [DutyID]?) -> [DutyID] {
    add(name, zh, .duties, known)
  }

  mutating func optionalParts(
    _ name: StaticString, _ zh: StaticString, _ known: [Key<DutyPart>]?
  ) -> [Key<DutyPart>]? {
    list(name, zh, .parts)
    return known
  }

  mutating func count(
    _ name: StaticString, _ zh: StaticString, _ known: Int?, atLeast least: Int
  ) -> Int {
    add(name, zh, .count(atLeast: least), known)
  }

  mutating func optionalCount(
    _ name: StaticString, _ zh: StaticString, _ known: Int?, atLeast least: Int
  ) -> Int? {
    list(name, zh, .count(atLeast: least))
    return known
  }

  mutating func part(_ name: StaticString, _ zh: StaticString, _ known: Int?, of whole: FieldWhole) -> Int {
    switch whole {
    case .entries: add(name, zh, .part(of: "entries"), known)
    case .examined: add(name, zh, .part(of: "examined"), known)
    }
  }

  mutating func flag(_ name: StaticString, _ zh: StaticString, _ known: Bool?) -> Bool {
    add(name, zh, .flag, known)
  }

  mutating func optionalFlag(_ name: StaticString, _ zh: StaticString, _ known: Bool?) -> Bool? {
    list(name, zh, .flag)
    return known
  }

  mutating func date(
    _ name: StaticString, _ zh: StaticString, _ known: LocalDate?, notBefore earliest: (StaticString, LocalDate)?
  ) -> LocalDate {
    add(name, zh, .date(notBefore: earliest.map { "\($0.0)" }), known)
  }

  mutating func optionalDate(_ name: StaticString, _ zh: StaticString, _ known: LocalDate?) -> LocalDate? {
    list(name, zh, .date(notBefore: nil))
    return known
  }

  mutating func month(_ name: StaticString, _ zh: StaticString, _ known: Month?) -> Month {
    add(name, zh, .month, known)
  }

  mutating func choice<Value: Word>(
    _ name: StaticString, _ zh: StaticString, _ known: Value?, but excluded: Value?
  ) -> Value {
    add(name, zh, .choice(Value.allCases.filter { $0 != excluded }.map(\.rawValue)), known)
  }

  mutating func optionalChoice<Value: Word>(_ name: StaticString, _ zh: StaticString, _ known: Value?) -> Value? {
    list(name, zh, .choice(Value.allCases.map(\.rawValue)))
    return known
  }

  mutating func factName(_ name: StaticString, _ zh: StaticString, _ known: FactName?) -> FactName {
    add(name, zh, .fact, known)
  }

  mutating func factData(_ name: StaticString, _ zh: StaticString, _ known: FactData?) -> FactData {
    add(name, zh, .data, known)
  }

  mutating func keys<Of>(_ name: StaticString, _ zh: StaticString, _ known: [Key<Of>]?) -> [Key<Of>] {
    add(name, zh, .anyKeys, known)
  }

  mutating func instant(
    _ name: StaticString, _ zh: StaticString, _ known: Instant?, after earlier: (StaticString, Instant)?
  ) -> Instant {
    add(name, zh, .instant(after: earlier.map { "\($0.0)" }), known)
  }

  mutating func optionalInstant(_ name: StaticString, _ zh: StaticString, _ known: Instant?) -> Instant? {
    list(name, zh, .instant(after: nil))
    return known
  }

  mutating func texts(_ name: StaticString, _ zh: StaticString, _ known: [String]?) -> [String] {
    add(name, zh, .texts, known)
  }

  mutating func sales(_ name: StaticString, _ zh: StaticString, _ known: [OutletSales]?) -> [OutletSales] {
    add(name, zh, .sales, known)
  }

  mutating func terms(_ name: StaticString, _ zh: StaticString, _ known: TermsOverride?) -> TermsOverride {
    list(name, zh, .terms)
    return known!
  }

  mutating func findings(_ name: StaticString, _ zh: StaticString, _ known: [Finding]?) -> [Finding] {
    add(name, zh, .findings, known)
  }

  mutating func value(_ name: StaticString, _ zh: StaticString, _ known: DeclaredValue?) -> DeclaredValue {
    add(name, zh, .value, known)
  }

  mutating func valueOrNull(_ name: StaticString, _ zh: StaticString, _ known: DeclaredValue?) -> DeclaredValue? {
    list(name, zh, .value, isOptional: false)
    return known
  }

  mutating func items<Item: FieldSet>(_ name: StaticString, _ zh: StaticString, _ known: [Item]?) -> [Item] {
    add(name, zh, .items, known)
  }

  mutating func optionalItems<Item: FieldSet>(
    _ name: StaticString, _ zh: StaticString, _ known: [Item]?
  ) -> [Item]? {
    list(name, zh, .items)
    return known
  }

  mutating func optionalValues(_ name: StaticString, _ zh: StaticString, _ known: [NamedValue]?) -> [NamedValue]? {
    list(name, zh, .values)
    return known
  }

  mutating func contacts(
    _ name: StaticString, _ zh: StaticString, _ known: [Key<ContactRow>: String]?
  ) -> [Key<ContactRow>: String] {
    add(name, zh, .contacts, known)
  }

  mutating func optionalBreach(_ name: StaticString, _ zh: StaticString, _ known: BreachID?) -> BreachID? {
    list(name, zh, .breach)
    return known
  }

  mutating func countOrNull(_ name: StaticString, _ zh: StaticString, _ known: Int?) -> Int? {
    list(name, zh, .countOrNull, isOptional: false)
    return known
  }

  mutating func positions(_ name: StaticString, _ zh: StaticString, _ known: [Int]?) -> [Int] {
    add(name, zh, .positions, known)
  }

  mutating func range(_ known: ClosedRange<Int>?) -> ClosedRange<Int> {
    list("minimum", "最少扣分", .count(atLeast: 0), isOptional: false)
    return add("maximum", "最多扣分", .count(atLeast: 0), known)
  }

  mutating func due(_ name: StaticString, _ zh: StaticString, _ known: DueDate?) -> DueDate {
    let due = add(name, zh, .date(notBefore: nil), known)
    list("provisional", "暂定", .flag)
    return due
  }

  mutating func optionalDue(_ name: StaticString, _ zh: StaticString, _ known: DueDate?) -> DueDate? {
    list(name, zh, .date(notBefore: nil))
    list("provisional", "暂定", .flag)
    return known
  }

  mutating func dueOrNull(_ name: StaticString, _ zh: StaticString, _ known: DueDate?) -> DueDate? {
    list(name, zh, .dateOrNull, isOptional: false)
    list("provisional", "暂定", .flag)
    return known
  }

  mutating func optionalTally(_ known: Tally?) -> Tally? {
    list("counted", "计数", .count(atLeast: 0))
    list("of", "总数", .count(atLeast: 0))
    list("limitPercent", "限度（%）", .count(atLeast: 0))
    return known
  }

  mutating func fixed(_ name: StaticString, _ zh: StaticString, _ value: String) {
    list(name, zh, .text, isOptional: false)
  }

  mutating func fixed(_ name: StaticString, _ zh: StaticString, _ value: Int) {
    list(name, zh, .count(atLeast: 0), isOptional: false)
  }
}
