/// Charging, caps and restoring (§5).
extension Decision {
  /// An assessment charges its points, less what a cap leaves no room for.
  mutating func charge(_ id: BreachID, _ points: Int, issue: String?) {
    guard let breach = state.breaches[id] else { return }
    let terms = terms(on: breach.on, in: state.city(of: id))
    var charged = points
    var cap: CapKey?
    if let limit = terms.clauses[breach.clause]?.cap,
      let key = CapKey(of: breach.clause, id, in: breach.year, issue: issue)
    {
      cap = key
      charged = min(points, max(0, limit - state.charged(under: key, of: breach.clause, in: breach.year)))
    }
    let isFromDelivery = terms.notices?.appealRunsFrom == .delivery
    let appealUntil = isFromDelivery ? nil : terms.due(.appeal, from: recordedAt).date
    record(
      .pointsDeducted(
        Deduction(
          breach: id, clause: breach.clause, on: breach.on, assessed: points, charged: charged,
          score: state.score(breach.year) + charged, cap: cap, appealUntil: appealUntil)))
  }

  /// A counted clause raises its breach and charges it at once.
  ///
  /// - Returns: whether it did: a clause that does not bind the provider raises nothing.
  @discardableResult
  mutating func chargeCounted(_ found: Detection) -> Bool {
    guard raise(found) else { return false }
    charge(found.breach, found.points.lowerBound, issue: nil)
    return true
  }

  /// Points that came off with the appeal just recorded, and the pause that ends with an overturned meeting.
  mutating func settleAppeal(_ id: BreachID, _ outcome: AppealOutcome) {
    guard let breach = state.breaches[id] else { return }
    recordRestoration(year: breach.year, breach: id, clause: breach.clause)
    guard outcome == .overturned, case .meetingResults(let meeting)? = id.subject, state.pauses[meeting] != nil else {
      return
    }
    record(.expansionUnpaused(ExpansionUnpaused(meeting: meeting)))
  }

  /// States what the fact just recorded really took off the year's score, if anything.
  mutating func recordRestoration(year: Int, breach: BreachID? = nil, clause: Clause? = nil) {
    let restored = scoreBefore(year) - state.score(year)
    guard restored > 0 else { return }
    record(
      .pointsRestored(
        Restoration(breach: breach, clause: clause, year: year, restored: restored, score: state.score(year))))
  }
}
