import LedgerDomain

/// The pass that reads an event's data, of what is handed in and of every line of the log.
extension FieldReader: FieldPass {
  typealias PassError = InputError

  mutating func text(_ name: StaticString, _ zh: StaticString, _ known: String?) throws(InputError) -> String {
    try text(name)
  }

  mutating func optionalText(_ name: StaticString, _ zh: StaticString, _ known: String?) throws(InputError) -> String? {
    try optionalText(name)
  }

  mutating func key<Of>(_ name: StaticString, _ zh: StaticString, _ known: Key<Of>?) throws(InputError) -> Key<Of> {
    try key(name)
  }

  mutating func optionalKey<Of>(_ name: StaticString, _ zh: StaticString, _ known: Key<Of>?) throws(InputError) -> Key<
    Of
  >? {
    try optionalKey(name)
  }

  mutating func optionalKeys<Of>(_ name: StaticString, _ zh: StaticString, _ known: [Key<Of>]?) throws(InputError)
    -> [Key<Of>]?
  {
    try optionalKeys(name)
  }

  mutating func breach(_ name: StaticString, _ zh: StaticString, _ known: BreachID?) throws(InputError) -> BreachID {
    try breach(name)
  }

  mutating func optionalBreach(
    _ name: StaticString, _ zh: StaticString, _ known: BreachID?
  ) throws(InputError) -> BreachID? {
    try has(name) ? try breach(name) : nil
  }

  mutating func duty(_ name: StaticString, _ zh: StaticString, _ known: DutyID?) throws(InputError) -> DutyID {
    try duty(name)
  }

  mutating func duties(_ name: StaticString, _ zh: StaticString, _ known: [DutyID]?) throws(InputError) -> [DutyID] {
    try duties(name)
  }

  mutating func optionalParts(
    _ name: StaticString, _ zh: StaticString, _ known: [Key<DutyPart>]?
  ) throws(InputError) -> [Key<DutyPart>]? {
    try optionalParts(name)
  }

  mutating func count(
    _ name: StaticString, _ zh: StaticString, _ known: Int?, atLeast least: Int
  ) throws(InputError) -> Int {
    try count(name, atLeast: least)
  }

  mutating func optionalCount(
    _ name: StaticString, _ zh: StaticString, _ known: Int?, atLeast least: Int
  ) throws(InputError) -> Int? {
    try has(name) ? try count(name, atLeast: least) : nil
  }

  mutating func countOrNull(_ name: StaticString, _ zh: StaticString, _ known: Int?) throws(InputError) -> Int? {
    try optionalCount(name)
  }

  mutating func part(
    _ name: StaticString, _ zh: StaticString, _ known: Int?, of whole: FieldWhole
  ) throws(InputError) -> Int {
    let part = try count(name)
    switch whole {
    case .entries(let entries):
      guard part <= entries else { throw .field(qualified(name), expected: .atMost(entries: entries)) }
    case .examined(let examined):
      guard part <= examined else { throw .field(qualified(name), expected: .atMost(examined: examined)) }
    }
    return part
  }

  mutating func range(_ known: ClosedRange<Int>?) throws(InputError) -> ClosedRange<Int> {
    try points()
  }

  mutating func flag(_ name: StaticString, _ zh: StaticString, _ known: Bool?) throws(InputError) -> Bool {
    try flag(name)
  }

  mutating func optionalFlag(_ name: StaticString, _ zh: StaticString, _ known: Bool?) throws(InputError) -> Bool? {
    try optionalFlag(name)
  }

  mutating func date(
    _ name: StaticString, _ zh: StaticString, _ known: LocalDate?, notBefore earliest: (StaticString, LocalDate)?
  ) throws(InputError) -> LocalDate {
    let date = try date(name)
    if let earliest, date < earliest.1 {
      throw .field(qualified(name), expected: .date(notBefore: "\(earliest.0)", earliest.1))
    }
    return date
  }

  mutating func optionalDate(
    _ name: StaticString, _ zh: StaticString, _ known: LocalDate?
  ) throws(InputError) -> LocalDate? {
    try optionalDate(name)
  }

  mutating func due(_ name: StaticString, _ zh: StaticString, _ known: DueDate?) throws(InputError) -> DueDate {
    DueDate(try date(name), provisional: try optionalFlag("provisional") ?? false)
  }

  mutating func optionalDue(_ name: StaticString, _ zh: StaticString, _ known: DueDate?) throws(InputError) -> DueDate?
  {
    try optionalDue(name)
  }

  mutating func dueOrNull(_ name: StaticString, _ zh: StaticString, _ known: DueDate?) throws(InputError) -> DueDate? {
    guard try !isNull(name) else { return nil }
    return DueDate(try date(name), provisional: try optionalFlag("provisional") ?? false)
  }

  mutating func month(_ name: StaticString, _ zh: StaticString, _ known: Month?) throws(InputError) -> Month {
    try month(name)
  }

