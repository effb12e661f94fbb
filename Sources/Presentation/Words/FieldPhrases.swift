import LedgerDomain
import LedgerFormat

/// The pass that says an event's data in words: a phrase for each field that has a value.
struct FieldPhrases: FieldPass {
  typealias PassError = Never

  /// The phrases so far, in the order of the fields.
  private(set) var phrases: [FieldPhrase] = []
  /// The ledger's zone, in which moments are said.
  let zone: Zone
  /// What the programme of the subject, where it is of one, calls what it declares.
  let names: ProgrammeNames
  /// What was named last of what the programme declares: the values that follow are its.
  private var declared: (kind: ProgrammeNames.Kind, name: String)?

  /// No phrase yet.
  init(in zone: Zone, by names: ProgrammeNames = .byName) {
    self.zone = zone
    self.names = names
  }

  private mutating func add(_ name: StaticString, _ zh: StaticString, _ value: Words) {
    phrases.append(FieldPhrase(label: Self.label(name, zh), value: value))
  }

  private mutating func add(unnamed value: Words) {
    phrases.append(FieldPhrase(label: nil, value: value))
  }

  private mutating func add(_ name: StaticString, _ zh: StaticString, _ value: String) {
    add(name, zh, Words(zh: value, en: value))
  }

  private mutating func add(_ name: StaticString, _ zh: StaticString, quoting text: String) {
    add(name, zh, text.inQuotes)
  }

  private mutating func add(_ name: StaticString, _ zh: StaticString, list: [String]) {
    add(name, zh, Words(zh: list.joined(separator: "、"), en: list.joined(separator: ", ")))
  }

  private mutating func addFlag(_ name: StaticString, _ zh: StaticString, _ value: Bool) {
    let answer = value ? Words(zh: "是", en: "yes") : Words(zh: "否", en: "no")
    phrases.append(FieldPhrase(label: Self.label(name, zh), value: answer, between: Words(zh: "：", en: ": ")))
  }

  /// A field's name as people say it: without the unit, and in English in words.
  private static func label(_ name: StaticString, _ zh: StaticString) -> Words {
    let chinese = "\(zh)".split(separator: "（")[0]
    if "\(name)" == "fen" { return Words(zh: String(chinese), en: "amount") }
    let english = "\(name)".spelt
    return Words(zh: String(chinese), en: english.hasSuffix(" fen") ? String(english.dropLast(4)) : english)
  }

  mutating func text(_ name: StaticString, _ zh: StaticString, _ known: String?) -> String {
    let text = known!
    if let kind = ProgrammeNames.Kind(rawValue: "\(name)") { declared = (kind, text) }
    if let words = declared.flatMap({ $0.name == text ? names.words($0.kind, text) : nil }) {
      add(name, zh, Words(zh: "“\(words.zh)”", en: "“\(words.en)”"))
    } else if let clause = Clause(rawValue: text) {
      add(name, zh, clause.words)
    } else {
      add(name, zh, quoting: text)
    }
    return text
  }

  mutating func optionalText(_ name: StaticString, _ zh: StaticString, _ known: String?) -> String? {
    if let known { add(name, zh, quoting: known) }
    return known
  }

  mutating func key<Of>(_ name: StaticString, _ zh: StaticString, _ known: Key<Of>?) -> Key<Of> {
    add(name, zh, names.key(known!))
    return known!
  }

  mutating func optionalKey<Of>(_ name: StaticString, _ zh: StaticString, _ known: Key<Of>?) -> Key<Of>? {
    if let known { add(name, zh, known.text) }
    return known
  }

  mutating func optionalKeys<Of>(_ name: StaticString, _ zh: StaticString, _ known: [Key<Of>]?) -> [Key<Of>]? {
    if let known { add(name, zh, list: known.map(\.text)) }
    return known
  }

  mutating func breach(_ name: StaticString, _ zh: StaticString, _ known: BreachID?) -> BreachID {
    add(name, zh, known!.text)
    return known!
  }

  mutating func optionalBreach(_ name: StaticString, _ zh: StaticString, _ known: BreachID?) -> BreachID? {
    if let known { add(name, zh, known.text) }
    return known
  }

  mutating func value(_ name: StaticString, _ zh: StaticString, _ known: DeclaredValue?) -> DeclaredValue {
    add(name, zh, words(known!))
    return known!
  }

  /// A value of what was named last.
  private func words(_ value: DeclaredValue) -> Words {
    value.words(isMoney: declared.map { names.isMoney($0.kind, $0.name) } ?? false)
  }

  mutating func valueOrNull(_ name: StaticString, _ zh: StaticString, _ known: DeclaredValue?) -> DeclaredValue? {
    if let known { add(name, zh, words(known)) }
    return known
  }

