/// What the ledger adds to a subject's stream by itself (programmes §10): what was decided, so that folding it reads no rule.
///
/// Counters, measures, clauses, duties, reviews and accounts stand under their names in the rulebook file, which were checked
/// when the event was recorded.
public enum ProgrammeConsequence: Hashable, Sendable {
  /// A breach is raised that nobody reported.
  case breachDetected(BreachRaised)
  /// A breach no longer arises after a reversal.
  case breachWithdrawn(BreachID)
  /// A counter has one more entry.
  case pointsDeducted(EntryCharged)
  /// Something is taken from what is left of entries.
  case pointsRestored(EntriesRestored)
  /// A node of a counter fires.
  case nodeReached(NodeReached)
  /// A measure begins; under an instance that is there already, it has another end after a reversal.
  case measureImposed(MeasureImposed)
  /// An instance of a measure is over.
  case measureEnded(MeasureOver)
  /// A measure that is only delivered is delivered.
  case noticeGiven(MeasureNotice)
  /// Money is taken, owed or billed; after a reversal it may be given back.
  case fined(MoneyMoved)
  /// An attribute has another value; after a reversal it may have none.
  case valueSet(ValueChange)
  /// A duty opens.
  case dutyOpened(SubjectDutyOpened)
  /// A duty is met.
  case dutyMet(SubjectDutyMet)
  /// A duty is missed.
  case dutyMissed(SubjectDutyMissed)
  /// A duty does not occur in the record without an overturned breach.
  case dutyWithdrawn(SubjectDutyGone)
  /// A review chose a row.
  case reviewDecided(ReviewOutcome)
  /// A period of a counter that carries is closed.
  case periodClosed(PeriodClosed)
  /// A breach is overturned or lowered; the difference follows.
  case reversed(Reversal)

  /// The types under which these events stand in the log.
  public enum Kind: String, CaseIterable, Sendable {
    /// 违规发现
    case breachDetected = "BreachDetected"
    /// 违规撤回
    case breachWithdrawn = "BreachWithdrawn"
    /// 扣分
    case pointsDeducted = "PointsDeducted"
    /// 扣分恢复
    case pointsRestored = "PointsRestored"
    /// 达到节点
    case nodeReached = "NodeReached"
    /// 措施开始
    case measureImposed = "MeasureImposed"
    /// 措施结束
    case measureEnded = "MeasureEnded"
    /// 通知送达
    case noticeGiven = "NoticeGiven"
    /// 款项变动
    case fined = "Fined"
    /// 属性设定
    case valueSet = "ValueSet"
    /// 义务产生
    case dutyOpened = "DutyOpened"
    /// 义务履行
    case dutyMet = "DutyMet"
    /// 义务逾期
    case dutyMissed = "DutyMissed"
    /// 义务撤回
    case dutyWithdrawn = "DutyWithdrawn"
    /// 审查结果
    case reviewDecided = "ReviewDecided"
    /// 周期结转
    case periodClosed = "PeriodClosed"
    /// 裁决改判
    case reversed = "Reversed"
  }

  /// The type under which the event stands in the log.
  public var kind: Kind {
    switch self {
    case .breachDetected: .breachDetected
    case .breachWithdrawn: .breachWithdrawn
    case .pointsDeducted: .pointsDeducted
    case .pointsRestored: .pointsRestored
    case .nodeReached: .nodeReached
    case .measureImposed: .measureImposed
    case .measureEnded: .measureEnded
    case .noticeGiven: .noticeGiven
    case .fined: .fined
    case .valueSet: .valueSet
    case .dutyOpened: .dutyOpened
    case .dutyMet: .dutyMet
    case .dutyMissed: .dutyMissed
    case .dutyWithdrawn: .dutyWithdrawn
    case .reviewDecided: .reviewDecided
    case .periodClosed: .periodClosed
    case .reversed: .reversed
    }
  }
}

/// A breach that an effect raises (programmes §3).
public struct BreachRaised: Hashable, Sendable {
  /// Its name, `<clause>:<cause>`.
  public var breach: BreachID
  /// Its clause.
  public var clause: String
  /// The day it was raised.
  public var on: LocalDate
  /// The fields of what raised it.
  public var fields: [NamedValue]
  /// Whether it is charged as it is raised.
  public var isAtOnce: Bool
  /// After a reversal: whether the judgement holds again that it had before it was withdrawn.
  public var isJudgedAgain: Bool

  /// A breach that is raised.
  public init(
    breach: BreachID, clause: String, on: LocalDate, fields: [NamedValue], isAtOnce: Bool, isJudgedAgain: Bool = false
  ) {
    self.breach = breach
    self.clause = clause
    self.on = on
    self.fields = fields
    self.isAtOnce = isAtOnce
    self.isJudgedAgain = isJudgedAgain
  }
}

/// One more entry of a counter (programmes §2).
public struct EntryCharged: Hashable, Sendable {
  /// Its number among the subject's entries, from 1.
  public var entry: Int
  /// The counter.
  public var counter: String
  /// The value of the field that the counter keeps apart; nil for a counter without one.
  public var key: String?
  /// The breach it is charged for; nil for none.
  public var breach: BreachID?
  /// The points asked for.
  public var points: Int
  /// The points charged: less where a cap leaves no room.
  public var charged: Int
  /// The first day on which it counts.
  public var from: LocalDate
  /// The last; nil for ever.
  public var until: LocalDate?
  /// Those that share a cap with it; nil without one.
  public var group: String?
  /// After a reversal: whether it was carried into its period, and is no charge for caps.
  public var isCarried: Bool

  /// One more entry.
  public init(
    entry: Int, counter: String, key: String?, breach: BreachID?, points: Int, charged: Int, from: LocalDate,
    until: LocalDate?, group: String?, isCarried: Bool = false
  ) {
    self.entry = entry
    self.counter = counter
    self.key = key
    self.breach = breach
    self.points = points
    self.charged = charged
    self.from = from
    self.until = until
    self.group = group
    self.isCarried = isCarried
  }
}

/// Points that are taken from what is left of one entry; after a reversal a negative number puts back.
public struct EntryPoints: Hashable, Sendable {
  /// The entry's number.
  public var entry: Int
  /// How many.
  public var points: Int
  /// After a reversal: what it then charged; nil where that is as it was.
  public var charged: Int?

  /// Points of an entry.
  public init(entry: Int, points: Int, charged: Int? = nil) {
    self.entry = entry
    self.points = points
    self.charged = charged
  }
}

/// What is taken from what is left of entries; after a reversal, what is voided of them.
public struct EntriesRestored: Hashable, Sendable {
  /// The counter.
  public var counter: String
  /// What is taken, from which entry, in the order taken.
  public var taken: [EntryPoints]

  /// What is taken.
  public init(counter: String, taken: [EntryPoints]) {
    self.counter = counter
    self.taken = taken
  }
}

/// A node fires (programmes §2).
public struct NodeReached: Hashable, Sendable {
  /// The counter.
  public var counter: String
  /// The value of the field that the counter keeps apart; nil for a counter without one.
  public var key: String?
  /// The node.
  public var at: Int
  /// The counter's value.
  public var value: Int
  /// The day on which it was looked at.
  public var on: LocalDate

  /// A node that fires.
  public init(counter: String, key: String?, at: Int, value: Int, on: LocalDate) {
    self.counter = counter
    self.key = key
    self.at = at
    self.value = value
    self.on = on
  }
}
