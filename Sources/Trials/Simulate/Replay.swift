import EventStore
import Ledger
import LedgerDomain
import LedgerFormat
import Programmes
import Rulebook

/// A log being decided again, event by event.
///
/// Facts are submitted with their own times. A sweep that found something is run again at the same time; how far it went
/// the log does not say, so it is taken to have gone as far as the log allows: through the day before it ran, or the day
/// before the first duty it left. A year end closes the same year, and sweeps through its last day.
struct Replay {
  /// What one step of the real ledger left in the log.
  private enum Unit {
    case fact(Event)
    case sweep(
      recordedAt: Instant, last: (provider: Key<Provider>, on: LocalDate, breach: BreachID), through: LocalDate)
    case yearEnd(Int, recordedAt: Instant, provider: Key<Provider>)
    case countAgain(recordedAt: Instant)
    case subjectSweep(SubjectSweep)
  }

  /// Points tried for a judgement about a subject, at most: what its grade asks for is found by asking.
  private static let mostTried = 200

  let zone: Zone
  private var unit: Unit?
  /// The rules that hold, as they were published on the way.
  private var real: Rules
  /// The version of a programme that is tried, and from when; nil for none.
  private let tried: (programme: Programme, from: LocalDate?)?
  /// When the ledger learns of the last thing there is; nil for an empty log.
  private(set) var lastRecording: Instant?
  private(set) var log: CrossingLog
  /// Where each fact of the real log stands in the one decided again.
  private var positions: [Int: Int] = [:]
  private(set) var facts = 0
  private(set) var refused: [Simulation.RefusedFact] = []
  private(set) var gated: [Simulation.RefusedFact] = []
  private(set) var adjusted: [Simulation.AdjustedJudgement] = []

  init(
    zone: Zone, real: Rules, trying programme: Programme?, from date: LocalDate?, corrected: Set<Key<Provider>>
  ) {
    self.zone = zone
    self.real = real
    tried = programme.map { ($0, date) }
    log = CrossingLog(corrected: corrected)
  }

  /// Takes the next event of the real log.
  mutating func take(_ event: Event, in transaction: LedgerTransaction) throws {
    lastRecording = event.recordedAt
    if case .subjectSweep(let sweep)? = unit, case .fact = event.body {
      unit = sweep.before(event).map(Unit.subjectSweep)
    }
    if let next = begun(by: event, in: transaction) {
      try finish(in: transaction)
      unit = next
    } else if case .publication(let publication) = event.body {
      try finish(in: transaction)
      let file = try publication.file()
      if let terms = file.daigou?.terms { real.publish(terms, from: publication.effective, at: event.recordedAt) }
      _ = try transaction.publishAgain(event, file, from: publication.effective)
      if let tried { transaction.put(inForce: tried.programme, from: tried.from) }
    }
    log.take(event, zone: zone)
  }

  /// The unit this event begins; nil where it goes on with the one before, or begins none.
  private mutating func begun(by event: Event, in transaction: LedgerTransaction) -> Unit? {
    switch event.body {
    case .fact: return .fact(event)
    case .publication: return nil
    case .consequence(.breachDetected(let found)):
      guard event.cause == nil else { return nil }
      let this = (provider: event.provider, on: found.on, breach: found.breach)
      if case .sweep(event.recordedAt, let last, let through)? = unit, last < this {
        unit = .sweep(recordedAt: event.recordedAt, last: this, through: max(through, found.on))
        return nil
      }
      return .sweep(recordedAt: event.recordedAt, last: this, through: found.on)
    case .consequence(.yearClosed(let closed)):
      let year = closed.year
      if case .yearEnd(year, event.recordedAt, let last)? = unit, last < event.provider {
        unit = .yearEnd(year, recordedAt: event.recordedAt, provider: event.provider)
        return nil
      }
      return .yearEnd(year, recordedAt: event.recordedAt, provider: event.provider)
    case .consequence(.answerDueMoved), .consequence(.dueMoved):
      guard event.cause == nil else { return nil }
      if case .countAgain(event.recordedAt)? = unit { return nil }
      return .countAgain(recordedAt: event.recordedAt)
    case .consequence(.programme):
      guard event.cause == nil else { return nil }
      let day = transaction.daySwept(by: event)
      guard case .subjectSweep(let sweep)? = unit, sweep.recordedAt == event.recordedAt else {
        return .subjectSweep(SubjectSweep(recordedAt: event.recordedAt, event.provider, through: day))
      }
      unit = .subjectSweep(sweep.finding(event.provider, through: day))
      return nil
    case .consequence: return nil
    }
  }

