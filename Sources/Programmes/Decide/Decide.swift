public import LedgerDomain

/// Decides one event about a subject: the subject is swept through the day before, then the event and what follows from it are
/// recorded, or a refusal changes nothing (programmes §1, §10).
///
/// - Parameters:
///   - submission: the event as handed in.
///   - state: the subject it is about; evolved by what is decided, untouched when it is refused.
///   - versions: the versions of its programme; nil where no such programme is published, which only an enrolment may meet.
///   - others: the other subjects, for tests that count them.
///   - past: the subject's stream, for the decision of an appeal, after which it is folded again; asked for nothing else.
///   - now: the clock; an event may not be later.
///   - recordedAt: when the ledger learns of it: the clock, but never before what it learnt last.
///   - head: the position of the last event in the log.
/// - Returns: the events to append, in order: what the sweep finds, without a cause; the event; what follows from it.
/// - Throws: the `Refusal`, by the order of checks of §10.
public func decide(
  _ submission: SubjectSubmission, on state: inout SubjectState, by versions: ProgrammeVersions?,
  among others: any OtherSubjects = NoOthers(), past: () -> [SubjectEvent] = { [] }, now: Instant,
  recordedAt: Instant, after head: Int
) throws(Refusal) -> [SubjectEvent] {
  guard let versions else {
    if state.enrolment != nil { throw .rules(.providerExists, found: .same(state.provider.text)) }
    throw .because(.unknownProgramme)
  }
  var deciding = Deciding(
    on: consume state, by: versions, Surroundings(others: others), at: submission.at, recordedAt: recordedAt,
    after: head)
  do throws(Refusal) {
    try deciding.submit(submission, now: now, past: past)
  } catch {
    var changed = deciding.end().state
    changed.goBack()
    state = changed
    throw error
  }
  var (after, events) = deciding.end()
  after.before = nil
  state = after
  return events
}

/// Sweeps a subject: does what is left of every day through one, and the start of the next (programmes §1).
///
/// - Returns: the events to append, without a cause.
public func sweep(
  _ state: inout SubjectState, through day: LocalDate, by versions: ProgrammeVersions,
  among others: any OtherSubjects = NoOthers(), recordedAt: Instant, after head: Int
) -> [SubjectEvent] {
  var deciding = Deciding(
    on: consume state, by: versions, Surroundings(others: others), at: recordedAt, recordedAt: recordedAt, after: head)
  deciding.sweep(through: day)
  let (after, events) = deciding.end()
  state = after
  return events
}

extension Deciding {
  /// Everything from the clock to what follows.
  mutating func submit(
    _ submission: SubjectSubmission, now: Instant, past: () -> [SubjectEvent]
  ) throws(Refusal) {
    let date = state.zone.date(of: submission.at)
    try checkShape(submission, on: date)
    if submission.at > now {
      throw .rules(
        .inTheFuture,
        found: Words(
          zh: "事件 \(versions.zone.text(submission.at))，时钟 \(versions.zone.text(now))",
          en: "the event \(versions.zone.text(submission.at)), the clock \(versions.zone.text(now))"))
    }
    if case .enrolled = submission.fact {
    } else if state.enrolment == nil {
      throw .rules(.unknownProvider, found: .same(state.provider.text))
    }
    if mayFindSomething { remember() }
    sweep(through: today.adding(days: -1))
    begin(on: date)
    let admitted = try admit(submission, on: date)
    let mayBeRefusedLate = submission.fact.mayBeRefusedLate(admitted)
    if mayBeRefusedLate { remember() } else { try checkOrder(submission.at, admitted) }
    record(submission, admitted.decided, by: admitted.programme)
    do throws(Stop) {
      try conclude(submission, admitted)
    } catch {
      switch error {
      case .unknown(let unknown): throw asked.fault ?? Refusal(unknown)
      case .refused(let refusal): throw asked.fault ?? refusal
      }
    }
    if let fault = asked.fault { throw fault }
    try checkAnswers(submission)
    if mayBeRefusedLate { try checkOrder(submission.at, admitted) }
    endMeasures(through: today, from: date)
    if case .appealDecided(let fact) = submission.fact { try reverse(fact, past: past) }
  }

