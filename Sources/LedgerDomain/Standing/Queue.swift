/// Something that waits for a person, or falls due.
public struct QueueItem: Equatable, Sendable {
  /// What is to be done.
  public enum Work: String, CaseIterable, Sendable {
    /// A pending breach is to be assessed or dismissed.
    case assess
    /// Early exits are to be investigated (§2.2.3(1)).
    case investigate
    /// Demands are to be set after a finding of fault.
    case setDemands = "set-demands"
    /// It is to be judged whether the demands were met.
    case judgeDemands = "judge-demands"
    /// An appeal is to be decided.
    case decideAppeal = "decide-appeal"
    /// A complaint is to be upheld or rejected.
    case decideComplaint = "decide-complaint"
    /// A meeting's pause ends when it is confirmed rectified (§1.3.1(1)).
    case confirmMeeting = "confirm-meeting"
    /// A rectification is to be ordered (§3.1(2)).
    case orderRectification = "order-rectification"
    /// A rectification is to be passed, extended or failed (§3.1(3), (4)).
    case decideRectification = "decide-rectification"
    /// The next step of a termination is to be taken (§3.3).
    case stepTermination = "step-termination"
    /// The deposit may be released (§3.3(3)).
    case releaseDeposit = "release-deposit"
    /// A duty of the provider falls due, or is overdue and not yet swept.
    case meetDuty = "meet-duty"
  }

  /// The provider it is about.
  public var provider: Key<Provider>
  /// What is to be done.
  public var work: Work
  /// The breach, complaint, meeting, step or duty it is about.
  public var subject: String
  /// Who can do it.
  public var roles: [Role]
  /// By when; nil where nothing says.
  public var due: DueDate?
}

extension ProviderState {
  /// What waits for a person in this state, and which duties fall due on or before `last`.
  ///
  /// - Parameter withDuties: false leaves the duties out, which are the provider's own work.
  public func queue(
    on today: LocalDate, through last: LocalDate, withDuties: Bool = true, by rules: Rules
  ) -> [QueueItem] {
    let terms = terms(of: rules, on: today)
    let freeze = frozenOn.map { self.terms(of: rules, on: $0) } ?? terms
    var items = breachItems(terms) + caseItems(terms) + depositItems(freeze, today: today)
    items += openComplaints.sorted().map {
      item(.decideComplaint, $0.text, ComplaintUpheld.about.roles ?? [])
    }
    if frozenOn == nil {
      items += pauses.sorted().map { item(.confirmMeeting, $0.text, MeetingRectified.about.roles ?? []) }
    }
    return withDuties ? items + dutyItems(through: last, by: rules) : items
  }

  private func item(_ work: QueueItem.Work, _ subject: String, _ roles: [Role], due: DueDate? = nil) -> QueueItem {
    QueueItem(provider: provider, work: work, subject: subject, roles: roles, due: due)
  }

  private func breachItems(_ terms: Terms) -> [QueueItem] {
    breaches.entries.filter(\.value.isOpen).sorted { ($0.value.on, $0.key) < ($1.value.on, $1.key) }.compactMap {
      id, breach in
      if case .open = breach.appeal { return item(.decideAppeal, id.text, AppealDecided.about.roles ?? []) }
      guard breach.status == .pending else { return nil }
      let judges = BreachAssessed.about.roles ?? []
      let assessors = terms.clauses[breach.clause]?.assessors ?? judges
      guard breach.clause == .earlyExits else { return item(.assess, id.text, assessors) }
      if breach.investigation.atFault == nil { return item(.investigate, id.text, judges) }
      guard let deadline = breach.investigation.deadline else { return item(.setDemands, id.text, judges) }
      guard breach.investigation.met != nil else {
        return item(.judgeDemands, id.text, judges, due: DueDate(deadline, provisional: false))
      }
      return item(.assess, id.text, assessors)
    }
  }

  private func caseItems(_ terms: Terms) -> [QueueItem] {
    var items: [QueueItem] = []
    if let open = openRectification {
      let judges = RectificationOrdered.about.roles ?? []
      let due = open.deadline.map { DueDate($0, provisional: false) }
      items.append(item(due == nil ? .orderRectification : .decideRectification, String(open.year), judges, due: due))
    }
    if let termination, let next = termination.step.next {
      let step = next == .signedOnce ? .signed : next
      let roles = (terms.termination.steps[step] ?? []).filter { $0 != termination.firstSignature || step != .signed }
      items.append(item(.stepTermination, step.rawValue, roles))
    }
    return items
  }

  /// The release is due so many working days after the first day on which it is allowed (§5).
  private func depositItems(_ terms: Terms, today: LocalDate) -> [QueueItem] {
    guard let from = termination?.releaseFrom, !deposit.isReleased, openComplaints.isEmpty else { return [] }
    let allowedOn = max(from, lastComplaintClosedOn ?? from)
    guard allowedOn <= today else { return [] }
    let due = terms.calendar.day(terms.termination.releaseWorkingDays, after: allowedOn)
    return [item(.releaseDeposit, String(deposit.balanceFen), DepositReleased.about.roles ?? [], due: due)]
  }

  private func dutyItems(through last: LocalDate, by rules: Rules) -> [QueueItem] {
    dutiesToRaise(through: min(last, frozenOn ?? last), by: rules).map { owed in
      item(.meetDuty, owed.id.text, [.provider], due: due(of: owed.duty, on: owed.on).date)
    }
  }
}
