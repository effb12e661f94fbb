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
  let assessed: Int
}

extension [OpenCharge] {
  /// Of those that share a cap first those it leaves the least room, so that the others find all they can.
  var inOrder: [OpenCharge] {
    guard contains(where: { $0.limit != nil }) else { return self }
    return sorted { left, right in
      (left.limit ?? .max, left.on, left.id) < (right.limit ?? .max, right.on, right.id)
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

  private static func outcome(
    of state: consuming ProviderState, _ date: LocalDate, _ rules: Rules
  ) -> Forecast.Outcome {
    let (at, head) = (state.zone.endOfDay(date), state.position)
    var decision = Decision(on: consume state, by: rules, at: at, recordedAt: at, after: head)
    decision.crossThresholds()
    return Forecast.Outcome(score: decision.state.score(Period(of: date).year), status: decision.state.status)
  }

  /// What they cost when they are charged one after the other, each finding the room that those before it leave.
  ///
  /// - Parameter points: what each is assessed at.
  func charging(
    _ charges: [OpenCharge]..., at points: (OpenCharge) -> Int = { $0.assessed }
  ) -> Forecast.Outcome {
    var years: [(year: Int, points: Int, latestAct: LocalDate)] = []
    state.charge(charges, at: points) { charge, charged in
      guard charged > 0 else { return }
      if let index = years.firstIndex(where: { $0.year == charge.year }) {
        years[index].points += charged
        years[index].latestAct = max(years[index].latestAct, charge.on)
      } else {
        years.append((charge.year, charged, charge.on))
      }
    }
    guard !years.isEmpty else { return unchanged }
    var changed = state
    for year in years { changed.add(year.points, latestAct: year.latestAct) }
    return Self.outcome(of: consume changed, date, rules)
  }

  /// What is left when what they are charged comes off.
  func takingOff(_ appealed: [Standing.BreachLine]) -> Forecast.Outcome {
    if appealed.isEmpty { return unchanged }
    var changed = state
    for line in appealed { changed.takeOff(line.charged ?? 0, of: line.on) }
    return Self.outcome(of: consume changed, date, rules)
  }
}

extension ProviderState {
  /// Tells of each in order what it is charged, less what a cap leaves no room for.
  ///
  /// - Parameter points: what each is assessed at.
  func charge(_ groups: [[OpenCharge]], at points: (OpenCharge) -> Int, _ body: (OpenCharge, Int) -> Void) {
    var capped: Set<Clause> = []
    for charges in groups { for charge in charges where charge.limit != nil { capped.insert(charge.clause) } }
    var underCap: [CapKey: Int] = [:]
    for charges in groups {
      for charge in charges {
        let assessed = points(charge)
        // By the year all of a clause count, also those charged while no cap was stated.
        guard charge.limit != nil || charge.clause.capScope == .year && capped.contains(charge.clause),
          let key = CapKey(of: charge.clause, charge.id, in: charge.year, issue: nil)
        else {
          body(charge, assessed)
          continue
        }
        let before = underCap[key] ?? self.charged(under: key, of: charge.clause, in: charge.year)
        let charged = charge.limit.map { min(assessed, max(0, $0 - before)) } ?? assessed
        underCap[key] = before + charged
        body(charge, charged)
      }
    }
  }
}
