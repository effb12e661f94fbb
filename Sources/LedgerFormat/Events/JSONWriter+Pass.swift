public import LedgerDomain

/// The pass that writes an event's data. What it writes is known, and is given back.
extension JSONWriter: FieldPass {
  /// Nothing goes wrong.
  public typealias PassError = Never

  /// Writes a text.
  public mutating func text(_ name: StaticString, _ zh: StaticString, _ known: String?) -> String {
    field(name, known!)
    return known!
  }

  /// Writes a text that may be missing.
  public mutating func optionalText(_ name: StaticString, _ zh: StaticString, _ known: String?) -> String? {
    if let known { field(name, known) }
    return known
  }

  /// Writes a key.
  public mutating func key<Of>(_ name: StaticString, _ zh: StaticString, _ known: Key<Of>?) -> Key<Of> {
    field(name, known!.text)
    return known!
  }

  /// Writes a key that may be missing.
  public mutating func optionalKey<Of>(_ name: StaticString, _ zh: StaticString, _ known: Key<Of>?) -> Key<Of>? {
    if let known { field(name, known.text) }
    return known
  }

  /// Writes at least one key, each once; the field may be missing.
  public mutating func optionalKeys<Of>(_ name: StaticString, _ zh: StaticString, _ known: [Key<Of>]?) -> [Key<Of>]? {
    if let known { field(name, known.map(\.text)) }
    return known
  }

  /// Writes a reference to a breach.
  public mutating func breach(_ name: StaticString, _ zh: StaticString, _ known: BreachID?) -> BreachID {
    field(name, known!.text)
    return known!
  }

  /// Writes a reference to a breach that may be missing.
  public mutating func optionalBreach(_ name: StaticString, _ zh: StaticString, _ known: BreachID?) -> BreachID? {
    if let known { field(name, known.text) }
    return known
  }

  /// Writes the id of a duty of an office.
  public mutating func duty(_ name: StaticString, _ zh: StaticString, _ known: DutyID?) -> DutyID {
    field(name, known!.text)
    return known!
  }

  /// Writes the ids of duties.
  public mutating func duties(_ name: StaticString, _ zh: StaticString, _ known: [DutyID]?) -> [DutyID] {
    field(name, known!.map(\.text))
    return known!
  }

  /// Writes parts of what a duty asks for; the field may be missing.
  public mutating func optionalParts(
    _ name: StaticString, _ zh: StaticString, _ known: [Key<DutyPart>]?
  ) -> [Key<DutyPart>]? {
    if let known { field(name, known.map(\.text)) }
    return known
  }

  /// Writes a whole number of at least `least`.
  public mutating func count(_ name: StaticString, _ zh: StaticString, _ known: Int?, atLeast least: Int) -> Int {
    field(name, known!)
    return known!
  }

  /// Writes a whole number that may be missing.
  public mutating func optionalCount(
    _ name: StaticString, _ zh: StaticString, _ known: Int?, atLeast least: Int
  ) -> Int? {
    if let known { field(name, known) }
    return known
  }

  /// Writes a whole number, or null.
  public mutating func countOrNull(_ name: StaticString, _ zh: StaticString, _ known: Int?) -> Int? {
    field(name, orNull: known)
    return known
  }

  /// Writes a whole number that is no more than the whole it is a part of.
  public mutating func part(_ name: StaticString, _ zh: StaticString, _ known: Int?, of whole: FieldWhole) -> Int {
    field(name, known!)
    return known!
  }

  /// Writes fewest and most points, under `minimum` and `maximum`.
  public mutating func range(_ known: ClosedRange<Int>?) -> ClosedRange<Int> {
    field("minimum", known!.lowerBound)
    field("maximum", known!.upperBound)
    return known!
  }

  /// Writes true or false.
  public mutating func flag(_ name: StaticString, _ zh: StaticString, _ known: Bool?) -> Bool {
    field(name, known!)
    return known!
  }

  /// Writes true or false; the field may be missing.
  public mutating func optionalFlag(_ name: StaticString, _ zh: StaticString, _ known: Bool?) -> Bool? {
    if let known { field(name, known) }
    return known
  }

  /// Writes a local date, perhaps not before another of the same data.
  public mutating func date(
    _ name: StaticString, _ zh: StaticString, _ known: LocalDate?, notBefore earliest: (StaticString, LocalDate)?
  ) -> LocalDate {
    field(name, known!.description)
    return known!
  }

  /// Writes a local date that may be missing.
  public mutating func optionalDate(_ name: StaticString, _ zh: StaticString, _ known: LocalDate?) -> LocalDate? {
    if let known { field(name, known.description) }
    return known
  }

