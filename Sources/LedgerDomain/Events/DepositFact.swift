/// Facts about the deposit (§1.1(7), §1.2(8), §3.3(3)).
public enum DepositFact: Equatable, Sendable {
  /// Money is frozen as the deposit for a city (§1.2(8)).
  case frozen(DepositFrozen)
  /// Part of the deposit is forfeited for an assessed breach (§1.1(7)).
  case forfeited(DepositForfeited)
  /// What was forfeited under a breach is given back, in whole or in part (§5).
  case returned(DepositReturned)
  /// A consumer, an outlet or a third party is paid out of the deposit (§1.1(7)).
  case compensated(DepositCompensated)
  /// After the agreement the whole balance is released (§3.3(3)).
  case released(DepositReleased)
}

extension DepositFact: FactFamily {
  /// The types of these facts, as written in the log.
  public enum Kind: String, CaseIterable, Sendable {
    /// 保证金冻结
    case frozen = "DepositFrozen"
    /// 保证金罚没
    case forfeited = "DepositForfeited"
    /// 罚没款退还
    case returned = "DepositReturned"
    /// 保证金赔付
    case compensated = "DepositCompensated"
    /// 保证金解冻
    case released = "DepositReleased"

    /// The type of the facts' data.
    public var payload: any FactPayload.Type {
      switch self {
      case .frozen: DepositFrozen.self
      case .forfeited: DepositForfeited.self
      case .returned: DepositReturned.self
      case .compensated: DepositCompensated.self
      case .released: DepositReleased.self
      }
    }
  }

  /// The type under which the fact stands in the log.
  public var kind: Kind {
    switch self {
    case .frozen: .frozen
    case .forfeited: .forfeited
    case .returned: .returned
    case .compensated: .compensated
    case .released: .released
    }
  }

  /// Takes a fact of this kind from a pass that reads.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ kind: Kind, from pass: inout Pass) throws(Pass.PassError) {
    switch kind {
    case .frozen: self = .frozen(try DepositFrozen(&pass, nil))
    case .forfeited: self = .forfeited(try DepositForfeited(&pass, nil))
    case .returned: self = .returned(try DepositReturned(&pass, nil))
    case .compensated: self = .compensated(try DepositCompensated(&pass, nil))
    case .released: self = .released(try DepositReleased(&pass, nil))
    }
  }

  /// Takes a pass over the fields of the fact.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    switch self {
    case .frozen(let fact): _ = try DepositFrozen(&pass, fact)
    case .forfeited(let fact): _ = try DepositForfeited(&pass, fact)
    case .returned(let fact): _ = try DepositReturned(&pass, fact)
    case .compensated(let fact): _ = try DepositCompensated(&pass, fact)
    case .released(let fact): _ = try DepositReleased(&pass, fact)
    }
  }
}

/// Money is frozen as the deposit for a city (§1.2(8)).
public struct DepositFrozen: FactPayload {
  /// The city.
  public let city: Key<City>
  /// The amount, in fen.
  public let amountFen: Int

  /// The fact, with its data.
  public init(city: Key<City>, amountFen: Int) {
    self.city = city
    self.amountFen = amountFen
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    city = try pass.key("city", "城市", known?.city)
    amountFen = try pass.count("amountFen", "金额（单位 0.01 元）", known?.amountFen, atLeast: 1)
  }

  /// The fact among all others.
  public var fact: Fact { .deposit(.frozen(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "保证金冻结", en: "deposit frozen"), roles: [.channelOperations],
    refusals: [])

  /// Facts of the type.
  public static let examples = [DepositFrozen(city: Key("hangzhou"), amountFen: 30_000_000)]
}

/// Part of the deposit is forfeited for an assessed breach (§1.1(7)).
public struct DepositForfeited: FactPayload {
  /// The amount, in fen.
  public let amountFen: Int
  /// The breach.
  public let breach: BreachID
  /// Why.
  public let reason: String

  /// The fact, with its data.
  public init(amountFen: Int, breach: BreachID, reason: String) {
    self.amountFen = amountFen
    self.breach = breach
    self.reason = reason
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    amountFen = try pass.count("amountFen", "金额（单位 0.01 元）", known?.amountFen, atLeast: 1)
    breach = try pass.breach("breach", "违规", known?.breach)
    reason = try pass.text("reason", "理由", known?.reason)
  }

