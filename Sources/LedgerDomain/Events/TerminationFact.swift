/// Facts about a termination, from the request to its last step (§3.2, §3.3).
public enum TerminationFact: Equatable, Sendable {
  /// A termination is asked for, on a ground other than points (§3.3).
  case requested(TerminationRequested)
  /// Step 1: channel expansion proposes the termination (§3.3(1)).
  case proposed(TerminationProposed)
  /// Step 2: the five departments are notified (§3.3(1)).
  case departmentsNotified(DepartmentsNotified)
  /// Step 3: the department head confirms it (§3.3(1)).
  case confirmed(TerminationConfirmed)
  /// Step 4, twice: system administrator and legal sign, one each (§3.3(1)).
  case signed(TerminationSigned)
  /// Step 5: the channel and its remaining outlets are frozen; the provider is terminated (§3.3(1)).
  case channelFrozen(ChannelFrozen)
  /// Step 6: the five departments are told that it is done (§3.3(2)).
  case notified(TerminationNotified)
  /// The department head lets the open case drop (§3.2).
  case waived(TerminationWaived)
}

extension TerminationFact: FactFamily {
  /// The types of these facts, as written in the log.
  public enum Kind: String, CaseIterable, Sendable {
    /// 终止申请
    case requested = "TerminationRequested"
    /// 终止提议
    case proposed = "TerminationProposed"
    /// 通知各部门
    case departmentsNotified = "DepartmentsNotified"
    /// 终止确认
    case confirmed = "TerminationConfirmed"
    /// 终止签字
    case signed = "TerminationSigned"
    /// 渠道权限冻结
    case channelFrozen = "ChannelFrozen"
    /// 终止通知
    case notified = "TerminationNotified"
    /// 免予终止
    case waived = "TerminationWaived"

    /// The type of the facts' data.
    public var payload: any FactPayload.Type {
      switch self {
      case .requested: TerminationRequested.self
      case .proposed: TerminationProposed.self
      case .departmentsNotified: DepartmentsNotified.self
      case .confirmed: TerminationConfirmed.self
      case .signed: TerminationSigned.self
      case .channelFrozen: ChannelFrozen.self
      case .notified: TerminationNotified.self
      case .waived: TerminationWaived.self
      }
    }
  }

  /// The type under which the fact stands in the log.
  public var kind: Kind {
    switch self {
    case .requested: .requested
    case .proposed: .proposed
    case .departmentsNotified: .departmentsNotified
    case .confirmed: .confirmed
    case .signed: .signed
    case .channelFrozen: .channelFrozen
    case .notified: .notified
    case .waived: .waived
    }
  }

  /// Takes a fact of this kind from a pass that reads.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ kind: Kind, from pass: inout Pass) throws(Pass.PassError) {
    switch kind {
    case .requested: self = .requested(try TerminationRequested(&pass, nil))
    case .proposed: self = .proposed(try TerminationProposed(&pass, nil))
    case .departmentsNotified: self = .departmentsNotified(try DepartmentsNotified(&pass, nil))
    case .confirmed: self = .confirmed(try TerminationConfirmed(&pass, nil))
    case .signed: self = .signed(try TerminationSigned(&pass, nil))
    case .channelFrozen: self = .channelFrozen(try ChannelFrozen(&pass, nil))
    case .notified: self = .notified(try TerminationNotified(&pass, nil))
    case .waived: self = .waived(try TerminationWaived(&pass, nil))
    }
  }

  /// Takes a pass over the fields of the fact.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    switch self {
    case .requested(let fact): _ = try TerminationRequested(&pass, fact)
    case .proposed(let fact): _ = try TerminationProposed(&pass, fact)
    case .departmentsNotified(let fact): _ = try DepartmentsNotified(&pass, fact)
    case .confirmed(let fact): _ = try TerminationConfirmed(&pass, fact)
    case .signed(let fact): _ = try TerminationSigned(&pass, fact)
    case .channelFrozen(let fact): _ = try ChannelFrozen(&pass, fact)
    case .notified(let fact): _ = try TerminationNotified(&pass, fact)
    case .waived(let fact): _ = try TerminationWaived(&pass, fact)
    }
  }
}

/// A termination is asked for, on a ground other than points (§3.3).
public struct TerminationRequested: FactPayload {
  /// On what ground.
  public let ground: TerminationGround
  /// Why.
  public let reason: String

  /// The fact, with its data.
  public init(ground: TerminationGround, reason: String) {
    self.ground = ground
    self.reason = reason
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    ground = try pass.choice("ground", "事由", known?.ground, but: .points)
    reason = try pass.text("reason", "理由", known?.reason)
  }

  /// The fact among all others.
  public var fact: Fact { .termination(.requested(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "终止申请", en: "termination requested"), roles: nil,
    refusals: [.terminationOpen])

  /// Facts of the type.
  public static let examples = [TerminationRequested(ground: .request, reason: "服务商申请退出")]
}

/// Step 1: channel expansion proposes the termination (§3.3(1)).
public struct TerminationProposed: FactPayload {
  /// The fact; it has no data.
  public init() {}

