extension BreachSubject {
  /// The terms of the rulebook that a count for its breach is held against, and that say what is counted, in the order of
  /// the file; none where nothing is counted.
  public var limits: [Term.Single] {
    switch self {
    case .meetingResults: [.attended, .signed]
    case .applicationErrors: [.applicationErrors]
    case .training: [.trainingFailures]
    case .earlyExits: [.earlyExitMonths, .earlyExitShare]
    case .dormantOutlets(_, _, .low): [.lowFen, .lowShare]
    case .dormantOutlets(_, _, .zero): [.zeroShare]
    case .report, .duty, .serviceComplaint, .afterSalesDispute, .rectificationFailure: []
    }
  }

  /// A count held against one of its limits.
  func tally(_ counted: Int, of whole: Int, against limit: Term.Single, in terms: Terms) -> Tally {
    assert(limits.contains(limit), "a limit that no explanation would name")
    return Tally(counted: counted, of: whole, limitPercent: terms[limit])
  }
}

extension Tally {
  /// Whether less was counted than the limit's share of the whole.
  var isBelow: Bool { Percent(limitPercent).isMore(than: counted, of: of) }

  /// Whether more was counted.
  var isAbove: Bool { Percent(limitPercent).isLess(than: counted, of: of) }

  /// How many the share allows.
  public var allowed: Int { Percent(limitPercent).floor(of: of) }
}
