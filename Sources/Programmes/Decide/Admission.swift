public import LedgerDomain

/// What admits a submission hands on.
struct Admitted {
  /// The version that decides.
  let programme: Programme
  /// Of a report, what is decided about it.
  var decided: ReportDecided?
  /// The deposits that lay below their minimum.
  var wereShort: Set<String> = []
  /// The measure that is lifted.
  var lifted: String?
  /// What it cannot have happened before, asked last of all (`time-order`); nil for the enrolment.
  var earliest: Instant?
}

// The order of checks from the role on (programmes §10).
extension Deciding {
  func admit(_ submission: SubjectSubmission, on date: LocalDate) throws(Refusal) -> Admitted {
    let programme = ruling(submission.fact, on: date)
    try checkRole(submission, programme)
    var admitted = Admitted(programme: programme)
    admitted.earliest = state.enrolment?.at
    switch submission.fact {
    case .enrolled:
      if state.enrolment != nil { throw .rules(.providerExists, found: .same(state.provider.text)) }
    case .attributeSet, .paidIn: admitted.wereShort = shortAccounts(programme)
    case .recorded(let fact): try checkFact(fact, programme)
    case .reported(let fact): admitted.decided = try admit(fact, programme, on: date)
    case .assessed(let fact): admitted.follow(try checkJudgement(fact, submission.by, programme))
    case .dismissed(let fact): admitted.follow(state.zone.instant(try pending(fact.breach).on))
    case .appealFiled(let fact): admitted.follow(try checkAppeal(fact, at: submission.at, on: date, programme))
    case .appealDecided(let fact): admitted.follow(try checkDecision(fact, submission.by, programme))
    case .lifted(let fact):
      guard
        state.running.contains(where: { place in
          state.measures[place].measure == fact.measure.text && state.measures[place].isInForce(on: date)
        })
      else { throw .rules(.measureClosed, found: .same(fact.measure.text)) }
      admitted.lifted = fact.measure.text
    }
    return admitted
  }

  /// The last check of all, behind what is only found as the row is decided.
  func checkOrder(_ at: Instant, _ admitted: Admitted) throws(Refusal) {
    guard let earliest = admitted.earliest, at < earliest else { return }
    throw .rules(
      .timeOrder,
      found: Words(
        zh: "\(state.zone.text(at))，不得早于 \(state.zone.text(earliest))",
        en: "\(state.zone.text(at)), not before \(state.zone.text(earliest))"))
  }

  /// The version in force for a fact: on its date; for a breach, on the day of the act (programmes §11).
  func ruling(_ fact: ProgrammeFact, on date: LocalDate) -> Programme {
    switch fact {
    case .enrolled, .attributeSet, .recorded, .paidIn, .lifted: versions.on(date)
    case .reported(let fact): versions.on(fact.on ?? date)
    case .assessed(let fact): versions.on(state.breach(fact.breach)?.on ?? date)
    case .dismissed(let fact): versions.on(state.breach(fact.breach)?.on ?? date)
    case .appealFiled(let fact): versions.on(state.breach(fact.breach)?.on ?? date)
    case .appealDecided(let fact): versions.on(state.breach(fact.breach)?.on ?? date)
    }
  }

  private func checkFact(_ fact: FactRecorded, _ programme: Programme) throws(Refusal) {
    if let key = fact.key, state.factKeys.contains(fact.kind + ":" + key.text) {
      throw .rules(.factExists, found: .same(key.text))
    }
    for field in programme.fact(fact.kind)?.fields ?? [] where field.type == .breach {
      try checkNamed(by: field, fact.fields)
    }
  }

  private func checkNamed(by field: FieldForm, _ fields: [NamedValue]?) throws(Refusal) {
    for value in fields ?? [] where value.name == field.name {
      if case .text(let text) = value.value, state.breach(BreachID(text)) == nil {
        throw .unknown(.unknownBreach, named: text, near: text.near(among: state.breachNames))
      }
    }
  }

  private func admit(
    _ fact: ClauseBreachReported, _ programme: Programme, on date: LocalDate
  ) throws(Refusal) -> ReportDecided {
    if state.breach(fact.breach) != nil { throw .rules(.breachExists, found: .same(fact.breach.text)) }
    guard let clause = programme.clause(fact.clause) else {
      throw .unknown(.unknownClause, named: fact.clause, near: fact.clause.near(among: programme.clauses.map(\.name)))
    }
    if clause.arises == .raised { throw .rules(.clauseNotReportable, found: .same(clause.name)) }
    try checkFields(fact.fields, clause.fields)
    if let applies = clause.applies {
      var hand = Hand(
        programme: programme, rule: .clause(clause.name), cause: nil, day: date, isAttended: true)
      hand.fields = fact.fields ?? []
      hand.declared = clause.fields
      hand.clause = clause.name
      var asking = Asking(on: date, around)
      let isBinding: Bool
      do throws(Unknown) {
        isBinding = try asking.holds(applies, of: state, hand)
      } catch {
        throw Refusal(error)
      }
      if !isBinding { throw .rules(.clauseNotBinding, found: .same(clause.name)) }
    }
    for field in clause.fields where field.type == .breach { try checkNamed(by: field, fact.fields) }
    let on = fact.on ?? date
    if on > date {
      throw .rules(.timeOrder, found: Words(zh: "\(on)，不得晚于 \(date)", en: "\(on), not after \(date)"))
    }
    return ReportDecided(on: on, isAtOnce: clause.decided == .atOnce)
  }

