/// A pass that takes one field of an event as a text: what a duty is about, or what the event says that opens one.
struct FieldText: FieldPass {
  typealias PassError = Never

  private let wanted: String
  /// What the field holds, as it is written; nil where it is missing.
  private(set) var found: String?
  /// The date it holds; nil for another type of field.
  private(set) var foundDate: LocalDate?

  init(_ name: String) {
    wanted = name
  }

  private func isWanted(_ name: StaticString) -> Bool {
    name.withUTF8Buffer { name in wanted.utf8.elementsEqual(name) }
  }

  private mutating func take<Value>(_ name: StaticString, _ known: Value?, _ text: (Value) -> String) -> Value? {
    if let known, isWanted(name) { found = text(known) }
    return known
  }

  private mutating func must<Value>(_ name: StaticString, _ known: Value?, _ text: (Value) -> String) -> Value {
    take(name, known, text)!
  }

  private mutating func dated(_ name: StaticString, _ known: LocalDate?) -> LocalDate? {
    if let known, isWanted(name) { foundDate = known }
    return take(name, known, \.description)
  }

  mutating func text(_ name: StaticString, _ zh: StaticString, _ known: String?) -> String { must(name, known) { $0 } }
  mutating func optionalText(_ name: StaticString, _ zh: StaticString, _ known: String?) -> String? {
    take(name, known) { $0 }
  }
  mutating func key<Of>(_ name: StaticString, _ zh: StaticString, _ known: Key<Of>?) -> Key<Of> {
    must(name, known, \.text)
  }
  mutating func optionalKey<Of>(_ name: StaticString, _ zh: StaticString, _ known: Key<Of>?) -> Key<Of>? {
    take(name, known, \.text)
  }
  mutating func optionalKeys<Of>(_ name: StaticString, _ zh: StaticString, _ known: [Key<Of>]?) -> [Key<Of>]? { known }
  mutating func keys<Of>(_ name: StaticString, _ zh: StaticString, _ known: [Key<Of>]?) -> [Key<Of>] { known! }
  mutating func instant(
    _ name: StaticString, _ zh: StaticString, _ known: Instant?, after earlier: (StaticString, Instant)?
  ) -> Instant { known! }
  mutating func breach(_ name: StaticString, _ zh: StaticString, _ known: BreachID?) -> BreachID {
    must(name, known, \.text)
  }
  mutating func optionalBreach(_ name: StaticString, _ zh: StaticString, _ known: BreachID?) -> BreachID? {
    take(name, known, \.text)
  }
  mutating func value(_ name: StaticString, _ zh: StaticString, _ known: DeclaredValue?) -> DeclaredValue {
    must(name, known, \.description)
  }
  mutating func valueOrNull(_ name: StaticString, _ zh: StaticString, _ known: DeclaredValue?) -> DeclaredValue? {
    take(name, known, \.description)
  }
  mutating func items<Item: FieldSet>(_ name: StaticString, _ zh: StaticString, _ known: [Item]?) -> [Item] { known! }
  mutating func optionalItems<Item: FieldSet>(
    _ name: StaticString, _ zh: StaticString, _ known: [Item]?
  ) -> [Item]? { known }
  mutating func optionalValues(_ name: StaticString, _ zh: StaticString, _ known: [NamedValue]?) -> [NamedValue]? {
    known
  }
  mutating func duty(_ name: StaticString, _ zh: StaticString, _ known: DutyID?) -> DutyID { must(name, known, \.text) }
  mutating func duties(_ name: StaticString, _ zh: StaticString, _ known: [DutyID]?) -> [DutyID] { known! }
  mutating func optionalParts(
    _ name: StaticString, _ zh: StaticString, _ known: [Key<DutyPart>]?
  ) -> [Key<DutyPart>]? { known }
  mutating func count(_ name: StaticString, _ zh: StaticString, _ known: Int?, atLeast least: Int) -> Int {
    must(name, known, String.init)
  }
  mutating func optionalCount(
    _ name: StaticString, _ zh: StaticString, _ known: Int?, atLeast least: Int
  ) -> Int? {
    take(name, known, String.init)
  }
  mutating func countOrNull(_ name: StaticString, _ zh: StaticString, _ known: Int?) -> Int? {
    take(name, known, String.init)
  }
  mutating func part(_ name: StaticString, _ zh: StaticString, _ known: Int?, of whole: FieldWhole) -> Int {
    must(name, known, String.init)
  }
  mutating func range(_ known: ClosedRange<Int>?) -> ClosedRange<Int> { known! }
  mutating func flag(_ name: StaticString, _ zh: StaticString, _ known: Bool?) -> Bool {
    must(name, known) { String($0) }
  }
  mutating func optionalFlag(_ name: StaticString, _ zh: StaticString, _ known: Bool?) -> Bool? {
    take(name, known) { String($0) }
  }
  mutating func date(
    _ name: StaticString, _ zh: StaticString, _ known: LocalDate?, notBefore earliest: (StaticString, LocalDate)?
  ) -> LocalDate { dated(name, known)! }
  mutating func optionalDate(_ name: StaticString, _ zh: StaticString, _ known: LocalDate?) -> LocalDate? {
    dated(name, known)
  }
  mutating func due(_ name: StaticString, _ zh: StaticString, _ known: DueDate?) -> DueDate {
    _ = dated(name, known?.date)
    return known!
  }
  mutating func optionalDue(_ name: StaticString, _ zh: StaticString, _ known: DueDate?) -> DueDate? {
    _ = dated(name, known?.date)
    return known
  }
  mutating func dueOrNull(_ name: StaticString, _ zh: StaticString, _ known: DueDate?) -> DueDate? {
    _ = dated(name, known?.date)
    return known
  }
  mutating func month(_ name: StaticString, _ zh: StaticString, _ known: Month?) -> Month {
    must(name, known, \.description)
  }
  mutating func choice<Value: Word>(
    _ name: StaticString, _ zh: StaticString, _ known: Value?, but excluded: Value?
  ) -> Value { must(name, known, \.rawValue) }
  mutating func optionalChoice<Value: Word>(_ name: StaticString, _ zh: StaticString, _ known: Value?) -> Value? {
    take(name, known, \.rawValue)
  }
  mutating func factName(_ name: StaticString, _ zh: StaticString, _ known: FactName?) -> FactName {
    must(name, known, \.description)
  }
  mutating func factData(_ name: StaticString, _ zh: StaticString, _ known: FactData?) -> FactData { known! }
  mutating func optionalInstant(_ name: StaticString, _ zh: StaticString, _ known: Instant?) -> Instant? { known }
  mutating func texts(_ name: StaticString, _ zh: StaticString, _ known: [String]?) -> [String] { known! }
  mutating func positions(_ name: StaticString, _ zh: StaticString, _ known: [Int]?) -> [Int] { known! }
  mutating func sales(_ name: StaticString, _ zh: StaticString, _ known: [OutletSales]?) -> [OutletSales] { known! }
  mutating func findings(_ name: StaticString, _ zh: StaticString, _ known: [Finding]?) -> [Finding] { known! }
  mutating func contacts(
    _ name: StaticString, _ zh: StaticString, _ known: [Key<ContactRow>: String]?
  ) -> [Key<ContactRow>: String] { known! }
  mutating func terms(_ name: StaticString, _ zh: StaticString, _ known: TermsOverride?) -> TermsOverride { known! }
  mutating func optionalTally(_ known: Tally?) -> Tally? { known }
  mutating func fixed(_ name: StaticString, _ zh: StaticString, _ value: String) { _ = take(name, value) { $0 } }
  mutating func fixed(_ name: StaticString, _ zh: StaticString, _ value: Int) { _ = take(name, value, String.init) }
}

extension Event {
  /// What a field of the event's data holds, as it is written; nil where it is missing.
  func text(of field: String) -> String? { passed(for: field).found }

  /// The date that a field of the event's data holds; nil where it is missing.
  func date(of field: String) -> LocalDate? { passed(for: field).foundDate }

  private func passed(for field: String) -> FieldText {
    var pass = FieldText(field)
    switch body {
    case .fact(let fact, _): fact.fields(&pass)
    case .consequence(let consequence): consequence.fields(&pass)
    case .publication: break
    }
    return pass
  }
}
