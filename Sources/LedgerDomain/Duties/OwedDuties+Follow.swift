/// The duties of an office that follow from a submitted event (offices §3): what it, and all that was drawn from it, meets,
/// ends and opens; last what its conditions do.
extension Decision {
  /// What the duties of an office are followed from.
  struct Followed {
    /// The fact as it stands in the log.
    let fact: Event
    /// What held before it, by the conditions that open duties.
    let before: [DutyRow.Condition: Set<String>]
  }

  /// Follows every event of the transaction in the order of the log, then looks at the conditions.
  mutating func followDuties() {
    guard let followed else { return }
    lookAgainAtDuties(followed.fact)
    let own = drawn.filter { $0.provider == state.provider && $0.position != followed.fact.position }
    for event in [followed.fact] + own { follow(event) }
    lookAtConditions(followed)
  }

  /// What an event meets or ends, by id; then what it opens, by row; then what follows from these.
  mutating func follow(_ event: Event) {
    let first = drawn.count
    let on = state.zone.date(of: event.at)
    reopen(after: event)
    for (id, isMet) in closed(by: event) { close(id, isMet: isMet, on: on, basis: event.position) }
    if let kind = event.kind?.eventName {
      for row in rules.duties(on: on)?.opened(by: kind) ?? [] { open(row, by: event, on: on) }
    }
    if case .consequence(.dutyClosed(let closed)) = event.body, closed.outcome != .lapsed {
      for row in rules.duties(on: closed.on)?.following(closed.duty.slug) ?? [] {
        open(row, about: closed.duty.subject, on: closed.on, basis: event.position, by: nil)
      }
    }
    for event in drawn[first...] { follow(event) }
  }

  // MARK: - Opening

  private mutating func open(_ row: DutyRow, by event: Event, on date: LocalDate) {
    for case .event(let trigger) in row.opens where trigger.event == event.kind?.eventName {
      guard state.fits(event, trigger) else { continue }
      let subject = trigger.subject.flatMap { state.subject($0, of: event) }
      guard (subject == nil) == (trigger.subject == nil) else { continue }
      open(row, about: subject, on: date, basis: event.position, by: event)
    }
  }

  /// Opens a duty, unless one about the same is open, or was and is opened once only; what holds already meets it.
  mutating func open(
    _ row: DutyRow, about subject: String?, on date: LocalDate, basis: Int, by event: Event?
  ) {
    let id = DutyID(row.slug, about: subject)
    guard row.outlivesFreeze || state.frozenOn == nil else { return }
    if let duty = state.owedDuties[id], duty.state.isOwed || (row.once && !duty.isTakenBack) { return }
    guard row.conditions.allSatisfy({ holds($0, at: event) }) else { return }
    let due = dueDate(row, from: date, by: event)
    record(
      .dutyOpened(
        DutyOpened(
          duty: id, due: due, owedBy: row.owedBy, owedTo: row.owedTo, clause: row.section.cited, basis: basis)))
    if isMetByCondition(row, id) { close(id, isMet: true, on: date, basis: followed?.fact.position ?? basis) }
  }

  private func holds(_ condition: DutyRow.Precondition, at event: Event?) -> Bool {
    switch condition {
    case .thirdParty: return state.isThirdParty
    case .selfOperated: return !state.isThirdParty
    case .expansionStopped:
      guard let event, let city = state.subject(.city, of: event) else { return false }
      return state.isExpansionStopped(for: Key(city), at: event)
    }
  }

  /// When a duty that opens on a date is due; nil for never.
  func dueDate(_ row: DutyRow, from date: LocalDate, by event: Event?) -> DueDate? {
    guard let term = row.due else { return nil }
    if case .date(let field) = term { return event?.date(of: field).map { DueDate($0, provisional: false) } }
    return term.rule?.due(from: state.zone.instant(date), in: state.zone, terms(on: date).calendar).date
  }

  // MARK: - Closing

  /// The duties an event meets or ends, and whether it meets them, by id; each by its row on the day it opened.
  func closed(by event: Event) -> [(id: DutyID, isMet: Bool)] {
    if case .fact(.termination(.channelFrozen), _) = event.body { return endedByFreeze() }
    var closed: [DutyID: Bool] = [:]
    if case .fact(.duty(.fulfilled(let fact)), _) = event.body, state.owedDuties[fact.duty]?.state.isOwed ?? false,
      rules.duties(on: state.zone.date(of: event.at))?[fact.duty.slug]?.recordedBy != nil
    {
      closed[fact.duty] = true
    }
    if case .fact(.notice(.sent(let fact)), _) = event.body {
      for id in fact.about where state.owedDuties[id]?.state.isOwed ?? false { closed[id] = true }
    }
    guard let kind = event.kind?.eventName else { return [] }
    for rows in rules.allDuties {
      for row in rows.closed(by: kind) {
        for (trigger, isMet) in row.closingTriggers where trigger.event == kind && state.fits(event, trigger) {
          let subject = trigger.subject.flatMap { state.subject($0, of: event) }
          guard (subject == nil) == (trigger.subject == nil) else { continue }
          let id = DutyID(row.slug, about: subject)
          if row == self.row(of: id) { closed[id] = closed[id] ?? false || isMet }
        }
      }
    }
    return closed.map { ($0.key, $0.value) }.sorted { $0.id < $1.id }
  }

