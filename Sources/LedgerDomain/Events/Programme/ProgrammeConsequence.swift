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
  /// An attribute has another value.
  case valueSet(NamedValue)
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

/// A measure begins (programmes §2).
public struct MeasureImposed: Hashable, Sendable {
  /// The measure.
  public var measure: String
  /// Its number among the instances of this measure, from 1.
  public var instance: Int
  /// The day it begins.
  public var from: LocalDate
  /// After a reversal: the day it would have begun, from which facts are looked at; nil for the same.
  public var began: LocalDate?
  /// The last day it lasts at least, where what ends it is not known beforehand; nil for none.
  public var leastUntil: LocalDate?
  /// Its last day, where it is known.
  public var until: LocalDate?
  /// The effect of the rulebook that imposed it, by its number in the file: where it says what ends it and what then follows.
  public var effect: Int
  /// Whether it closes the subject.
  public var closes: Bool
  /// Whether it waits for a test to hold.
  public var isOpen: Bool
  /// Whether it is first looked at on the day after, since it began as another ended.
  public var isLookedAtLater: Bool

  /// A measure that begins.
  public init(
    measure: String, instance: Int, from: LocalDate, began: LocalDate? = nil, leastUntil: LocalDate?,
    until: LocalDate?, effect: Int, closes: Bool, isOpen: Bool, isLookedAtLater: Bool
  ) {
    self.measure = measure
    self.instance = instance
    self.from = from
    self.began = began
    self.leastUntil = leastUntil
    self.until = until
    self.effect = effect
    self.closes = closes
    self.isOpen = isOpen
    self.isLookedAtLater = isLookedAtLater
  }
}

/// An instance of a measure is over.
public struct MeasureOver: Hashable, Sendable {
  /// The measure.
  public var measure: String
  /// Which of its instances.
  public var instance: Int
  /// The first day on which it is no longer in force.
  public var on: LocalDate

  /// A measure that is over.
  public init(measure: String, instance: Int, on: LocalDate) {
    self.measure = measure
    self.instance = instance
    self.on = on
  }
}

/// A measure that is only delivered.
public struct MeasureNotice: Hashable, Sendable {
  /// The measure.
  public var measure: String
  /// The day.
  public var on: LocalDate

  /// A notice of a day.
  public init(measure: String, on: LocalDate) {
    self.measure = measure
    self.on = on
  }
}

/// A movement on an account, in fen (programmes §2): negative numbers are given back after a reversal.
public struct MoneyMoved: Hashable, Sendable {
  /// The account.
  public var account: String
  /// How much it is about.
  public var fen: Int
  /// What is taken from the balance.
  public var taken: Int
  /// What is owed, or billed.
  public var owed: Int

  /// A movement.
  public init(account: String, fen: Int, taken: Int, owed: Int) {
    self.account = account
    self.fen = fen
    self.taken = taken
    self.owed = owed
  }
}

/// A duty of a subject, by its name and key.
public struct DutyName: Hashable, Comparable, Sendable {
  /// The duty, or `top-up:<account>`.
  public var duty: String
  /// What tells it from others of its name; nil for none.
  public var key: String?

  /// A duty by its name and key.
  public init(duty: String, key: String? = nil) {
    self.duty = duty
    self.key = key
  }

  /// `<duty>` or `<duty>:<key>`.
  public var text: String { key.map { duty + ":" + $0 } ?? duty }

  /// The order of name and key.
  public static func < (left: DutyName, right: DutyName) -> Bool {
    (left.duty, left.key ?? "") < (right.duty, right.key ?? "")
  }
}

/// A duty opens.
public struct SubjectDutyOpened: Hashable, Sendable {
  /// The duty.
  public var name: DutyName
  /// The last day on which it can be met.
  public var due: DueDate
  /// The moment, where it is counted in hours.
  public var dueAt: Instant?
  /// The fields of the fact that opened it.
  public var fields: [NamedValue]

  /// A duty that opens.
  public init(name: DutyName, due: DueDate, dueAt: Instant? = nil, fields: [NamedValue] = []) {
    self.name = name
    self.due = due
    self.dueAt = dueAt
    self.fields = fields
  }
}

