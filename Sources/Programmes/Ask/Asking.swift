import LedgerDomain

/// A test that is asked of a subject on a day (programmes §4).
struct Asking {
  let day: LocalDate
  let around: Surroundings
  /// What was found of the leaves, in the order looked at.
  var leaves: [LeafFound] = []
  /// The same with their windows, where an explanation asks for them; nil where none does.
  var explained: [LeafExplained]?

  init(on day: LocalDate, _ around: Surroundings) {
    self.day = day
    self.around = around
  }

  /// Whether a test holds; leaves are looked at in order and only until it is decided.
  mutating func holds(_ test: Test, of state: SubjectState, _ hand: Hand) throws(Unknown) -> Bool {
    switch test {
    case .all(let tests):
      for test in tests where try !holds(test, of: state, hand) { return false }
      return true
    case .any(let tests):
      for test in tests where try holds(test, of: state, hand) { return true }
      return false
    case .none(let tests):
      for test in tests where try holds(test, of: state, hand) { return false }
      return true
    case .leaf(let leaf): return try holds(leaf, of: state, hand)
    }
  }

  private mutating func holds(_ leaf: Leaf, of state: SubjectState, _ hand: Hand) throws(Unknown) -> Bool {
    let (found, held): (DeclaredValue?, Bool)
    do throws(Unknown) {
      (found, held) = try answer(to: leaf.question, of: state, hand)
    } catch {
      note(LeafFound(leaf: leaf.text, found: nil, held: false), leaf.question, of: state, hand)
      throw error
    }
    note(LeafFound(leaf: leaf.text, found: found, held: held), leaf.question, of: state, hand)
    return held
  }

  private mutating func note(_ found: LeafFound, _ question: Question, of state: SubjectState, _ hand: Hand) {
    leaves.append(found)
    guard explained != nil else { return }
    let leaf = looked(at: question, found, of: state, hand)
    explained?.append(leaf)
  }

  private func answer(
    to question: Question, of state: SubjectState, _ hand: Hand
  ) throws(Unknown) -> (DeclaredValue?, Bool) {
    switch question {
    case .compare(let term, let comparison):
      let found = try value(of: term, state, hand)
      return (found.value, try compare(found, comparison, state, hand))
    case .isInForce(let measure):
      let held = state.isInForce(measure, hand.programme.measure(measure)?.kind, on: day)
      return (.flag(held), held)
    case .grade(let grades):
      guard let grade = hand.judgement?.grade else { throw .missing("grade") }
      return (.text(grade), grades.contains(grade))
    case .exists(let pattern, let ofBreach):
      let held = try exists(pattern, ofBreach: ofBreach, state, hand)
      return (.flag(held), held)
    case .linked(let attribute, let test, let how):
      let count = try linked(attribute, test, state, hand)
      return (.number(count), try compare(Found(.number(count)), how, state, hand))
    }
  }

  private func linked(
    _ attribute: String, _ test: Test, _ state: SubjectState, _ hand: Hand
  ) throws(Unknown) -> Int {
    guard let value = state.value(of: attribute, on: day, by: hand.programme) else {
      throw .missing("attribute \(attribute)")
    }
    let sought = OthersSought(
      programme: state.programme, attribute: attribute, value: value,
      isDefault: hand.programme.attribute(attribute)?.field.otherwise == value)
    var count = 0
    for other in around.others.others(than: state.provider, sought, before: around.before) {
      guard other.programme == state.programme, other.enrolment != nil,
        other.value(of: attribute, on: day, by: hand.programme) == value
      else { continue }
      let hand = Hand(programme: hand.programme, rule: hand.rule, cause: hand.cause, day: day, isAttended: false)
      var asking = Asking(on: day, around)
      if try asking.holds(test, of: other, hand) { count += 1 }
    }
    return count
  }
}

/// A value that a term has, and what is known of its type.
struct Found {
  let value: DeclaredValue
  let levels: [String]?

  init(_ value: DeclaredValue, _ type: ValueType? = nil) {
    self.value = value
    if case .levels(let levels)? = type { self.levels = levels } else { levels = nil }
  }
}

