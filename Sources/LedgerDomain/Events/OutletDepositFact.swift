/// Facts about the deposits of outlets, each apart from its provider's (§2.1.1(3)).
public enum OutletDepositFact: Equatable, Sendable {
  /// Money of an outlet is frozen.
  case frozen(OutletDepositFrozen)
  /// An outlet gets money back.
  case released(OutletDepositReleased)
}

extension OutletDepositFact: FactFamily {
  /// The types of these facts, as written in the log.
  public enum Kind: String, CaseIterable, Sendable {
    /// 网点保证金冻结
    case frozen = "OutletDepositFrozen"
    /// 网点保证金解冻
    case released = "OutletDepositReleased"

    /// The type of the facts' data.
    public var payload: any FactPayload.Type {
      switch self {
      case .frozen: OutletDepositFrozen.self
      case .released: OutletDepositReleased.self
      }
    }
  }

  /// The type under which the fact stands in the log.
  public var kind: Kind {
    switch self {
    case .frozen: .frozen
    case .released: .released
    }
  }

  /// Takes a fact of this kind from a pass that reads.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ kind: Kind, from pass: inout Pass) throws(Pass.PassError) {
    switch kind {
    case .frozen: self = .frozen(try OutletDepositFrozen(&pass, nil))
    case .released: self = .released(try OutletDepositReleased(&pass, nil))
    }
  }

  /// Takes a pass over the fields of the fact.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    switch self {
    case .frozen(let fact): _ = try OutletDepositFrozen(&pass, fact)
    case .released(let fact): _ = try OutletDepositReleased(&pass, fact)
    }
  }
}

/// Money of an outlet is frozen as its own deposit (§2.1.1(3)).
public struct OutletDepositFrozen: FactPayload {
  /// The outlet.
  public let outlet: Key<Outlet>
  /// The amount, in fen.
  public let amountFen: Int

  /// The fact, with its data.
  public init(outlet: Key<Outlet>, amountFen: Int) {
    self.outlet = outlet
    self.amountFen = amountFen
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    outlet = try pass.key("outlet", "网点", known?.outlet)
    amountFen = try pass.count("amountFen", "金额（单位 0.01 元）", known?.amountFen, atLeast: 1)
  }

  /// The fact among all others.
  public var fact: Fact { .outletDeposit(.frozen(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "网点保证金冻结", en: "outlet deposit frozen"), roles: nil, isOptional: true,
    notBefore: Words(zh: "网点的签约或接收", en: "the outlet's signing or receipt"),
    refusals: [.unknownOutlet, .outletGone])

  /// Facts of the type.
  public static let examples = [OutletDepositFrozen(outlet: Key("o-1"), amountFen: 100_000)]
}

/// An outlet gets money back from its own deposit (§2.1.1(3)).
public struct OutletDepositReleased: FactPayload {
  /// The outlet.
  public let outlet: Key<Outlet>
  /// The amount, in fen.
  public let amountFen: Int

  /// The fact, with its data.
  public init(outlet: Key<Outlet>, amountFen: Int) {
    self.outlet = outlet
    self.amountFen = amountFen
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    outlet = try pass.key("outlet", "网点", known?.outlet)
    amountFen = try pass.count("amountFen", "金额（单位 0.01 元）", known?.amountFen, atLeast: 1)
  }

  /// The fact among all others.
  public var fact: Fact { .outletDeposit(.released(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "网点保证金解冻", en: "outlet deposit released"), roles: nil, isAcceptedAfterFreeze: true,
    isOptional: true, refusals: [.unknownOutlet, .depositInsufficient])

  /// Facts of the type.
  public static let examples = [OutletDepositReleased(outlet: Key("o-1"), amountFen: 60_000)]
}
