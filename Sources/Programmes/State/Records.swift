public import LedgerDomain

/// A value that something has from a day on.
public struct DatedValue: Hashable, Sendable {
  /// The day.
  public let on: LocalDate
  /// The value; nil where a reversal left none.
  public let value: DeclaredValue?
}

/// A fact on record.
public struct FactOnRecord: Hashable, Sendable {
  /// The position of its event.
  public let position: Int
  /// Its date.
  public let on: LocalDate
  /// Its key; nil for none.
  public let key: String?
  /// Its fields, as recorded.
  public let fields: [NamedValue]
}

/// An entry of a counter (programmes §2).
public struct SubjectEntry: Hashable, Sendable {
  /// What was taken from it on a day.
  public struct Taken: Hashable, Sendable {
    /// The day.
    public let on: LocalDate
    /// How many points; negative for what a reversal puts back.
    public let points: Int
    /// What it charged from then on, after a reversal; nil for as before.
    public let charged: Int?
  }

  /// Its number, from 1.
  public let number: Int
  /// The counter.
  public let counter: String
  /// The value of the field that the counter keeps apart; nil for none.
  public let key: String?
  /// The breach; nil for none.
  public let breach: BreachID?
  /// The points charged, or carried.
  public let charged: Int
  /// The first day on which it counts.
  public let from: LocalDate
  /// The last; nil for ever.
  public let until: LocalDate?
  /// Those that share a cap with it; nil for none.
  public let group: String?
  /// Whether it was carried from the period before: no charge for caps and `largest` (programmes §3).
  public let isCarried: Bool
  /// The first day of views that show it: of one that a reversal added, the day of that.
  public let shownFrom: LocalDate?
  /// What it rests on.
  public let ground: Ground
  /// What was taken from it.
  public internal(set) var taken: [Taken] = []

  /// Whether it counts on a day.
  public func counts(on day: LocalDate) -> Bool {
    guard from <= day, shownFrom.map({ $0 <= day }) ?? true else { return false }
    return until.map { day <= $0 } ?? true
  }

  /// What is left of it at the end of a day.
  public func left(on day: LocalDate) -> Int {
    taken.isEmpty ? charged : taken.reduce(charged) { $1.on <= day ? $0 - $1.points : $0 }
  }

  /// What is left of it, everything known.
  public var left: Int { taken.isEmpty ? charged : taken.reduce(charged) { $0 - $1.points } }

  /// What it charged, everything known: less, or nothing, after a reversal.
  public var standing: Int { taken.isEmpty ? charged : taken.last { $0.charged != nil }?.charged ?? charged }

  /// The breach that it is a charge of; nil for none, and for what was carried.
  var charging: BreachID? { isCarried ? nil : breach }

  /// Whether a reversal left nothing of it.
  var isVoid: Bool { !taken.isEmpty && taken.last { $0.charged != nil }?.charged == 0 }
}

/// A breach of a subject.
public struct SubjectBreach: Hashable, Sendable {
  /// What became of it.
  public enum Status: String, CaseIterable, Hashable, Sendable {
    /// It waits for a judge.
    case pending
    /// It is charged.
    case assessed
    /// It was found to be none.
    case dismissed
    /// It was overturned on appeal.
    case overturned
    /// It no longer arises.
    case withdrawn
  }

  /// What a judge set.
  public struct Judgement: Hashable, Sendable {
    /// The grade; nil where the clause has none.
    public var grade: String?
    /// The points; nil where no range asked for them.
    public var points: Int?
    /// The money, in fen; nil where no range asked for it.
    public var fen: Int?
    /// Who judged.
    public let by: String
    /// The date.
    public let on: LocalDate
  }

  /// Its id.
  public let id: BreachID
  /// Its clause.
  public let clause: String
  /// The day of the act.
  public let on: LocalDate
  /// The day it was reported or raised.
  public let raisedOn: LocalDate
  /// Who reported it; nil for one that was raised.
  public let reportedBy: String?
  /// Its fields, as recorded.
  public let fields: [NamedValue]
  /// What it rests on, where it was raised.
  public let ground: Ground?
  /// What became of it.
  public internal(set) var status: Status
  /// What a judge set; kept when it is withdrawn.
  public internal(set) var judgement: Judgement?
  /// When it was charged.
  public internal(set) var chargedAt: Instant?
  /// When the open appeal was filed; nil for none.
  public internal(set) var appealedAt: Instant?
  /// How often it was appealed against.
  public internal(set) var appeals = 0
  /// The points an appeal lowered it to; nil for none.
  public internal(set) var loweredTo: Int?
}

