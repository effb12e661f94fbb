import LedgerDomain

/// What puts a state back as it was before something that may still be refused: what is small, whole, and of what grows with the
/// stream only what has changed. So neither a submission nor its refusal takes longer for a long stream.
struct StateBefore: Equatable, Sendable {
  /// Something put among others by its date.
  enum Inserted: Equatable, Sendable {
    case fact(kind: String, index: Int)
    case attribute(name: String, index: Int)
  }

  /// An account without its movements, how many these were and the latest day of one; nil for one that never moved.
  struct Account: Equatable, Sendable {
    let balance: Int
    let owed: Int
    let movements: Int
    let latest: LocalDate?
  }

  let version: Int
  let enrolment: SubjectState.Enrolment?
  let running: [Int]
  let openDuties: [Int]
  let reviewed: [String: LocalDate]
  let closed: [DutyName: LocalDate]
  let progress: Progress?
  let reversing: SubjectState.Reversing?

  let entryCount: Int
  let breachCount: Int
  let measureCount: Int
  let noticeCount: Int
  let dutyCount: Int
  let fineCount: Int
  let restorationCount: Int

  private(set) var entries: [Int: SubjectEntry] = [:]
  private(set) var breaches: [Int: SubjectBreach] = [:]
  private(set) var measures: [Int: SubjectMeasure] = [:]
  private(set) var duties: [Int: SubjectDuty] = [:]
  private(set) var periods: [String: [PeriodOutcome]?] = [:]
  private(set) var accounts: [String: Account?] = [:]
  var inserted: [Inserted] = []

  init(_ state: borrowing SubjectState) {
    version = state.version
    enrolment = state.enrolment
    running = state.running
    openDuties = state.openDuties
    reviewed = state.reviewed
    closed = state.closed
    progress = state.progress
    reversing = state.reversing
    entryCount = state.entries.count
    breachCount = state.breaches.count
    measureCount = state.measures.count
    noticeCount = state.notices.count
    dutyCount = state.duties.count
    fineCount = state.fines.count
    restorationCount = state.restorations.count
  }

  mutating func note(entry: SubjectEntry, at place: Int) {
    if place < entryCount, entries[place] == nil { entries[place] = entry }
  }

  mutating func note(breach: SubjectBreach, at place: Int) {
    if place < breachCount, breaches[place] == nil { breaches[place] = breach }
  }

  mutating func note(measure: SubjectMeasure, at place: Int) {
    if place < measureCount, measures[place] == nil { measures[place] = measure }
  }

  mutating func note(duty: SubjectDuty, at place: Int) {
    if place < dutyCount, duties[place] == nil { duties[place] = duty }
  }

  mutating func note(periods known: [PeriodOutcome]?, of duty: String) {
    if periods[duty] == nil { periods[duty] = .some(known) }
  }

  mutating func note(account: SubjectAccount?, named name: String) {
    guard accounts[name] == nil else { return }
    accounts[name] = .some(
      account.map { Account(balance: $0.balance, owed: $0.owed, movements: $0.movements.count, latest: $0.latest) })
  }
}

extension SubjectState {
  /// Remembers from here on what would put it back; once is enough.
  mutating func remember() {
    if before == nil { before = StateBefore(self) }
  }

  /// Puts it back as it was when it began to remember, if it did.
  mutating func goBack() {
    guard let then = before.take() else { return }
    goBack(inWhatGrows: then)
    version = then.version
    enrolment = then.enrolment
    running = then.running
    openDuties = then.openDuties
    reviewed = then.reviewed
    closed = then.closed
    progress = then.progress
    reversing = then.reversing
    for (name, known) in then.periods { periodDuties[name] = known }
    for (name, known) in then.accounts {
      guard let known else {
        accounts[name] = nil
        continue
      }
      accounts[name]?.goBack(to: known)
    }
    for inserted in then.inserted.reversed() { remove(inserted) }
  }

  private mutating func goBack(inWhatGrows then: StateBefore) {
    for place in (then.entryCount..<entries.count).reversed() {
      let (counter, key) = (entries[place].counter, entries[place].key ?? "")
      tracks[counter]?[key]?.removeLast(of: entries)
      if tracks[counter]?[key]?.places.isEmpty ?? false { tracks[counter]?[key] = nil }
      if tracks[counter]?.isEmpty ?? false { tracks[counter] = nil }
      if let breach = entries[place].charging {
        charges[breach]?.removeLast()
        if charges[breach]?.isEmpty ?? false { charges[breach] = nil }
      }
    }
    entries.removeSubrange(then.entryCount...)
    for (place, entry) in then.entries {
      entries[place] = entry
      tracks[entry.counter]?[entry.key ?? ""]?.change(at: place, of: entries)
    }
    for breach in breaches[then.breachCount...] {
      breachPlaces[breach.id] = nil
      assessed.change(from: breach, to: nil)
    }
    breaches.removeSubrange(then.breachCount...)
    for (place, breach) in then.breaches {
      assessed.change(from: breaches[place], to: breach)
      breaches[place] = breach
    }
    measures.removeSubrange(then.measureCount...)
    for (place, measure) in then.measures { measures[place] = measure }
    notices.removeSubrange(then.noticeCount...)
    noticeGrounds.removeSubrange(then.noticeCount...)
    for place in then.dutyCount..<duties.count {
      let name = duties[place].name
      dutyPlaces[name]?.removeAll { $0 == place }
      if dutyPlaces[name]?.isEmpty ?? false { dutyPlaces[name] = nil }
    }
    duties.removeSubrange(then.dutyCount...)
    for (place, duty) in then.duties { duties[place] = duty }
    fines.removeSubrange(then.fineCount...)
    restorations.removeSubrange(then.restorationCount...)
  }

  private mutating func remove(_ inserted: StateBefore.Inserted) {
    switch inserted {
    case .fact(let kind, let index):
      if let fact = facts[kind]?.remove(at: index) {
        sought.remove(fact, kind)
        if let key = fact.key { factKeys.remove(kind + ":" + key) }
      }
      if facts[kind]?.isEmpty ?? false { facts[kind] = nil }
    case .attribute(let name, let index):
      _ = attributes[name]?.remove(at: index)
      if attributes[name]?.isEmpty ?? false { attributes[name] = nil }
    }
  }
}
