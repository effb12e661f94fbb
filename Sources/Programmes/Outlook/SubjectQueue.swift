public import LedgerDomain

/// Something about a subject that waits for a person, or falls due (programmes §11).
public struct SubjectQueueItem: Equatable, Sendable {
  /// What waits.
  public enum Matter: Equatable, Sendable {
    /// A breach for its judge.
    case breach(BreachAsked)
    /// An appeal for whoever decides it.
    case appeal(BreachID, clause: String)
    /// An open duty for the subject.
    case duty(DutyName, due: DueDate, dueAt: Instant?)
  }

  /// A breach for its judge, and what may be set.
  public struct BreachAsked: Equatable, Sendable {
    /// The breach.
    public let breach: BreachID
    /// Its clause.
    public let clause: String
    /// The day of the act.
    public let on: LocalDate
    /// The grades to choose from; none where the clause has none.
    public let grades: [String]
    /// The ranges of points that some grade may ask for, as one; nil for none.
    public let points: ClosedRange<Int>?
    /// The same for money, in fen.
    public let fen: ClosedRange<Int>?
    /// The counters that may be charged.
    public let counters: [String]
  }

  /// What waits.
  public let matter: Matter
  /// Since when.
  public let since: LocalDate
  /// For whom.
  public let roles: [String]
}

extension SubjectState {
  /// What waits for a person and what is open, in order of the breaches and duties of the log.
  public func queue(by versions: ProgrammeVersions) -> [SubjectQueueItem] {
    var items: [SubjectQueueItem] = []
    for breach in breaches {
      let programme = versions.on(breach.on)
      guard let clause = programme.clause(breach.clause) else { continue }
      let all = programme.roles.map(\.name)
      if breach.status == .pending, case .by(let roles, _) = clause.decided {
        items.append(
          SubjectQueueItem(matter: .breach(clause.asked(breach)), since: breach.raisedOn, roles: roles ?? all))
      }
      if let filed = breach.appealedAt {
        items.append(
          SubjectQueueItem(
            matter: .appeal(breach.id, clause: breach.clause), since: zone.date(of: filed),
            roles: programme.appeal?.by ?? all))
      }
    }
    for place in openDuties {
      let duty = duties[place]
      items.append(
        SubjectQueueItem(
          matter: .duty(duty.name, due: duty.due, dueAt: duty.dueAt), since: duty.openedOn,
          roles: [Programme.subjectRole]))
    }
    return items
  }
}

extension ClauseForm {
  /// What a judge of one of its breaches may set.
  func asked(_ breach: SubjectBreach) -> SubjectQueueItem.BreachAsked {
    let (points, fen, counters) = ranges
    return SubjectQueueItem.BreachAsked(
      breach: breach.id, clause: name, on: breach.on, grades: grades, points: points, fen: fen, counters: counters)
  }

  /// The ranges of points and of money, in fen, that some grade may ask for, each as one, and the counters that may be charged.
  public var ranges: (points: ClosedRange<Int>?, fen: ClosedRange<Int>?, counters: [String]) {
    var (points, fen): ([ClosedRange<Int>], [ClosedRange<Int>]) = ([], [])
    var counters: [String] = []
    for effect in cost.all {
      if case .fine(_, .judged(let range)) = effect { fen.append(range) }
      guard case .charge(let names, let amount) = effect else { continue }
      for name in names where !counters.contains(name) { counters.append(name) }
      if case .judged(let range) = amount { points.append(range) }
    }
    return (points.hull, fen.hull, counters)
  }
}

extension [ClosedRange<Int>] {
  /// The least range that holds all of them; nil for none.
  fileprivate var hull: ClosedRange<Int>? {
    guard let least = map(\.lowerBound).min(), let most = map(\.upperBound).max() else { return nil }
    return least...most
  }
}
