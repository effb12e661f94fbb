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
    /// A breach that a person judged is to be judged again: a correction shows it otherwise (offices §10).
    case reviewJudgement = "review-judgement"
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
    /// A criterion is met no more, and to be put right by the provider (offices §4).
    case mendCriterion = "mend-criterion"
  }

  /// What something that waits is about.
  public enum Subject: Hashable, Sendable {
    /// A breach; for a duty the one that missing it would be.
    case breach(BreachID)
    /// A complaint.
    case complaint(Key<Complaint>)
    /// A meeting.
    case meeting(Key<Meeting>)
    /// The rectification that a year's points opened.
    case rectification(year: Int)
    /// A step of a termination.
    case step(TerminationStep)
    /// The deposit that is left, in fen.
    case deposit(fen: Int)
    /// A duty of an office.
    case duty(DutyID)
    /// A criterion, of the provider or of an outlet.
    case criterion(Key<CriterionRow>, outlet: Key<Outlet>?)

    /// The subject as it is written.
    public var text: String {
      switch self {
      case .breach(let id): id.text
      case .complaint(let complaint): complaint.text
      case .meeting(let meeting): meeting.text
      case .rectification(let year): String(year)
      case .step(let step): step.rawValue
      case .deposit(let fen): String(fen)
      case .duty(let id): id.text
      case .criterion(let slug, let outlet): (outlet.map { $0.text + ":" } ?? "") + slug.text
      }
    }
  }

  /// The provider it is about.
  public var provider: Key<Provider>
  /// The provider's name.
  public var name: String
  /// What is to be done.
  public var work: Work
  /// What it is about.
  public var subject: Subject
  /// Who can do it.
  public var roles: [Role]
  /// By when; nil where nothing says.
  public var due: DueDate?
  /// For what is due within hours: the moment.
  public var dueAt: Instant?
  /// What the due date was before it was counted again, for a further year of the calendar was known; nil where it was not.
  public var dueBefore: LocalDate?
  /// Since when it waits; nil where nothing says.
  public var since: Instant?
  /// What it may cost; nil for what is about no breach.
  public var stake: Stake?
  /// The year of the points it is about; of what is about none, that of the date asked about.
  public var year = 0
  /// The score of that year.
  public var score = 0

  /// Who can do it, or must know of it: operations see which requests for help run out of time (§2.2.2).
  public func concerns(_ role: Role) -> Bool {
    roles.contains(role) || (work == .meetDuty && dueAt != nil && role == .channelOperations)
  }
}

extension OpenWork {
  /// What waits for a person, and which duties fall due on or before `last`.
  ///
  /// - Parameter roles: only what one of these roles can do, or must know of; none for all.
  public func queue(
    on today: LocalDate, through last: LocalDate, for roles: [Role] = [], by rules: Rules
  ) -> [QueueItem] {
    let mayHaveDuties = roles.isEmpty || roles.contains { $0 == .provider || $0 == .channelOperations }
    let items = state.queue(of: openBreaches, on: today, through: last, withDuties: mayHaveDuties, by: rules)
    return roles.isEmpty ? items : items.filter { item in roles.contains(where: item.concerns) }
  }
}

extension ProviderState {
  /// What waits for a person in this state, and which duties fall due on or before `last`.
  ///
  /// - Parameters:
  ///   - open: the breaches that wait for somebody, in order (`OpenWork`).
  ///   - withDuties: false leaves the duties out, which are the provider's own work.
  func queue(
    of open: [(id: BreachID, breach: Breach)], on today: LocalDate, through last: LocalDate, withDuties: Bool,
    by rules: Rules
  ) -> [QueueItem] {
    let terms = terms(of: rules, on: today)
    let freeze = frozenOn.map { self.terms(of: rules, on: $0) } ?? terms
    var items = breachItems(open, terms, by: rules) + caseItems(terms) + depositItems(freeze, today: today)
    items += openComplaints.sorted().map {
      item(.decideComplaint, .complaint($0), ComplaintUpheld.about.roles ?? [], since: complaints[$0]?.filedAt)
    }
    if frozenOn == nil {
      items += pauses.sorted { $0.key < $1.key }.map {
        item(.confirmMeeting, .meeting($0.key), MeetingRectified.about.roles ?? [], since: $0.value)
      }
    }
    items += criterionItems()
    if withDuties { items += dutyItems(through: last, by: rules) }
    items += owedItems(through: last)
    for index in items.indices {
      let year =
        items[index].stake.map { Period(of: $0.on).year } ?? caseYear(items[index].work) ?? Period(of: today).year
      items[index].year = year
      items[index].score = score(year)
    }
    return items
  }

  /// The year whose points opened the procedure that a work goes on with; nil for other work.
  private func caseYear(_ work: QueueItem.Work) -> Int? {
    switch work {
    case .orderRectification, .decideRectification: openRectification?.year
    case .stepTermination, .releaseDeposit: termination?.year
    case .assess, .investigate, .setDemands, .judgeDemands, .decideAppeal, .reviewJudgement,
      .decideComplaint, .confirmMeeting, .meetDuty, .mendCriterion:
      nil
    }
  }

  private func item(
    _ work: QueueItem.Work, _ subject: QueueItem.Subject, _ roles: [Role], due: DueDate? = nil, since: Instant?
  ) -> QueueItem {
    QueueItem(
      provider: provider, name: registration?.name ?? provider.text, work: work, subject: subject, roles: roles,
      due: due, since: since)
  }

