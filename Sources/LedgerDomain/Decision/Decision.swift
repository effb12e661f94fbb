/// The events one submission, sweep or year end adds, and the state they lead to.
///
/// It is handed the state and hands it back with `end`; nobody else holds it meanwhile, so that evolving it copies nothing.
struct Decision: ~Copyable {
  /// The provider it is about.
  private(set) var state: ProviderState
  private let sheet: Sheet

  /// All of it but the state; behind a reference, as what an admission asks.
  private final class Sheet {
    var receiver: ProviderState?
    let rules: Rules
    var at: Instant
    let recordedAt: Instant
    let by: Person?
    var cause: Int?
    var events: [Event] = []
    var head: Int
    var scoresBefore: [Int: Int] = [:]
    var history: History?
    var stateBefore: ProviderState?
    var followed: Followed?
    /// The terms asked for last, for the same are asked for again and again.
    var last: (date: LocalDate, city: Key<City>?, count: Int, terms: Terms)?

    init(
      receiver: consuming ProviderState?, by rules: Rules, at: Instant, recordedAt: Instant, person: Person?,
      after head: Int, history: History?
    ) {
      self.receiver = receiver
      self.rules = rules
      self.at = at
      self.recordedAt = recordedAt
      by = person
      self.head = head
      self.history = history
    }
  }

  init(
    on state: consuming ProviderState, receiver: consuming ProviderState? = nil, by rules: Rules, at: Instant,
    recordedAt: Instant, person: Person? = nil, after head: Int, history: History? = nil
  ) {
    self.state = state
    sheet = Sheet(
      receiver: receiver, by: rules, at: at, recordedAt: recordedAt, person: person, after: head, history: history)
  }

  /// The states it leads to, and everything recorded on the way.
  consuming func end() -> (state: ProviderState, receiver: ProviderState?, events: [Event]) {
    (state.movedOut(), sheet.receiver, sheet.events)
  }

  var rules: Rules { sheet.rules }

  var at: Instant {
    get { sheet.at }
    set { sheet.at = newValue }
  }

  var recordedAt: Instant { sheet.recordedAt }
  /// The position of the fact it all follows from; nil before it is taken.
  var cause: Int? { sheet.cause }
  /// The stream, where a correction is decided; its last event once that is recorded.
  var history: History? { sheet.history }
  /// The state as the facts were read before the correction.
  var stateBefore: ProviderState? { sheet.stateBefore }
  /// What the duties of an office are followed from; nil where no version has any.
  var followed: Followed? { sheet.followed }

  /// The terms the provider is held to for an act of `date`, in `city` where it is in one.
  func terms(on date: LocalDate, in city: Key<City>? = nil) -> Terms {
    state.agreements.isEmpty ? rules.terms(on: date) : agreed(on: date, in: city)
  }

  /// The same where there are agreements; the last answer is kept, for the same is asked again and again.
  private func agreed(on date: LocalDate, in city: Key<City>?) -> Terms {
    if let last = sheet.last, last.date == date, last.city == city, last.count == state.agreements.count {
      return last.terms
    }
    let terms = state.agreements.applied(to: rules.terms(on: date), on: date, in: city)
    sheet.last = (date, city, state.agreements.count, terms)
    return terms
  }

  /// The terms in force on the date of what is decided.
  var terms: Terms { terms(on: date) }

  /// The date of what is decided.
  var date: LocalDate { state.zone.date(of: at) }

  /// Adds the fact itself, with what is worked out from the rulebook about it.
  mutating func record(_ fact: Fact, id: String?, note: String?, reading: FactReading? = nil) {
    let decided = reading.map(Decided.reading) ?? decided(about: fact)
    take(next(.fact(fact, decided), id: id, note: note, in: state.provider, after: state.version), fact)
  }

  /// Takes a fact as it stands in the log; what follows from it comes next.
  mutating func take(_ event: Event, _ fact: Fact) {
    noteConditions(before: event)
    if fact.takesPointsOff { sheet.scoresBefore = state.years.mapValues(\.score) }
    if case .correction = fact, var history = sheet.history.take() {
      history.take(event)
      sheet.stateBefore = state
      state = history.fold()
      sheet.history = history
    } else {
      state.evolve(event)
    }
    sheet.cause = event.position
    sheet.head = event.position
  }

