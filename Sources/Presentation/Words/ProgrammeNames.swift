public import LedgerDomain
public import Programmes

/// What a programme calls what it declares, for whoever tells its rules and events: people read words, and names of the file only
/// where there are none.
public struct ProgrammeNames {
  /// Something that a programme declares by a name.
  public enum Kind: String, Sendable {
    case attribute, fact, account, measure, counter, clause, duty, review, role
    /// What is asked at an admission: no programme declares it, but the rules of an office.
    case criterion
    /// A kind of contact, a part of a duty, a channel of notices, and what may be chosen for a criterion, of the rules of an office
    /// alike.
    case contact, part, channel, choice
  }

  /// A question of a test, by what it reads in the file.
  public struct Condition {
    /// What it asks.
    public let words: Words
    /// Whether what it finds is an amount of fen.
    public let isMoney: Bool

    /// A question in words.
    public init(_ words: Words, isMoney: Bool) {
      self.words = words
      self.isMoney = isMoney
    }
  }

  private let called: (Kind, String) -> Words?
  private let isAmount: (Kind, String, String?) -> Bool
  private var asked: (String) -> Condition?

  /// Names that are looked up elsewhere.
  ///
  /// - Parameters:
  ///   - called: the words of something declared; nil for what has none.
  ///   - isMoney: whether an attribute, or a field of a fact or clause, is an amount of fen.
  ///   - condition: a question by what it reads in the file; nil for one that is not known.
  public init(
    _ called: @escaping (Kind, String) -> Words?, isMoney: @escaping (Kind, String, String?) -> Bool,
    condition: @escaping (String) -> Condition?
  ) {
    (self.called, isAmount, asked) = (called, isMoney, condition)
  }

  /// No words: all is told by its name.
  public static var byName: ProgrammeNames {
    ProgrammeNames({ _, _ in nil }, isMoney: { _, _, _ in false }, condition: { _ in nil })
  }

  /// What something is called, as part of a sentence; nil for what has no words.
  public func words(_ kind: Kind, _ name: String) -> Words? {
    if kind == .duty, let toppedUp = DutyName.account(toppedUpBy: name) {
      guard let account = words(.account, toppedUp) else { return nil }
      return Words(zh: "补足\(account.zh)", en: "top up \(account.en)")
    }
    guard let words = called(kind, name) else { return nil }
    return Words(zh: words.zh.withoutStop, en: words.en.withoutStop)
  }

  /// What something is called; its name where it has no words.
  public func callAsFunction(_ kind: Kind, _ name: String) -> Words { words(kind, name) ?? .same(name) }

  /// What something is called, with the name beside it, for whoever has to write that; the name alone where it has no words.
  func shown(_ kind: Kind, _ name: String) -> Words {
    guard let words = words(kind, name) else { return .same(name) }
    return Words(
      zh: words.zh == name ? name : "\(words.zh)（\(name)）", en: words.en == name ? name : "\(words.en) (\(name))")
  }

  /// A duty by what it is called, with what it is about; by its key where it has no words.
  func duty(_ duty: DutyID) -> Words {
    if let whole = words(.duty, duty.text) { return Words(zh: "“\(whole.zh)”", en: "“\(whole.en)”") }
    guard let words = words(.duty, duty.slug.text) else { return .same(duty.text) }
    return Words(
      zh: "“\(words.zh)”" + (duty.subject.map { "（\($0)）" } ?? ""),
      en: "“\(words.en)”" + (duty.subject.map { " (\($0))" } ?? ""))
  }

  /// Several of a kind, one after the other.
  func list(_ kind: Kind, _ names: [String]) -> Words {
    let words = names.map { self(kind, $0) }
    return Words(zh: Language.zh.list(words.map(\.zh)), en: Language.en.list(words.map(\.en)))
  }

  /// Whether an attribute, or a field of a fact or clause, is an amount of fen.
  public func isMoney(_ kind: Kind, _ name: String, field: String? = nil) -> Bool { isAmount(kind, name, field) }

  /// A question of a test by what it reads in the file; nil for one that is not known.
  public func condition(_ leaf: String) -> Condition? { asked(leaf) }
}

extension String {
  /// Without the full stop at its end: clauses are sentences, and stand in others.
  package var withoutStop: String { last == "。" || last == "." ? String(dropLast()) : self }
}

extension ProgrammeNames {
  /// Those of a version.
  public init(_ programme: Programme) {
    let plain = ProgrammeNames {
      programme.words($0, $1)
    } isMoney: {
      programme.isMoney($0, $1, $2)
    } condition: { _ in
      nil
    }
    let words = ConditionWords(programme: programme, names: plain)
    let conditions = Dictionary(programme.leaves.map { ($0.text, words.condition($0)) }) { first, _ in first }
    self = plain
    asked = { conditions[$0] }
  }
}

extension Programme {
  /// What something that it declares is called; nil for what it does not declare, or has no words for.
  fileprivate func words(_ kind: ProgrammeNames.Kind, _ name: String) -> Words? {
    switch kind {
    case .attribute: attribute(name)?.words
    case .fact: fact(name)?.words
    case .account: account(name)?.words
    case .measure: measure(name)?.words
    case .counter: counter(name)?.words
    case .clause: clause(name)?.words
    case .duty: duty(name)?.words
    case .review: reviews.first { $0.name == name }?.words
    case .role: roles.first { $0.name == name }?.words
    case .criterion, .contact, .part, .channel, .choice: nil
    }
  }

  /// Whether an attribute, or a field of a fact or clause, is an amount of fen.
  fileprivate func isMoney(_ kind: ProgrammeNames.Kind, _ name: String, _ field: String?) -> Bool {
    switch kind {
    case .attribute: attribute(name)?.field.type == .money
    case .fact: fact(name)?.fields.first { $0.name == field }?.type == .money
    case .clause: clause(name)?.fields.first { $0.name == field }?.type == .money
    case .account: true
    case .measure, .counter, .duty, .review, .role, .criterion, .contact, .part, .channel, .choice: false
    }
  }

  /// Every question that its rules ask, each once.
  var leaves: [Leaf] {
    var found = LeavesFound()
    for account in accounts { found.take(account.topUp?.missed ?? []) }
    for counter in counters {
      for row in counter.carry { if case .entries(let test) = row.keep { found.take(test) } }
      for node in counter.nodes { found.take(node.effects) }
    }
    for clause in clauses {
      if let binding = clause.applies { found.take(binding) }
      found.take(clause.cost)
    }
    for duty in duties {
      if case .each(_, _, let test?) = duty.owed { found.take(test) }
      found.take(duty.missed)
    }
    for review in reviews {
      if let holds = review.holds { found.take(holds) }
      found.take(review.choice)
    }
    for measure in imposing {
      if let until = measure.until { found.take(until) }
      found.take(measure.then)
    }
    return found.leaves
  }
}

/// The questions of tests, each once, in the order in which they are met.
private struct LeavesFound {
  private(set) var leaves: [Leaf] = []

  mutating func take(_ test: Test) {
    switch test {
    case .leaf(let leaf):
      if !leaves.contains(leaf) { leaves.append(leaf) }
      if case .linked(_, let test, _) = leaf.question { take(test) }
    case .all(let tests), .any(let tests), .none(let tests): for test in tests { take(test) }
    }
  }

  mutating func take(_ effects: [Effect]) {
    for case .choose(let choice) in effects { take(choice) }
  }

  mutating func take(_ choice: Choice) {
    for row in choice.rows {
      take(row.test)
      take(row.effects)
    }
    take(choice.otherwise)
  }
}
