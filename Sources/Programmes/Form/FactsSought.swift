import LedgerDomain

/// Facts that a test looks for by more than their kind: by values of fields, or by the breach that they name.
struct FactsSought: Hashable, Sendable {
  /// A field, and what it is where it is left out.
  private struct Field: Hashable, Sendable {
    let name: String
    let otherwise: DeclaredValue?

    func value(in fields: [NamedValue]) -> DeclaredValue? {
      for value in fields where value.name == name { return value.value }
      return otherwise
    }
  }

  /// Their kind.
  let kind: String
  /// The values that fields must have.
  private let values: [NamedValue]
  /// Those fields.
  private let fields: [Field]
  /// The fields that may name a breach, where they are told apart by it; nil where they are not.
  private let breachFields: [Field]?

  /// Those of a pattern, by what a version declares of their fields; nil where they are all of a kind.
  init?(_ pattern: FactPattern, ofBreach: Bool, _ declared: [FieldForm]) {
    if pattern.fields.isEmpty, !ofBreach { return nil }
    func field(_ name: String) -> Field { Field(name: name, otherwise: [].value(of: name, declared)) }
    kind = pattern.kind
    values = pattern.fields
    fields = pattern.fields.map { field($0.name) }
    breachFields = ofBreach ? declared.filter { $0.type == .breach }.map { field($0.name) } : nil
  }

  /// The names by which a fact of the kind with some fields is found: those of breaches where it is told apart by them, else one that is empty; none
  /// where it is not meant.
  func names(of recorded: [NamedValue]) -> Set<String> {
    for (field, value) in zip(fields, values) where field.value(in: recorded) != value.value { return [] }
    guard let breachFields else { return [""] }
    var names: Set<String> = []
    for field in breachFields { if case .text(let text)? = field.value(in: recorded) { names.insert(text) } }
    return names
  }
}

extension FactsSought {
  /// All that some tests look for.
  static func all(by tests: [Test], _ facts: [FactForm]) -> [FactsSought] {
    var all: [FactsSought] = []
    for (pattern, ofBreach) in tests.flatMap(\.patterns) {
      let declared = facts.first { $0.name == pattern.kind }?.fields ?? []
      guard let sought = FactsSought(pattern, ofBreach: ofBreach, declared), !all.contains(sought) else { continue }
      all.append(sought)
    }
    return all
  }
}

extension Test {
  /// The patterns in it, each with whether a fact must name the breach at hand.
  fileprivate var patterns: [(FactPattern, ofBreach: Bool)] {
    switch self {
    case .all(let tests), .any(let tests), .none(let tests): tests.flatMap(\.patterns)
    case .leaf(let leaf): leaf.question.patterns
    }
  }
}

extension Question {
  fileprivate var patterns: [(FactPattern, ofBreach: Bool)] {
    switch self {
    case .exists(let pattern, let ofBreach): [(pattern, ofBreach)]
    case .compare(let term, let comparison): (term.patterns + comparison.patterns).map { ($0, false) }
    case .linked(_, let test, let comparison): test.patterns + comparison.patterns.map { ($0, false) }
    case .isInForce, .grade: []
    }
  }
}

extension Comparison {
  fileprivate var patterns: [FactPattern] {
    switch self {
    case .equal(let other), .atLeast(let other), .atMost(let other), .below(let other), .above(let other):
      if case .of(let term, _) = other { term.patterns } else { [] }
    case .oneOf, .ago: []
    }
  }
}

extension Term {
  fileprivate var patterns: [FactPattern] {
    switch self {
    case .count(let pattern, _): [pattern]
    case .attribute, .field, .latest, .breaches, .counter, .largest, .balance: []
    }
  }
}

extension Programme {
  /// Every test that parts of a file ask.
  static func tests(
    _ clauses: [ClauseForm], _ counters: [CounterForm], _ duties: [DutyForm], _ reviews: [ReviewForm],
    _ accounts: [AccountForm], _ imposing: [Imposing]
  ) -> [Test] {
    var effects = clauses.flatMap(\.cost) + counters.flatMap(\.nodes).flatMap(\.effects)
    effects += duties.flatMap(\.missed) + reviews.map { Effect.choose($0.choice) }
    effects += accounts.flatMap { $0.topUp?.missed ?? [] } + imposing.map { Effect.impose($0) }
    var tests = effects.flatMap(\.tests) + clauses.compactMap(\.applies) + reviews.compactMap(\.holds)
    for case .each(_, _, let test?) in duties.map(\.owed) { tests.append(test) }
    for case .entries(let test) in counters.flatMap(\.carry).map(\.keep) { tests.append(test) }
    return tests
  }
}

extension Effect {
  /// The tests in it.
  fileprivate var tests: [Test] {
    switch self {
    case .impose(let imposing): (imposing.until.map { [$0] } ?? []) + imposing.then.flatMap(\.tests)
    case .choose(let choice):
      choice.rows.flatMap { [$0.test] + $0.effects.flatMap(\.tests) } + choice.otherwise.flatMap(\.tests)
    case .raise, .charge, .restore, .fine, .lift, .set: []
    }
  }
}
