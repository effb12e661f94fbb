/// Facts about breaches: reported, investigated, assessed, dismissed (§3, §5).
public enum BreachFact: Equatable, Sendable {
  /// A person reports a breach of one of the reported clauses (§1.1.3(4), §1.1.3(5), §1.3.2).
  case reported(BreachReported)
  /// Whether the provider is at fault for early exits (§2.2.3(1)).
  case investigated(InvestigationConcluded)
  /// New demands after a finding of fault, and their deadline (§2.2.3(1)).
  case demandsSet(DemandsSet)
  /// Whether those demands were met (§2.2.3(1)).
  case demandsJudged(DemandsJudged)
  /// A person sets the points of a pending breach within its range (§3, §5).
  case assessed(BreachAssessed)
  /// A pending breach is found to be none (§5).
  case dismissed(BreachDismissed)
}

extension BreachFact: FactFamily {
  /// The types of these facts, as written in the log.
  public enum Kind: String, CaseIterable, Sendable {
    /// 违规上报
    case reported = "BreachReported"
    /// 调查结论
    case investigated = "InvestigationConcluded"
    /// 提出新的要求
    case demandsSet = "DemandsSet"
    /// 要求判定
    case demandsJudged = "DemandsJudged"
    /// 违规评定
    case assessed = "BreachAssessed"
    /// 违规不成立
    case dismissed = "BreachDismissed"

    /// The type of the facts' data.
    public var payload: any FactPayload.Type {
      switch self {
      case .reported: BreachReported.self
      case .investigated: InvestigationConcluded.self
      case .demandsSet: DemandsSet.self
      case .demandsJudged: DemandsJudged.self
      case .assessed: BreachAssessed.self
      case .dismissed: BreachDismissed.self
      }
    }
  }

  /// The type under which the fact stands in the log.
  public var kind: Kind {
    switch self {
    case .reported: .reported
    case .investigated: .investigated
    case .demandsSet: .demandsSet
    case .demandsJudged: .demandsJudged
    case .assessed: .assessed
    case .dismissed: .dismissed
    }
  }

  /// Takes a fact of this kind from a pass that reads.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ kind: Kind, from pass: inout Pass) throws(Pass.PassError) {
    switch kind {
    case .reported: self = .reported(try BreachReported(&pass, nil))
    case .investigated: self = .investigated(try InvestigationConcluded(&pass, nil))
    case .demandsSet: self = .demandsSet(try DemandsSet(&pass, nil))
    case .demandsJudged: self = .demandsJudged(try DemandsJudged(&pass, nil))
    case .assessed: self = .assessed(try BreachAssessed(&pass, nil))
    case .dismissed: self = .dismissed(try BreachDismissed(&pass, nil))
    }
  }

  /// Takes a pass over the fields of the fact.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    switch self {
    case .reported(let fact): _ = try BreachReported(&pass, fact)
    case .investigated(let fact): _ = try InvestigationConcluded(&pass, fact)
    case .demandsSet(let fact): _ = try DemandsSet(&pass, fact)
    case .demandsJudged(let fact): _ = try DemandsJudged(&pass, fact)
    case .assessed(let fact): _ = try BreachAssessed(&pass, fact)
    case .dismissed(let fact): _ = try BreachDismissed(&pass, fact)
    }
  }
}

/// A person reports a breach of one of the reported clauses (§1.1.3(4), §1.1.3(5), §1.3.2).
public struct BreachReported: FactPayload {
  /// The id it is given, a key.
  public let breach: BreachID
  /// The slug of its clause, as it was handed in.
  public let clause: String
  /// What shows it.
  public let evidence: String
  /// The date of the act; nil for that of the report.
  public let on: LocalDate?
  /// The outlet concerned; nil where none is named.
  public let outlet: Key<Outlet>?

  /// The fact, with its data.
  public init(breach: BreachID, clause: String, evidence: String, on: LocalDate?, outlet: Key<Outlet>?) {
    self.breach = breach
    self.clause = clause
    self.evidence = evidence
    self.on = on
    self.outlet = outlet
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    breach = BreachID(.report(try pass.key("breach", "违规", known.map { Key($0.breach.text) })))
    clause = try pass.text("clause", "条款", known?.clause)
    evidence = try pass.text("evidence", "证据", known?.evidence)
    on = try pass.optionalDate("on", "违规日期", known?.on)
    outlet = try pass.optionalKey("outlet", "网点", known?.outlet)
  }

  /// The fact among all others.
  public var fact: Fact { .breach(.reported(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "违规上报", en: "breach reported"),
    roles: [.channelExpansion, .channelOperations, .departmentHead, .customerSatisfaction],
    mayPrecedeFreeze: true,
    refusals: [
      .breachExists, .unknownClause, .clauseNotReportable, .clauseNotBinding, .outletRequired, .unknownOutlet,
      .timeOrder,
    ])

  /// Facts of the type.
  public static let examples = [
    BreachReported(
      breach: BreachID("b-1"), clause: Clause.nonstandardMaterials.rawValue, evidence: "照片 3 张", on: .example,
      outlet: Key("o-17"))
  ]
}

/// Whether the provider is at fault for early exits (§2.2.3(1)).
public struct InvestigationConcluded: FactPayload {
  /// The breach.
  public let breach: BreachID
  /// Whether it is.
  public let atFault: Bool

  /// The fact, with its data.
  public init(breach: BreachID, atFault: Bool) {
    self.breach = breach
    self.atFault = atFault
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    breach = try pass.breach("breach", "违规", known?.breach)
    atFault = try pass.flag("atFault", "有过错", known?.atFault)
  }

