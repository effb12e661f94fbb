import EventStore
package import LedgerDomain
import LedgerFormat
import Programmes

/// Submissions and sweeps of subjects: the same one way in (programmes §1, §10).
extension LedgerTransaction {
  /// The subject that a draft is about; nil for a draft about a provider of the daigou form, or about nobody known.
  ///
  /// A ledger that publishes no programme asks the store nothing here.
  func subject(of draft: Draft) throws -> HeldSubject? {
    if case .subject(.enrolled(let fact)) = draft.fact {
      if subjects[draft.provider] == nil, try writer.head(of: draft.provider).version == 0 {
        let name = fact.programme ?? programmes.only?.name
        return subjects.enrol(draft.provider, in: name, by: name.flatMap { programmes[$0] }, zone: rules.zone)
      }
    } else if programmes.isEmpty {
      return nil
    }
    if let held = subjects[draft.provider] { return held }
    guard providers[draft.provider] == nil, try writer.isSubject(draft.provider) else { return nil }
    return try hold(subject: draft.provider)
  }

  /// A subject, in memory from then on.
  func hold(subject: Key<Provider>) throws -> HeldSubject {
    try subjects.hold(subject, among: programmes, writer)
  }

  /// What only a subject may be told of is not told of a provider (programmes §10).
  ///
  /// - Throws: what is wrong with its shape; `provider-exists` for an enrolment of a provider of the daigou form, and
  ///   `unknown-provider` for any other event of a programme.
  func checkForm(of draft: Draft) throws {
    guard case .subject(let fact) = draft.fact else {
      guard let fault = draft.daigouFault else { return }
      if !programmes.isEmpty, try writer.head(of: draft.provider).version == 0 {
        throw try writer.unknown(draft.provider)
      }
      throw fault
    }
    if case .enrolled = fact { throw Refusal.rules(.providerExists, found: .same(draft.provider.text)) }
    if let fault = draft.daigouFault, fact.isOfBothForms, try writer.head(of: draft.provider).version > 0 {
      throw fault
    }
    throw try writer.unknown(draft.provider)
  }

  /// Decides one submission about a subject and appends what follows from it: what the days before it bring, itself, and what
  /// comes of it, in one transaction (programmes §1).
  func submit(
    _ draft: Draft, about subject: HeldSubject, now: Instant, recordedAt: Instant, if precondition: Precondition?
  ) throws -> Receipt {
    if let precondition, !precondition.holds(version: subject.state.version, position: position) {
      throw StoreError.conflict(
        stream: draft.provider.stream, expected: precondition.expected,
        found: precondition.found(version: subject.state.version, position: position))
    }
    guard let fact = ProgrammeFact(draft.fact) else { throw try writer.unknown(draft.provider) }
    let local = local(draft, in: subject.state.zone)
    let submission = SubjectSubmission(id: draft.id, at: local.at ?? now, by: draft.by, fact: fact, note: draft.note)
    let past = try stream(of: subject, for: fact)
    let others = LinkedSubjects(of: self)
    let position = position
    let events = try subject.evolve { state in
      try decide(
        submission, on: &state, by: subject.versions, among: others, past: { past }, now: now, recordedAt: recordedAt,
        after: position)
    }
    if let failure = others.failure { throw failure }
    subject.note(events)
    subjects.keep(subject)
    let recorded = try append(events.map { Event($0, of: draft.provider) }, in: subject.state.zone)
    return Receipt(events: recorded, isRepeat: false)
  }

  /// A draft whose local time is that of its subject's programme, where it is about a subject.
  func local(_ draft: Draft) throws -> Draft {
    guard draft.isLocal, !programmes.isEmpty, let subject = try subject(of: draft) else { return draft }
    return local(draft, in: subject.state.zone)
  }

  /// A draft whose local time, read in the ledger's zone, is that of another.
  private func local(_ draft: Draft, in zone: Zone) -> Draft {
    guard draft.isLocal else { return draft }
    var draft = draft
    draft.at = draft.at?.adding(seconds: rules.zone.offsetSeconds - zone.offsetSeconds)
    return draft
  }

  /// The subject's stream, for what is decided by all of it; empty for anything else: an appeal that changes nothing is one more
  /// event.
  private func stream(of subject: HeldSubject, for fact: ProgrammeFact) throws -> [SubjectEvent] {
    guard case .appealDecided(let fact) = fact, fact.outcome != .confirmed else { return [] }
    var events: [SubjectEvent] = []
    try writer.scanSubject(subject.state.provider, among: programmes) { event, _ in
      events.append(event)
      return true
    }
    return events
  }

  /// Where a subject stands in the transaction, and what waits there; nil for one that is not enrolled.
  package func subjectSeen(_ subject: Key<Provider>, now: Instant) throws -> SubjectSeen? {
    guard try writer.head(of: subject).version > 0 || subjects[subject] != nil else { return nil }
    let held = try hold(subject: subject)
    guard let versions = held.versions else { return nil }
    let (state, zone) = (held.state, held.state.zone)
    let day = zone.date(of: now)
    let answer = state.standing(asOf: day, by: versions).map {
      SubjectAnswer(standing: $0, knownAt: now, zone: zone, programme: versions.on(day))
    }
    return SubjectSeen(version: state.version, answer: answer, work: state.work(by: versions))
  }

  /// Sweeps every subject through a day (programmes §1).
  func sweepSubjects(through last: LocalDate, recordedAt: Instant) throws -> [RecordedEvent] {
    guard !programmes.isEmpty else { return [] }
    let all = try knownSubjects()
    return try all.enumerated().flatMap { done, subject in
      if done % Self.askedTogether == 0 {
        try writer.expect(Wanted(ofSubjects: all.dropFirst(done).prefix(Self.askedTogether)))
      }
      return try sweep(subject: subject, through: last, recordedAt: recordedAt)
    }
  }

  /// The subjects, by key, with those enrolled in this very transaction.
  func knownSubjects() throws -> [Key<Provider>] {
    let known = try writer.subjects()
    return (known + Set(subjects.changed.map(\.state.provider)).subtracting(known)).sorted()
  }

  /// Sweeps one subject through a day.
  func sweep(subject: Key<Provider>, through last: LocalDate, recordedAt: Instant) throws -> [RecordedEvent] {
    let held = try hold(subject: subject)
    guard let versions = held.versions else { return [] }
    let others = LinkedSubjects(of: self)
    let position = position
    let events = held.evolve { state in
      Programmes.sweep(&state, through: last, by: versions, among: others, recordedAt: recordedAt, after: position)
    }
    if let failure = others.failure { throw failure }
    held.note(events)
    return try append(events.map { Event($0, of: subject) }, in: held.state.zone)
  }
}

/// Where a subject stands at a place in a transaction, and what waits there.
package struct SubjectSeen: Sendable {
  /// How many events its stream has.
  package let version: Int
  /// Its standing; nil before its enrolment.
  package let answer: SubjectAnswer?
  /// What waits, in the order of the log.
  package let work: [SubjectWork]
}

extension SubjectFact {
  /// Whether the daigou form has facts of the same type.
  fileprivate var isOfBothForms: Bool {
    switch self {
    case .reported, .assessed: true
    case .enrolled, .attributeSet, .recorded, .paidIn: false
    }
  }
}

extension Zone {
  /// The day through which one sweeps to find what happened by itself at a moment: what stands at the start of a day is found
  /// with the day before (programmes §1).
  func daySwept(by moment: Instant) -> LocalDate {
    let day = date(of: moment)
    return moment == instant(day) ? day.adding(days: -1) : day
  }
}