/// A duty is met.
public struct SubjectDutyMet: Hashable, Sendable {
  /// The duty.
  public var name: DutyName
  /// The day.
  public var on: LocalDate
  /// Of a duty of every period, the last day of the period; else nil.
  public var period: LocalDate?

  /// A duty that is met.
  public init(name: DutyName, on: LocalDate, period: LocalDate? = nil) {
    self.name = name
    self.on = on
    self.period = period
  }
}

/// A duty is missed.
public struct SubjectDutyMissed: Hashable, Sendable {
  /// The duty.
  public var name: DutyName
  /// When it was due.
  public var due: LocalDate
  /// Of a duty of every period, that it is one.
  public var isOfPeriod: Bool
  /// What its effects needed and nobody recorded.
  public var missing: [String]

  /// A duty that is missed.
  public init(name: DutyName, due: LocalDate, isOfPeriod: Bool = false, missing: [String] = []) {
    self.name = name
    self.due = due
    self.isOfPeriod = isOfPeriod
    self.missing = missing
  }
}

/// A duty that does not occur in the record without an overturned breach.
public struct SubjectDutyGone: Hashable, Sendable {
  /// The duty.
  public var name: DutyName
  /// When it was due.
  public var due: LocalDate

  /// A duty that does not occur.
  public init(name: DutyName, due: LocalDate) {
    self.name = name
    self.due = due
  }
}

/// What was found of one leaf of a test.
public struct LeafFound: Hashable, Sendable {
  /// The leaf, as it reads in the file.
  public var leaf: String
  /// The value found; nil where nothing was ever recorded.
  public var found: DeclaredValue?
  /// Whether it held.
  public var held: Bool

  /// What was found of a leaf.
  public init(leaf: String, found: DeclaredValue?, held: Bool) {
    self.leaf = leaf
    self.found = found
    self.held = held
  }
}

/// A review chose a row (programmes §2).
public struct ReviewOutcome: Hashable, Sendable {
  /// The review.
  public var review: String
  /// The row, from 1; the else row is the last.
  public var row: Int
  /// The leaves in the order in which they were looked at.
  public var leaves: [LeafFound]
  /// Of a review of every period, the last day of the period; else nil.
  public var period: LocalDate?
  /// What its effects needed and nobody recorded.
  public var missing: [String]

  /// What a review chose.
  public init(
    review: String, row: Int, leaves: [LeafFound], period: LocalDate? = nil, missing: [String] = []
  ) {
    self.review = review
    self.row = row
    self.leaves = leaves
    self.period = period
    self.missing = missing
  }
}

/// An entry that is carried into the next period.
public struct EntryCarried: Hashable, Sendable {
  /// Its number among the subject's entries.
  public var entry: Int
  /// How many points.
  public var points: Int
  /// The breach of the entry it goes on from; nil where it is of no single one.
  public var breach: BreachID?

  /// An entry that is carried.
  public init(entry: Int, points: Int, breach: BreachID?) {
    self.entry = entry
    self.points = points
    self.breach = breach
  }
}

/// A period of a counter that carries is closed (programmes §3).
public struct PeriodClosed: Hashable, Sendable {
  /// The counter.
  public var counter: String
  /// The value of the field that the counter keeps apart; nil for a counter without one.
  public var key: String?
  /// The period's first day.
  public var from: LocalDate
  /// Its last.
  public var until: LocalDate
  /// The counter's value on that day.
  public var value: Int
  /// What is carried.
  public var carried: [EntryCarried]
  /// The last day of the next period; nil where there is none, and nothing is carried.
  public var next: LocalDate?

  /// A period that is closed.
  public init(
    counter: String, key: String?, from: LocalDate, until: LocalDate, value: Int, carried: [EntryCarried],
    next: LocalDate?
  ) {
    self.counter = counter
    self.key = key
    self.from = from
    self.until = until
    self.value = value
    self.carried = carried
    self.next = next
  }
}

/// A breach is overturned or lowered (programmes §6).
public struct Reversal: Hashable, Sendable {
  /// The breach.
  public var breach: BreachID
  /// How many of the events that follow are the difference.
  public var differences: Int

  /// A reversal.
  public init(breach: BreachID, differences: Int) {
    self.breach = breach
    self.differences = differences
  }
}
