public import LedgerDomain
package import Rulebook

/// A due date counted again for an explanation, beside the one the log holds.
public struct DueExplanation: Sendable {
  /// The duty.
  public var duty: Duty
  /// The count, day by day.
  public var count: DueCount
  /// The due date decided when the duty arose.
  public var due: DueDate
  /// Whether what is known shows it met in time.
  public var isMet: Bool
  /// What was done about the duty, in log order; empty when nothing is known.
  public var fulfilments: [ChainedEvent]
  /// For an expansion target: outlets signed in time, and outlets needed.
  public var target: Target?
  /// The rulebook in force when the duty arose.
  package var book: Rulebook

  /// Outlets signed in time, against those needed.
  public struct Target: Equatable, Sendable {
    /// Signed by the due date and not exited by then.
    public var counted: Int
    /// Needed by then.
    public var needed: Int

    /// Those of an expansion target; nil for any other duty.
    init?(of duty: Duty, in state: ProviderState) {
      guard case .expansionTarget(let city, let batch) = duty, let signed = state.signedInTime(city, batch) else {
        return nil
      }
      (counted, needed) = signed
    }
  }

  /// Whether the date was counted beyond the years the calendar knows.
  public var isProvisional: Bool { due.provisional || count.due.provisional }

  /// From the beginning of the term to its end.
  func span(in zone: Zone) -> TimeSpan {
    TimeSpan(from: count.from, to: count.dueAt ?? zone.day(due.date).to)
  }

  /// Whether counting again leads to the date in the log.
  public var agrees: Bool { count.due.date == due.date }
}