  /// Does again what the unit is that has come to its end.
  mutating func finish(in transaction: LedgerTransaction) throws {
    defer { unit = nil }
    switch unit {
    case .fact(let event)?:
      guard case .fact(let fact, _) = event.body, let by = event.by else { return }
      let draft = Draft(
        id: event.id, provider: event.provider, at: event.at, by: by, fact: fact.naming { positions[$0] ?? 0 },
        note: event.note)
      try submit(draft, position: event.position, now: event.recordedAt, in: transaction)
    case .sweep(let recordedAt, _, let found)?:
      let through = max(found, reach(of: recordedAt))
      _ = try transaction.sweep(through: through, now: recordedAt)
    case .yearEnd(let year, let recordedAt, _)?: _ = try transaction.closeYear(year, now: recordedAt)
    case .countAgain(let recordedAt)?: _ = try transaction.countAgain(now: recordedAt)
    case .subjectSweep(let sweep)?:
      try transaction.sweepSubjects(againThrough: sweep.through, recordedAt: sweep.recordedAt)
    case nil: break
    }
  }

  /// The last day through which the real ledger, as it stands, has no duty left to raise, yesterday at the latest.
  private func reach(of recordedAt: Instant) -> LocalDate {
    let yesterday = zone.date(of: recordedAt).adding(days: -1)
    let left = log.states.values.compactMap { $0.earliestDutyLeft(through: yesterday, by: real) }.min()
    return left.map { $0.adding(days: -1) } ?? yesterday
  }

  /// Submits a fact that never happened, after all that did.
  mutating func add(_ draft: Draft, now: Instant, in transaction: LedgerTransaction) throws {
    var dated = draft
    dated.at = draft.at ?? now
    // A subject's fact is learnt when it happens: what the days behind it would bring has not come about.
    if case .subject = draft.fact { lastRecording = lastRecording.map { max($0, dated.at ?? now) } ?? dated.at }
    try submit(dated, position: nil, now: max(dated.at ?? now, now), in: transaction)
  }

  private mutating func submit(
    _ draft: Draft, position: Int?, now: Instant, in transaction: LedgerTransaction
  ) throws {
    facts += 1
    do {
      note(position, draft, try transaction.submit(draft, now: now))
    } catch Refusal.rules(.pointsOutOfRange, let found) {
      let refusal = Refusal.rules(.pointsOutOfRange, found: found)
      try submitNearest(draft, position, refusal, now: now, in: transaction)
    } catch Refusal.rules(.amountOutOfRange, let found) {
      try submitNearest(draft, position, .rules(.amountOutOfRange, found: found), now: now, in: transaction)
    } catch let refusal as Refusal {
      guard position != nil, case .badInput = refusal else { return refuse(draft, position, refusal) }
      try submitNearest(draft, position, refusal, now: now, in: transaction)
    } catch let error as InputError {
      guard position != nil else { throw error }
      try submitNearest(draft, position, error.refusal, now: now, in: transaction)
    }
  }

  private mutating func note(_ position: Int?, _ draft: Draft, _ receipt: Receipt) {
    if let shut = receipt.shutGate {
      gated.append(
        Simulation.RefusedFact(position: position, provider: draft.provider, fact: draft.fact, refusal: shut))
    }
    if let position { positions[position] = receipt.events.first?.event.position }
  }

  private mutating func refuse(_ draft: Draft, _ position: Int?, _ refusal: Refusal) {
    refused.append(
      Simulation.RefusedFact(position: position, provider: draft.provider, fact: draft.fact, refusal: refusal))
  }

