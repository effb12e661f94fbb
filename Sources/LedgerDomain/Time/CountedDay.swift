/// One day looked at while a due date was counted, and whether it counted (§2).
public struct CountedDay: Equatable, Sendable {
  /// The day.
  public let date: LocalDate
  /// What kind of day it is: the reason why it counted or not.
  public let kind: DayKind
  /// Its number in the count, from 1; nil when it was passed over.
  public let number: Int?
  /// False when the calendar does not know the day's year and its weekday alone decided.
  public let isKnown: Bool
  /// The holiday it is off for or worked for, by its slug; also of a weekend that lies in one.
  public var holiday: String?
}

/// How a due date was reached: the start, the rule, and every day between them.
public struct DueCount: Equatable, Sendable {
  /// What was counted.
  public var rule: DueRule
  /// The moment it was counted from.
  public var from: Instant
  /// Every day looked at, in order; for calendar days only the last one and those it was moved over.
  public var days: [CountedDay]
  /// For the response clock: the spans counted, one on each day on which it ran, or several around outages.
  public var runs: [ResponseClock.Run] = []
  /// For the response clock: the outages around which it counted.
  public var outages: [TimeSpan] = []
  /// The due date reached.
  public var due: DueDate
  /// For the response clock: the due instant.
  public var dueAt: Instant?
}
