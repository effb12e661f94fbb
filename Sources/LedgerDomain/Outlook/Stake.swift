/// What a breach may cost, or a duty that is missed: the points, and what the score would come to.
public struct Stake: Equatable, Sendable {
  /// The clause.
  public var clause: Clause
  /// The position of the event that raised the breach; nil for a duty, which has none yet.
  public var raisedAt: Int?
  /// The date of the act; for a duty its last day.
  public var on: LocalDate
  /// The points it may cost, before caps.
  public var points: ClosedRange<Int>
  /// What the score of the act's year would come to, within caps.
  public var outcome: ClosedRange<Int>
  /// The next line above the score; nil beyond the last.
  public var line: Threshold?
}

extension ProviderState {
  /// What a pending breach may cost; of one assessed the score does not move.
  func stake(of id: BreachID, _ breach: Breach, by rules: Rules) -> Stake {
    stake(
      of: openCharge(id, breach, by: rules), raisedAt: breach.raisedAt, isPending: breach.status == .pending, by: rules)
  }

  /// What missing a duty may cost.
  func stake(of duty: Duty, on date: LocalDate, by rules: Rules) -> Stake {
    let id = duty.breach
    let points = points(of: duty, id, on: date, by: rules)
    let missed = openCharge(id, duty.clause, on: date, points, by: rules)
    return stake(of: missed, raisedAt: nil, isPending: true, by: rules)
  }

  private func stake(of charge: OpenCharge, raisedAt: Int?, isPending: Bool, by rules: Rules) -> Stake {
    let score = score(charge.year)
    return Stake(
      clause: charge.clause, raisedAt: raisedAt, on: charge.on, points: charge.least...charge.assessed,
      outcome: isPending ? outcome(of: charge) : score...score,
      line: nextLine(of: charge.year, on: charge.on, by: rules))
  }

  /// What the score of the year of a charge comes to, from the least it may be to the most.
  private func outcome(of charge: OpenCharge) -> ClosedRange<Int> {
    let score = score(charge.year)
    return score + charged(charge) { $0.least }...score + charged(charge) { $0.assessed }
  }

  private func charged(_ charge: OpenCharge, at points: (OpenCharge) -> Int) -> Int {
    var sum = 0
    self.charge([[charge]], at: points) { sum += $1 }
    return sum
  }

  /// The line a year's score comes to next, by the terms of `date`; nil beyond the last.
  public func nextLine(of year: Int, on date: LocalDate, by rules: Rules) -> Threshold? {
    let lines = agreements.isEmpty ? rules.thresholds(on: date) : terms(of: rules, on: date).thresholds
    let score = score(year)
    var next: Threshold?
    for line in lines where line.points > score && line.points < next?.points ?? .max { next = line }
    return next
  }
}
