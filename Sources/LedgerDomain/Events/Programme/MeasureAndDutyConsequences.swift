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
  /// The duty as it is declared, or that to top up an account.
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

  private static let topUp = "top-up:"

  /// The duty to reach the minimum of an account again: `top-up:<account>`, which no duty that is declared can be called.
  public static func toppingUp(_ account: String) -> String { topUp + account }

  /// The account that a duty is to top up; nil for any other duty.
  public static func account(toppedUpBy duty: String) -> String? {
    duty.hasPrefix(topUp) ? String(duty.dropFirst(topUp.count)) : nil
  }

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