  private func known(_ id: BreachID) throws(Refusal) -> SubjectBreach {
    guard let breach = state.breach(id) else {
      throw .unknown(.unknownBreach, named: id.text, near: id.text.near(among: state.breachNames))
    }
    return breach
  }

  private func pending(_ id: BreachID) throws(Refusal) -> SubjectBreach {
    let breach = try known(id)
    if breach.status != .pending { throw .rules(.breachNotPending, found: breach.status.words) }
    return breach
  }

  private func checkJudgement(
    _ fact: ClauseBreachAssessed, _ person: Person, _ programme: Programme
  ) throws(Refusal) -> Instant {
    let breach = try pending(fact.breach)
    if breach.reportedBy == person.id { throw .rules(.samePerson, found: .same(person.id)) }
    let grades = programme.clause(breach.clause)?.grades ?? []
    if let grade = fact.grade {
      if !grades.contains(grade) { throw .badInput(field: "grade", expected: .word(grade, among: grades)) }
    } else if !grades.isEmpty {
      throw .rules(.gradeMissing, found: .same(grades.joined(separator: ", ")))
    }
    return state.zone.instant(breach.on)
  }

  private func checkAppeal(
    _ fact: AppealFiled, at: Instant, on date: LocalDate, _ programme: Programme
  ) throws(Refusal) -> Instant? {
    let breach = try known(fact.breach)
    if breach.status != .assessed { throw .rules(.breachNotAssessed, found: breach.status.words) }
    let appeal = programme.clause(breach.clause)?.isAppealable ?? false ? programme.appeal : nil
    if breach.appealedAt != nil || breach.appeals >= (appeal?.times ?? .max) {
      throw .rules(.appealExists, found: .same(fact.breach.text))
    }
    guard let appeal, let charged = breach.chargedAt else { throw .because(.appealLate) }
    let due = appeal.due(after: charged, by: programme)
    if due.at.map({ at > $0 }) ?? (date > due.date.date) {
      throw .rules(
        .appealLate,
        found: Words(zh: "\(date)，期限至 \(due.date.date)", en: "\(date), due by \(due.date.date)"))
    }
    return charged
  }

  private func checkDecision(
    _ fact: AppealDecided, _ person: Person, _ programme: Programme
  ) throws(Refusal) -> Instant? {
    let breach = try known(fact.breach)
    guard let filed = breach.appealedAt else { throw .rules(.noAppeal, found: .same(fact.breach.text)) }
    if programme.appeal?.isByAnother ?? true, breach.reportedBy == person.id || breach.judgement?.by == person.id {
      throw .rules(.samePerson, found: .same(person.id))
    }
    if case .reduced(let points) = fact.outcome {
      guard let set = breach.judgement?.points, points < set else {
        throw .rules(.pointsOutOfRange, found: .same(String(points)))
      }
    }
    return filed
  }
}

extension Admitted {
  /// Notes that it cannot have happened before another moment either.
  fileprivate mutating func follow(_ moment: Instant?) {
    if let moment { earliest = earliest.map { max($0, moment) } ?? moment }
  }
}

extension AppealForm {
  /// By when a charge may be appealed against.
  func due(after charged: Instant, by programme: Programme) -> Due {
    let date = programme.zone.date(of: charged)
    let due = try? within.due(after: charged, on: date, fields: [], declared: [], by: programme)
    return due ?? Due(DueDate(date, provisional: false))
  }
}

extension SubjectState {
  /// Most names that an unknown one is compared with.
  private static let mostCompared = 1_000

  var breachNames: [String] { breaches.prefix(Self.mostCompared).map(\.id.text) }
}

extension SubjectBreach.Status {
  /// What it is called.
  public var words: Words {
    switch self {
    case .pending: Words(zh: "待评定", en: "pending")
    case .assessed: Words(zh: "已评定", en: "assessed")
    case .dismissed: Words(zh: "不成立", en: "dismissed")
    case .overturned: Words(zh: "已撤销", en: "overturned")
    case .withdrawn: Words(zh: "已撤回", en: "withdrawn")
    }
  }
}