/// An instance of a measure.
public struct SubjectMeasure: Hashable, Sendable {
  /// The measure.
  public let measure: String
  /// Its number among the instances of the measure, from 1.
  public let instance: Int
  /// The day it began.
  public let from: LocalDate
  /// The day from which facts are looked at: that on which it began, or would have without a breach.
  public let began: LocalDate
  /// The last day it lasts at least.
  public internal(set) var leastUntil: LocalDate?
  /// Its last day as known beforehand; nil where it waits for a test, or for nothing.
  public internal(set) var until: LocalDate?
  /// Whether it waits for a test.
  public internal(set) var isOpen: Bool
  /// The effect that says what ends it and what follows.
  public internal(set) var effect: Int
  /// The version that effect stands in.
  public internal(set) var rulebook: String
  /// Whether it closes the subject.
  public let closes: Bool
  /// Whether it is first looked at on the day after.
  public let isLookedAtLater: Bool
  /// What it rests on.
  public let ground: Ground
  /// The first day on which it is no longer in force, once it is over.
  public internal(set) var endedOn: LocalDate?
  /// Whether a reversal ended it.
  var isVoid = false

  /// The first day on which it is no longer in force, as now known; nil where it is not.
  public var end: LocalDate? { endedOn ?? until.map { $0.adding(days: 1) } }

  /// Whether it is in force on a day.
  public func isInForce(on day: LocalDate) -> Bool {
    from <= day && (end.map { day < $0 } ?? true)
  }
}

/// A duty that was opened.
public struct SubjectDuty: Hashable, Sendable {
  /// What became of it.
  public enum Status: Hashable, Sendable {
    /// It can still be met.
    case open
    /// It was met on a day.
    case met(LocalDate)
    /// It was missed, as found at the end of a day.
    case missed(LocalDate)
    /// It does not occur in the record without an overturned breach, decided on a day.
    case withdrawn(LocalDate)
  }

  /// Its name and key.
  public let name: DutyName
  /// The day it opened.
  public let openedOn: LocalDate
  /// When it is due.
  public let due: DueDate
  /// The moment, where it is counted in hours.
  public let dueAt: Instant?
  /// The day at whose end it is missed: its due date, or, where that was swept already, the day it was recorded on.
  public let missedAfter: LocalDate
  /// The fields of the fact that opened it.
  public let fields: [NamedValue]
  /// What it rests on.
  public let ground: Ground
  /// The version it is owed under.
  public let rulebook: String
  /// What became of it.
  public internal(set) var status: Status
  /// What it was as the day before the reversal that changed it shows it; nil for none.
  public internal(set) var before: Status?
}

/// What became of a duty of every period in one of them.
public struct PeriodOutcome: Hashable, Sendable {
  /// The last day of the period.
  public let until: LocalDate
  /// The day it was met; nil where it was missed.
  public let metOn: LocalDate?
}

/// A movement of money, in fen.
public struct MoneyMovement: Hashable, Sendable {
  /// Its date.
  public let on: LocalDate
  /// What the balance gains.
  public let balance: Int
  /// What is owed or billed more.
  public let owed: Int
}

/// An account of a subject.
public struct SubjectAccount: Hashable, Sendable {
  /// What lies in it.
  public internal(set) var balance = 0
  /// What is owed, or, of a bill, billed.
  public internal(set) var owed = 0
  /// Its movements, in log order.
  public private(set) var movements: [MoneyMovement] = []
  /// The latest day of a movement; nil for none.
  private(set) var latest: LocalDate?

  /// An account of so much, in fen, with its movements.
  init(balance: Int = 0, owed: Int = 0, movements: [MoneyMovement] = []) {
    (self.balance, self.owed, self.movements) = (balance, owed, movements)
    latest = movements.map(\.on).max()
  }

  /// Adds a movement.
  mutating func add(_ movement: MoneyMovement) {
    balance += movement.balance
    owed += movement.owed
    movements.append(movement)
    latest = latest.map { max($0, movement.on) } ?? movement.on
  }

  /// Puts it back as it was.
  mutating func goBack(to known: StateBefore.Account) {
    (balance, owed, latest) = (known.balance, known.owed, known.latest)
    movements.removeSubrange(known.movements...)
  }

  /// Both as of the end of a day.
  public func asOf(_ day: LocalDate) -> (balance: Int, owed: Int) {
    if latest.map({ $0 <= day }) ?? true { return (balance, owed) }
    return movements.reduce((0, 0)) { $1.on <= day ? ($0.0 + $1.balance, $0.1 + $1.owed) : $0 }
  }
}

/// A fine, as a reversal compares it.
public struct SubjectFine: Hashable, Sendable {
  /// What it rests on.
  public let ground: Ground
  /// The account.
  public let account: String
  /// How much, in fen.
  public let fen: Int
}

/// What was restored by one means, for its limit in a period.
public struct SubjectRestoration: Hashable, Sendable {
  /// By what.
  public let ground: Ground
  /// Of which counter.
  public let counter: String
  /// When.
  public let on: LocalDate
  /// How many points.
  public let points: Int
}

/// How far the days of a subject have run (programmes §1): every day before `day` is over, its own start has run, and of its end
/// what stands before `step`.
public struct Progress: Hashable, Sendable {
  /// A place in the end of a day.
  public enum Step: Hashable, Sendable {
    /// Nothing of it has run.
    case begin
    /// Missed duties up to this one have run.
    case duty(DutyName)
    /// Reviews up to this one have run.
    case review(String)
    /// Closings up to that of this counter have run.
    case closing(String)
  }

  /// The day.
  public internal(set) var day: LocalDate
  /// The place in its end.
  public internal(set) var step: Step
}