  /// Notes what holds before a fact, where a version has duties of an office that may follow from it.
  private mutating func noteConditions(before event: Event) {
    guard rules.haveDuties else { return }
    sheet.followed = Followed(fact: event, before: holding(rules.duties(on: date)?.openingConditions ?? []))
  }

  /// Everything recorded so far.
  var drawn: [Event] { sheet.events }

  /// The year's score before an appeal's decision or a pass was recorded.
  func scoreBefore(_ year: Int) -> Int { sheet.scoresBefore[year] ?? 0 }

  /// Adds a consequence to the provider's stream.
  mutating func record(_ consequence: Consequence) {
    state.evolve(next(.consequence(consequence), in: state.provider, after: state.version))
  }

  /// Adds a consequence to the receiver's stream.
  mutating func recordAtReceiver(_ consequence: Consequence) {
    guard let (provider, version) = sheet.receiver.map({ ($0.provider, $0.version) }) else { return }
    let event = next(.consequence(consequence), in: provider, after: version)
    sheet.receiver?.evolve(event)
  }

  private mutating func next(
    _ body: Event.Body, id: String? = nil, note: String? = nil, in provider: Key<Provider>, after version: Int
  ) -> Event {
    sheet.head += 1
    let event = Event(
      position: sheet.head, version: version + 1, id: id, provider: provider, at: at, recordedAt: recordedAt,
      by: sheet.by, body: body, note: note, cause: cause, rulebook: rules.rulebook(on: rulingDate(of: body)))
    sheet.events.append(event)
    return event
  }

  /// The date whose version an event is decided under: that of the act where there is one, else its own.
  private func rulingDate(of body: Event.Body) -> LocalDate {
    switch body {
    case .fact(.breach(.reported(let report)), _): report.on ?? date
    case .fact, .publication: date
    case .consequence(let consequence): rulingDate(of: consequence)
    }
  }

  private func rulingDate(of consequence: Consequence) -> LocalDate {
    switch consequence {
    case .breachDetected(let found): found.on
    case .pointsDeducted(let deduction): deduction.on
    case .thresholdReached(let reached): thresholdDate(of: reached.year)
    case .rectificationOpened(let opened): thresholdDate(of: opened.year)
    case .rectificationClosed(let closed): closed.outcome == .cancelled ? thresholdDate(of: closed.year) : date
    case .terminationOpened(let opened): opened.ground == .points ? thresholdDate(ofCase: opened.year) : date
    case .terminationClosed(let closed): closed.outcome == .withdrawn ? thresholdDate(ofCase: closed.year) : date
    case .answerDueMoved(let moved): beginning(of: .answer(moved.ticket))
    case .dueMoved(let moved):
      Duty(breach: moved.subject).map { beginning(of: $0) }
        ?? state.owedDuties[DutyID(moved.subject.text)]?.openedOn ?? date
    case .breachWithdrawn, .reviewDue, .breachReopened, .pointsRestored, .expansionPaused, .expansionUnpaused,
      .expansionSuspended,
      .expansionResumed, .outletReceived, .outletFrozen, .yearClosed, .dutyOpened, .admissionChanged,
      .programme:
      date
    case .dutyMissed(let missed): state.owedDuties[missed.duty]?.openedOn ?? date
    case .dutyClosed(let closed): state.owedDuties[closed.duty]?.openedOn ?? date
    }
  }

  private func beginning(of duty: Duty) -> LocalDate {
    state.beginning(of: duty).map { state.zone.date(of: $0) } ?? date
  }

  private func thresholdDate(ofCase year: Int?) -> LocalDate {
    guard let year else { return date }
    return thresholdDate(of: year)
  }
}

extension Fact {
  /// Whether it may take points off a year's score.
  fileprivate var takesPointsOff: Bool {
    if case .appeal(.decided) = self { return true }
    if case .rectification(.passed) = self { return true }
    return false
  }
}
