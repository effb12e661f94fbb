import LedgerDomain

// What an overturned or lowered breach leaves (programmes §6).
extension Deciding {
  /// Records the difference between the record and the same without the breach, or with the lower points.
  mutating func reverse(
    _ fact: AppealDecided, past: () -> [SubjectEvent]
  ) throws(Refusal) {
    if case .confirmed = fact.outcome { return }
    let swept = events.filter { $0.cause == nil }
    let stream = past() + swept.filter { if case .drawn = $0.body { true } else { false } }
    let (target, fault) = SubjectState.folded(
      stream, of: state, again: state.adjustments(with: fact), by: versions, among: around.others, through: today)
    if let fault, case .reduced = fact.outcome { throw fault }
    begin(on: date)
    let drawn = Difference(from: state, to: target, on: date, by: versions.on(date)).drawn
    let programme = versions.on(state.breach(fact.breach)?.on ?? date)
    let cause = GroundCause.breach(fact.breach)
    let restored = state.restoredOtherwise(in: target)
    record(
      .reversed(Reversal(breach: fact.breach, differences: drawn.count, restored: restored)),
      Ground(.appeal, for: cause), by: programme)
    for part in drawn {
      record(part.consequence, part.ground, by: part.rulebook.flatMap { versions.named($0) } ?? programme)
    }
    var hand = Hand(
      programme: versions.on(date), rule: .appeal, cause: cause, day: date, isAttended: false)
    hand.breach = fact.breach
    topUp(wereShort: [], opens: false, hand)
    endMeasures(through: today, from: date)
  }
}

extension SubjectState {
  /// What each means would have restored more or less in another fold of the record: limits of later restores count it as that
  /// has it (programmes §6).
  fileprivate func restoredOtherwise(in other: SubjectState) -> [RestoredOtherwise] {
    var (names, changes): ([RestoredOtherwise], [RestoredOtherwise: Int]) = ([], [:])
    func add(_ restorations: [SubjectRestoration], _ sign: Int) {
      for past in restorations {
        let name = RestoredOtherwise(by: past.ground.rule, counter: past.counter, on: past.on, points: 0)
        if changes[name] == nil { names.append(name) }
        changes[name, default: 0] += sign * past.points
      }
    }
    add(restorations, -1)
    add(other.restorations, 1)
    return names.compactMap { name in
      var change = name
      change.points = changes[name] ?? 0
      return change.points == 0 ? nil : change
    }
  }
}

/// One event of a difference.
struct DrawnDifference {
  let consequence: ProgrammeConsequence
  let ground: Ground
  var rulebook: String?
}

/// The difference between two folds of one record: same is what has the same ground, and the same place among those.
struct Difference {
  private let old: SubjectState
  private let new: SubjectState
  private let day: LocalDate
  private let programme: Programme
  private(set) var drawn: [DrawnDifference] = []

  init(from old: SubjectState, to new: SubjectState, on day: LocalDate, by programme: Programme) {
    self.old = old
    self.new = new
    self.day = day
    self.programme = programme
    compareBreaches()
    compareEntries()
    compareMeasures()
    compareMoney()
    compareAttributes()
    compareDuties()
  }

  private mutating func add(_ consequence: ProgrammeConsequence, _ ground: Ground, rulebook: String? = nil) {
    drawn.append(DrawnDifference(consequence: consequence, ground: ground, rulebook: rulebook))
  }

  private mutating func compareBreaches() {
    for breach in old.breaches {
      guard let ground = breach.ground, breach.status != .withdrawn, breach.status != .overturned else { continue }
      if new.breach(breach.id) == nil { add(.breachWithdrawn(breach.id), ground) }
    }
    for breach in new.breaches {
      guard let ground = breach.ground else { continue }
      if let known = old.breach(breach.id), known.status != .withdrawn { continue }
      add(
        .breachDetected(
          BreachRaised(
            breach: breach.id, clause: breach.clause, on: breach.on, fields: breach.fields,
            isAtOnce: breach.status == .assessed && breach.judgement == nil, isJudgedAgain: breach.judgement != nil)),
        ground)
    }
  }

  /// What two entries are matched by.
  fileprivate struct EntryName: Hashable {
    let ground: Ground
    let counter: String
    let key: String?
    let breach: BreachID?
  }

