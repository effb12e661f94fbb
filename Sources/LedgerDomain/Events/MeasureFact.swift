/// Facts about measures: what the platform orders besides points (§1.1(7), §1.1.3(3), §1.4.1(2)).
public enum MeasureFact: Equatable, Sendable {
  /// A measure is ordered.
  case ordered(MeasureOrdered)
  /// The platform finds that what was ordered is done.
  case fulfilled(MeasureFulfilled)
  /// The measure is lifted.
  case lifted(MeasureLifted)
}

extension MeasureFact: FactFamily {
  /// The types of these facts, as written in the log.
  public enum Kind: String, CaseIterable, Sendable {
    /// 下达处理措施
    case ordered = "MeasureOrdered"
    /// 处理措施已执行
    case fulfilled = "MeasureFulfilled"
    /// 解除处理措施
    case lifted = "MeasureLifted"

    /// The type of the facts' data.
    public var payload: any FactPayload.Type {
      switch self {
      case .ordered: MeasureOrdered.self
      case .fulfilled: MeasureFulfilled.self
      case .lifted: MeasureLifted.self
      }
    }
  }

  /// The type under which the fact stands in the log.
  public var kind: Kind {
    switch self {
    case .ordered: .ordered
    case .fulfilled: .fulfilled
    case .lifted: .lifted
    }
  }

  /// Takes a fact of this kind from a pass that reads.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ kind: Kind, from pass: inout Pass) throws(Pass.PassError) {
    switch kind {
    case .ordered: self = .ordered(try MeasureOrdered(&pass, nil))
    case .fulfilled: self = .fulfilled(try MeasureFulfilled(&pass, nil))
    case .lifted: self = .lifted(try MeasureLifted(&pass, nil))
    }
  }

  /// Takes a pass over the fields of the fact.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    switch self {
    case .ordered(let fact): _ = try MeasureOrdered(&pass, fact)
    case .fulfilled(let fact): _ = try MeasureFulfilled(&pass, fact)
    case .lifted(let fact): _ = try MeasureLifted(&pass, fact)
    }
  }
}

/// A measure is ordered (§1.1(7), §1.1.3(3), §1.4.1(2)); which of the fields its kind needs, the rulebook says.
public struct MeasureOrdered: FactPayload {
  /// The measure.
  public let measure: Key<Measure>
  /// What kind of measure it is.
  public let kind: Key<MeasureKind>
  /// Why.
  public let reason: String
  /// The outlet it is about.
  public let outlet: Key<Outlet>?
  /// The amount to be paid, in fen.
  public let amountFen: Int?
  /// Who is to be paid.
  public let beneficiary: Beneficiary?
  /// The last day to do it.
  public let deadline: LocalDate?
  /// The breach it answers.
  public let breach: BreachID?

  /// The fact, with its data.
  public init(
    measure: Key<Measure>, kind: Key<MeasureKind>, reason: String, outlet: Key<Outlet>? = nil, amountFen: Int? = nil,
    beneficiary: Beneficiary? = nil, deadline: LocalDate? = nil, breach: BreachID? = nil
  ) {
    self.measure = measure
    self.kind = kind
    self.reason = reason
    self.outlet = outlet
    self.amountFen = amountFen
    self.beneficiary = beneficiary
    self.deadline = deadline
    self.breach = breach
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    measure = try pass.key("measure", "处理措施", known?.measure)
    kind = try pass.key("kind", "措施类型", known?.kind)
    reason = try pass.text("reason", "理由", known?.reason)
    outlet = try pass.optionalKey("outlet", "网点", known?.outlet)
    amountFen = try pass.optionalCount("amountFen", "金额（单位 0.01 元）", known?.amountFen, atLeast: 1)
    beneficiary = try pass.optionalChoice("beneficiary", "受偿人", known?.beneficiary)
    deadline = try pass.optionalDate("deadline", "期限", known?.deadline)
    breach = try pass.optionalBreach("breach", "违规", known?.breach)
  }

  /// The fact among all others.
  public var fact: Fact { .measure(.ordered(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "下达处理措施", en: "measure ordered"), roles: nil, isOptional: true,
    notBefore: Words(zh: "网点的签约或接收", en: "the outlet's signing or receipt"),
    refusals: [.unknownKind, .measureExists, .unknownOutlet, .outletGone, .unknownBreach, .timeOrder])

  /// Facts of the type.
  public static let examples = [
    MeasureOrdered(
      measure: Key("m-7"), kind: Key("compensate"), reason: "消费者投诉属实", outlet: Key("o-17"), amountFen: 50_000,
      beneficiary: .consumer, deadline: .example, breach: BreachID("b-1"))
  ]
}

/// The platform finds that what a measure orders is done.
public struct MeasureFulfilled: FactPayload {
  /// The measure.
  public let measure: Key<Measure>
  /// What shows it.
  public let evidence: String

  /// The fact, with its data.
  public init(measure: Key<Measure>, evidence: String) {
    self.measure = measure
    self.evidence = evidence
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    measure = try pass.key("measure", "处理措施", known?.measure)
    evidence = try pass.text("evidence", "证据", known?.evidence)
  }

  /// The fact among all others.
  public var fact: Fact { .measure(.fulfilled(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "处理措施已执行", en: "measure fulfilled"), roles: nil, isAcceptedAfterFreeze: true, isOptional: true,
    notBefore: Words(zh: "下达处理措施", en: "the order"), refusals: [.unknownMeasure, .measureClosed])

  /// Facts of the type.
  public static let examples = [MeasureFulfilled(measure: Key("m-7"), evidence: "转账凭证")]
}

/// A measure is lifted by those who may order its kind.
public struct MeasureLifted: FactPayload {
  /// The measure.
  public let measure: Key<Measure>
  /// Why.
  public let reason: String

  /// The fact, with its data.
  public init(measure: Key<Measure>, reason: String) {
    self.measure = measure
    self.reason = reason
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    measure = try pass.key("measure", "处理措施", known?.measure)
    reason = try pass.text("reason", "理由", known?.reason)
  }

  /// The fact among all others.
  public var fact: Fact { .measure(.lifted(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "解除处理措施", en: "measure lifted"), roles: nil, isAcceptedAfterFreeze: true, isOptional: true,
    notBefore: Words(zh: "下达处理措施", en: "the order"), refusals: [.unknownMeasure, .measureClosed, .notLiftable])

  /// Facts of the type.
  public static let examples = [MeasureLifted(measure: Key("m-7"), reason: "已整改")]
}
