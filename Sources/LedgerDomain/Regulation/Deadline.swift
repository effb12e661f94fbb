/// How long somebody has, and by which term of the rulebook (§2).
public enum Deadline: Hashable, Sendable {
  /// So many working days.
  case workingDays(Term.Single)
  /// So many calendar days, moved on from days off.
  case calendarDays(Term.Single)
  /// So many hours of the response clock.
  case responseHours
  /// To the end of the natural month, whatever the rulebook says.
  case monthEnd

  /// The time for an appeal, from the recording of the charge.
  public static let appeal = workingDays(.appealDays)

  /// The term that says how long; nil where none does.
  public var term: Term.Single? {
    switch self {
    case .workingDays(let term), .calendarDays(let term): term
    case .responseHours: .responseHours
    case .monthEnd: nil
    }
  }
}

extension Terms {
  /// The end of a time that begins at `start`.
  ///
  /// - Parameter outages: around which the response clock counts, in order of their beginnings.
  func due(_ deadline: Deadline, from start: Instant, around outages: [TimeSpan] = []) -> Due {
    rule(of: deadline).due(from: start, in: zone, calendar, around: outages)
  }

  /// The same, with every day looked at.
  public func count(_ deadline: Deadline, from start: Instant, around outages: [TimeSpan] = []) -> DueCount {
    rule(of: deadline).count(from: start, in: zone, calendar, around: outages)
  }

  private func rule(of deadline: Deadline) -> DueRule {
    switch deadline {
    case .workingDays(let term): .workingDays(self[term])
    case .calendarDays(let term): .calendarDays(self[term])
    case .responseHours: .responseClock(response)
    case .monthEnd: .monthEnd(after: 0)
    }
  }
}
