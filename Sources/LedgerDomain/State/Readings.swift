/// How the facts of a stream are read by the corrections known (offices §10).
public struct Readings: Sendable {
  private var readings: [Int: FactReading.How] = [:]
  private var others: [Int: Decided] = [:]
  /// The positions of the corrections that last decided again of a fact, by its position.
  private var decidedAgain: [Int: Int] = [:]
  /// Whether an outage is among what is known.
  private var hasOutages = false
  /// The positions of reports and judgements that are taken back.
  private(set) var takenBack: Set<Int> = []
  /// The date of the act of each breach raised since the first correction or outage: by the latest raising, which may be a
  /// second.
  private var raisedOn: [Key<Provider>: [BreachID: LocalDate]] = [:]

  /// Whether the report or judgement at a position is taken back.
  public func isTakenBack(_ position: Int) -> Bool { takenBack.contains(position) }

  /// Every fact as it was recorded.
  public init() {}

  /// Whether no correction is known, and no outage.
  public var isEmpty: Bool { readings.isEmpty && takenBack.isEmpty && !hasOutages }

  /// Takes note of a correction, and of the day of a breach raised behind one; of any other event there is nothing to note.
  ///
  /// - Returns: whether it was a correction.
  @discardableResult
  public mutating func note(_ event: Event) -> Bool {
    switch event.body {
    case .fact(.correction, .reading(let reading)):
      take(reading, at: event.position)
      return true
    case .fact(.outage, _):
      hasOutages = true
      return false
    case .consequence(.breachDetected(let found)):
      if !isEmpty { raisedOn[event.provider, default: [:]][found.breach] = found.on }
      return false
    case .fact, .consequence, .publication: return false
    }
  }

  /// Whether the breach an event is about is by now of a later day than a view takes: then nothing of it counts there,
  /// not what it was of an earlier day either (§6).
  func isBeyond(_ date: LocalDate, _ event: Event) -> Bool {
    guard !raisedOn.isEmpty, let breach = event.breach ?? event.restored else { return false }
    return raisedOn[event.provider]?[breach].map { $0 > date } ?? false
  }

  /// Reads a fact so from the correction at `position` on.
  mutating func take(_ reading: FactReading, at position: Int) {
    decidedAgain[reading.position] = position
    switch reading.kind.correctable {
    case .report, .judgement, .never: takenBack.insert(reading.position)
    case .world, .registration, .order, .retractedOnly:
      readings[reading.position] = reading.how
      others[reading.position] = nil
    }
    for other in reading.others { others[other.position] = other.decided }
  }

  /// Whether an event only moved what a later correction decided again: a due date that is counted from a fact corrected
  /// since.
  func isOvertaken(_ event: Event, in state: ProviderState) -> Bool {
    guard let fact = event.movedDuty.flatMap({ state.basis(of: $0)?.facts.first }) else { return false }
    return decidedAgain[fact].map { $0 > event.position } ?? false
  }

  /// An event of the stream as it is read, at its own place; nil for a fact that is not read.
  public func asRead(_ event: Event) -> Event? {
    guard case .fact(let fact, let decided) = event.body else { return event }
    switch readings[event.position] {
    case .retracted?: return nil
    case .otherwise(let fact, let at, let decided)?:
      return event.reading(fact, others[event.position] ?? decided, at: at)
    case nil:
      guard let again = others[event.position], again != decided else { return event }
      return event.reading(fact, again, at: event.at)
    }
  }
}

extension Event {
  /// The same event with other contents.
  fileprivate func reading(_ fact: Fact, _ decided: Decided, at: Instant) -> Event {
    Event(
      position: position, version: version, id: id, provider: provider, at: at, recordedAt: recordedAt, by: by,
      body: .fact(fact, decided), note: note, cause: cause, rulebook: rulebook)
  }

  /// The fact it is, if it is one.
  var fact: Fact? { if case .fact(let fact, _) = body { fact } else { nil } }

  /// The breach whose points it gives back, if it gives any.
  fileprivate var restored: BreachID? {
    if case .consequence(.pointsRestored(let restoration)) = body { restoration.breach } else { nil }
  }

  /// Whether it is a correction: then the stream is folded again from its first event.
  public var isCorrection: Bool { if case .fact(.correction, _) = body { true } else { false } }

  /// Whether breaches raised before may come to be of another day by it: a correction, or an outage.
  public var movesBreaches: Bool { if case .fact(.outage, _) = body { true } else { isCorrection } }
}

extension ProviderState {
  /// Folds the next event in as it is read, where it counts as of `date`; without corrections the same as `evolve`.
  public mutating func evolve(_ event: Event, as readings: Readings, asOf date: LocalDate? = nil) {
    guard !readings.isEmpty else {
      if let date { evolve(event, asOf: date) } else { evolve(event) }
      return
    }
    if case .consequence(.outletFrozen) = event.body {} else { freezeOutletsLeft() }
    if let date, readings.isBeyond(date, event) { return pass(over: event) }
    guard let read = readings.asRead(event), !readings.isOvertaken(event, in: self) else { return pass(over: event) }
    guard let date else { return evolve(read) }
    let pausesBefore = pauses
    evolve(read, asOf: date)
    if read.isCorrection { dropPauses(after: date, but: pausesBefore) }
  }

  /// An outlet that the reading leaves held at a freeze is gone by that freeze, though no line says so.
  private mutating func freezeOutletsLeft() {
    guard let frozenOn, outletCounts.signed > 0 else { return }
    for key in outlets.filter({ !$0.value.isGone }).keys.sorted() { leave(key, .frozen, on: frozenOn) }
  }

  private mutating func pass(over event: Event) {
    version = event.version
    position = event.position
    rulebook = event.rulebook
  }
}
