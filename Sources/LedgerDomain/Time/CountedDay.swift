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
  public enum Rule: Equatable, Sendable {
    /// So many working days after the day of the start.
    case workingDays(Int)
    /// So many calendar days after the day of the start, moved to a working day where it falls on a day off.
    case calendarDays(Int)
    /// So many seconds of the response clock after the start.
    case responseClock(seconds: Int)
    /// The last day of the natural month.
    case monthEnd
  }

  /// What was counted.
  public var rule: Rule
  /// The moment it was counted from.
  public var from: Instant
  /// Every day looked at, in order; for calendar days only the last one and those it was moved over.
  public var days: [CountedDay]
  /// For the response clock: the span counted on each day on which it ran.
  public var runs: [ResponseClock.Run] = []
  /// The due date reached.
  public var due: DueDate
  /// For the response clock: the due instant.
  public var dueAt: Instant?
}

extension Terms {
  /// Counts working days after the local day of `start`.
  public func count(workingDays: Int, after start: Instant) -> DueCount {
    var days: [CountedDay] = []
    let due = calendar.day(workingDays, after: zone.date(of: start)) { days.append($0) }
    return DueCount(rule: .workingDays(workingDays), from: start, days: days, due: due)
  }

  /// Counts calendar days after the local day of `start`, and moves the last to a working day.
  func count(calendarDays: Int, after start: Instant) -> DueCount {
    var days: [CountedDay] = []
    let last = zone.date(of: start).adding(days: calendarDays)
    let due = calendar.workingDay(onOrAfter: last) { days.append($0) }
    return DueCount(rule: .calendarDays(calendarDays), from: start, days: days, due: due)
  }

  /// Runs the response clock from `start`.
  func countAnswer(to start: Instant) -> DueCount {
    let answer = response.due(after: start, in: zone, calendar: calendar)
    let first = zone.date(of: start)
    let last = zone.date(of: answer.due)
    var worked = 0
    let days = (first.daysSinceEpoch...last.daysSinceEpoch).map { day in
      let date = LocalDate(daysSinceEpoch: day)
      let ran = answer.runs.contains { $0.date == date }
      if ran { worked += 1 }
      return CountedDay(
        date: date, kind: calendar.kind(of: date), number: ran ? worked : nil, isKnown: calendar.knows(date),
        holiday: calendar.holiday(of: date))
    }
    return DueCount(
      rule: .responseClock(seconds: response.allowedSeconds), from: start, days: days, runs: answer.runs,
      due: DueDate(last, provisional: answer.provisional), dueAt: answer.due)
  }
}

extension ProviderState {
  /// The breach of the duty that `breach` is about: itself, or for an upheld complaint that of the ticket it names.
  public func dutyBreach(behind breach: BreachID) -> BreachID? {
    switch breach.subject {
    case .duty?: breach
    case .serviceComplaint(let complaint)?:
      complaints[complaint]?.subject.ticket.map { Duty.answer($0).breach }
    case .report?, .meetingResults?, .applicationErrors?, .training?, .earlyExits?, .dormantOutlets?,
      .afterSalesDispute?, .rectificationFailure?, nil:
      nil
    }
  }

  /// The due date of the duty with this breach, as decided when it arose, and the positions of the facts it rests on.
  public func dutyBasis(of breach: BreachID) -> (due: DueDate, facts: [Int])? {
    Duty(breach: breach).flatMap(basis)
  }

  /// Whether what is known shows the duty met in time; nil when the breach is of no duty.
  public func isDutyMet(of breach: BreachID) -> Bool? {
    Duty(breach: breach).map { !isUnmet($0) }
  }

  /// The count that leads to a duty's due date, from the moment its first fact happened.
  public func dueCount(of breach: BreachID, from start: Instant, by terms: Terms) -> DueCount? {
    switch Duty(breach: breach) {
    case .answer?: return terms.countAnswer(to: start)
    case .exitResponse?: return terms.count(workingDays: terms.exitResponseWorkingDays, after: start)
    case .applications?: return terms.count(workingDays: terms.applications.workingDays, after: start)
    case .expansionTarget(_, let batch)?:
      let days = batch == .firstBatch ? terms.expansion.firstBatchDays : terms.expansion.completeDays
      return terms.count(calendarDays: days, after: start)
    case .promotion(let month)?:
      return DueCount(
        rule: .monthEnd, from: zone.instant(month.firstDay), days: [], due: DueDate(month.lastDay, provisional: false))
    case nil: return nil
    }
  }

  /// For an expansion target: the outlets that count for it now, and how many it needs.
  public func expansionCount(of breach: BreachID) -> (counted: Int, needed: Int)? {
    guard case .expansionTarget(let city, let batch)? = Duty(breach: breach) else { return nil }
    return signedInTime(city, batch)
  }
}
