public import LedgerDomain

/// The due date behind a breach, counted again, and what was done about the duty by then.
public struct DueExplanation: Sendable {
  /// The duty.
  public var duty: Duty
  /// The due date counted again, beside that decided when the duty arose.
  public var term: CountedTerm
  /// Whether what is known shows it met in time.
  public var isMet: Bool
  /// What was done about the duty, in log order; empty when nothing is known.
  public var fulfilments: [ChainedEvent]
  /// For an expansion target: outlets signed in time, and outlets needed.
  public var target: Target?

  /// By how much what was done first came too late; nil where the duty is met, nothing was done, or it came in time.
  public func lateness(in zone: Zone) -> Lateness? {
    guard !isMet, let first = fulfilments.first?.event.at else { return nil }
    return Due(term.due, at: term.count.dueAt).lateness(of: first, in: zone)
  }

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
}
