/// Facts about a subject of a programme whose data is another than in the daigou form (programmes §10).
public enum SubjectFact: Equatable, Sendable {
  /// A subject joins a programme: the first event of its stream.
  case enrolled(SubjectEnrolled)
  /// An attribute has another value.
  case attributeSet(AttributeSet)
  /// A declared kind of fact happened.
  case recorded(FactRecorded)
  /// A breach of a clause of the programme is reported.
  case reported(ClauseBreachReported)
  /// A breach is judged: its grade, points and money.
  case assessed(ClauseBreachAssessed)
  /// Money is paid into an account.
  case paidIn(DepositPaidIn)
}

extension SubjectFact: FactFamily {
  /// The types of these facts, as written in the log.
  public enum Kind: String, CaseIterable, Sendable {
    /// 加入方案
    case enrolled = "SubjectEnrolled"
    /// 属性变更
    case attributeSet = "AttributeSet"
    /// 事实记录
    case recorded = "FactRecorded"
    /// 违规上报
    case reported = "BreachReported"
    /// 违规评定
    case assessed = "BreachAssessed"
    /// 账户缴款
    case paidIn = "DepositPaidIn"

    /// The type of the facts' data.
    public var payload: any FactPayload.Type {
      switch self {
      case .enrolled: SubjectEnrolled.self
      case .attributeSet: AttributeSet.self
      case .recorded: FactRecorded.self
      case .reported: ClauseBreachReported.self
      case .assessed: ClauseBreachAssessed.self
      case .paidIn: DepositPaidIn.self
      }
    }
  }

  /// The type under which the fact stands in the log.
  public var kind: Kind {
    switch self {
    case .enrolled: .enrolled
    case .attributeSet: .attributeSet
    case .recorded: .recorded
    case .reported: .reported
    case .assessed: .assessed
    case .paidIn: .paidIn
    }
  }

  /// Takes a fact of this kind from a pass that reads.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ kind: Kind, from pass: inout Pass) throws(Pass.PassError) {
    switch kind {
    case .enrolled: self = .enrolled(try SubjectEnrolled(&pass, nil))
    case .attributeSet: self = .attributeSet(try AttributeSet(&pass, nil))
    case .recorded: self = .recorded(try FactRecorded(&pass, nil))
    case .reported: self = .reported(try ClauseBreachReported(&pass, nil))
    case .assessed: self = .assessed(try ClauseBreachAssessed(&pass, nil))
    case .paidIn: self = .paidIn(try DepositPaidIn(&pass, nil))
    }
  }

  /// Takes a pass over the fields of the fact.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    switch self {
    case .enrolled(let fact): _ = try SubjectEnrolled(&pass, fact)
    case .attributeSet(let fact): _ = try AttributeSet(&pass, fact)
    case .recorded(let fact): _ = try FactRecorded(&pass, fact)
    case .reported(let fact): _ = try ClauseBreachReported(&pass, fact)
    case .assessed(let fact): _ = try ClauseBreachAssessed(&pass, fact)
    case .paidIn(let fact): _ = try DepositPaidIn(&pass, fact)
    }
  }
}

extension SubjectFact {
  /// The breach it reports or judges; nil for any other.
  public var breach: BreachID? {
    switch self {
    case .reported(let fact): fact.breach
    case .assessed(let fact): fact.breach
    case .enrolled, .attributeSet, .recorded, .paidIn: nil
    }
  }
}