  /// Writes a due date, and `provisional` beside it where it is.
  public mutating func due(_ name: StaticString, _ zh: StaticString, _ known: DueDate?) -> DueDate {
    field(name, known!)
    return known!
  }

  /// Writes a due date that may be missing.
  public mutating func optionalDue(_ name: StaticString, _ zh: StaticString, _ known: DueDate?) -> DueDate? {
    if let known { field(name, known) }
    return known
  }

  /// Writes a due date or null, and `provisional` beside it where it is.
  public mutating func dueOrNull(_ name: StaticString, _ zh: StaticString, _ known: DueDate?) -> DueDate? {
    if let known { field(name, known) } else { field(name, orNull: nil as String?) }
    return known
  }

  /// Writes a natural month.
  public mutating func month(_ name: StaticString, _ zh: StaticString, _ known: Month?) -> Month {
    field(name, known!.description)
    return known!
  }

  /// Writes one of the words of an enumeration; all of them but `excluded`.
  public mutating func choice<Value: Word>(
    _ name: StaticString, _ zh: StaticString, _ known: Value?, but excluded: Value?
  ) -> Value {
    field(name, known!.rawValue)
    return known!
  }

  /// Writes one of the words of an enumeration; the field may be missing.
  public mutating func optionalChoice<Value: Word>(_ name: StaticString, _ zh: StaticString, _ known: Value?) -> Value?
  {
    if let known { field(name, known.rawValue) }
    return known
  }

  /// Writes the name of a fact.
  public mutating func factName(_ name: StaticString, _ zh: StaticString, _ known: FactName?) -> FactName {
    switch known! {
    case .position(let position): field(name, position)
    case .id(let id): field(name, id)
    }
    return known!
  }

  /// Writes the data of the fact named beside it.
  public mutating func factData(_ name: StaticString, _ zh: StaticString, _ known: FactData?) -> FactData {
    self.name(name)
    literal(known!.json)
    return known!
  }

  /// Writes keys, each once, perhaps none.
  public mutating func keys<Of>(_ name: StaticString, _ zh: StaticString, _ known: [Key<Of>]?) -> [Key<Of>] {
    field(name, known!.map(\.text))
    return known!
  }

  /// Writes a moment, perhaps later than another of the same data.
  public mutating func instant(
    _ name: StaticString, _ zh: StaticString, _ known: Instant?, after earlier: (StaticString, Instant)?
  ) -> Instant {
    field(name, zone.text(known!))
    return known!
  }

  /// Writes a moment that may be missing.
  public mutating func optionalInstant(_ name: StaticString, _ zh: StaticString, _ known: Instant?) -> Instant? {
    if let known { field(name, zone.text(known)) }
    return known
  }

  /// Writes a list of texts.
  public mutating func texts(_ name: StaticString, _ zh: StaticString, _ known: [String]?) -> [String] {
    field(name, known!)
    return known!
  }

  /// Writes the positions of events.
  public mutating func positions(_ name: StaticString, _ zh: StaticString, _ known: [Int]?) -> [Int] {
    self.name(name)
    array { writer in for position in known! { writer.integer(position) } }
    return known!
  }

  /// Writes what outlets sold, no outlet twice.
  public mutating func sales(_ name: StaticString, _ zh: StaticString, _ known: [OutletSales]?) -> [OutletSales] {
    self.name(name)
    array { writer in
      for line in known! {
        writer.object { writer in
          writer.field("outlet", line.outlet.text)
          writer.field("amountFen", line.amountFen)
        }
      }
    }
    return known!
  }

  /// Writes terms in the shape of the rulebook file; none where the field is missing.
  public mutating func terms(_ name: StaticString, _ zh: StaticString, _ known: TermsOverride?) -> TermsOverride {
    if !known!.isEmpty {
      self.name(name)
      value(known!.json)
    }
    return known!
  }

  /// Writes a count held against a share of a whole, its fields among the others; they may be missing.
  public mutating func optionalTally(_ known: Tally?) -> Tally? {
    if let known { _ = Tally(&self, known) }
    return known
  }

  /// Writes a text that follows from the type of the event.
  public mutating func fixed(_ name: StaticString, _ zh: StaticString, _ value: String) {
    field(name, value)
  }

  /// Writes a number that follows from the fields before it.
  public mutating func fixed(_ name: StaticString, _ zh: StaticString, _ value: Int) {
    field(name, value)
  }
}

extension JSONWriter {
  /// Writes a due date, and `provisional` beside it where it is.
  mutating func field(_ name: StaticString, _ due: DueDate) {
    field(name, due.date.description)
    if due.provisional { field("provisional", true) }
  }

  /// Writes a field that is a list of texts.
  fileprivate mutating func field(_ name: StaticString, _ texts: [String]) {
    self.name(name)
    array { writer in for text in texts { writer.string(text) } }
  }
}