  private mutating func compareEntries() {
    let before = Dictionary(grouping: old.entries.filter { !$0.isVoid }) { EntryName($0) }
    let after = Dictionary(grouping: new.entries) { EntryName($0) }
    var taken: [String: [EntryPoints]] = [:]
    var added: [SubjectEntry] = []
    for entry in Self.names(of: old.entries, new.entries, by: { EntryName($0) }) {
      let (was, are) = (before[entry] ?? [], after[entry] ?? [])
      for place in 0..<max(was.count, are.count) {
        let one = was.indices.contains(place) ? was[place] : nil
        let other = are.indices.contains(place) ? are[place] : nil
        if let one, let part = Self.change(of: one, to: other) { taken[one.counter, default: []].append(part) }
        if let other, one.map({ !Self.isSame($0, other) }) ?? true { added.append(other) }
      }
    }
    for counter in taken.keys.sorted() {
      add(
        .pointsRestored(EntriesRestored(counter: counter, taken: taken[counter] ?? [])), Ground(.appeal, for: ""))
    }
    add(added)
  }

  /// Entries that only the new record has, each with its own days.
  private mutating func add(_ added: [SubjectEntry]) {
    var number = old.entries.count
    for entry in added {
      number += 1
      add(
        .pointsDeducted(
          EntryCharged(
            entry: number, counter: entry.counter, key: entry.key, breach: entry.breach, points: entry.charged,
            charged: entry.charged, from: entry.from, until: entry.until, group: entry.group,
            isCarried: entry.isCarried)),
        entry.ground)
      let spent = entry.charged - entry.left
      guard spent != 0 else { continue }
      add(
        .pointsRestored(
          EntriesRestored(counter: entry.counter, taken: [EntryPoints(entry: number, points: spent)])),
        Ground(.appeal, for: ""))
    }
  }

  private static func isSame(_ one: SubjectEntry, _ other: SubjectEntry) -> Bool {
    one.from == other.from && one.until == other.until && one.group == other.group
  }

  /// What is taken from an entry so that it is as another; all of it, where that has other days or there is none.
  private static func change(of one: SubjectEntry, to other: SubjectEntry?) -> EntryPoints? {
    let (left, charged) = other.map { isSame(one, $0) ? ($0.left, $0.standing) : (0, 0) } ?? (0, 0)
    guard one.left != left || one.standing != charged else { return nil }
    return EntryPoints(entry: one.number, points: one.left - left, charged: charged)
  }

  /// What two measures are matched by.
  private struct MeasureName: Hashable {
    let ground: Ground
    let measure: String
  }

  private mutating func compareMeasures() {
    let name: (SubjectMeasure) -> MeasureName = { MeasureName(ground: $0.ground, measure: $0.measure) }
    let before = Dictionary(grouping: old.measures.filter { !$0.isVoid }, by: name)
    let after = Dictionary(grouping: new.measures, by: name)
    var instances: [String: Int] = [:]
    for measure in old.measures { instances[measure.measure, default: 0] += 1 }
    for name in Self.names(of: old.measures, new.measures, by: name) {
      let (was, are) = (before[name] ?? [], after[name] ?? [])
      for place in 0..<max(was.count, are.count) {
        let one = was.indices.contains(place) ? was[place] : nil
        let other = are.indices.contains(place) ? are[place] : nil
        compare(one, other, &instances)
      }
    }
  }

  private mutating func compare(
    _ one: SubjectMeasure?, _ other: SubjectMeasure?, _ instances: inout [String: Int]
  ) {
    let runs = other?.isInForce(on: day) ?? false
    if let one, one.isInForce(on: day) {
      guard let other, runs else {
        add(.measureEnded(MeasureOver(measure: one.measure, instance: one.instance, on: day)), Ground(.appeal, for: ""))
        return
      }
      let isSame =
        one.until == other.until && one.leastUntil == other.leastUntil && one.isOpen == other.isOpen
        && one.effect == other.effect && one.rulebook == other.rulebook
      if !isSame { impose(other, as: one.instance, from: one.from) }
    } else if let other, runs {
      instances[other.measure, default: 0] += 1
      impose(other, as: instances[other.measure] ?? 1, from: day)
    }
  }

  private mutating func impose(_ measure: SubjectMeasure, as instance: Int, from first: LocalDate) {
    add(
      .measureImposed(
        MeasureImposed(
          measure: measure.measure, instance: instance, from: first,
          began: measure.began == first ? nil : measure.began, leastUntil: measure.leastUntil, until: measure.until,
          effect: measure.effect, closes: measure.closes, isOpen: measure.isOpen,
          isLookedAtLater: measure.isLookedAtLater)),
      measure.ground, rulebook: measure.rulebook)
  }

  /// What two fines are matched by.
  private struct FineName: Hashable {
    let ground: Ground
    let account: String
  }

