/// How a year may end for a provider, from what is pending and what is owed in a view (§5).
public struct Forecast: Equatable, Sendable {
  /// The year looked at: that of the view's date.
  public var year: Int
  /// The score now.
  public var score: Int
  /// Every pending breach, of whatever year, with its range.
  public var pending: [Standing.BreachLine]
  /// Charges of the year with an appeal open.
  public var appeals: [Standing.BreachLine]
  /// Duties not met, in order of due date, then breach.
  public var duties: [OpenDuty]
  /// What is pending dismissed, appeals confirmed.
  public var best: Outcome
  /// What is pending dismissed, and every open appeal of the year overturned.
  public var bestOnAppeal: Outcome
  /// What is pending assessed at its maximum, as far as caps leave room.
  public var worst: Outcome
  /// The same, and every duty of the year that is still open missed and assessed at its maximum.
  public var worstWithDuties: Outcome

  /// One end the year may come to.
  public struct Outcome: Equatable, Sendable {
    /// The year's score.
    public var score: Int
    /// Where the provider would stand.
    public var status: ProviderStatus
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

extension ProviderState {
  /// How the year of `date` may end; nil before the registration.
  ///
  /// Every outcome is folded from the events that would be decided, by the same decisions as always.
  public func forecast(asOf date: LocalDate, by rules: Rules) -> Forecast? {
    guard registration != nil else { return nil }
    let year = date.year
    let lines = breaches.keys.compactMap(breachLine).sorted { ($0.on, $0.breach) < ($1.on, $1.breach) }
    let pending = lines.filter { $0.state == .pending }
    let appeals = lines.filter { line in
      if case .open? = breaches[line.breach]?.appeal { line.on.year == year } else { false }
    }
    let duties = openDuties(asOf: date, by: rules)
    let missed = duties.filter(\.isOfYear).compactMap { Duty(breach: $0.breach) }
    return Forecast(
      year: year, score: score(year), pending: pending, appeals: appeals, duties: duties,
      best: outcome(year, date, rules) { _ in },
      bestOnAppeal: outcome(year, date, rules) { decision in
        for line in appeals { decision.overturn(line.breach) }
      },
      worst: outcome(year, date, rules) { $0.chargeAllPending() },
      worstWithDuties: outcome(year, date, rules) { decision in
        for duty in missed { decision.raise(duty) }
        decision.chargeAllPending()
      })
  }

  private func outcome(
    _ year: Int, _ date: LocalDate, _ rules: Rules, _ body: (inout Decision) -> Void
  ) -> Forecast.Outcome {
    var copy = self
    let at = zone.endOfDay(date)
    var decision = Decision(taking: &copy, rules: rules, at: at, recordedAt: at, by: nil, head: position)
    body(&decision)
    decision.crossThresholds()
    return Forecast.Outcome(score: decision.state.score(year), status: decision.state.status)
  }

  /// Everything owed and not met or raised: what falls due at any time, and the promotions of the year's months.
  private func openDuties(asOf date: LocalDate, by rules: Rules) -> [Forecast.OpenDuty] {
    guard frozenOn == nil else { return [] }
    let yearEnd = Month(year: date.year, month: 12).lastDay
    var duties = dutiesToRaise(through: yearEnd)
    let raised = Set(duties.map(\.duty.breach))
    for duty in dutiesBegun where breaches[duty.breach] == nil && !raised.contains(duty.breach) && isUnmet(duty) {
      if let due = basis(of: duty)?.due.date { duties.append((due, duty)) }
    }
    return duties.sorted { ($0.on, $0.duty.breach) < ($1.on, $1.duty.breach) }.map { on, duty in
      var dueAt: Instant?
      if case .answer(let ticket) = duty { dueAt = tickets[ticket]?.due }
      return Forecast.OpenDuty(
        breach: duty.breach, clause: duty.clause, due: basis(of: duty)?.due ?? DueDate(on, provisional: false),
        dueAt: dueAt,
        points: terms(of: rules, on: on, in: city(of: duty.breach)).clauses[duty.clause]?.points ?? 0...0,
        isOverdue: on < date, isOfYear: on.year == date.year)
    }
  }
}

extension Decision {
  fileprivate mutating func chargeAllPending() {
    let pending = state.breaches.filter { $0.value.status == .pending }
    for (id, breach) in pending.sorted(by: { ($0.value.on, $0.key) < ($1.value.on, $1.key) }) {
      charge(id, breach.points.upperBound, issue: nil)
    }
  }

  fileprivate mutating func overturn(_ breach: BreachID) {
    record(.appealDecided(breach: breach, outcome: .overturned, reason: ""), id: nil)
    settleAppeal(breach, .overturned)
  }
}