  /// A judgement cannot be made again: the nearest value allowed is taken, and said to be so.
  private mutating func submitNearest(
    _ draft: Draft, _ position: Int?, _ refusal: Refusal, now: Instant, in transaction: LedgerTransaction
  ) throws {
    if try submitNearestOfSubject(draft, position, now: now, in: transaction) { return }
    let date = zone.date(of: draft.at ?? now)
    guard let range = try transaction.range(of: draft.fact, on: date, of: draft.provider) else {
      return refuse(draft, position, refusal)
    }
    let judgement = Judgement(draft.fact)
    let given = judgement?.points ?? 0
    let taken = min(max(given, range.lowerBound), range.upperBound)
    var nearest = draft
    nearest.fact = judgement?.fact(at: taken) ?? draft.fact
    do {
      note(position, nearest, try transaction.submit(nearest, now: now))
      adjusted.append(
        Simulation.AdjustedJudgement(
          position: position, provider: draft.provider, breach: judgement?.breach, given: given, taken: taken,
          range: range))
    } catch let second as Refusal {
      refuse(draft, position, second)
    }
  }

  /// The same of a judgement about a subject: points and money are the nearest that may be set, or none where none are asked for.
  ///
  /// - Returns: false where it is no such judgement, or fits in no way.
  private mutating func submitNearestOfSubject(
    _ draft: Draft, _ position: Int?, now: Instant, in transaction: LedgerTransaction
  ) throws -> Bool {
    guard case .assessed(let fact)? = ProgrammeFact(draft.fact),
      let asked = try? transaction.asked(of: fact.breach, at: draft.provider)
    else { return false }
    let fen = asked.fen?.nearest(to: fact.fen, most: 1).first
    let points = (asked.points?.nearest(to: fact.points, most: Self.mostTried) ?? []).map(Optional.some) + [nil]
    for (points, fen) in points.flatMap({ [($0, fen), ($0, nil)] }) {
      var nearest = draft
      nearest.fact =
        ClauseBreachAssessed(
          breach: fact.breach, grade: fact.grade, points: points, fen: fen, reason: fact.reason
        ).fact
      guard let receipt = try? transaction.submit(nearest, now: now) else { continue }
      note(position, nearest, receipt)
      if let given = fact.points, given != points {
        let taken = points ?? receipt.charged
        adjusted.append(
          Simulation.AdjustedJudgement(
            position: position, provider: draft.provider, breach: fact.breach, given: given, taken: taken,
            range: points == nil ? taken...taken : asked.points ?? taken...taken))
      }
      return true
    }
    return false
  }
}

extension ClosedRange<Int> {
  /// So many of the numbers within, those nearest to another first; from the least, where there is none.
  fileprivate func nearest(to number: Int?, most: Int) -> [Int] {
    let start = number.map { Swift.min(Swift.max($0, lowerBound), upperBound) } ?? lowerBound
    var (found, distance) = ([start], 1)
    while found.count < Swift.min(most, count) {
      found += [start - distance, start + distance].filter(contains)
      distance += 1
    }
    return found
  }
}

extension Receipt {
  /// The most points that it charged to a counter of a subject by its first entry.
  fileprivate var charged: Int {
    for case .consequence(.programme(let drawn)) in events.map(\.event.body) {
      if case .pointsDeducted(let entry) = drawn.consequence { return entry.points }
    }
    return 0
  }
}

extension LedgerTransaction {
  /// The range a judgement's points must lie in; nil where there is none to lie in.
  fileprivate func range(of fact: Fact, on date: LocalDate, of provider: Key<Provider>) throws -> ClosedRange<Int>? {
    let state = try hold(provider).state
    switch Judgement(fact) {
    case .assessment(let fact): return state.breaches[fact.breach]?.points
    case .appeal(let fact):
      guard let breach = state.breaches[fact.breach], let assessed = breach.assessed,
        breach.points.lowerBound < assessed
      else { return nil }
      return breach.points.lowerBound...assessed - 1
    case .pass: return state.terms(of: rules, on: date).rectification.reduction
    case .failure: return state.terms(of: rules, on: date).clauses[.rectificationFailure]?.points
    case nil: return nil
    }
  }
}

extension Fact {
  /// The same, where it is a correction by position: of the fact that stands elsewhere here.
  fileprivate func naming(_ place: (Int) -> Int) -> Fact {
    guard case .correction(let correction) = self, case .position(let position) = correction.name else { return self }
    let name = FactName.position(place(position))
    switch correction {
    case .corrected(let fact):
      return FactCorrected(name: name, data: fact.data, at: fact.at, reason: fact.reason).fact
    case .retracted(let fact): return FactRetracted(name: name, reason: fact.reason).fact
    }
  }
}
