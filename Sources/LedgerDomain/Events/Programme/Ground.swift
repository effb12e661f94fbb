/// What of a rulebook an event of the ledger rests on (programmes §10).
public enum ProgrammeRule: Hashable, Sendable {
  /// The cost of a clause.
  case clause(String)
  /// A node of a counter.
  case node(counter: String, at: Int)
  /// A review.
  case review(String)
  /// A duty.
  case duty(String)
  /// What follows when a measure is over, and its end.
  case measure(String)
  /// The carrying of a counter.
  case counter(String)
  /// The required minimum of an account.
  case account(String)
  /// The decision of an appeal.
  case appeal
  /// An event that somebody submitted, such as one that lifts a measure.
  case submission
}

extension ProgrammeRule: LosslessStringConvertible {
  /// As it stands in the log: `clause:k`, `node:counter@12`, `review:k`, `duty:k`, `measure:k`, `counter:k`, `account:k`,
  /// `appeal`, `submission`.
  public var description: String {
    switch self {
    case .clause(let name): "clause:" + name
    case .node(let counter, let at): "node:\(counter)@\(at)"
    case .review(let name): "review:" + name
    case .duty(let name): "duty:" + name
    case .measure(let name): "measure:" + name
    case .counter(let name): "counter:" + name
    case .account(let name): "account:" + name
    case .appeal: "appeal"
    case .submission: "submission"
    }
  }

  /// Reads what stands in the log; nil for anything else.
  public init?(_ text: String) {
    if text == "appeal" { self = .appeal; return }
    if text == "submission" { self = .submission; return }
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let name = String(text[text.index(after: colon)...])
    switch text[..<colon] {
    case "clause": self = .clause(name)
    case "review": self = .review(name)
    case "duty": self = .duty(name)
    case "measure": self = .measure(name)
    case "counter": self = .counter(name)
    case "account": self = .account(name)
    case "node":
      guard let place = name.lastIndex(of: "@"), let at = Int(name[name.index(after: place)...]) else { return nil }
      self = .node(counter: String(name[..<place]), at: at)
    case _: return nil
    }
  }
}

/// What an event of the ledger rests on: the rule, and what it was applied to.
///
/// Two movements of two folds of one record are the same where rule and cause are, and their place among those (programmes §6).
public struct Ground: Hashable, Sendable {
  /// The rule; `by` in the log.
  public var rule: ProgrammeRule
  /// What it was applied to, as it stands in the log under `for`: a `GroundCause`; empty where it is nothing.
  public var cause: String

  /// A rule and what it was applied to, as it stands in the log.
  public init(_ rule: ProgrammeRule, for cause: String) {
    self.rule = rule
    self.cause = cause
  }

  /// A rule and what it was applied to; nil for nothing.
  public init(_ rule: ProgrammeRule, for cause: GroundCause?) {
    self.init(rule, for: cause?.description ?? "")
  }
}

/// What was decided about a report when it was recorded (programmes §2).
public struct ReportDecided: Hashable, Sendable {
  /// The date of the act.
  public var on: LocalDate
  /// Whether it is charged as it is raised.
  public var isAtOnce: Bool

  /// What was decided about a report.
  public init(on: LocalDate, isAtOnce: Bool) {
    self.on = on
    self.isAtOnce = isAtOnce
  }
}