  mutating func items<Item: FieldSet>(_ name: StaticString, _ zh: StaticString, _ known: [Item]?) -> [Item] {
    let said = known!.map { item in
      var phrases = FieldPhrases(in: zone, by: names)
      _ = Item(&phrases, item)
      return phrases.phrases.map(\.words)
    }
    if !said.isEmpty {
      add(
        name, zh,
        Words(
          zh: said.map { $0.map(\.zh).joined(separator: " ") }.joined(separator: "、"),
          en: said.map { $0.map(\.en).joined(separator: " ") }.joined(separator: ", ")))
    }
    return known!
  }

  mutating func optionalItems<Item: FieldSet>(
    _ name: StaticString, _ zh: StaticString, _ known: [Item]?
  ) -> [Item]? { known.map { items(name, zh, $0) } }

  mutating func optionalValues(_ name: StaticString, _ zh: StaticString, _ known: [NamedValue]?) -> [NamedValue]? {
    guard let known, !known.isEmpty else { return known }
    // Without a fact or clause before them they are attributes.
    let said = known.map { field in
      let isMoney =
        declared.map { names.isMoney($0.kind, $0.name, field: field.name) } ?? names.isMoney(.attribute, field.name)
      let (called, value) = (
        declared == nil ? names(.attribute, field.name) : .same(field.name), field.value.words(isMoney: isMoney)
      )
      return Words(zh: "\(called.zh) \(value.zh)", en: "\(called.en) \(value.en)")
    }
    add(
      name, zh,
      Words(zh: said.map(\.zh).joined(separator: "、"), en: said.map(\.en).joined(separator: ", ")))
    return known
  }

  mutating func duty(_ name: StaticString, _ zh: StaticString, _ known: DutyID?) -> DutyID {
    add(name, zh, names.duty(known!))
    return known!
  }

  mutating func duties(_ name: StaticString, _ zh: StaticString, _ known: [DutyID]?) -> [DutyID] {
    let said = known!.map(names.duty)
    add(name, zh, Words(zh: Language.zh.list(said.map(\.zh)), en: Language.en.list(said.map(\.en))))
    return known!
  }

  mutating func optionalParts(
    _ name: StaticString, _ zh: StaticString, _ known: [Key<DutyPart>]?
  ) -> [Key<DutyPart>]? {
    if let known { add(name, zh, names.list(.part, known.map(\.text))) }
    return known
  }

  mutating func count(_ name: StaticString, _ zh: StaticString, _ known: Int?, atLeast least: Int) -> Int {
    add(name, zh, Self.isMoney("\(name)") ? known!.money : String(known!))
    return known!
  }

  /// Whether a count of this name is one of fen.
  private static func isMoney(_ name: String) -> Bool {
    name.hasSuffix("Fen") || ["fen", "taken", "owed"].contains(name)
  }

  mutating func optionalCount(
    _ name: StaticString, _ zh: StaticString, _ known: Int?, atLeast least: Int
  ) -> Int? {
    known.map { count(name, zh, $0, atLeast: least) }
  }

  mutating func countOrNull(_ name: StaticString, _ zh: StaticString, _ known: Int?) -> Int? {
    if let known { add(name, zh, String(known)) }
    return known
  }

  mutating func part(_ name: StaticString, _ zh: StaticString, _ known: Int?, of whole: FieldWhole) -> Int {
    add(name, zh, String(known!))
    return known!
  }

  mutating func range(_ known: ClosedRange<Int>?) -> ClosedRange<Int> {
    add(unnamed: known!.words)
    return known!
  }

  mutating func flag(_ name: StaticString, _ zh: StaticString, _ known: Bool?) -> Bool {
    addFlag(name, zh, known!)
    return known!
  }

  mutating func optionalFlag(_ name: StaticString, _ zh: StaticString, _ known: Bool?) -> Bool? {
    if let known { addFlag(name, zh, known) }
    return known
  }

  mutating func date(
    _ name: StaticString, _ zh: StaticString, _ known: LocalDate?, notBefore earliest: (StaticString, LocalDate)?
  ) -> LocalDate {
    add(name, zh, Self.words(known!, of: name))
    return known!
  }

  mutating func optionalDate(_ name: StaticString, _ zh: StaticString, _ known: LocalDate?) -> LocalDate? {
    if let known { add(name, zh, Self.words(known, of: name)) }
    return known
  }

  /// A date; one on which something is due has its day of the week (pages P7).
  private static func words(_ date: LocalDate, of name: StaticString) -> Words {
    ["due", "deadline"].contains("\(name)") ? date.asDue : .same(date.description)
  }

  mutating func due(_ name: StaticString, _ zh: StaticString, _ known: DueDate?) -> DueDate {
    add(name, zh, known!.words)
    return known!
  }

  mutating func optionalDue(_ name: StaticString, _ zh: StaticString, _ known: DueDate?) -> DueDate? {
    if let known { add(name, zh, known.words) }
    return known
  }

