/// How a year may end for a provider, from what is pending and what is owed in a view (§5).
public struct Forecast: Equatable, Sendable {
  /// The year looked at: that of the view's date.
  public var year: Int
  /// The score now.
  public var score: Int
  /// The line the score comes to next, by the terms of the view's date; nil beyond the last.
  public var nextLine: Threshold?
  /// The last day of the month of the view's date.
  public var monthEnd: LocalDate
  /// Every pending breach, of whatever year, with its range.
  public var pending: [Standing.BreachLine]
  /// Charges of the year with an appeal open.
  public var appeals: [Standing.BreachLine]
  /// Duties not met, in order of due date, then breach; all, or those that cost points of the year (`DutiesListed`).
  public var duties: [OpenDuty]
  /// What the open rectification may still cost, if it can fail within the year.
  public var failure: PossibleFailure?
  /// The least and the most that the year's pending breaches cost when all are assessed, as far as caps leave room.
  public var pendingCost: ClosedRange<Int>
  /// What is pending dismissed, appeals confirmed.
  public var best: Outcome
  /// What is pending dismissed, and every open appeal of the year overturned.
  public var bestOnAppeal: Outcome
  /// The open rectification failed, and what is pending assessed at its maximum, both as far as caps leave room.
  public var worst: Outcome
  /// The same, as far as it can be by the month's end, and every duty that falls due by then missed and assessed at its
  /// maximum.
  public var worstThisMonth: Outcome
  /// What `worst` is, and every duty of the year that is still open missed and assessed at its maximum.
  public var worstWithDuties: Outcome
  /// Duties of an office that are owed and fall due by the end of the year, or are overdue, by due date, then id; no points
  /// hang on them. None where only what costs points of the year is listed.
  public var officeDuties: [Standing.DutyLine] = []

  /// Which duties a forecast lists. No end of the year depends on it.
  public enum DutiesListed: Sendable {
    /// All that are owed, of whatever year.
    case all
    /// Those that missing would cost points of the year looked at: what its ends are made of.
    case ofYear
  }

  /// One end the year may come to.
  public struct Outcome: Equatable, Sendable {
    /// The year's score.
    public var score: Int
    /// Where the provider would stand.
    public var status: ProviderStatus
  }

  /// A rectification that may fail once before the year is out (§3.1(4)).
  public struct PossibleFailure: Equatable, Sendable {
    /// The year whose score opened it.
    public var year: Int
    /// The deadline after which it may fail; nil while none is ordered.
    public var deadline: LocalDate?
    /// The points a failure may cost, before caps.
    public var points: ClosedRange<Int>
  }

  /// Something the provider owes.
  public struct OpenDuty: Equatable, Sendable {
    /// The id its breach would have.
    public var breach: BreachID
    /// The clause it is a duty under.
    public var clause: Clause
    /// When it is due.
    public var due: DueDate
    /// For a first answer: the due instant.
    public var dueAt: Instant?
    /// The points missing it may cost.
    public var points: ClosedRange<Int>
    /// Whether the due date has passed, and no sweep has found it yet.
    public var isOverdue: Bool
    /// Whether missing it would cost points of the year looked at.
    public var isOfYear: Bool
  }
}

extension OpenWork {
  /// How the year of `date` may end; nil before the registration.
  public func forecast(
    asOf date: LocalDate, by rules: Rules, listing listed: Forecast.DutiesListed = .all
  ) -> Forecast? {
    state.forecast(of: openLines, asOf: date, by: rules, listing: listed)
  }
}

extension ProviderState {
  /// How the year of `date` may end; nil before the registration.
  ///
  /// Every outcome is charged, capped and restored as deciding does it, and the thresholds are crossed by the same
  /// decisions as always.
  ///
  /// - Parameter open: the breaches that wait for somebody, in order (`OpenWork`).
  func forecast(
    of open: [(line: Standing.BreachLine, isAppealed: Bool)], asOf date: LocalDate, by rules: Rules,
    listing listed: Forecast.DutiesListed
  ) -> Forecast? {
    guard registration != nil else { return nil }
    let year = Period(of: date).year
    var pending: [Standing.BreachLine] = []
    var appeals: [Standing.BreachLine] = []
    for (line, isAppealed) in open {
      if line.state == .pending { pending.append(line) }
      if isAppealed, Period(of: line.on).year == year { appeals.append(line) }
    }
    // A cap may be shared by breaches of two years: those of this year find the most room, or the least.
    var (own, others): ([OpenCharge], [OpenCharge]) = ([], [])
    for line in pending {
      let charge = openCharge(line.breach, line.clause, on: line.on, line.points, by: rules)
      if charge.year == year { own.append(charge) } else { others.append(charge) }
    }
    let duties = openDuties(listed, asOf: date, by: rules)
    let failure = possibleFailure(asOf: date, by: rules)
    (own, others) = (own.inOrder, others.inOrder)
    let failed = failure.map { [openCharge(of: $0, on: date, by: rules)] } ?? []
    let missed = charges(missing: duties, by: rules)
    let monthEnd = date.month.lastDay
    let soon = missed.filter { $0.on <= monthEnd }
    let failedSoon = failure.map { ($0.deadline ?? date) < monthEnd } ?? false ? failed : []
    let outcomes = OutcomesOfYear(of: self, on: date, by: rules)
    let best = outcomes.unchanged
    let least = outcomes.charging(others, own) { $0.year == year ? $0.least : $0.assessed }
    let most = outcomes.charging(own, others)
    let worst = failed.isEmpty ? most : outcomes.charging(failed, own, others)
    let isMost = soon.isEmpty && failedSoon.isEmpty
    var forecast = Forecast(
      year: year, score: score(year), nextLine: nextLine(of: year, on: date, by: rules), monthEnd: monthEnd,
      pending: pending, appeals: appeals, duties: duties, failure: failure,
      pendingCost: least.score - best.score...most.score - best.score, best: best,
      bestOnAppeal: outcomes.takingOff(appeals), worst: worst,
      worstThisMonth: isMost ? most : outcomes.charging(failedSoon, (own + soon).inOrder, others),
      worstWithDuties: missed.isEmpty ? worst : outcomes.charging(failed, (own + missed).inOrder, others))
    forecast.officeDuties = officeDuties(listed, through: Period(of: date).lastDay)
    return forecast
  }

