/// What the facts of a stream, as they are read, show of each breach alone: the tests of §5, as if there were no other
/// breach (offices §10).
struct Evidence {
  let state: ProviderState
  private let rules: Rules
  /// The date of recording: what is still missing counts once it was due before.
  private let today: LocalDate
  private let facts: TellingFacts

  /// What a stream shows.
  ///
  /// - Parameters:
  ///   - read: its events as they are read.
  ///   - state: the same folded.
  ///   - today: the date of recording.
  init(of read: some Sequence<Event>, _ state: ProviderState, by rules: Rules, recordedOn today: LocalDate) {
    self.state = state
    self.rules = rules
    self.today = today
    facts = TellingFacts(read)
  }

  /// What is shown of a breach; nil where the facts show none, or its clause does not bind the provider.
  func shows(_ id: BreachID) -> Shown? { id.subject.flatMap { shows($0) } }

  /// The same of the breach of a subject.
  func shows(_ subject: BreachSubject) -> Shown? {
    guard let shown = tested(subject), state.isBound(by: shown.detection.clause, on: shown.detection.on, rules) else {
      return nil
    }
    return shown
  }

  private func tested(_ subject: BreachSubject) -> Shown? {
    switch subject {
    case .duty(let duty): unmet(duty)
    case .meetingResults(let meeting): results(of: meeting)
    case .applicationErrors(let meeting): errors(after: meeting)
    case .training(let training): failures(in: training)
    case .serviceComplaint(let complaint): service(complaint)
    case .afterSalesDispute(let complaint): sale(complaint)
    case .earlyExits(let city): exits(in: city)
    case .dormantOutlets(let city, let month, let test):
      state.dormancy(test, in: city, month, by: terms(on: month.lastDay, in: city)).map { Shown($0, .fact) }
    case .report, .rectificationFailure: nil
    }
  }

  private func terms(on date: LocalDate, in city: Key<City>?) -> Terms { state.terms(of: rules, on: date, in: city) }

  /// A breach that the facts show, with the points it may cost on its date.
  private func found(
    _ subject: BreachSubject, _ clause: Clause, on date: LocalDate, in city: Key<City>?, _ facts: [Int],
    due: DueDate? = nil, _ count: Tally? = nil, _ origin: BreachOrigin = .fact
  ) -> Shown {
    Shown(
      Detection(
        breach: BreachID(subject), clause: clause, on: date,
        points: terms(on: date, in: city).clauses[clause]?.points ?? 0...0, facts: facts.sorted(), due: due,
        count: count), origin)
  }

  /// Late, or missing with its due date over: before the day of recording, and not after the freeze.
  private func unmet(_ duty: Duty) -> Shown? {
    let origin: BreachOrigin
    switch state.state(of: duty) {
    case .notOwed, .met: return nil
    case .late: origin = .late
    case .missing: origin = .sweep
    }
    guard let basis = state.basis(of: duty) else { return nil }
    guard !state.hasLapsed(duty, due: basis.on) else { return nil }
    if origin == .sweep { guard basis.on < today, basis.on <= state.frozenOn ?? basis.on else { return nil } }
    return found(
      .duty(duty), duty.clause, on: basis.on, in: state.city(of: duty.breach), basis.facts, due: basis.due.date, nil,
      origin)
  }

  private func results(of key: Key<Meeting>) -> Shown? {
    guard let meeting = state.meetings[key] else { return nil }
    let subject = BreachSubject.meetingResults(key)
    let on = state.zone.date(of: meeting.heldAt)
    let terms = terms(on: on, in: meeting.city)
    let attended = meeting.attendedTally(of: subject, terms)
    if attended.isBelow {
      return found(subject, .meetingResults, on: on, in: meeting.city, [meeting.position], attended)
    }
    guard let signed = meeting.signedTally(of: subject, terms), signed.isBelow else { return nil }
    let positions = [meeting.position] + (facts.concluded[key].map { [$0] } ?? [])
    return found(subject, .meetingResults, on: on, in: meeting.city, positions, signed)
  }

  private func errors(after key: Key<Meeting>) -> Shown? {
    guard let review = facts.reviews[key] else { return nil }
    let subject = BreachSubject.applicationErrors(key)
    let on = state.zone.date(of: review.at)
    let city = state.meetings[key]?.city
    let count = subject.tally(
      review.fact.errors, of: review.fact.entries, against: .applicationErrors, in: terms(on: on, in: city))
    return count.isAbove ? found(subject, .signingProgress, on: on, in: city, [review.position], count) : nil
  }

  private func failures(in key: Key<Training>) -> Shown? {
    guard let training = facts.trainings[key] else { return nil }
    let subject = BreachSubject.training(key)
    let on = state.zone.date(of: training.at)
    let count = subject.tally(
      training.fact.failed, of: training.fact.examined, against: .trainingFailures, in: terms(on: on, in: nil))
    return count.isAbove ? found(subject, .trainingFailure, on: on, in: nil, [training.position], count) : nil
  }

  private func service(_ key: Key<Complaint>) -> Shown? {
    guard let complaint = state.complaints[key], complaint.status == .upheld, case .service = complaint.subject else {
      return nil
    }
    return found(
      .serviceComplaint(key), .serviceComplaint, on: state.zone.date(of: complaint.filedAt),
      in: state.city(ofComplaint: key), [complaint.position] + (facts.upheld[key].map { [$0.position] } ?? []))
  }

