/// What people do about the duties of an office: they meet them by hand, put them off or let them go (offices §3).
public enum DutyFact: Equatable, Sendable {
  /// A duty is met.
  case fulfilled(DutyFulfilled)
  /// It gets a later due date.
  case extended(DutyExtended)
  /// It is owed no more.
  case waived(DutyWaived)
}

extension DutyFact: FactFamily {
  /// The types of these facts, as written in the log.
  public enum Kind: String, CaseIterable, Sendable {
    /// 义务履行
    case fulfilled = "DutyFulfilled"
    /// 义务延期
    case extended = "DutyExtended"
    /// 义务豁免
    case waived = "DutyWaived"

    /// The type of the facts' data.
    public var payload: any FactPayload.Type {
      switch self {
      case .fulfilled: DutyFulfilled.self
      case .extended: DutyExtended.self
      case .waived: DutyWaived.self
      }
    }
  }

  /// The type under which the fact stands in the log.
  public var kind: Kind {
    switch self {
    case .fulfilled: .fulfilled
    case .extended: .extended
    case .waived: .waived
    }
  }

  /// Takes a fact of this kind from a pass that reads.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ kind: Kind, from pass: inout Pass) throws(Pass.PassError) {
    switch kind {
    case .fulfilled: self = .fulfilled(try DutyFulfilled(&pass, nil))
    case .extended: self = .extended(try DutyExtended(&pass, nil))
    case .waived: self = .waived(try DutyWaived(&pass, nil))
    }
  }

  /// Takes a pass over the fields of the fact.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    switch self {
    case .fulfilled(let fact): _ = try DutyFulfilled(&pass, fact)
    case .extended(let fact): _ = try DutyExtended(&pass, fact)
    case .waived(let fact): _ = try DutyWaived(&pass, fact)
    }
  }

  /// The duty it is about.
  public var duty: DutyID {
    switch self {
    case .fulfilled(let fact): fact.duty
    case .extended(let fact): fact.duty
    case .waived(let fact): fact.duty
    }
  }
}

/// A duty is met (offices §3).
public struct DutyFulfilled: FactPayload {
  /// The duty.
  public let duty: DutyID
  /// What of it was done, by the parts of its row; nil for a row that has none.
  public let parts: [Key<DutyPart>]?
  /// By what it is shown.
  public let evidence: String?

  /// The fact, with its data.
  public init(duty: DutyID, parts: [Key<DutyPart>]? = nil, evidence: String? = nil) {
    self.duty = duty
    self.parts = parts
    self.evidence = evidence
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    duty = try pass.duty("duty", "义务", known?.duty)
    parts = try pass.optionalParts("parts", "完成部分", known.flatMap(\.parts))
    evidence = try pass.optionalText("evidence", "证据", known.flatMap(\.evidence))
  }

  /// The fact among all others.
  public var fact: Fact { .duty(.fulfilled(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "义务履行", en: "duty fulfilled"), roles: nil, isAcceptedAfterFreeze: true, isOptional: true,
    notBefore: Words(zh: "义务产生之日", en: "the day the duty opened"),
    refusals: [.unknownDuty, .notRecordable, .dutyClosed, .partsMissing])

  /// Facts of the type.
  public static let examples = [
    DutyFulfilled(duty: DutyID("accept-regulation"), parts: [Key("stamped-copy")], evidence: "盖章件扫描")
  ]
}

/// A duty gets a later due date (offices §3).
public struct DutyExtended: FactPayload {
  /// The duty.
  public let duty: DutyID
  /// Its new due date.
  public let due: LocalDate
  /// Why.
  public let reason: String

  /// The fact, with its data.
  public init(duty: DutyID, due: LocalDate, reason: String) {
    self.duty = duty
    self.due = due
    self.reason = reason
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    duty = try pass.duty("duty", "义务", known?.duty)
    due = try pass.date("due", "新到期日", known?.due)
    reason = try pass.text("reason", "理由", known?.reason)
  }

  /// The fact among all others.
  public var fact: Fact { .duty(.extended(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "义务延期", en: "duty extended"), roles: nil, isAcceptedAfterFreeze: true, isOptional: true,
    refusals: [.unknownDuty, .notExtendable, .dutyClosed, .timeOrder])

  /// Facts of the type.
  public static let examples = [DutyExtended(duty: DutyID("outlets-signing:m-1"), due: .example, reason: "节日")]
}

/// A duty is owed no more (offices §3).
public struct DutyWaived: FactPayload {
  /// The duty.
  public let duty: DutyID
  /// Why.
  public let reason: String

  /// The fact, with its data.
  public init(duty: DutyID, reason: String) {
    self.duty = duty
    self.reason = reason
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    duty = try pass.duty("duty", "义务", known?.duty)
    reason = try pass.text("reason", "理由", known?.reason)
  }

  /// The fact among all others.
  public var fact: Fact { .duty(.waived(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "义务豁免", en: "duty waived"), roles: nil, isAcceptedAfterFreeze: true, isOptional: true,
    refusals: [.unknownDuty, .notWaivable, .dutyClosed])

  /// Facts of the type.
  public static let examples = [DutyWaived(duty: DutyID("meeting-groundwork:m-1"), reason: "现场已核实")]
}
