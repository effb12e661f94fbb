/// One act under one clause, and what became of it (§1).
public struct Breach: Equatable, Sendable {
  /// Where a breach stands.
  public enum Status: String, CaseIterable, Sendable {
    /// Waits for a person to assess it.
    case pending
    /// Its points are decided and charged.
    case assessed
    /// Found to be none.
    case dismissed
    /// Late facts no longer support it.
    case withdrawn
    /// Assessed, and overturned on appeal.
    case overturned
  }

  /// Where an appeal stands.
  public enum Appeal: Equatable, Sendable {
    /// None was filed.
    case none
    /// Filed, and not decided yet.
    case open(filedAt: Instant)
    /// Decided; there is no second one.
    case decided
  }

  /// Its place among the provider's breaches in the order in which they were raised, from 0.
  public var ordinal = 0
  /// The position of the event that raised it.
  public var raisedAt: Int
  /// Since when it waits: the moment of that event, or, for one that a sweep found, the end of its day.
  public var waitsSince: Instant
  /// The clause broken.
  public var clause: Clause
  /// The date of the act; its year is the year of the points (§2).
  public var on: LocalDate
  /// The points it may cost.
  public var points: ClosedRange<Int>
  /// Where it stands.
  public var status: Status = .pending
  /// Points assessed, as lowered on appeal; nil until assessed.
  public var assessed: Int?
  /// Points charged now; nil until assessed, 0 when overturned.
  public var charged: Int?
  /// Whether a sweep raised it, not a fact.
  public var isRaisedBySweep: Bool
  /// The outlet a report names.
  public var outlet: Key<Outlet>?
  /// Who reported it.
  public var reportedBy: String?
  /// Who submitted the event that charged it.
  public var chargedBy: String?
  /// When the event that charged it happened.
  public var chargedAt: Instant?
  /// The position of that charge; 0 while nothing is charged.
  public var chargePosition = 0
  /// The last day on which an appeal may be dated; nil where the time runs from the delivery of a notice.
  public var appealUntil: LocalDate?
  /// The key of the cap it falls under.
  public var cap: CapKey?
  /// Where the appeal against it stands.
  public var appeal = Appeal.none
  /// What the investigation of early exits has come to.
  public var investigation = Investigation()
  /// Since when a person must judge it again, for a correction shows it otherwise; nil for no review.
  public var reviewDueSince: Instant?
  /// The position of the fact that withdrew it; 0 while it is not withdrawn.
  public var withdrawnBy = 0

  /// Since when a decision on it is asked for, by an appeal or else by a review; nil where none is.
  var awaitsDecisionSince: Instant? {
    if case .open(let filedAt) = appeal { filedAt } else { reviewDueSince }
  }

  /// The natural year its points belong to.
  public var year: Int { Period(of: on).year }
}

/// The steps that must pass before early exits cost points (§2.2.3(1)).
public struct Investigation: Equatable, Sendable {
  /// Whether the provider was found at fault; nil until concluded.
  public var atFault: Bool?
  /// By when the demands must be met; nil until set.
  public var deadline: LocalDate?
  /// Whether they were met; nil until judged.
  public var met: Bool?
}

extension Investigation {
  /// Takes back its last step, where that was the last judgement of the breach.
  ///
  /// - Parameters:
  ///   - wasDismissed: whether the breach was dismissed: then its last step is the last judgement only where it did that.
  ///   - wasPending: whether it was still pending.
  mutating func takeBack(wasDismissed: Bool, wasPending: Bool) {
    if wasDismissed {
      if met == true { met = nil } else if atFault == false { atFault = nil }
    } else if wasPending {
      if met != nil {
        met = nil
      } else if deadline != nil {
        deadline = nil
      } else {
        atFault = nil
      }
    }
  }
}