  /// Money taken too much goes back, off what is owed first; then what only the new record takes is taken.
  private mutating func compareMoney() {
    let name: (SubjectFine) -> FineName = { FineName(ground: $0.ground, account: $0.account) }
    let before = Dictionary(grouping: old.fines, by: name).mapValues { $0.reduce(0) { $0 + $1.fen } }
    let after = Dictionary(grouping: new.fines, by: name).mapValues { $0.reduce(0) { $0 + $1.fen } }
    let changes = Self.names(of: old.fines, new.fines, by: name).map { name in
      (name: name, fen: (after[name] ?? 0) - (before[name] ?? 0))
    }
    var accounts = old.accounts
    for change in changes where change.fen < 0 { move(change.fen, change.name, &accounts) }
    for change in changes where change.fen > 0 { move(change.fen, change.name, &accounts) }
  }

  private mutating func move(_ fen: Int, _ name: FineName, _ accounts: inout [String: SubjectAccount]) {
    var account = accounts[name.account] ?? SubjectAccount()
    let owed = fen < 0 ? -min(-fen, account.owed) : fen - min(fen, account.balance)
    let taken = fen - owed
    account.owed += owed
    account.balance -= taken
    accounts[name.account] = account
    add(.fined(MoneyMoved(account: name.account, fen: fen, taken: taken, owed: owed)), name.ground)
  }

  private mutating func compareAttributes() {
    for name in Set(old.attributes.keys).union(new.attributes.keys).sorted() {
      let (was, value) = (old.attribute(name, on: day), new.value(of: name, on: day, by: programme))
      if was != value { add(.valueSet(ValueChange(name, value)), Ground(.appeal, for: "")) }
    }
  }

  /// What two duties are matched by.
  private struct DutyMatch: Hashable {
    let name: DutyName
    let cause: String
    let due: LocalDate
  }

  private mutating func compareDuties() {
    let match: (SubjectDuty) -> DutyMatch = { DutyMatch(name: $0.name, cause: $0.ground.cause, due: $0.due.date) }
    var was: [DutyMatch: SubjectDuty] = [:]
    for duty in old.duties {
      if case .withdrawn = duty.status { continue }
      was[match(duty)] = duty
    }
    let are = Dictionary(new.duties.map { (match($0), $0) }) { $1 }
    for duty in old.duties where was[match(duty)] == duty {
      if are[match(duty)] == nil {
        add(.dutyWithdrawn(SubjectDutyGone(name: duty.name, due: duty.due.date)), duty.ground)
      } else if let now = are[match(duty)], duty.status == .open {
        settle(now)
      }
    }
    for duty in new.duties where was[match(duty)] == nil {
      add(
        .dutyOpened(SubjectDutyOpened(name: duty.name, due: duty.due, dueAt: duty.dueAt, fields: duty.fields)),
        duty.ground, rulebook: duty.rulebook)
      settle(duty)
    }
    comparePeriodDuties()
  }

  private mutating func settle(_ duty: SubjectDuty) {
    switch duty.status {
    case .open, .withdrawn: break
    case .met(let day): add(.dutyMet(SubjectDutyMet(name: duty.name, on: day)), duty.ground)
    case .missed: add(.dutyMissed(SubjectDutyMissed(name: duty.name, due: duty.due.date)), duty.ground)
    }
  }

  private mutating func comparePeriodDuties() {
    for duty in Set(old.periodDuties.keys).union(new.periodDuties.keys).sorted() {
      let (was, are) = (old.periodDuties[duty] ?? [], new.periodDuties[duty] ?? [])
      let name = DutyName(duty: duty)
      let ground = Ground(.duty(duty), for: "")
      for outcome in was where !are.contains(outcome) {
        add(.dutyWithdrawn(SubjectDutyGone(name: name, due: outcome.until)), ground)
      }
      for outcome in are where !was.contains(outcome) {
        if let day = outcome.metOn {
          add(.dutyMet(SubjectDutyMet(name: name, on: day, period: outcome.until)), ground)
        } else {
          add(.dutyMissed(SubjectDutyMissed(name: name, due: outcome.until, isOfPeriod: true)), ground)
        }
      }
    }
  }

  /// The names in the order in which they first occur.
  private static func names<Part, Name: Hashable>(
    of one: [Part], _ other: [Part], by name: (Part) -> Name
  ) -> [Name] {
    var seen: Set<Name> = []
    return (one + other).map(name).filter { seen.insert($0).inserted }
  }
}

extension Difference.EntryName {
  fileprivate init(_ entry: SubjectEntry) {
    self.init(
      ground: entry.ground, counter: entry.counter, key: entry.key, breach: entry.isCarried ? entry.breach : nil)
  }
}
