/// What no rulebook can change of a clause, because the ledger finds and charges its breaches so.
extension Clause {
  /// How it comes to charge points (§3).
  public var mode: ClauseMode {
    switch self {
    case .meetingResults, .dormantOutlets: .counted
    case .rectificationFailure: .byEvent
    case .negativePress, .competitorDealing, .expansionTarget, .nonstandardMaterials, .unapprovedMaterials,
      .signingProgress, .trainingFailure, .promotionGap, .serviceComplaint, .earlyExits, .exitResponse,
      .afterSalesDispute:
      .judged
    }
  }

  /// How a breach of it arises (§3).
  public var origin: ClauseOrigin {
    switch self {
    case .negativePress, .competitorDealing, .nonstandardMaterials, .unapprovedMaterials: .reported
    case .meetingResults, .expansionTarget, .signingProgress, .trainingFailure, .promotionGap, .serviceComplaint,
      .earlyExits, .dormantOutlets, .exitResponse, .afterSalesDispute, .rectificationFailure:
      .detected
    }
  }

  /// Which of its breaches share the room under its cap, where a rulebook states one (§5).
  public var capScope: CapScope {
    switch self {
    case .serviceComplaint: .issueAndYear
    case .expansionTarget: .city
    case .signingProgress: .meeting
    case .negativePress, .competitorDealing, .meetingResults, .nonstandardMaterials, .unapprovedMaterials,
      .trainingFailure, .promotionGap, .earlyExits, .dormantOutlets, .exitResponse, .afterSalesDispute,
      .rectificationFailure:
      .year
    }
  }
}

/// Which breaches of a clause share the room under its cap (§5).
public enum CapScope: Sendable {
  /// Those of one issue in one year; one assessed without an issue is under no cap.
  case issueAndYear
  /// Those of one city, whatever the year.
  case city
  /// Those of one meeting, whatever the year.
  case meeting
  /// All of a provider's breaches of one year.
  case year
}