  /// What missing those of the year may cost, but for those that another breach holds back.
  private func charges(missing duties: [Forecast.OpenDuty], by rules: Rules) -> [OpenCharge] {
    var charges: [OpenCharge] = []
    for duty in duties where duty.isOfYear {
      // Only a first answer may be held back, and only that is due at an instant.
      if duty.dueAt != nil, isHeldBackNow(duty.breach) { continue }
      charges.append(openCharge(of: duty, by: rules))
    }
    return charges
  }

  private func officeDuties(_ listed: Forecast.DutiesListed, through last: LocalDate) -> [Standing.DutyLine] {
    if listedDuties.isEmpty { return [] }
    switch listed {
    case .ofYear: return []
    case .all: return dutyLines.filter { line in line.state.isOwed && line.due.map { $0.date <= last } ?? false }
    }
  }

  /// What the open rectification may cost if it fails once more; nil where it cannot before the year is out: it fails on a
  /// day behind its deadline, and a deadline still to be ordered lies on `date` at the earliest.
  private func possibleFailure(asOf date: LocalDate, by rules: Rules) -> Forecast.PossibleFailure? {
    let yearEnd = Period(of: date).lastDay
    guard let open = openRectification, frozenOn == nil, open.deadline ?? date < yearEnd,
      let points = terms(of: rules, on: date).clauses[.rectificationFailure]?.points
    else { return nil }
    return Forecast.PossibleFailure(year: open.year, deadline: open.deadline, points: points)
  }

  private func openCharge(
    of failure: Forecast.PossibleFailure, on date: LocalDate, by rules: Rules
  ) -> OpenCharge {
    openCharge(
      BreachID(.rectificationFailure(rectificationFailures + 1)), .rectificationFailure, on: date, failure.points,
      by: rules)
  }

  private func openCharge(of duty: Forecast.OpenDuty, by rules: Rules) -> OpenCharge {
    openCharge(duty.breach, duty.clause, on: duty.due.date, duty.points, by: rules)
  }

  func openCharge(_ id: BreachID, _ breach: Breach, by rules: Rules) -> OpenCharge {
    openCharge(id, breach.clause, on: breach.on, breach.points, by: rules)
  }

  func openCharge(
    _ id: BreachID, _ clause: Clause, on date: LocalDate, _ points: ClosedRange<Int>, by rules: Rules
  ) -> OpenCharge {
    OpenCharge(
      id: id, clause: clause, on: date, year: Period(of: date).year, least: points.lowerBound,
      limit: limit(of: clause, id, on: date, by: rules), assessed: points.upperBound)
  }

  /// The cap that a breach may fall under; nil for one by the issue, of which nothing is known before the assessment.
  private func limit(of clause: Clause, _ id: BreachID, on date: LocalDate, by rules: Rules) -> Int? {
    if clause.capScope == .issueAndYear { return nil }
    if agreements.isEmpty { return rules.cap(of: clause, on: date) }
    return terms(of: rules, on: date, in: city(of: id)).clauses[clause]?.cap
  }

  /// Everything owed and not met or raised: what falls due at any time, and the promotions of the year's months.
  private func openDuties(
    _ listed: Forecast.DutiesListed, asOf date: LocalDate, by rules: Rules
  ) -> [Forecast.OpenDuty] {
    guard frozenOn == nil else { return [] }
    let year = Period(of: date)
    var duties: [(on: LocalDate, duty: Duty, id: BreachID)]
    switch listed {
    case .ofYear: duties = dutiesToRaise(from: year.firstDay, through: year.lastDay, by: rules)
    case .all:
      duties = dutiesToRaise(through: year.lastDay, by: rules)
      for duty in dutiesBegun {
        guard let due = basis(of: duty)?.on, due > year.lastDay, isUnmet(duty), !hasLapsed(duty, due: due),
          isBound(by: duty.clause, on: due, rules)
        else { continue }
        let id = duty.breach
        if !breaches.contains(id) { duties.append((due, duty, id)) }
      }
      duties.sort { ($0.on, $0.id) < ($1.on, $1.id) }
    }
    return duties.map {
      openDuty($0.duty, $0.id, on: $0.on, asOf: date, rules)
    }
  }

  private func openDuty(
    _ duty: Duty, _ id: BreachID, on: LocalDate, asOf date: LocalDate, _ rules: Rules
  ) -> Forecast.OpenDuty {
    let due = due(of: duty, on: on)
    return Forecast.OpenDuty(
      breach: id, clause: duty.clause, due: due.date, dueAt: due.at, points: points(of: duty, id, on: on, by: rules),
      isOverdue: on < date, isOfYear: Period(of: on) == Period(of: date))
  }

  /// The points that missing a duty may cost.
  func points(of duty: Duty, _ id: BreachID, on date: LocalDate, by rules: Rules) -> ClosedRange<Int> {
    let points =
      agreements.isEmpty
      ? rules.points(of: duty.clause, on: date)
      : terms(of: rules, on: date, in: city(of: id)).clauses[duty.clause]?.points
    return points ?? 0...0
  }
}
