public import LedgerDomain

/// Which events of the log a person wants to see, besides those of a stream or a type.
public struct EventFilter: Sendable {
  /// Only those submitted by this person.
  public var by: String?
  /// Only those submitted in this role.
  public var role: Role?
  /// Only those that raise, change, charge or appeal this breach, or move money for it.
  public var breach: BreachID?
  /// Only those recorded at this moment or later.
  public var since: Instant?
  /// Only those recorded before this moment.
  public var before: Instant?

  /// Every event.
  public init() {}

  /// Whether every event is wanted.
  public var isEmpty: Bool { by == nil && role == nil && breach == nil && since == nil && before == nil }

  /// Whether an event is wanted.
  public func takes(_ event: Event) -> Bool {
    if let by, event.by?.id != by { return false }
    if let role, event.by?.role != role { return false }
    if let since, event.recordedAt < since { return false }
    if let before, event.recordedAt >= before { return false }
    return breach == nil || event.breachConcerned == breach
  }

  /// The types that events of a log may have.
  public static var types: [String] {
    let daigou = FactKind.allCases.map(\.name) + ConsequenceKind.allCases.map(\.rawValue) + [Publication.type]
    let programmes = FactKind.ofProgrammes.map(\.name) + ConsequenceKind.ofProgrammes.map(\.rawValue)
    return daigou + programmes.filter { !daigou.contains($0) }
  }
}

extension Event {
  /// The breach the event is about, if any.
  fileprivate var breachConcerned: BreachID? {
    if case .consequence(.pointsRestored(let restoration)) = body { return restoration.breach }
    return breach ?? depositBreach
  }
}