// Terms.
extension Asking {
  func value(of term: Term, _ state: SubjectState, _ hand: Hand) throws(Unknown) -> Found {
    switch term {
    case .attribute(let name):
      guard let value = state.value(of: name, on: day, by: hand.programme) else { throw .missing("attribute \(name)") }
      return Found(value, hand.programme.attribute(name)?.field.type)
    case .field(let name):
      guard let value = hand.value(of: name) else { throw .missing("field \(name)") }
      return Found(value, (hand.declared.first { $0.name == name } ?? hand.programme.anyField(name))?.type)
    case .latest(let kind, let field, let notOlder): return try latest(kind, field, notOlder, state, hand)
    case .count(let pattern, let within): return Found(.number(try count(pattern, within, state, hand)))
    case .breaches(let clauses, let within): return Found(.number(try breaches(clauses, within, state, hand)))
    case .counter(let counter, let key):
      guard let key else { return Found(.number(state.value(of: counter, on: day))) }
      guard let value = hand.value(of: key) else { throw .missing("field \(key)") }
      return Found(.number(state.value(of: counter, key: value.description, on: day)))
    case .largest(let counter, let within): return Found(.number(try largest(counter, within, state, hand)))
    case .balance(let name):
      let account = state.accounts[name]?.asOf(day) ?? (balance: 0, owed: 0)
      return Found(.number(hand.programme.account(name)?.kind == .bill ? account.owed : account.balance))
    }
  }
}

// Comparisons.
extension Asking {
  private func compare(
    _ found: Found, _ comparison: Comparison, _ state: SubjectState, _ hand: Hand
  ) throws(Unknown) -> Bool {
    switch comparison {
    case .equal(let comparand):
      return try Self.same(found, other(comparand, state, hand))
    case .oneOf(let constants): return constants.contains { Self.same(found, .constant($0)) }
    case .atLeast(let comparand): return try order(found, comparand, state, hand).map { $0 >= 0 } ?? false
    case .atMost(let comparand): return try order(found, comparand, state, hand).map { $0 <= 0 } ?? false
    case .below(let comparand): return try order(found, comparand, state, hand).map { $0 < 0 } ?? false
    case .above(let comparand): return try order(found, comparand, state, hand).map { $0 > 0 } ?? false
    case .ago(let window):
      guard case .text(let text) = found.value, let date = LocalDate(text), date <= day else { return false }
      return try state.last(date, window, asked: day, by: hand.programme).map { day > $0 } ?? false
    }
  }

  /// What something is compared with: a constant, or a value found, so many times.
  private enum Other {
    case constant(Constant)
    case found(Found, Ratio)
  }

  private func other(
    _ comparand: Comparand, _ state: SubjectState, _ hand: Hand
  ) throws(Unknown) -> Other {
    switch comparand {
    case .constant(let constant): .constant(constant)
    case .of(let term, let times): .found(try value(of: term, state, hand), times)
    }
  }

  private static func same(_ found: Found, _ other: Other) -> Bool {
    switch (found.value, other) {
    case (.flag(let left), .constant(.flag(let right))): left == right
    case (.text(let left), .constant(.text(let right))): left == right
    case (.flag(let left), .found(let right, _)): right.value == .flag(left)
    case (.text(let left), .found(let right, _)): right.value == .text(left)
    case (.number, _), (.share, _): order(found, other) == 0
    case (.flag, .constant), (.text, .constant): false
    }
  }

  private func order(
    _ found: Found, _ comparand: Comparand, _ state: SubjectState, _ hand: Hand
  ) throws(Unknown) -> Int? {
    Self.order(found, try other(comparand, state, hand))
  }

  /// Below 0, 0 or above it, as a value found is less than, the same as or more than another; nil for what has no order.
  private static func order(_ found: Found, _ other: Other) -> Int? {
    if case .text(let left) = found.value {
      let right: DeclaredValue
      switch other {
      case .constant(.text(let text)): right = .text(text)
      case .found(let found, _): right = found.value
      case .constant(.number), .constant(.flag): return nil
      }
      guard case .text(let right) = right else { return nil }
      if let levels = found.levels {
        guard let low = levels.firstIndex(of: left), let high = levels.firstIndex(of: right) else { return nil }
        return low - high
      }
      guard LocalDate(left) != nil, LocalDate(right) != nil else { return nil }
      return left == right ? 0 : left < right ? -1 : 1
    }
    guard let left = Fraction(found.value) else { return nil }
    switch other {
    case .constant(.number(let ratio)): return left.order(Fraction(Int128(ratio.part), Int128(ratio.whole)))
    case .constant(.text), .constant(.flag): return nil
    case .found(let found, let times): return Fraction(found.value).map { left.order($0.times(times)) }
    }
  }
}

extension FactOnRecord {
  /// Whether its fields, of which those left out have the declared defaults, have some values.
  func matches(_ values: [NamedValue], _ declared: [FieldForm]) -> Bool {
    values.allSatisfy { fields.value(of: $0.name, declared) == $0.value }
  }
}
