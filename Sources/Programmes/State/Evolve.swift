import LedgerDomain

extension SubjectState {
  /// Folds one event in. It cannot fail, and reads no rule (programmes §10).
  public mutating func evolve(_ event: SubjectEvent) {
    version = event.version
    let date = zone.date(of: event.at)
    switch event.body {
    case .fact(let fact, let decided):
      reversing = nil
      evolve(fact, decided, event, date)
      if case .enrolled = fact { break }
      advance(to: zone.date(of: event.recordedAt))
    case .drawn(let drawn, let ground):
      if event.cause == nil { advance(to: date) }
      evolve(drawn, ground, event, date)
      if case .reversed(let reversal) = drawn {
        reversing = reversal.differences > 0 ? Reversing(left: reversal.differences, on: date) : nil
      } else if let now = reversing {
        reversing = now.left > 1 ? Reversing(left: now.left - 1, on: now.on) : nil
      }
    }
  }

  private mutating func advance(to day: LocalDate) {
    guard let now = progress else {
      progress = Progress(day: day, step: .begin)
      return
    }
    if now.day < day { progress = Progress(day: day, step: .begin) }
  }

  private mutating func evolve(
    _ fact: ProgrammeFact, _ decided: ReportDecided?, _ event: SubjectEvent, _ date: LocalDate
  ) {
    switch fact {
    case .enrolled(let fact):
      enrolment = Enrolment(name: fact.name, on: date, at: event.at)
      progress = Progress(day: date, step: .begin)
      for attribute in fact.attributes ?? [] { set(ValueChange(attribute.name, attribute.value), on: date) }
    case .attributeSet(let fact): set(ValueChange(fact.attribute, fact.value), on: date)
    case .recorded(let fact): record(fact, event.position, date)
    case .reported(let fact): report(fact, decided, event, date)
    case .assessed(let fact):
      change(fact.breach) {
        $0.status = .assessed
        $0.judgement = SubjectBreach.Judgement(
          grade: fact.grade, points: fact.points, fen: fact.fen, by: event.by?.id ?? "", on: date)
        $0.chargedAt = event.at
      }
    case .dismissed(let fact): change(fact.breach) { $0.status = .dismissed }
    case .appealFiled(let fact):
      change(fact.breach) {
        $0.appealedAt = event.at
        $0.appeals += 1
      }
    case .appealDecided(let fact): settle(fact)
    case .paidIn(let fact):
      let owed = min(fact.amountFen, accounts[fact.account]?.owed ?? 0)
      move(fact.account, MoneyMovement(on: date, balance: fact.amountFen - owed, owed: -owed))
    case .lifted: break
    }
  }

  mutating func set(_ attribute: ValueChange, on date: LocalDate) {
    let index = attributes[attribute.name]?.lastIndex { $0.on <= date }.map { $0 + 1 } ?? 0
    before?.inserted.append(.attribute(name: attribute.name, index: index))
    attributes[attribute.name, default: []].insert(DatedValue(on: date, value: attribute.value), at: index)
  }

  private mutating func record(_ fact: FactRecorded, _ position: Int, _ date: LocalDate) {
    let known = FactOnRecord(position: position, on: date, key: fact.key?.text, fields: fact.fields ?? [])
    let index = facts[fact.kind]?.lastIndex { $0.on <= date }.map { $0 + 1 } ?? 0
    before?.inserted.append(.fact(kind: fact.kind, index: index))
    facts[fact.kind, default: []].insert(known, at: index)
    sought.add(known, fact.kind)
    if let key = fact.key { factKeys.insert(fact.kind + ":" + key.text) }
  }

  private mutating func report(
    _ fact: ClauseBreachReported, _ decided: ReportDecided?, _ event: SubjectEvent, _ date: LocalDate
  ) {
    let isAtOnce = decided?.isAtOnce ?? false
    raise(
      SubjectBreach(
        id: fact.breach, clause: fact.clause, on: decided?.on ?? fact.on ?? date, raisedOn: date,
        reportedBy: event.by?.id, fields: fact.fields ?? [], ground: nil,
        status: isAtOnce ? .assessed : .pending, chargedAt: isAtOnce ? event.at : nil))
  }

  mutating func raise(_ breach: SubjectBreach) {
    guard breachPlaces[breach.id] == nil else { return change(breach.id) { $0 = breach } }
    breachPlaces[breach.id] = breaches.count
    breaches.append(breach)
    assessed.change(from: nil, to: breach)
  }

  mutating func change(_ id: BreachID, _ change: (inout SubjectBreach) -> Void) {
    guard let place = breachPlaces[id] else { return }
    let old = breaches[place]
    before?.note(breach: old, at: place)
    change(&breaches[place])
    assessed.change(from: old, to: breaches[place])
  }

  private mutating func settle(_ fact: AppealDecided) {
    change(fact.breach) { breach in
      breach.appealedAt = nil
      switch fact.outcome {
      case .confirmed: break
      case .reduced(let points):
        breach.judgement?.points = points
        breach.loweredTo = points
      case .overturned: breach.status = .overturned
      }
    }
  }

  mutating func move(_ account: String, _ movement: MoneyMovement) {
    before?.note(account: accounts[account], named: account)
    accounts[account, default: SubjectAccount()].add(movement)
  }
}
