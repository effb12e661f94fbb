package import LedgerDomain
package import Programmes

/// The events of a subject's stream, as the log has all events.
extension Event {
  /// An event of a subject as it stands in the log.
  package init(_ event: SubjectEvent, of subject: Key<Provider>) {
    let body: Body
    switch event.body {
    case .fact(let fact, let decided): body = .fact(fact.fact, decided.map(Decided.report) ?? .nothing)
    case .drawn(let consequence, let ground):
      body = .consequence(.programme(ProgrammeDrawn(consequence, on: ground)))
    }
    self.init(
      position: event.position, version: event.version, id: event.id, provider: subject, at: event.at,
      recordedAt: event.recordedAt, by: event.by, body: body, note: event.note, cause: event.cause,
      rulebook: event.rulebook)
  }

  /// The event as a programme folds it; nil for one that only the daigou form knows.
  package var ofSubject: SubjectEvent? {
    let body: SubjectEvent.Body
    switch self.body {
    case .fact(let fact, let decided):
      guard let fact = ProgrammeFact(fact) else { return nil }
      if case .report(let report) = decided { body = .fact(fact, report) } else { body = .fact(fact, nil) }
    case .consequence(.programme(let drawn)): body = .drawn(drawn.consequence, drawn.ground)
    case .consequence, .publication: return nil
    }
    return SubjectEvent(
      position: position, version: version, id: id, at: at, recordedAt: recordedAt, by: by, body: body, note: note,
      cause: cause, rulebook: rulebook)
  }
}

extension ProgrammeFact {
  /// The fact among all others of the log.
  package var fact: Fact {
    switch self {
    case .enrolled(let fact): fact.fact
    case .attributeSet(let fact): fact.fact
    case .recorded(let fact): fact.fact
    case .reported(let fact): fact.fact
    case .assessed(let fact): fact.fact
    case .dismissed(let fact): fact.fact
    case .appealFiled(let fact): fact.fact
    case .appealDecided(let fact): fact.fact
    case .paidIn(let fact): fact.fact
    case .lifted(let fact): fact.fact
    }
  }
}
