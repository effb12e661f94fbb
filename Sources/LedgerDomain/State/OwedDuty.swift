/// A duty of an office, as it stands (offices §3).
public struct OwedDuty: Equatable, Sendable {
  /// Where a duty stands.
  public enum State: String, CaseIterable, Sendable {
    /// It is owed.
    case open
    /// A sweep found it overdue; it is still owed.
    case missed
    /// It was met on or before its due date.
    case met
    /// It was met after it.
    case late
    /// It was let go.
    case waived
    /// What it was about is no more.
    case lapsed

    /// Whether it is still owed.
    public var isOwed: Bool {
      switch self {
      case .open, .missed: true
      case .met, .late, .waived, .lapsed: false
      }
    }

    /// Whether it was met, in time or late.
    public var isMet: Bool {
      switch self {
      case .met, .late: true
      case .open, .missed, .waived, .lapsed: false
      }
    }

    /// Whether a standing lists it.
    var isListed: Bool {
      switch self {
      case .open, .missed, .late: true
      case .met, .waived, .lapsed: false
      }
    }
  }

  /// Who owes it.
  public var owedBy: Role
  /// To whom.
  public var owedTo: Role
  /// The § of its row.
  public var clause: String
  /// The day from which it is owed.
  public var openedOn: LocalDate
  /// When it was opened.
  public var openedAt: Instant
  /// The position of the event that opened it.
  public var openedBy: Int
  /// By when it is due; nil where nothing says.
  public var due: DueDate?
  /// By when it was due before it was put off; nil where it never was.
  public var dueAtFirst: DueDate?
  /// Where it stands.
  public var state = State.open
  /// The day on which it was met, let go or lapsed; nil while it is owed.
  public var closedOn: LocalDate?
  /// The position of the event that closed it; 0 while it is owed.
  public var closedBy = 0
  /// Whether it lapsed because a correction took back what opened it: then it counts as never opened.
  public var isTakenBack = false
}