  private func item(
    _ work: QueueItem.Work, _ id: BreachID, _ breach: Breach, _ roles: [Role], due: DueDate? = nil, by rules: Rules
  ) -> QueueItem {
    var item = item(work, .breach(id), roles, due: due, since: breach.waitsSince)
    item.stake = stake(of: id, breach, by: rules)
    return item
  }

  private func breachItems(
    _ open: [(id: BreachID, breach: Breach)], _ terms: Terms, by rules: Rules
  ) -> [QueueItem] {
    open.flatMap { id, breach in
      [reviewItem(id, breach, by: rules), judgementItem(id, breach, terms, by: rules)].compactMap(\.self)
    }
  }

  private func reviewItem(_ id: BreachID, _ breach: Breach, by rules: Rules) -> QueueItem? {
    guard let since = breach.reviewDueSince else { return nil }
    var review = item(.reviewJudgement, id, breach, AppealDecided.about.roles ?? [], by: rules)
    review.since = since
    return review
  }

  private func judgementItem(_ id: BreachID, _ breach: Breach, _ terms: Terms, by rules: Rules) -> QueueItem? {
    if case .open(let filedAt) = breach.appeal {
      var appeal = item(.decideAppeal, id, breach, AppealDecided.about.roles ?? [], by: rules)
      appeal.since = filedAt
      return appeal
    }
    guard breach.status == .pending else { return nil }
    let judges = BreachAssessed.about.roles ?? []
    let assessors = terms.clauses[breach.clause]?.assessors ?? judges
    guard breach.clause == .earlyExits else { return item(.assess, id, breach, assessors, by: rules) }
    if breach.investigation.atFault == nil { return item(.investigate, id, breach, judges, by: rules) }
    guard let deadline = breach.investigation.deadline else {
      return item(.setDemands, id, breach, judges, by: rules)
    }
    guard breach.investigation.met != nil else {
      return item(.judgeDemands, id, breach, judges, due: DueDate(deadline, provisional: false), by: rules)
    }
    return item(.assess, id, breach, assessors, by: rules)
  }

  private func caseItems(_ terms: Terms) -> [QueueItem] {
    var items: [QueueItem] = []
    if let open = openRectification {
      let judges = RectificationOrdered.about.roles ?? []
      let ordering = listedDuties[Self.ordering]?[DutyID(Self.ordering, about: String(open.year))]
      let due =
        open.deadline.map { DueDate($0, provisional: false) } ?? (ordering?.state.isOwed ?? false ? ordering?.due : nil)
      var item = item(
        open.deadline == nil ? .orderRectification : .decideRectification, .rectification(year: open.year), judges,
        due: due, since: open.openedAt)
      if open.deadline == nil, due != nil, let ordering { item.dueBefore = duesMoved[ordering.duty.breach] }
      items.append(item)
    }
    if let termination, let next = termination.step.next {
      let step = next == .signedOnce ? .signed : next
      let roles = (terms.termination.steps[step] ?? []).filter { $0 != termination.firstSignature || step != .signed }
      items.append(item(.stepTermination, .step(step), roles, since: termination.steppedAt))
    }
    return items
  }

  /// The release is due so many working days after the first day on which it is allowed (§5).
  private func depositItems(_ terms: Terms, today: LocalDate) -> [QueueItem] {
    guard let from = termination?.releaseFrom, !deposit.isReleased, openComplaints.isEmpty else { return [] }
    let allowedOn = max(from, lastComplaintClosedOn ?? from)
    guard allowedOn <= today else { return [] }
    let due = terms.calendar.day(terms.termination.releaseWorkingDays, after: allowedOn)
    return [
      item(
        .releaseDeposit, .deposit(fen: deposit.balanceFen), DepositReleased.about.roles ?? [], due: due,
        since: zone.instant(allowedOn))
    ]
  }

  /// What is met no more once the channel is open closes nothing, and waits to be put right.
  private func criterionItems() -> [QueueItem] {
    guard let admission, isChannelOpen, frozenOn == nil else { return [] }
    func items(_ result: AdmissionResult, _ reviews: ProviderAdmission.Reviews, _ outlet: Key<Outlet>?) -> [QueueItem] {
      result.unmet.map {
        item(.mendCriterion, .criterion($0, outlet: outlet), [.provider], since: reviews.findings[$0]?.at)
      }
    }
    return items(admissionResult, admission.own, nil)
      + admission.outlets.sorted { $0.key < $1.key }.flatMap { items(admissionResult(of: $0), $1, $0) }
  }

  private func dutyItems(through last: LocalDate, by rules: Rules) -> [QueueItem] {
    dutiesToRaise(through: min(last, frozenOn ?? last), by: rules).map { owed in
      let due = due(of: owed.duty, on: owed.on)
      var item = item(.meetDuty, .breach(owed.id), [.provider], due: due.date, since: beginning(of: owed.duty))
      item.dueAt = due.at
      item.dueBefore = duesMoved[owed.id]
      item.stake = stake(of: owed.duty, on: owed.on, by: rules)
      return item
    }
  }

  /// The row whose duty is the ordering of a rectification, which waits as a work of its own.
  private static let ordering: Key<DutyRow> = Key("order-rectification")

  /// The duties of an office that are owed, and due on or before `last` or whenever.
  private func owedItems(through last: LocalDate) -> [QueueItem] {
    if listedDuties.isEmpty { return [] }
    return dutyLines.filter { line in
      line.state.isOwed && line.due.map { $0.date <= last } ?? true && line.duty.slug != Self.ordering
    }
    .map { line in
      var item = item(.meetDuty, .duty(line.duty), [line.owedBy], due: line.due, since: line.openedAt)
      item.dueBefore = duesMoved[line.duty.breach]
      return item
    }
  }
}