  /// Whether the sweep through the day before has anything to look at.
  private var mayFindSomething: Bool {
    guard let day = state.progress?.day, day < today else { return false }
    return nextDay(after: day.adding(days: -1), through: today) <= today
  }

  /// What is given though nothing asks for it is wrong.
  private func checkAnswers(_ submission: SubjectSubmission) throws(Refusal) {
    guard case .assessed(let fact) = submission.fact else { return }
    if fact.points != nil, !asked.points { throw .badInput(field: "points", expected: .nothingAsked) }
    if fact.fen != nil, !asked.fen { throw .badInput(field: "fen", expected: .nothingAsked) }
  }

  /// What follows from an event: its effects, then the nodes they cross.
  mutating func conclude(_ submission: SubjectSubmission, _ admitted: Admitted) throws(Stop) {
    let isAttended = again == nil
    var hand = Hand(
      programme: admitted.programme, rule: .submission, cause: .event(cause ?? 0), day: date, isAttended: isAttended)
    switch submission.fact {
    case .enrolled, .attributeSet: topUp(wereShort: admitted.wereShort, hand)
    case .recorded(let fact): try conclude(fact, &hand)
    case .reported(let fact):
      guard admitted.decided?.isAtOnce ?? false else { break }
      try charge(fact.breach, by: admitted.programme)
    case .assessed(let fact): try charge(fact.breach, by: admitted.programme)
    case .dismissed, .appealFiled, .appealDecided: break
    case .paidIn: topUp(wereShort: admitted.wereShort, hand)
    case .lifted(let fact): lift(admitted.lifted ?? fact.measure.text, hand)
    }
    try crossNodes()
  }

  private mutating func conclude(_ fact: FactRecorded, _ hand: inout Hand) throws(Stop) {
    hand.fields = fact.fields ?? []
    hand.declared = hand.programme.fact(fact.kind)?.fields ?? []
    hand.name = fact.key?.text
    meetDuties(fact, hand)
    try openDuties(startedBy: fact, hand)
    if doing.wasOut { return }
    for review in hand.programme.reviews where review.trigger == .fact(fact.kind) {
      var hand = hand
      hand.rule = .review(review.name)
      try decide(review, hand)
    }
  }

  /// A review looks at its rows, if its condition holds.
  mutating func decide(_ review: ReviewForm, _ hand: Hand) throws(Stop) {
    if let condition = review.holds {
      var asking = Asking(on: date, around)
      guard (try? asking.holds(condition, of: state, hand)) ?? false else { return }
    }
    let chosen = try chosen(review.choice, hand)
    record(
      .reviewDecided(
        ReviewOutcome(
          review: review.name, row: chosen.row, leaves: chosen.leaves, period: hand.period?.upperBound)),
      hand.ground, by: hand.programme)
    try run(chosen.effects, hand)
  }

  /// A breach is charged: its cost runs once.
  mutating func charge(_ id: BreachID, by programme: Programme) throws(Stop) {
    guard let breach = state.breach(id), let clause = programme.clause(breach.clause) else { return }
    var hand = Hand(
      programme: programme, rule: .clause(clause.name), cause: .breach(id), day: date,
      isAttended: again == nil)
    hand.fields = breach.fields
    hand.declared = clause.fields
    hand.breach = id
    hand.clause = clause.name
    hand.judgement = breach.judgement
    if let points = again?.lowered[id], hand.judgement?.points != nil { hand.judgement?.points = points }
    hand.name = id.text
    switch clause.dated {
    case .act: hand.countsFrom = breach.on
    case .report: hand.countsFrom = breach.raisedOn
    case .decision: break
    }
    try run(clause.cost, hand)
  }
}

extension ProgrammeFact {
  /// Whether what follows from it may still refuse it: then the state is kept as it was.
  fileprivate func mayBeRefusedLate(_ admitted: Admitted) -> Bool {
    switch self {
    case .recorded, .assessed, .appealDecided: true
    case .reported: admitted.decided?.isAtOnce ?? false
    case .enrolled, .attributeSet, .dismissed, .appealFiled, .paidIn, .lifted: false
    }
  }
}

extension Asked {
  /// What was wrong, the points first.
  var fault: Refusal? { pointsFault ?? fenFault }
}

extension Expectation {
  static let nothingAsked = Expectation(
    zh: "空（该情节所执行的内容没有要求填写）", en: "nothing: what the grade runs asks for none")
}
