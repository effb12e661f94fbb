/// An outlet under a provider, from its signing or receipt until it is gone, and after (§1).
public struct Outlet: Equatable, Sendable {
  /// How an outlet left.
  public enum Departure: CaseIterable, Equatable, Sendable {
    /// It left, of its own will or dismissed.
    case exited
    /// Another provider took it over.
    case transferred
    /// It was frozen with its provider.
    case frozen
    /// It was closed, for the platform ordered so (§1.1.3(3)).
    case ordered
    /// The platform withdrew its permission (§1.4.1(2)).
    case revoked

    /// Whether an expansion target is lessened by it (§1.3.1(2)).
    var lessensTarget: Bool {
      switch self {
      case .exited, .ordered, .revoked: true
      case .transferred, .frozen: false
      }
    }
  }

  /// The positions of the events that signed (or received) and opened it.
  public var facts: [Int]
  /// The city it is in.
  public var city: Key<City>
  /// When this provider signed or received it.
  public var heldFrom: Instant
  /// The local date of that.
  public var heldFromDate: LocalDate
  /// Whether this provider signed it, rather than received it.
  public var isOwnSigning: Bool
  /// When its first provider signed it.
  public var signedOn: LocalDate
  /// When it opened here; nil until then, and for one that was open when it was received.
  public var openedAt: Instant?
  /// The date on which it first opened; nil until then.
  public var openedOn: LocalDate?
  /// Its request to exit: the last, which may be of a time before.
  public var exitRequest: ExitRequest?
  /// When it left; nil while it is held.
  public var goneOn: LocalDate?
  /// How it left.
  public var departure: Departure?
  /// The times it was held before, each until a freeze that was taken back, oldest first (offices §11).
  public var earlier: [Outlet] = []

  /// Whether it exited, of its own will or by order; a permission withdrawn is no exit.
  var hasExited: Bool { departure == .exited || departure == .ordered }

  /// Its request to exit since it is held, none of a time before.
  var ownExitRequest: ExitRequest? {
    guard let exitRequest, let start = facts.first, exitRequest.position > start else { return nil }
    return exitRequest
  }

  /// Whether it is no longer held.
  public var isGone: Bool { goneOn != nil }

  /// One of the times it was held of which something holds, the last if it does; nil for none.
  func time(where holds: (Outlet) -> Bool) -> Outlet? { holds(self) ? self : earlier.first(where: holds) }

  /// Whether something holds of one of the times it was held.
  func hasTime(where holds: (Outlet) -> Bool) -> Bool { holds(self) || earlier.contains(where: holds) }

  /// Does something for each time it was held: one, but for an outlet that came back from a freeze.
  func forEachTime(_ body: (Outlet) -> Void) {
    for time in earlier { body(time) }
    body(self)
  }

  /// Whether it was held at the end of `date`: one gone on that day is not (§7.5).
  public func isHeld(atEndOf date: LocalDate) -> Bool { heldFromDate(atEndOf: date) != nil }

  /// Since when it was held that was held at the end of `date`; nil where it was not.
  func heldFromDate(atEndOf date: LocalDate) -> LocalDate? {
    if heldFromDate <= date { return goneOn.map { $0 > date } ?? true ? heldFromDate : nil }
    for time in earlier { if let from = time.heldFromDate(atEndOf: date) { return from } }
    return nil
  }
}

/// An outlet's request to exit (§2.2.4(1)).
public struct ExitRequest: Equatable, Sendable {
  /// The position of the request.
  public var position: Int
  /// When it was made.
  public var at: Instant
  /// The last day to answer it; nil when it was not made in the system.
  public var due: DueDate?
  /// When it was answered.
  public var answeredOn: LocalDate?
  /// The first day on which it was fulfilled by answer, exit or transfer (§7.5).
  public var fulfilledOn: LocalDate?
}