  private func sale(_ key: Key<Complaint>) -> Shown? {
    guard let complaint = state.complaints[key], complaint.status == .upheld, let upheld = facts.upheld[key],
      upheld.fact.providerAtFault == true, case .sale(let outletKey, let soldOn) = complaint.subject,
      let outlet = state.outlets[outletKey], outlet.hasExited, let exitedOn = outlet.goneOn
    else { return nil }
    let filedOn = state.zone.date(of: complaint.filedAt)
    guard soldOn <= exitedOn, exitedOn <= filedOn else { return nil }
    return found(
      .afterSalesDispute(key), .afterSalesDispute, on: filedOn, in: outlet.city, [complaint.position, upheld.position])
  }

  /// The exit that exceeds the limit, when exits are taken in the order in which each was complete in the log.
  private func exits(in key: Key<City>) -> Shown? {
    guard let city = state.cities[key] else { return nil }
    let subject = BreachSubject.earlyExits(key)
    var early: [Int] = []
    for exit in state.completeExits(in: key, facts.exits) {
      early.append(exit.months)
      let terms = terms(on: exit.on, in: key)
      let months = terms[.earlyExitMonths]
      let count = subject.tally(
        early.count { $0 <= months }, of: city.plan.planned, against: .earlyExitShare, in: terms)
      if count.isAbove {
        return found(subject, .earlyExits, on: exit.on, in: key, [city.position, exit.position], count)
      }
    }
    return nil
  }
}

extension ProviderState {
  /// The outlets this provider signed and opened in a city that exited: when, how many months after opening, and the
  /// position of the exit, by which they are in order.
  fileprivate func completeExits(
    in city: Key<City>, _ exits: [Key<Outlet>: Int]
  ) -> [(position: Int, on: LocalDate, months: Int)] {
    outlets.compactMap { key, outlet in
      guard outlet.city == city, outlet.isOwnSigning, outlet.departure == .exited, let openedOn = outlet.openedOn,
        let goneOn = outlet.goneOn, let position = exits[key]
      else { return nil }
      let complete = max(position, outlet.facts.last ?? position)
      return (complete, goneOn, goneOn.month.months(since: openedOn.month))
    }
    .sorted { $0.position < $1.position }
  }
}

extension Evidence {
  /// What every breach would be of that the facts could show, found or not.
  var subjects: Set<BreachSubject> {
    var subjects: [BreachSubject] = []
    for key in state.tickets.keys { subjects.append(.duty(.answer(key))) }
    for (key, outlet) in state.outlets where outlet.exitRequest?.due != nil {
      subjects.append(.duty(.exitResponse(key)))
    }
    for key in state.meetings.keys {
      subjects += [.duty(.applications(key)), .meetingResults(key), .applicationErrors(key)]
    }
    for key in state.cities.keys {
      subjects.append(.earlyExits(key))
      subjects += ExpansionBatch.allCases.map { .duty(.expansionTarget(key, $0)) }
    }
    for key in facts.trainings.keys { subjects.append(.training(key)) }
    for key in facts.upheld.keys { subjects += [.serviceComplaint(key), .afterSalesDispute(key)] }
    for report in state.sales.keys {
      subjects += [.dormantOutlets(report.city, report.month, .zero), .dormantOutlets(report.city, report.month, .low)]
    }
    subjects += monthsWithOutlets.map { .duty(.promotion($0)) }
    return Set(subjects)
  }

  /// The months from the first opening until now in which a promotion may have been owed.
  private var monthsWithOutlets: [Month] {
    guard var month = state.outlets.values.compactMap({ $0.openedOn?.month }).min() else { return [] }
    var months: [Month] = []
    while month < today.month {
      month = month.adding(1)
      months.append(month)
    }
    return months
  }

  /// The breaches of the same ticket as one: that of its answer, and those of the complaints that name it.
  func siblings(of id: BreachID) -> Set<BreachID> {
    let ticket: Key<Ticket>?
    switch id.subject {
    case .duty(.answer(let key))?: ticket = key
    case .serviceComplaint(let key)?: ticket = state.complaints[key]?.subject.ticket
    case .duty?, .report?, .meetingResults?, .applicationErrors?, .training?, .earlyExits?, .dormantOutlets?,
      .afterSalesDispute?, .rectificationFailure?, nil:
      ticket = nil
    }
    guard let ticket else { return [] }
    let complaints = state.complaints(naming: ticket).map { BreachID(.serviceComplaint($0)) }
    return Set(complaints + [Duty.answer(ticket).breach])
  }
}

/// A breach as the facts show it.
struct Shown {
  let detection: Detection
  let origin: BreachOrigin

  init(_ detection: Detection, _ origin: BreachOrigin) {
    self.detection = detection
    self.origin = origin
  }

  /// By which two are the same: the date, and the points where they are counted.
  struct Key: Equatable {
    let on: LocalDate
    let points: Int?
  }

  var key: Key { Key(on: detection.on, points: detection.clause.mode == .counted ? detection.points.lowerBound : nil) }

  /// Whether a breach stands as it is shown.
  func isThe(_ breach: Breach) -> Bool {
    key == Key(on: breach.on, points: breach.clause.mode == .counted ? breach.assessed : nil)
  }

  /// The same as a correction raises it.
  func raised(by correction: Int) -> Detection {
    Detection(
      breach: detection.breach, clause: detection.clause, on: detection.on, points: detection.points,
      facts: detection.facts + [correction], due: detection.due, count: detection.count, origin: origin)
  }
}