  /// Takes a pass over its fields, of which there are none.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {}

  /// The fact among all others.
  public var fact: Fact { .termination(.proposed(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "终止提议", en: "termination proposed"), roles: nil, notBefore: Words(zh: "上一步骤", en: "the step before"),
    refusals: [.noTermination, .stepOutOfOrder])

  /// Facts of the type.
  public static let examples = [TerminationProposed()]
}

/// Step 2: the five departments are notified (§3.3(1)).
public struct DepartmentsNotified: FactPayload {
  /// The departments told, as their slugs.
  public let departments: [String]

  /// The fact, with its data.
  public init(departments: [String]) {
    self.departments = departments
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    departments = try pass.texts("departments", "部门", known?.departments)
  }

  /// The fact among all others.
  public var fact: Fact { .termination(.departmentsNotified(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "通知各部门", en: "departments notified"), roles: nil, notBefore: Words(zh: "上一步骤", en: "the step before"),
    refusals: [.noTermination, .stepOutOfOrder, .departmentsMissing])

  /// Facts of the type.
  public static let examples = [DepartmentsNotified(departments: .departments)]
}

/// Step 3: the department head confirms it (§3.3(1)).
public struct TerminationConfirmed: FactPayload {
  /// The fact; it has no data.
  public init() {}

  /// Takes a pass over its fields, of which there are none.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {}

  /// The fact among all others.
  public var fact: Fact { .termination(.confirmed(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "终止确认", en: "termination confirmed"), roles: nil, notBefore: Words(zh: "上一步骤", en: "the step before"),
    refusals: [.noTermination, .stepOutOfOrder])

  /// Facts of the type.
  public static let examples = [TerminationConfirmed()]
}

/// Step 4, twice: system administrator and legal sign, one each (§3.3(1)).
public struct TerminationSigned: FactPayload {
  /// The fact; it has no data.
  public init() {}

  /// Takes a pass over its fields, of which there are none.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {}

  /// The fact among all others.
  public var fact: Fact { .termination(.signed(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "终止签字", en: "termination signed"), roles: nil, notBefore: Words(zh: "上一步骤", en: "the step before"),
    refusals: [.noTermination, .stepOutOfOrder])

  /// Facts of the type.
  public static let examples = [TerminationSigned()]
}

/// Step 5: the channel and its remaining outlets are frozen; the provider is terminated (§3.3(1)).
public struct ChannelFrozen: FactPayload {
  /// When the contract ended; nil for the date of the freeze.
  public let contractEndedOn: LocalDate?

  /// The fact, with its data.
  public init(contractEndedOn: LocalDate?) {
    self.contractEndedOn = contractEndedOn
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    contractEndedOn = try pass.optionalDate("contractEndedOn", "合同终止日期", known?.contractEndedOn)
  }

  /// The fact among all others.
  public var fact: Fact { .termination(.channelFrozen(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "渠道权限冻结", en: "channel frozen"), roles: nil, notBefore: Words(zh: "上一步骤", en: "the step before"),
    refusals: [.noTermination, .stepOutOfOrder, .timeOrder])

  /// Facts of the type.
  public static let examples = [ChannelFrozen(contractEndedOn: .example)]
}

/// Step 6: the five departments are told that it is done (§3.3(2)).
public struct TerminationNotified: FactPayload {
  /// The departments told, as their slugs.
  public let departments: [String]

  /// The fact, with its data.
  public init(departments: [String]) {
    self.departments = departments
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    departments = try pass.texts("departments", "部门", known?.departments)
  }

  /// The fact among all others.
  public var fact: Fact { .termination(.notified(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "终止通知", en: "termination notified"), roles: nil, isAcceptedAfterFreeze: true,
    notBefore: Words(zh: "上一步骤", en: "the step before"),
    refusals: [.stepOutOfOrder, .departmentsMissing])

  /// Facts of the type.
  public static let examples = [TerminationNotified(departments: .departments)]
}

/// The department head lets the open case drop (§3.2).
public struct TerminationWaived: FactPayload {
  /// Why.
  public let reason: String

  /// The fact, with its data.
  public init(reason: String) {
    self.reason = reason
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    reason = try pass.text("reason", "理由", known?.reason)
  }

  /// The fact among all others.
  public var fact: Fact { .termination(.waived(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "免予终止", en: "termination waived"), roles: [.departmentHead],
    refusals: [.noTermination])

  /// Facts of the type.
  public static let examples = [TerminationWaived(reason: "再给一次机会")]
}

extension TerminationFact {
  /// The step of §3.3 the fact takes, whichever signature it is; nil for the request and the waiver, which take none.
  public var step: TerminationStep? {
    switch self {
    case .proposed: .proposed
    case .departmentsNotified: .departmentsNotified
    case .confirmed: .confirmed
    case .signed: .signed
    case .channelFrozen: .frozen
    case .notified: .notified
    case .requested, .waived: nil
    }
  }
}

extension [String] {
  /// Departments as examples name them.
  fileprivate static let departments = [
    "channel-expansion", "product-support", "legal", "finance", "customer-satisfaction",
  ]
}
