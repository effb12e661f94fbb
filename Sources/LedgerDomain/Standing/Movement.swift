/// One movement of a year's score, as the fold made it (§5, §6).
public struct Movement: Equatable, Sendable {
  /// What moved it.
  public enum Kind: String, CaseIterable, Sendable {
    /// Points charged for a breach, perhaps none because of a cap.
    case charge
    /// An appeal that reduced or overturned a charge; perhaps nothing was left to restore.
    case appeal
    /// A rectification that passed.
    case pass
    /// A charge that a correction undid: its breach withdrawn, or its judgement taken back.
    case correction
  }

  /// The position of the event that moved it.
  public var position: Int
  /// What moved it.
  public var kind: Kind
  /// The breach charged or appealed; nil for a pass.
  public var breach: BreachID?
  /// The score afterwards less the score before.
  public var points: Int
  /// The year's score afterwards.
  public var score: Int
}

extension ProviderState {
  /// Folds one event in where it counts as of `date`, and says how it moved the score of `year`.
  ///
  /// The amount is what the one fold did to the score, so the movements of a year add up to its score in that view.
  public mutating func evolve(_ event: Event, asOf date: LocalDate, movementOf year: Int) -> Movement? {
    let before = score(year)
    let cause = movement(event, asOf: date, year)
    evolve(event, asOf: date)
    let after = score(year)
    guard let cause else {
      assert(before == after, "a score moved for a reason the ledger does not know")
      return nil
    }
    return Movement(
      position: event.position, kind: cause.kind, breach: cause.breach, points: after - before, score: after)
  }

  private func movement(
    _ event: Event, asOf date: LocalDate, _ year: Int
  ) -> (kind: Movement.Kind, breach: BreachID?)? {
    guard event.counts(asOf: date, in: zone) else { return nil }
    switch event.body {
    case .consequence(.pointsDeducted(let deduction)):
      return deduction.on.year == year && breaches[deduction.breach] != nil ? (.charge, deduction.breach) : nil
    case .fact(.appeal(.decided(let appeal)), _):
      return appeal.outcome != .confirmed && breaches[appeal.breach]?.year == year ? (.appeal, appeal.breach) : nil
    case .fact(.rectification(.passed), .rectification(_, year)): return (.pass, nil)
    case .consequence(.breachWithdrawn(let withdrawn)): return undone(withdrawn.breach, year)
    case .consequence(.breachReopened(let reopened)): return undone(reopened.breach, year)
    case .fact, .consequence, .publication: return nil
    }
  }

  /// What undoes the charge of a breach, where it has one in the year.
  private func undone(_ id: BreachID, _ year: Int) -> (kind: Movement.Kind, breach: BreachID?)? {
    guard let breach = breaches[id], breach.charged != nil, breach.year == year else { return nil }
    return (.correction, id)
  }
}
