import LedgerDomain

/// A fact in which a person sets points within a range.
enum Judgement {
  case assessment(BreachAssessed)
  case appeal(AppealDecided)
  case pass(RectificationPassed)
  case failure(RectificationFailed)

  /// The judgement a fact is; nil for any other fact.
  init?(_ fact: Fact) {
    if case .breach(.assessed(let fact)) = fact {
      self = .assessment(fact)
    } else if case .appeal(.decided(let fact)) = fact {
      self = .appeal(fact)
    } else if case .rectification(.passed(let fact)) = fact {
      self = .pass(fact)
    } else if case .rectification(.failed(let fact)) = fact {
      self = .failure(fact)
    } else {
      return nil
    }
  }

  /// The points a person gave in it; nil for an appeal that sets none.
  var points: Int? {
    switch self {
    case .assessment(let fact): fact.points
    case .appeal(let fact): fact.outcome.points
    case .pass(let fact): fact.reduction
    case .failure(let fact): fact.points
    }
  }

  /// The breach judged in it; nil where the rectification is.
  var breach: BreachID? {
    switch self {
    case .assessment(let fact): fact.breach
    case .appeal(let fact): fact.breach
    case .pass, .failure: nil
    }
  }

  /// The same fact with other points; an appeal that sets none stays as it is.
  func fact(at points: Int) -> Fact {
    switch self {
    case .assessment(let fact):
      BreachAssessed(breach: fact.breach, points: points, reason: fact.reason, issue: fact.issue).fact
    case .appeal(let fact):
      AppealDecided(
        breach: fact.breach, outcome: fact.outcome.points == nil ? fact.outcome : .reduced(points: points),
        reason: fact.reason
      ).fact
    case .pass(let fact): RectificationPassed(reduction: points, metOn: fact.metOn).fact
    case .failure(let fact): RectificationFailed(points: points, deadline: fact.deadline).fact
    }
  }
}
