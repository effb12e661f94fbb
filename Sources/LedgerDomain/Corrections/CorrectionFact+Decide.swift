/// Correcting and retracting facts (offices §10).
extension Admission {
  /// Who may submit the correction, by the version in force and by what it names.
  func roles(of fact: CorrectionFact) -> [Role] {
    terms.corrections?.roles(for: fact.kind, of: named(fact)?.fact?.kind) ?? []
  }

  private func named(_ fact: CorrectionFact) -> Event? { past?.history.named(fact.name) }

  func row(_ fact: CorrectionFact) throws(Refusal) -> Instant? {
    let named = try known(named(fact), .unknownFact, named: fact.name.description)
    guard let past, let kind = named.fact?.kind else {
      throw .unknown(.unknownFact, named: fact.name.description, near: nil)
    }
    switch fact {
    case .corrected(let fact):
      try refuse(.notCorrectable, unless: kind.correctable.canBeCorrected, found: .same(kind.name))
      try correct(named, fact, past)
    case .retracted:
      try refuse(.notCorrectable, unless: kind.correctable.canBeRetracted, found: .same(kind.name))
      try retract(named, kind, past.history)
    }
    return nil
  }

  private func correct(_ named: Event, _ fact: FactCorrected, _ past: Past) throws(Refusal) {
    let reading = try otherwise(named, fact, past)
    let found = past.history.firstBreak(reading: reading, by: rules)
    if let found, found.position == named.position, case .badInput(let field, let expected) = found.refusal {
      throw .badInput(field: "data." + field, expected: expected)
    }
    try refuse(.samePerson, if: named.by?.id == actor.id, found: .same(actor.id))
    if case .otherwise(let new, let at, _) = reading.how {
      let now = past.history.readings.asRead(named)
      try refuse(.nothingChanged, if: now.map { $0.fact == new && $0.at == at } ?? false, found: place(of: named))
      try refuse(
        .inTheFuture, if: at > self.now,
        found: Words(
          zh: "更正为 \(moment(at))，时钟 \(moment(self.now))", en: "put at \(moment(at)), the clock \(moment(self.now))"))
    }
    try demandWhole(named, past.history, found)
  }

  private func retract(_ named: Event, _ kind: FactKind, _ history: History) throws(Refusal) {
    try refuse(.samePerson, if: named.by?.id == actor.id, found: .same(actor.id))
    let isRead = history.readings.asRead(named) != nil && !history.readings.takenBack.contains(named.position)
    try refuse(.factRetracted, unless: isRead, found: place(of: named))
    switch kind.correctable {
    case .report:
      let status = named.breach.flatMap { state.breaches[$0]?.status }
      try refuse(
        .breachNotPending, unless: status == .pending || status == .assessed,
        found: .same([named.breach?.text, status?.rawValue].compactMap(\.self).joined(separator: ", ")))
    case .judgement:
      guard let breach = named.breach, let later = history.firstWord(on: breach, after: named) else { return }
      throw .breaks(later, because: nil)
    case .world, .registration, .order, .retractedOnly, .never:
      let reading = FactReading(position: named.position, kind: kind, how: .retracted)
      try demandWhole(named, history, history.firstBreak(reading: reading, by: rules))
    }
  }

  private func place(of named: Event) -> Words { Words(zh: "第 \(named.position) 条", en: "position \(named.position)") }

  private func demandWhole(
    _ named: Event, _ history: History, _ found: (position: Int, refusal: Refusal)?
  ) throws(Refusal) {
    if case .order? = named.fact?.kind.correctable, let step = history.firstStep(after: named) {
      throw .breaks(step, because: nil)
    }
    if let found { throw .breaks(found.position, because: found.refusal.code) }
  }

  /// How the submission, once admitted, lets the fact be read that it names; nil for any other fact.
  var reading: FactReading? {
    guard case .correction(let fact) = submission.fact, let past, let named = named(fact) else { return nil }
    switch fact {
    case .corrected(let fact): return try? otherwise(named, fact, past)
    case .retracted:
      return named.fact.map { FactReading(position: named.position, kind: $0.kind, how: .retracted) }
    }
  }

  /// What the rulebook decides of a corrected fact is decided again, by the terms of its date as they are known now.
  private func otherwise(_ named: Event, _ fact: FactCorrected, _ past: Past) throws(Refusal) -> FactReading {
    guard let old = named.fact, case .fact(_, let decided) = named.body else {
      throw .unknown(.unknownFact, named: fact.name.description, near: nil)
    }
    let new = try past.read(old.kind, fact.data)
    let at = fact.at ?? past.history.lastRead(named).at
    if case .rectification = old {
      return FactReading(position: named.position, kind: old.kind, how: .otherwise(new, at: at, decided))
    }
    var known = state
    if case .provider(.registered(let registered)) = new { known.registration?.kind = registered.kind }
    if case .admission = new { known.admissionBox = past.history.fold(before: named.position).admissionBox }
    let decision = Decision(on: known, by: rules, at: at, recordedAt: at, after: 0)
    let others = known.isThirdParty == state.isThirdParty ? [] : past.history.meetingsAgain(known, by: rules)
    return FactReading(
      position: named.position, kind: old.kind, how: .otherwise(new, at: at, decision.decided(about: new)),
      others: others)
  }
}

extension History {
  /// When the applications after each meeting are due, where a provider of another kind is asked for them.
  fileprivate func meetingsAgain(_ known: ProviderState, by rules: Rules) -> [FactReading.Other] {
    read.compactMap { event in
      guard case .fact(.meeting(.held(let fact)), let decided) = event.body else { return nil }
      let decision = Decision(on: known, by: rules, at: event.at, recordedAt: event.at, after: 0)
      let again = decision.decided(about: MeetingFact.held(fact))
      return again == decided ? nil : FactReading.Other(position: event.position, decided: again)
    }
  }
}

extension Refusal {
  /// A correction that a fact at `position` does not bear.
  fileprivate static func breaks(_ position: Int, because code: String?) -> Refusal {
    let why = code.map { Words(zh: "：\($0)", en: ": \($0)") } ?? .same("")
    return .rules(.breaksLaterFact, found: Words(zh: "第 \(position) 条\(why.zh)", en: "position \(position)\(why.en)"))
  }
}

extension Decision {
  /// Draws what follows from a correction, which the state has been folded with.
  mutating func conclude(from fact: CorrectionFact) {
    guard let history, let before = stateBefore, let named = history.named(fact.name), let kind = named.fact?.kind,
      let cause
    else { return }
    switch kind.correctable {
    case .report: takeBack(report: named)
    case .judgement: takeBack(judgement: named, in: history)
    case .world, .registration, .order, .retractedOnly, .never:
      // An agreement works for what is decided from then on.
      guard kind != .provider(.agreementSigned) else { break }
      if case .outage = kind { moveAnswersDue() }
      lookAgain(at: named.position, before: before, in: history, correctedAt: cause)
      drawAdmissions()
    }
    withdrawAllUnsupported()
  }
}
