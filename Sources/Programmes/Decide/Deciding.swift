public import LedgerDomain

/// The events that one submission or sweep adds to a subject's stream, and the state they lead to.
///
/// It is handed the state and hands it back with `end`; nobody else holds it meanwhile, so that evolving it copies nothing.
struct Deciding: ~Copyable {
  private(set) var state: SubjectState
  let versions: ProgrammeVersions
  let around: Surroundings
  let recordedAt: Instant
  /// What is read otherwise than it was recorded, where a record is folded again (programmes §6); nil where it is not.
  let again: FoldedAgain?
  private(set) var events: [SubjectEvent] = []
  private var head: Int
  /// The moment of what is decided.
  private(set) var at: Instant
  private var by: Person?
  private(set) var cause: Int?
  /// What the event at hand has done so far.
  var doing: Doing
  /// What a judge was asked for, and what was wrong with the answer.
  var asked = Asked()
  /// What was chosen and why, where an explanation asks for it; nil where none does.
  var choices: [ChoiceMade]?

  init(
    on state: consuming SubjectState, by versions: ProgrammeVersions, _ around: Surroundings, at: Instant,
    recordedAt: Instant, after head: Int, again: FoldedAgain? = nil
  ) {
    doing = Doing(on: state.zone.date(of: at), state)
    self.state = state
    self.versions = versions
    self.around = around
    self.at = at
    self.recordedAt = recordedAt
    self.head = head
    self.again = again
    for version in versions.versions { self.state.seek(version.programme.sought) }
  }

  /// The state it leads to, and the events.
  consuming func end() -> (state: SubjectState, events: [SubjectEvent]) { (state, events) }

  /// Has the state remember how it was, for what follows may still be refused.
  mutating func remember() { state.remember() }

  /// The day on which the ledger learns of it.
  var today: LocalDate { state.zone.date(of: recordedAt) }

  /// The date of the event at hand.
  var date: LocalDate { doing.date }

  /// Goes on to what happens at a moment by itself, with nobody to submit it.
  mutating func go(to moment: Instant) {
    at = moment
    (by, cause) = (nil, nil)
  }

  /// An event of its own begins, dated a day.
  mutating func begin(on date: LocalDate) {
    doing = Doing(on: date, state)
    if state.zone.date(of: at) != date { at = state.zone.instant(date) }
  }

  /// Records what was submitted.
  mutating func record(_ submission: SubjectSubmission, _ decided: ReportDecided?, by programme: Programme) {
    at = submission.at
    begin(on: state.zone.date(of: at))
    by = submission.by
    cause = nil
    add(.fact(submission.fact, decided), programme, id: submission.id, note: submission.note)
    cause = head
  }

  /// Takes up an event as it stands in the log, where a record is folded again.
  mutating func take(_ event: SubjectEvent) {
    at = event.at
    begin(on: state.zone.date(of: at))
    by = event.by
    state.evolve(event)
    cause = event.position
  }

  /// Records what the ledger draws.
  mutating func record(_ drawn: ProgrammeConsequence, _ ground: Ground, by programme: Programme) {
    add(.drawn(drawn, ground), programme)
  }

  private mutating func add(
    _ body: SubjectEvent.Body, _ programme: Programme, id: String? = nil, note: String? = nil
  ) {
    head += 1
    let event = SubjectEvent(
      position: head, version: state.version + 1, id: id, at: at, recordedAt: recordedAt, by: by, body: body,
      note: note, cause: cause, rulebook: programme.name)
    state.evolve(event)
    if again == nil { events.append(event) }
  }

  /// Notes in the event that began at a place what its effects needed and nobody recorded.
  mutating func note(_ missing: [String], at place: Int) {
    guard !missing.isEmpty, events.indices.contains(place) else { return }
    let event = events[place]
    guard case .drawn(let drawn, let ground) = event.body, let noted = drawn.lacking(missing) else { return }
    events[place] = SubjectEvent(
      position: event.position, version: event.version, id: event.id, at: event.at, recordedAt: event.recordedAt,
      by: event.by, body: .drawn(noted, ground), note: event.note, cause: event.cause, rulebook: event.rulebook)
  }
}

extension ProgrammeConsequence {
  /// The same with what its effects needed and nobody recorded; nil for what keeps nothing of the kind.
  fileprivate func lacking(_ missing: [String]) -> ProgrammeConsequence? {
    switch self {
    case .dutyMissed(var missed):
      missed.missing = missing
      return .dutyMissed(missed)
    case .reviewDecided(var review):
      review.missing = missing
      return .reviewDecided(review)
    case .breachDetected, .breachWithdrawn, .pointsDeducted, .pointsRestored, .nodeReached, .measureImposed,
      .measureEnded, .noticeGiven, .fined, .valueSet, .dutyOpened, .dutyMet, .dutyWithdrawn, .periodClosed, .reversed:
      return nil
    }
  }
}

/// What the event at hand has done so far: nodes look at a counter without it (programmes §2).
struct Doing {
  /// A node of one key of a counter.
  struct Node: Hashable {
    let counter: String
    let key: String?
    let at: Int
    let row: Int
  }

  /// The event's date.
  let date: LocalDate
  /// How many entries there were before.
  let firstEntry: Int
  /// Whether the subject was out.
  let wasOut: Bool
  /// What it took from entries, by their places.
  var taken: [Int: Int] = [:]
  /// The nodes that fired or were passed.
  var nodes: Set<Node> = []
  /// The entries that nodes have not looked at, each with what was at hand.
  var charged: [(place: Int, hand: Hand)] = []
  /// What effects needed and nobody recorded.
  var missing: [String] = []

  init(on date: LocalDate, _ state: borrowing SubjectState) {
    self.date = date
    firstEntry = state.entries.count
    wasOut = state.isOut(on: date)
  }
}

/// What effects asked a judge for.
struct Asked {
  /// Whether a range of points.
  var points = false
  /// Whether a range of money.
  var fen = false
  /// What was wrong with the points.
  var pointsFault: Refusal?
  /// What was wrong with the money.
  var fenFault: Refusal?
}

/// A record that is folded again without some breaches, or with lower points (programmes §6).
struct FoldedAgain {
  /// Breaches that are taken out.
  let without: Set<BreachID>
  /// Points of breaches that are lowered.
  let lowered: [BreachID: Int]
}

/// A row that was chosen, and what was found on the way.
public struct ChoiceMade: Hashable, Sendable {
  /// The rule that chose.
  public let rule: ProgrammeRule
  /// The row, from 1; the else row is the last.
  public let row: Int
  /// The leaves, in the order looked at.
  public let leaves: [LeafExplained]
}

/// Why something stops short: it cannot be known, or it is refused whatever is known.
enum Stop: Error {
  case unknown(Unknown)
  case refused(Refusal)
}

extension Refusal {
  /// What is not known refuses whoever submits (programmes §2).
  init(_ unknown: Unknown) {
    switch unknown {
    case .missing(let name): self = .rules(.factsMissing, found: .same(name))
    case .window(let day, _): self = .rules(.windowUnknown, found: .same(day.description))
    }
  }
}
