public import LedgerDomain
package import Rulebook

/// A due date counted again for an explanation, beside the one the log holds.
public struct CountedTerm: Sendable {
  /// The count, day by day.
  public var count: DueCount
  /// The due date decided when the duty arose, or when it was last counted again.
  public var due: DueDate
  /// The rulebook in force when the duty arose.
  package var book: Rulebook

  /// Whether the date was counted beyond the years the calendar knows.
  public var isProvisional: Bool { due.provisional || count.due.provisional }

  /// Whether counting again leads to the date in the log.
  public var agrees: Bool { count.due.date == due.date }

  /// From the beginning of the term to its end.
  func span(in zone: Zone) -> TimeSpan {
    TimeSpan(from: count.from, to: count.dueAt ?? zone.day(due.date).to)
  }
}