  mutating func choice<Value: Word>(
    _ name: StaticString, _ zh: StaticString, _ known: Value?, but excluded: Value?
  ) throws(InputError) -> Value {
    let value = try oneOf(name, Value.self)
    if let excluded, value == excluded {
      throw .field(qualified(name), expected: .oneOf(Value.allCases.filter { $0 != excluded }.map(\.rawValue)))
    }
    return value
  }

  mutating func optionalChoice<Value: Word>(
    _ name: StaticString, _ zh: StaticString, _ known: Value?
  ) throws(InputError) -> Value? {
    try has(name) ? try oneOf(name, Value.self) : nil
  }

  mutating func factName(_ name: StaticString, _ zh: StaticString, _ known: FactName?) throws(InputError) -> FactName {
    try factName(name)
  }

  mutating func factData(_ name: StaticString, _ zh: StaticString, _ known: FactData?) throws(InputError) -> FactData {
    try factData(name)
  }

  mutating func keys<Of>(_ name: StaticString, _ zh: StaticString, _ known: [Key<Of>]?) throws(InputError) -> [Key<Of>]
  {
    try keys(name, expected: .keys)
  }

  mutating func instant(
    _ name: StaticString, _ zh: StaticString, _ known: Instant?, after earlier: (StaticString, Instant)?
  ) throws(InputError) -> Instant {
    let instant = try instant(name, in: zone)
    if let earlier, instant <= earlier.1 {
      throw .field(qualified(name), expected: .instant(after: "\(earlier.0)"))
    }
    return instant
  }

  mutating func optionalInstant(
    _ name: StaticString, _ zh: StaticString, _ known: Instant?
  ) throws(InputError) -> Instant? {
    try has(name) ? try instant(name, in: zone) : nil
  }

  mutating func texts(_ name: StaticString, _ zh: StaticString, _ known: [String]?) throws(InputError) -> [String] {
    try texts(name)
  }

  mutating func positions(_ name: StaticString, _ zh: StaticString, _ known: [Int]?) throws(InputError) -> [Int] {
    try positions(name)
  }

  mutating func sales(
    _ name: StaticString, _ zh: StaticString, _ known: [OutletSales]?
  ) throws(InputError) -> [OutletSales] {
    try sales(name)
  }

  mutating func terms(
    _ name: StaticString, _ zh: StaticString, _ known: TermsOverride?
  ) throws(InputError) -> TermsOverride {
    try terms(name)
  }

  mutating func findings(_ name: StaticString, _ zh: StaticString, _ known: [Finding]?) throws(InputError) -> [Finding]
  {
    try findings(name)
  }

  mutating func contacts(
    _ name: StaticString, _ zh: StaticString, _ known: [Key<ContactRow>: String]?
  ) throws(InputError) -> [Key<ContactRow>: String] {
    try contacts(name)
  }

  mutating func value(
    _ name: StaticString, _ zh: StaticString, _ known: DeclaredValue?
  ) throws(InputError) -> DeclaredValue {
    try declaredValue(name)
  }

  mutating func valueOrNull(
    _ name: StaticString, _ zh: StaticString, _ known: DeclaredValue?
  ) throws(InputError) -> DeclaredValue? {
    try isNull(name) ? nil : try declaredValue(name)
  }

  mutating func items<Item: FieldSet>(
    _ name: StaticString, _ zh: StaticString, _ known: [Item]?
  ) throws(InputError) -> [Item] {
    try objects(name) { item throws(InputError) in try Item(&item, nil) }
  }

  mutating func optionalItems<Item: FieldSet>(
    _ name: StaticString, _ zh: StaticString, _ known: [Item]?
  ) throws(InputError) -> [Item]? {
    try has(name) ? try items(name, zh, known) : nil
  }

  mutating func optionalValues(
    _ name: StaticString, _ zh: StaticString, _ known: [NamedValue]?
  ) throws(InputError) -> [NamedValue]? {
    try has(name) ? try namedValues(name) : nil
  }

  mutating func optionalTally(_ known: Tally?) throws(InputError) -> Tally? {
    try has("counted") ? try Tally(&self, nil) : nil
  }

  mutating func fixed(_ name: StaticString, _ zh: StaticString, _ value: String) throws(InputError) {
    _ = try take(name)
  }

  mutating func fixed(_ name: StaticString, _ zh: StaticString, _ value: Int) throws(InputError) {
    _ = try take(name)
  }
}

extension FieldReader {
  /// A due date, if the field is there; `provisional` beside it where it is.
  mutating func optionalDue(_ name: StaticString) throws(InputError) -> DueDate? {
    guard let date = try optionalDate(name) else { return nil }
    return DueDate(date, provisional: try optionalFlag("provisional") ?? false)
  }

  /// The points a breach may cost.
  mutating func points() throws(InputError) -> ClosedRange<Int> {
    let low = try count("minimum")
    return low...(try count("maximum", atLeast: low))
  }
}
