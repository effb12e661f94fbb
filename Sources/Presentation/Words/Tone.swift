public import LedgerDomain

/// What a piece of text is beside its words, such as bad news; who shows it may say so in colour.
///
/// No tone carries a meaning that the words do not.
public enum Tone: Equatable, Sendable {
  /// A heading.
  case heading
  /// Of less weight than what stands around it.
  case faint
  /// As it should be.
  case good
  /// To be watched: something waits, or a first line was crossed.
  case warning
  /// Bad news: something is lost, overdue, or at its end.
  case danger
}

extension ProviderStatus {
  /// The tone of the status; nil for the usual one.
  public var tone: Tone? {
    switch self {
    case .active: nil
    case .rectification: .warning
    case .terminating, .terminated: .danger
    }
  }
}

extension ExpansionStatus {
  /// The tone of the status; nil for the usual one.
  public var tone: Tone? {
    switch self {
    case .open: nil
    case .paused: .warning
    case .suspended: .danger
    }
  }
}

extension AdmissionState {
  /// The tone of the state; nil for one that needs nothing.
  public var tone: Tone? {
    switch self {
    case .fit: nil
    case .unreviewed, .incomplete: .warning
    case .unfit: .danger
    }
  }
}

extension Breach.Status {
  /// The tone of the status; nil for a breach that was settled.
  public var tone: Tone? {
    switch self {
    case .pending: .warning
    case .assessed: nil
    case .dismissed, .withdrawn, .overturned: .faint
    }
  }
}

extension [Threshold] {
  /// The tone of a year's score, by what it opens (§3.1, §3.2); nil below every threshold.
  public func tone(of score: Int) -> Tone? {
    if score >= points(opening: .termination) { return .danger }
    return score >= points(opening: .rectification) ? .warning : nil
  }
}