  /// Opens again, as they were, the duties that a notice closed which turned out to be none (offices §7).
  private mutating func reopen(after event: Event) {
    let key: Key<Notice>
    switch event.body {
    case .fact(.notice(.failed(let fact)), _): key = fact.notice
    case .fact(.notice(.rebutted(let fact)), _): key = fact.notice
    case .fact, .consequence, .publication: return
    }
    guard let notice = state.notices[key] else { return }
    for id in notice.about.sorted() {
      guard let duty = state.owedDuties[id], duty.state.isMet, duty.closedBy == notice.position else { continue }
      let outlives = rules.duties(on: duty.openedOn)?[id.slug]?.outlivesFreeze ?? false
      guard outlives || state.frozenOn == nil else { continue }
      record(
        .dutyOpened(
          DutyOpened(
            duty: id, due: duty.due, owedBy: duty.owedBy, owedTo: duty.owedTo, clause: duty.clause,
            basis: duty.openedBy, since: duty.openedOn == date ? nil : duty.openedOn)))
    }
  }

  /// With the freeze all duties lapse but those that outlive it.
  private func endedByFreeze() -> [(id: DutyID, isMet: Bool)] {
    state.listedDuties.keys.flatMap { state.owed($0) }.filter { !(row(of: $0)?.outlivesFreeze ?? false) }.sorted()
      .map { ($0, false) }
  }

  /// The row of a duty still owed, as it was on the day it opened; nil for one that is not owed.
  private func row(of id: DutyID) -> DutyRow? {
    guard let duty = state.owedDuties[id], duty.state.isOwed else { return nil }
    return rules.duties(on: duty.openedOn)?[id.slug]
  }

  mutating func close(_ id: DutyID, isMet: Bool, on date: LocalDate, basis: Int) {
    guard let duty = state.owedDuties[id] else { return }
    let isLate = duty.due.map { date > $0.date } ?? false
    record(
      .dutyClosed(
        DutyClosed(
          duty: id, outcome: isMet ? (isLate ? .late : .met) : .lapsed, on: date, clause: duty.clause, basis: basis)))
  }

  // MARK: - Conditions

  /// Closes what a condition meets now, by row; then opens what has become true since before the fact, by row.
  private mutating func lookAtConditions(_ followed: Followed) {
    let first = drawn.count
    let slugs = Set(rules.allDuties.flatMap { $0.rows.filter(\.isMetByCondition).map(\.slug) })
    let rows = rules.duties(on: date)
    for slug in (rows?.rows.map(\.slug) ?? []).filter({ slugs.contains($0) }) {
      for id in state.owed(slug) {
        if let row = row(of: id), isMetByCondition(row, id) {
          close(id, isMet: true, on: date, basis: followed.fact.position)
        }
      }
    }
    for event in drawn[first...] { follow(event) }
    guard let rows else { return }
    let now = holding(rows.openingConditions)
    let second = drawn.count
    for row in rows.rows {
      for case .when(let condition) in row.opens {
        let new = (now[condition] ?? []).subtracting(followed.before[condition] ?? [])
        for subject in new.sorted() {
          open(
            row, about: subject.isEmpty ? nil : subject, on: date, basis: followed.fact.position, by: followed.fact)
        }
      }
    }
    for event in drawn[second...] { follow(event) }
  }

  /// Whether a condition meets a duty of a row.
  func isMetByCondition(_ row: DutyRow, _ id: DutyID) -> Bool {
    row.metBy.contains { meeting in
      switch meeting {
      case .event: false
      case .when(let condition): isTrue(condition, of: id)
      case .whenNot(let condition): !isTrue(condition, of: id)
      }
    }
  }

  /// Whether a condition holds of what a duty is about.
  func isTrue(_ condition: DutyRow.Condition, of id: DutyID) -> Bool {
    holding(condition).contains(condition.subject == nil ? "" : id.subject ?? "")
  }

  /// What holds of some conditions: for each, what it holds of, the empty text for the provider as a whole.
  func holding(_ conditions: [DutyRow.Condition]) -> [DutyRow.Condition: Set<String>] {
    Dictionary(uniqueKeysWithValues: conditions.map { ($0, holding($0)) })
  }

  private func holding(_ condition: DutyRow.Condition) -> Set<String> {
    func whole(_ holds: Bool) -> Set<String> { holds ? [""] : [] }
    let perCity = terms.depositPerCityFen
    switch condition {
    case .depositShort: return whole(state.isDepositShort(perCity))
    case .depositFull: return whole(state.isDepositFull(perCity))
    case .admissionFit: return whole(state.isAdmissionFit)
    case .readyToOpen:
      return whole(!state.isChannelOpen && state.isAdmissionFit && state.isDepositFull(perCity))
    case .forfeitureStands: return Set(state.forfeituresStanding.map(\.text))
    case .freezeUnfounded: return Set(state.yearOfUnfoundedFreeze(by: rules).map { [String($0)] } ?? [])
    }
  }
}

extension DutyRow {
  /// The events that close it, and whether they meet it.
  fileprivate var closingTriggers: [(trigger: Trigger, isMet: Bool)] {
    metBy.compactMap(\.trigger).map { ($0, true) } + lapsesOn.map { ($0, false) }
  }
}

extension DutyRow.Term {
  /// How it is counted from the day on which the duty opens; nil for a date that the opening event says.
  public var rule: DueRule? {
    switch self {
    case .workingDays(let count): .workingDays(count)
    case .days(0): .sameDay
    case .days(let count): .calendarDays(count)
    case .naturalMonths(let count): .monthEnd(after: count)
    case .date: nil
    }
  }
}

extension String {
  /// Sections as they are cited: `1.2a(8), 1.2b(2)` is `§1.2a(8), §1.2b(2)`.
  fileprivate var cited: String { "§" + replacing(", ", with: ", §") }
}
