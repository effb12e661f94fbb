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
    let own = drawn.filter { $0.provider == state.provider && $0.position != followed.fact.position }
    let anew = lookAgainAtDuties(followed.fact)
    let first = drawn.count
    for event in [followed.fact] + own + anew { follow(event) }
    follow(from: first)
    lookAtConditions(followed)
  }

  /// Follows what was drawn since there were so many events, and what is drawn from that.
  mutating func follow(from first: Int) {
    var next = first
    while next < drawn.count {
      follow(drawn[next])
      next += 1
    }
  }

  /// What an event meets or ends, by id; then what it opens, by row. A duty that was opened is met at once where its condition
  /// holds; one that was met opens what comes after it.
  private mutating func follow(_ event: Event) {
    let on = state.zone.date(of: event.at)
    reopen(after: event)
    for (id, isMet) in closed(by: event) { close(id, isMet: isMet, on: on, basis: event.position) }
    for called in calledFor(by: event, on: on) {
      open(called.row, about: called.id.subject, on: on, basis: event.position, by: event)
    }
    if case .consequence(.dutyOpened(let opened)) = event.body { meetByCondition(opened.duty) }
    guard case .consequence(.dutyClosed(let closed)) = event.body, closed.outcome != .lapsed else { return }
    for row in rules.duties(on: closed.on)?.following(closed.duty.slug) ?? [] {
      open(row, about: closed.duty.subject, on: closed.on, basis: event.position, by: nil)
    }
  }

  // MARK: - Opening

  /// The duties that an event opens by its type and subject, under the version of a date, each with its row.
  func calledFor(by event: Event, on date: LocalDate) -> [(id: DutyID, row: DutyRow)] {
    guard let kind = event.kind?.eventName, let rows = rules.duties(on: date) else { return [] }
    return rows.opened(by: kind).flatMap { row in
      row.opens.compactMap { opening in
        guard case .event(let trigger) = opening else { return nil }
        return id(of: row, trigger, event).map { ($0, row) }
      }
    }
  }

  /// The duty of a row that an event is about by a trigger; nil for another event.
  private func id(of row: DutyRow, _ trigger: DutyRow.Trigger, _ event: Event) -> DutyID? {
    guard trigger.event == event.kind?.eventName, state.fits(event, trigger) else { return nil }
    guard let field = trigger.subject else { return DutyID(row.slug, about: nil) }
    return state.subject(field, of: event).map { DutyID(row.slug, about: $0) }
  }

  /// Opens a duty, unless one about the same is open, or was and is opened once only.
  mutating func open(
    _ row: DutyRow, about subject: String?, on date: LocalDate, basis: Int, by event: Event?
  ) {
    let id = DutyID(row.slug, about: subject)
    guard row.outlivesFreeze || state.frozenOn == nil else { return }
    if let duty = state.owedDuties[id], duty.state.isOwed || (row.once && !duty.isTakenBack) { return }
    guard row.conditions.allSatisfy({ holds($0, at: event) }) else { return }
    open(id, as: row, due: dueDate(row, from: date, by: event), basis: basis)
  }

  /// Opens a duty of a row.
  mutating func open(_ id: DutyID, as row: DutyRow, due: DueDate?, basis: Int) {
    record(
      .dutyOpened(
        DutyOpened(
          duty: id, due: due, owedBy: row.owedBy, owedTo: row.owedTo, clause: row.section.cited, basis: basis)))
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

  /// The duties still owed that an event meets or ends, and whether it meets them, by id.
  func closed(by event: Event) -> [(id: DutyID, isMet: Bool)] {
    if case .fact(.termination(.channelFrozen), _) = event.body { return endedByFreeze() }
    return ended(by: event).filter { state.owedDuties[$0.key]?.state.isOwed ?? false }.map { ($0.key, $0.value) }
      .sorted { $0.id < $1.id }
  }

  /// Of all duties that were ever opened, those that an event meets or ends by its type and subject, and whether it meets
  /// them; each by its row on the day it opened.
  func ended(by event: Event) -> [DutyID: Bool] {
    var ended: [DutyID: Bool] = [:]
    if case .fact(.duty(.fulfilled(let fact)), _) = event.body, row(of: fact.duty)?.recordedBy != nil {
      ended[fact.duty] = true
    }
    if case .fact(.notice(.sent(let fact)), _) = event.body, state.notices[fact.notice]?.end == nil {
      for id in fact.about where row(of: id)?.isMetByNotice ?? false { ended[id] = true }
    }
    guard let kind = event.kind?.eventName else { return ended }
    for rows in rules.allDuties {
      for row in rows.closed(by: kind) {
        for (trigger, isMet) in row.closingTriggers {
          guard let id = id(of: row, trigger, event), row == self.row(of: id) else { continue }
          ended[id] = ended[id] ?? false || isMet
        }
      }
    }
    return ended
  }

  /// Opens again, as they were, the duties that a notice closed which turned out to be none (offices §7).
  private mutating func reopen(after event: Event) {
    guard let notice = event.fact?.failedNotice else { return }
    for (id, duty) in closed(byNotice: notice) {
      openAgain(id, duty, since: duty.openedOn == date ? nil : duty.openedOn)
    }
  }

  /// The duties that a notice met, and that may be opened, by id.
  func closed(byNotice key: Key<Notice>) -> [(id: DutyID, duty: OwedDuty)] {
    guard let notice = state.notices[key] else { return [] }
    return state.owedDuties.filter { $0.value.state.isMet && $0.value.closedBy == notice.position && mayOpen($0.key) }
      .map { ($0.key, $0.value) }.sorted { $0.id < $1.id }
  }

  /// Opens a duty again as it was: by what opened it, due when it was.
  mutating func openAgain(_ id: DutyID, _ duty: OwedDuty, since: LocalDate? = nil) {
    record(
      .dutyOpened(
        DutyOpened(
          duty: id, due: duty.due, owedBy: duty.owedBy, owedTo: duty.owedTo, clause: duty.clause,
          basis: duty.openedBy, since: since)))
  }

  /// Whether a duty may be opened again: after the freeze only one that outlives it.
  func mayOpen(_ id: DutyID) -> Bool { state.frozenOn == nil || row(of: id)?.outlivesFreeze ?? false }

  /// With the freeze all duties lapse but those that outlive it.
  private func endedByFreeze() -> [(id: DutyID, isMet: Bool)] {
    state.listedDuties.keys.flatMap { state.owed($0) }.filter { !(row(of: $0)?.outlivesFreeze ?? false) }.sorted()
      .map { ($0, false) }
  }

  /// The row of a duty that was ever opened, as it was on the day it opened; nil for another.
  func row(of id: DutyID) -> DutyRow? { state.owedDuties[id].flatMap { row(id.slug, on: $0.openedOn) } }

  /// The row of this slug in the version of a date; where that has none, for a correction moved the day before all that have,
  /// in the first that has.
  func row(_ slug: Key<DutyRow>, on date: LocalDate) -> DutyRow? {
    rules.duties(on: date)?[slug] ?? rules.allDuties.lazy.compactMap { $0[slug] }.first
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
    for slug in rules.allDuties.flatMap({ $0.rows.filter(\.isMetByCondition).map(\.slug) }) {
      for id in state.owed(slug) { meetByCondition(id) }
    }
    follow(from: first)
    guard let rows = rules.duties(on: date) else { return }
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
    follow(from: second)
  }

  /// Closes a duty that is owed where a condition meets it.
  private mutating func meetByCondition(_ id: DutyID) {
    guard let fact = followed?.fact, state.owedDuties[id]?.state.isOwed ?? false, let row = row(of: id),
      isMetByCondition(row, id)
    else { return }
    close(id, isMet: true, on: date, basis: fact.position)
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

extension Fact {
  /// The notice of which it says that it was none; nil for any other fact.
  var failedNotice: Key<Notice>? {
    switch self {
    case .notice(.failed(let fact)): fact.notice
    case .notice(.rebutted(let fact)): fact.notice
    case .notice(.sent), .notice(.received), .provider, .deposit, .expansion, .meeting, .outlet, .service, .breach,
      .appeal, .rectification, .termination, .outletDeposit, .duty, .outage, .reinstatement, .lateCase, .admission,
      .measure, .correction, .subject:
      nil
    }
  }
}
