/// A breach that may yet be charged, and the cap it would fall under: no more of it, for there may be thousands.
struct OpenCharge {
  let id: BreachID
  let clause: Clause
  /// The date of the act.
  let on: LocalDate
  /// The year of its points.
  let year: Int
  /// The least it may cost.
  let least: Int
  /// What its cap leaves to all that share it; nil where its rulebook states none, or the cap is by an issue not known yet.
  let limit: Int?
  /// What it is assessed at.
  var assessed: Int
}

extension [OpenCharge] {
  /// Of those that share a cap first those it leaves the least room, so that the others find all they can.
  var inOrder: [OpenCharge] {
    guard contains(where: { $0.limit != nil }) else { return self }
    return sorted { left, right in
      (left.limit ?? .max, left.on, left.id) < (right.limit ?? .max, right.on, right.id)
    }
  }

  /// The same, each assessed at the least it may cost.
  var atLeast: [OpenCharge] {
    map { charge in
      var charge = charge
      charge.assessed = charge.least
      return charge
    }
  }
}

/// The ends that a year may come to from a state: only scores, caps and thresholds move, so that nothing is decided or folded
/// breach by breach, of which there may be thousands.
struct OutcomesOfYear {
  /// The state as it is, its thresholds crossed.
  let unchanged: Forecast.Outcome
  private let state: ProviderState
  private let date: LocalDate
  private let rules: Rules

  init(of state: ProviderState, on date: LocalDate, by rules: Rules) {
    self.state = state
    self.date = date
    self.rules = rules
    unchanged = Self.outcome(of: state, date, rules)
  }

  private static func outcome(of state: ProviderState, _ date: LocalDate, _ rules: Rules) -> Forecast.Outcome {
    let at = state.zone.endOfDay(date)
    var decision = Decision(on: state, by: rules, at: at, recordedAt: at, after: state.position)
    decision.crossThresholds()
    let end = decision.end().state
    return Forecast.Outcome(score: end.score(Period(of: date).year), status: end.status)
  }

  /// What they cost when they are charged one after the other, each finding the room that those before it leave.
  func charging(_ charges: [OpenCharge]) -> Forecast.Outcome {
    var years: [Int: (points: Int, latestAct: LocalDate)] = [:]
    let charged = state.charged(charges)
    for index in charges.indices where charged[index] > 0 {
      let (year, on) = (charges[index].year, charges[index].on)
      let (sum, latest) = years[year] ?? (0, on)
      years[year] = (sum + charged[index], max(latest, on))
    }
    guard !years.isEmpty else { return unchanged }
    var changed = state
    for (points, latestAct) in years.values { changed.add(points, latestAct: latestAct) }
    return Self.outcome(of: changed, date, rules)
  }

  /// What is left when what they are charged comes off.
  func takingOff(_ appealed: [Breach]) -> Forecast.Outcome {
    if appealed.isEmpty { return unchanged }
    var changed = state
    for breach in appealed { changed.takeOff(breach) }
    return Self.outcome(of: changed, date, rules)
  }
}

extension ProviderState {
  /// What each is charged, less what a cap leaves no room for.
  func charged(_ charges: [OpenCharge]) -> [Int] {
    let capped = Set(charges.filter { $0.limit != nil }.map(\.clause))
    if capped.isEmpty { return charges.map(\.assessed) }
    var underCap: [CapKey: Int] = [:]
    return charges.map { charge in
      // By the year all of a clause count, also those charged while no cap was stated.
      guard capped.contains(charge.clause), charge.limit != nil || charge.clause.capScope == .year,
        let key = CapKey(of: charge.clause, charge.id, in: charge.year, issue: nil)
      else { return charge.assessed }
      let before = underCap[key] ?? self.charged(under: key, of: charge.clause, in: charge.year)
      let charged = charge.limit.map { min(charge.assessed, max(0, $0 - before)) } ?? charge.assessed
      underCap[key] = before + charged
      return charged
    }
  }
}