  /// The fact among all others.
  public var fact: Fact { .breach(.investigated(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "调查结论", en: "investigation concluded"), roles: Role.judges, isAcceptedAfterFreeze: true,
    notBefore: Words(zh: "违规日期零时", en: "00:00 of the breach's date"),
    refusals: [.unknownBreach, .breachNotPending, .notInvestigated, .investigationConcluded])

  /// Facts of the type.
  public static let examples = [InvestigationConcluded(breach: BreachID("early-exits:hangzhou"), atFault: true)]
}

/// New demands after a finding of fault, and their deadline (§2.2.3(1)).
public struct DemandsSet: FactPayload {
  /// The breach.
  public let breach: BreachID
  /// The demands.
  public let demands: String
  /// By when they must be met.
  public let deadline: LocalDate

  /// The fact, with its data.
  public init(breach: BreachID, demands: String, deadline: LocalDate) {
    self.breach = breach
    self.demands = demands
    self.deadline = deadline
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    breach = try pass.breach("breach", "违规", known?.breach)
    demands = try pass.text("demands", "要求", known?.demands)
    deadline = try pass.date("deadline", "期限", known?.deadline)
  }

  /// The fact among all others.
  public var fact: Fact { .breach(.demandsSet(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "提出新的要求", en: "demands set"), roles: Role.judges, isAcceptedAfterFreeze: true,
    refusals: [.unknownBreach, .breachNotPending, .investigationRequired, .demandsSet, .timeOrder])

  /// Facts of the type.
  public static let examples = [
    DemandsSet(breach: BreachID("early-exits:hangzhou"), demands: "补签网点 5 家", deadline: .example)
  ]
}

/// Whether those demands were met (§2.2.3(1)).
public struct DemandsJudged: FactPayload {
  /// The breach.
  public let breach: BreachID
  /// Whether they were.
  public let met: Bool

  /// The fact, with its data.
  public init(breach: BreachID, met: Bool) {
    self.breach = breach
    self.met = met
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    breach = try pass.breach("breach", "违规", known?.breach)
    met = try pass.flag("met", "达到", known?.met)
  }

  /// The fact among all others.
  public var fact: Fact { .breach(.demandsJudged(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "要求判定", en: "demands judged"), roles: Role.judges, isAcceptedAfterFreeze: true,
    refusals: [.unknownBreach, .breachNotPending, .demandsMissing, .demandsJudged, .deadlineNotPassed])

  /// Facts of the type.
  public static let examples = [DemandsJudged(breach: BreachID("early-exits:hangzhou"), met: false)]
}

/// A person sets the points of a pending breach within its range (§3, §5).
public struct BreachAssessed: FactPayload {
  /// The breach.
  public let breach: BreachID
  /// The points.
  public let points: Int
  /// Why.
  public let reason: String
  /// The issue it shares with other service complaints; nil for none.
  public let issue: String?

  /// The fact, with its data.
  public init(breach: BreachID, points: Int, reason: String, issue: String?) {
    self.breach = breach
    self.points = points
    self.reason = reason
    self.issue = issue
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    breach = try pass.breach("breach", "违规", known?.breach)
    points = try pass.count("points", "扣分", known?.points)
    reason = try pass.text("reason", "理由", known?.reason)
    issue = try pass.optionalText("issue", "事项", known?.issue)
  }

  /// The fact among all others.
  public var fact: Fact { .breach(.assessed(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "违规评定", en: "breach assessed"), roles: Role.judges, isAcceptedAfterFreeze: true,
    notBefore: Words(zh: "违规日期零时", en: "00:00 of the breach's date"),
    refusals: [
      .unknownBreach, .breachNotPending, .roleNotAllowed, .samePerson, .investigationRequired, .pointsOutOfRange,
    ])

  /// Facts of the type.
  public static let examples = [
    BreachAssessed(breach: BreachID("service-complaint:ticket:t-9"), points: 2, reason: "超时 3 小时", issue: "系统故障")
  ]
}

/// A pending breach is found to be none (§5).
public struct BreachDismissed: FactPayload {
  /// The breach.
  public let breach: BreachID
  /// Why.
  public let reason: String

  /// The fact, with its data.
  public init(breach: BreachID, reason: String) {
    self.breach = breach
    self.reason = reason
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    breach = try pass.breach("breach", "违规", known?.breach)
    reason = try pass.text("reason", "理由", known?.reason)
  }

  /// The fact among all others.
  public var fact: Fact { .breach(.dismissed(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "违规不成立", en: "breach dismissed"), roles: Role.judges, isAcceptedAfterFreeze: true,
    notBefore: Words(zh: "违规日期零时", en: "00:00 of the breach's date"),
    refusals: [.unknownBreach, .breachNotPending])

  /// Facts of the type.
  public static let examples = [BreachDismissed(breach: BreachID("b-1"), reason: "查无实据")]
}

extension BreachFact {
  /// The breach it is about.
  public var breach: BreachID {
    switch self {
    case .reported(let fact): fact.breach
    case .investigated(let fact): fact.breach
    case .demandsSet(let fact): fact.breach
    case .demandsJudged(let fact): fact.breach
    case .assessed(let fact): fact.breach
    case .dismissed(let fact): fact.breach
    }
  }

  /// Whether it is a finding on a breach already raised.
  public var isFinding: Bool {
    switch self {
    case .reported: false
    case .investigated, .demandsSet, .demandsJudged, .assessed, .dismissed: true
    }
  }
}
