/// Facts about appeals (§4, §5).
public enum AppealFact: Equatable, Sendable {
  /// The provider appeals against a charge (§4).
  case filed(AppealFiled)
  /// The appeal is decided: confirmed, reduced or overturned (§5).
  case decided(AppealDecided)
}

extension AppealFact: FactFamily {
  /// The types of these facts, as written in the log.
  public enum Kind: String, CaseIterable, Sendable {
    /// 申诉提出
    case filed = "AppealFiled"
    /// 申诉裁定
    case decided = "AppealDecided"

    /// The type of the facts' data.
    public var payload: any FactPayload.Type {
      switch self {
      case .filed: AppealFiled.self
      case .decided: AppealDecided.self
      }
    }
  }

  /// The type under which the fact stands in the log.
  public var kind: Kind {
    switch self {
    case .filed: .filed
    case .decided: .decided
    }
  }

  /// Takes a fact of this kind from a pass that reads.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ kind: Kind, from pass: inout Pass) throws(Pass.PassError) {
    switch kind {
    case .filed: self = .filed(try AppealFiled(&pass, nil))
    case .decided: self = .decided(try AppealDecided(&pass, nil))
    }
  }

  /// Takes a pass over the fields of the fact.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    switch self {
    case .filed(let fact): _ = try AppealFiled(&pass, fact)
    case .decided(let fact): _ = try AppealDecided(&pass, fact)
    }
  }
}

/// The provider appeals against a charge (§4).
public struct AppealFiled: FactPayload {
  /// The breach.
  public let breach: BreachID
  /// Why the charge is wrong.
  public let grounds: String

  /// The fact, with its data.
  public init(breach: BreachID, grounds: String) {
    self.breach = breach
    self.grounds = grounds
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    breach = try pass.breach("breach", "违规", known?.breach)
    grounds = try pass.text("grounds", "申诉理由", known?.grounds)
  }

  /// The fact among all others.
  public var fact: Fact { .appeal(.filed(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "申诉提出", en: "appeal filed"), roles: [.provider], isAcceptedAfterFreeze: true,
    notBefore: Words(zh: "扣分", en: "the charge"),
    refusals: [.unknownBreach, .breachNotAssessed, .appealExists, .appealLate])

  /// Facts of the type.
  public static let examples = [AppealFiled(breach: BreachID("b-1"), grounds: "物料已于当日更换")]
}

/// The appeal is decided: confirmed, reduced or overturned (§5).
public struct AppealDecided: FactPayload {
  /// The breach.
  public let breach: BreachID
  /// How.
  public let outcome: AppealOutcome
  /// Why.
  public let reason: String

  /// The fact, with its data.
  public init(breach: BreachID, outcome: AppealOutcome, reason: String) {
    self.breach = breach
    self.outcome = outcome
    self.reason = reason
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    breach = try pass.breach("breach", "违规", known?.breach)
    switch try pass.choice("outcome", "裁定", known?.outcome.kind) {
    case .confirmed: outcome = .confirmed
    case .reduced: outcome = .reduced(points: try pass.count("points", "扣分", known?.outcome.points))
    case .overturned: outcome = .overturned
    }
    reason = try pass.text("reason", "理由", known?.reason)
  }

  /// The fact among all others.
  public var fact: Fact { .appeal(.decided(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "申诉裁定", en: "appeal decided"), roles: [.departmentHead, .legal], isAcceptedAfterFreeze: true,
    notBefore: Words(zh: "申诉提出", en: "the appeal"),
    refusals: [.unknownBreach, .noAppeal, .samePerson, .pointsOutOfRange])

  /// Facts of the type.
  public static let examples = [
    AppealDecided(breach: BreachID("b-1"), outcome: .reduced(points: 4), reason: "情节较轻"),
    AppealDecided(breach: BreachID("b-1"), outcome: .confirmed, reason: "属实"),
    AppealDecided(breach: BreachID("b-1"), outcome: .overturned, reason: "证据有误"),
  ]
}

/// How an appeal was decided (§5).
public enum AppealOutcome: Equatable, Sendable {
  /// The charge stands.
  case confirmed
  /// The points are lowered to this many.
  case reduced(points: Int)
  /// The breach is overturned; all that was charged comes off.
  case overturned

  /// The outcomes, as written.
  public enum Kind: String, Word {
    /// The charge stands.
    case confirmed
    /// The points are lowered.
    case reduced
    /// The breach is overturned.
    case overturned

    /// The words, by their bytes.
    public static let words = WordTable(Kind.self)
  }

  /// Which of the three it is.
  public var kind: Kind {
    switch self {
    case .confirmed: .confirmed
    case .reduced: .reduced
    case .overturned: .overturned
    }
  }

  /// The points that are left, where they are lowered.
  public var points: Int? { if case .reduced(let points) = self { points } else { nil } }
}

extension AppealFact {
  /// The breach it is about.
  public var breach: BreachID {
    switch self {
    case .filed(let fact): fact.breach
    case .decided(let fact): fact.breach
    }
  }
}