  mutating func dueOrNull(_ name: StaticString, _ zh: StaticString, _ known: DueDate?) -> DueDate? {
    if let known { add(name, zh, known.words) }
    return known
  }

  mutating func month(_ name: StaticString, _ zh: StaticString, _ known: Month?) -> Month {
    add(name, zh, known!.description)
    return known!
  }

  mutating func choice<Value: Word>(
    _ name: StaticString, _ zh: StaticString, _ known: Value?, but excluded: Value?
  ) -> Value {
    add(name, zh, known!.spoken)
    return known!
  }

  mutating func optionalChoice<Value: Word>(_ name: StaticString, _ zh: StaticString, _ known: Value?) -> Value? {
    if let known { add(name, zh, known.spoken) }
    return known
  }

  mutating func factName(_ name: StaticString, _ zh: StaticString, _ known: FactName?) -> FactName {
    switch known! {
    case .position(let position): add(name, zh, "#\(position)")
    case .id(let id): add(name, zh, id)
    }
    return known!
  }

  mutating func keys<Of>(_ name: StaticString, _ zh: StaticString, _ known: [Key<Of>]?) -> [Key<Of>] {
    if known!.isEmpty {
      add(name, zh, Words(zh: "无", en: "none"))
    } else {
      add(name, zh, list: known!.map(\.text))
    }
    return known!
  }

  mutating func instant(
    _ name: StaticString, _ zh: StaticString, _ known: Instant?, after earlier: (StaticString, Instant)?
  ) -> Instant {
    add(name, zh, zone.readable(known!))
    return known!
  }

  // How the fact is read is said behind what was worked out from it.
  mutating func factData(_ name: StaticString, _ zh: StaticString, _ known: FactData?) -> FactData { known! }

  mutating func optionalInstant(_ name: StaticString, _ zh: StaticString, _ known: Instant?) -> Instant? { known }

  mutating func texts(_ name: StaticString, _ zh: StaticString, _ known: [String]?) -> [String] {
    // Departments are roles, and are called as these are.
    let isOfRoles = ["departments", "informed"].contains("\(name)")
    let said = known!.map { text in isOfRoles ? Role(rawValue: text)?.words ?? .same(text) : .same(text) }
    add(name, zh, Words(zh: said.map(\.zh).joined(separator: "、"), en: said.map(\.en).joined(separator: ", ")))
    return known!
  }

  mutating func positions(_ name: StaticString, _ zh: StaticString, _ known: [Int]?) -> [Int] {
    add(name, zh, list: known!.map { "#\($0)" })
    return known!
  }

  mutating func sales(_ name: StaticString, _ zh: StaticString, _ known: [OutletSales]?) -> [OutletSales] {
    let total = known!.reduce(0) { $0 + $1.amountFen }.money
    add(
      unnamed: Words(zh: "\(known!.count) 家网点共 \(total)", en: "\(known!.count.english("outlet")), \(total) in all"))
    return known!
  }

  mutating func terms(_ name: StaticString, _ zh: StaticString, _ known: TermsOverride?) -> TermsOverride {
    phrases += known!.terms.map { FieldPhrase(label: $0.term.name, value: .same($0.term.shown($0.value))) }
    return known!
  }

  mutating func findings(_ name: StaticString, _ zh: StaticString, _ known: [Finding]?) -> [Finding] {
    let findings = known!
    guard findings.count <= Self.mostFindings else {
      add(unnamed: Words(zh: "认定 \(findings.count) 项", en: findings.count.english("finding")))
      return findings
    }
    for finding in findings {
      let (criterion, between) = (finding.criterion.text, Words(zh: "：", en: ": "))
      let value = finding.words(isMoney: names.isMoney(.criterion, criterion), by: names)
      phrases.append(FieldPhrase(label: names(.criterion, criterion), value: value, between: between))
    }
    return findings
  }

  /// Findings that a sentence lists; of more it says how many they are.
  private static let mostFindings = 4

  mutating func contacts(
    _ name: StaticString, _ zh: StaticString, _ known: [Key<ContactRow>: String]?
  ) -> [Key<ContactRow>: String] {
    for (key, text) in known!.sorted(by: { $0.key < $1.key }) {
      phrases.append(FieldPhrase(label: names(.contact, key.text), value: Words(zh: "“\(text)”", en: "“\(text)”")))
    }
    return known!
  }

  mutating func optionalTally(_ known: Tally?) -> Tally? {
    if let known { add(unnamed: known.words) }
    return known
  }

  // What follows from the type of the event is in its name already.
  mutating func fixed(_ name: StaticString, _ zh: StaticString, _ value: String) {}

  mutating func fixed(_ name: StaticString, _ zh: StaticString, _ value: Int) {}
}
