/// Facts by which a termination is taken back after the freeze (offices §11).
public enum ReinstatementFact: Equatable, Sendable {
  /// It is proposed, with the outlets that come back.
  case proposed(ReinstatementProposed)
  /// It is confirmed: the provider is no longer terminated.
  case confirmed(ReinstatementConfirmed)
}

extension ReinstatementFact: FactFamily {
  /// The types of these facts, as written in the log.
  public enum Kind: String, CaseIterable, Sendable {
    /// 恢复提议
    case proposed = "ReinstatementProposed"
    /// 恢复确认
    case confirmed = "ReinstatementConfirmed"

    /// The type of the facts' data.
    public var payload: any FactPayload.Type {
      switch self {
      case .proposed: ReinstatementProposed.self
      case .confirmed: ReinstatementConfirmed.self
      }
    }
  }

  /// The type under which the fact stands in the log.
  public var kind: Kind {
    switch self {
    case .proposed: .proposed
    case .confirmed: .confirmed
    }
  }

  /// Takes a fact of this kind from a pass that reads.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ kind: Kind, from pass: inout Pass) throws(Pass.PassError) {
    switch kind {
    case .proposed: self = .proposed(try ReinstatementProposed(&pass, nil))
    case .confirmed: self = .confirmed(try ReinstatementConfirmed(&pass, nil))
    }
  }

  /// Takes a pass over the fields of the fact.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    switch self {
    case .proposed(let fact): _ = try ReinstatementProposed(&pass, fact)
    case .confirmed(let fact): _ = try ReinstatementConfirmed(&pass, fact)
    }
  }
}

/// It is proposed that a terminated provider is taken back, with some of the outlets frozen with it (offices §11).
public struct ReinstatementProposed: FactPayload {
  /// Why.
  public let reason: String
  /// The outlets that come back with it.
  public let outlets: [Key<Outlet>]

  /// The fact, with its data.
  public init(reason: String, outlets: [Key<Outlet>]) {
    self.reason = reason
    self.outlets = outlets
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    reason = try pass.text("reason", "理由", known?.reason)
    outlets = try pass.keys("outlets", "恢复的网点", known?.outlets)
  }

  /// The fact among all others.
  public var fact: Fact { .reinstatement(.proposed(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "恢复提议", en: "reinstatement proposed"), roles: nil, isAcceptedAfterFreeze: true, isOptional: true,
    notBefore: Words(zh: "终止的最后一步", en: "the termination's last step"),
    refusals: [.notTerminated, .reinstatementProposed, .unknownOutlet, .outletNotFrozen])

  /// Facts of the type.
  public static let examples = [ReinstatementProposed(reason: "申诉成立", outlets: [Key("o-1"), Key("o-2")])]
}

/// The reinstatement proposed is confirmed: the case is closed, and the outlets named are received again (offices §11).
public struct ReinstatementConfirmed: FactPayload {
  /// The fact; it has no data of its own.
  public init() {}

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {}

  /// The fact among all others.
  public var fact: Fact { .reinstatement(.confirmed(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "恢复确认", en: "reinstatement confirmed"), roles: nil, isAcceptedAfterFreeze: true, isOptional: true,
    notBefore: Words(zh: "恢复提议", en: "the proposal"), refusals: [.noReinstatement, .samePerson])

  /// Facts of the type.
  public static let examples = [ReinstatementConfirmed()]
}