  /// The fact among all others.
  public var fact: Fact { .deposit(.forfeited(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "保证金罚没", en: "deposit forfeited"), roles: [.finance], isAcceptedAfterFreeze: true,
    refusals: [.unknownBreach, .breachNotAssessed, .depositInsufficient])

  /// Facts of the type.
  public static let examples = [DepositForfeited(amountFen: 500_000, breach: BreachID("b-1"), reason: "§1.1(7)")]
}

/// What was forfeited under a breach is given back, in whole or in part (§5).
public struct DepositReturned: FactPayload {
  /// The amount, in fen.
  public let amountFen: Int
  /// The breach.
  public let breach: BreachID
  /// Why.
  public let reason: String

  /// The fact, with its data.
  public init(amountFen: Int, breach: BreachID, reason: String) {
    self.amountFen = amountFen
    self.breach = breach
    self.reason = reason
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    amountFen = try pass.count("amountFen", "金额（单位 0.01 元）", known?.amountFen, atLeast: 1)
    breach = try pass.breach("breach", "违规", known?.breach)
    reason = try pass.text("reason", "理由", known?.reason)
  }

  /// The fact among all others.
  public var fact: Fact { .deposit(.returned(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "罚没款退还", en: "forfeited deposit returned"), roles: [.finance], isAcceptedAfterFreeze: true,
    refusals: [.unknownBreach, .depositReleased, .amountMismatch])

  /// Facts of the type.
  public static let examples = [DepositReturned(amountFen: 500_000, breach: BreachID("b-1"), reason: "申诉撤销")]
}

/// A consumer, an outlet or a third party is paid out of the deposit (§1.1(7)).
public struct DepositCompensated: FactPayload {
  /// The amount, in fen.
  public let amountFen: Int
  /// Who is paid.
  public let beneficiary: Beneficiary
  /// What for.
  public let reference: String

  /// The fact, with its data.
  public init(amountFen: Int, beneficiary: Beneficiary, reference: String) {
    self.amountFen = amountFen
    self.beneficiary = beneficiary
    self.reference = reference
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    amountFen = try pass.count("amountFen", "金额（单位 0.01 元）", known?.amountFen, atLeast: 1)
    beneficiary = try pass.choice("beneficiary", "受偿人", known?.beneficiary)
    reference = try pass.text("reference", "凭据", known?.reference)
  }

  /// The fact among all others.
  public var fact: Fact { .deposit(.compensated(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "保证金赔付", en: "compensation paid from the deposit"), roles: [.finance], isAcceptedAfterFreeze: true,
    refusals: [.depositInsufficient])

  /// Facts of the type.
  public static let examples = [
    DepositCompensated(amountFen: 12_000, beneficiary: .consumer, reference: "订单 20110304-7")
  ]
}

/// After the agreement the whole balance is released (§3.3(3)).
public struct DepositReleased: FactPayload {
  /// The amount, in fen.
  public let amountFen: Int

  /// The fact, with its data.
  public init(amountFen: Int) {
    self.amountFen = amountFen
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    amountFen = try pass.count("amountFen", "金额（单位 0.01 元）", known?.amountFen)
  }

  /// The fact among all others.
  public var fact: Fact { .deposit(.released(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "保证金解冻", en: "deposit released"), roles: [.finance], isAcceptedAfterFreeze: true,
    refusals: [.notTerminated, .tooEarly, .complaintsOpen, .depositReleased, .amountMismatch])

  /// Facts of the type.
  public static let examples = [DepositReleased(amountFen: 29_500_000)]
}

/// Whom a payment out of the deposit compensates (§1.1(7)).
public enum Beneficiary: String, Word {
  /// A consumer.
  case consumer
  /// An outlet.
  case outlet
  /// Anybody else.
  case thirdParty

  /// The words, by their bytes.
  public static let words = WordTable(Beneficiary.self)
}

extension DepositFact {
  /// The breach under which it takes from the deposit or gives back.
  public var breach: BreachID? {
    switch self {
    case .forfeited(let fact): fact.breach
    case .returned(let fact): fact.breach
    case .frozen, .compensated, .released: nil
    }
  }
}
