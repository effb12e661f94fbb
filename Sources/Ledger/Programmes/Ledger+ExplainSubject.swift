import EventStore
public import LedgerDomain
import LedgerFormat
public import Programmes

/// What of a subject is to be explained (programmes §11).
public enum SubjectMatter: Hashable, Sendable {
  /// Why a breach cost what it cost.
  case breach(BreachID)
  /// How a counter comes to its value.
  case counter(String)
  /// Why a measure runs, and until when.
  case measure(String)
}

/// Something of a subject, explained (programmes §11).
public struct SubjectExplanation: Sendable {
  /// What was found of it.
  public enum Found: Sendable {
    /// Of a breach.
    case breach(SubjectBreachExplanation)
    /// Of a counter; nil for one that was never charged.
    case counter(CounterForm, SubjectCounterExplanation?)
    /// Of a measure: its instances in force on the day asked, else the last one.
    case measure(MeasureForm, [SubjectMeasureExplanation])
  }

  /// The subject.
  public let provider: Key<Provider>
  /// Its name.
  public let name: String
  /// The versions of its programme.
  public let versions: ProgrammeVersions
  /// The day asked about.
  public let asOf: LocalDate
  /// The moment its knowledge is of.
  public let knownAt: Instant
  /// The zone of its programme.
  public let zone: Zone
  /// What was found.
  public let found: Found

  /// An event of the subject as the log has it.
  public func event(_ event: SubjectEvent) -> Event { Event(event, of: provider) }
}

extension Ledger {
  /// Explains a breach, a counter or a measure of a subject.
  ///
  /// - Throws: `unknown-breach`, `unknown-provider`; bad input for a counter or measure that the programme does not declare.
  public func explanation(
    of matter: SubjectMatter, ofSubject subject: Key<Provider>, _ question: StandingQuestion, now: Instant
  ) throws -> SubjectExplanation {
    try store.read { reader in
      let told = try told(of: subject, question, matter, now: now, from: reader)
      let others = LinkedSubjects(among: told.programmes, from: reader)
      let found = try told.found(matter, among: others)
      if let failure = others.failure { throw failure }
      return SubjectExplanation(
        provider: subject, name: told.state.enrolment?.name ?? subject.text, versions: told.versions, asOf: told.day,
        knownAt: try question.knowledge(now: now, in: reader, zone), zone: told.state.zone, found: found)
    }
  }

  /// A subject with what an explanation reads of it: the state, which goes on from the one kept, and of its events those that the
  /// explanation is of: of a counter none, of a measure those by which measures began.
  private func told(
    of subject: Key<Provider>, _ question: StandingQuestion, _ matter: SubjectMatter, now: Instant,
    from reader: any EventStoreReader
  ) throws -> ToldSubject {
    let programmes = try source.programmes(in: reader).known(at: question.knownAt)
    let state = try subjectState(of: subject, knownAt: question.knownAt, among: programmes, from: reader)
    guard let state, let versions = programmes[state.programme] else { throw try reader.unknown(subject) }
    let stream: [SubjectEvent]
    switch matter {
    case .counter: stream = []
    case .measure: stream = try reader.events(of: state, knownAt: question.knownAt, .measureImposed)
    case .breach: stream = try reader.events(of: state, knownAt: question.knownAt)
    }
    return ToldSubject(
      state: state, stream: stream, versions: versions, programmes: programmes,
      day: question.asOf ?? state.zone.date(of: now))
  }
}

extension EventStoreReader {
  /// A subject's events as known at a moment, or with nil all; with a type, only those of it.
  fileprivate func events(
    of state: SubjectState, knownAt known: Instant?, _ kind: ProgrammeConsequence.Kind? = nil
  ) throws -> [SubjectEvent] {
    var events: [SubjectEvent] = []
    try scan(EntrySelection(stream: state.provider.stream, type: kind?.rawValue)) { entry in
      guard let event = try Event(line: entry.line, in: state.zone, of: .programme).ofSubject else { return false }
      if let known, event.recordedAt > known { return false }
      events.append(event)
      return true
    }
    return events
  }
}

/// A subject, and what of its stream an explanation reads.
private struct ToldSubject {
  let state: SubjectState
  let stream: [SubjectEvent]
  let versions: ProgrammeVersions
  let programmes: PublishedProgrammes
  let day: LocalDate

  func found(_ matter: SubjectMatter, among others: LinkedSubjects) throws -> SubjectExplanation.Found {
    let programme = versions.on(day)
    switch matter {
    case .breach(let breach):
      guard let found = state.explanation(of: breach, in: stream, by: versions, among: others) else {
        throw Refusal.rules(.unknownBreach, found: .same(breach.text))
      }
      return .breach(found)
    case .counter(let name):
      guard let counter = programme.counter(name) else {
        throw InputError.field("counter", expected: .oneOf(programme.counters.map(\.name)))
      }
      return .counter(counter, state.explanation(ofCounter: name))
    case .measure(let name):
      guard let measure = programme.measure(name) else {
        throw InputError.field("measure", expected: .oneOf(programme.measures.map(\.name)))
      }
      return .measure(
        measure, state.explanations(ofMeasure: name, on: day, in: stream, by: versions, among: others))
    }
  }
}
