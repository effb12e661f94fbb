import EventStore
public import LedgerDomain
public import LedgerFormat

/// One write transaction on the ledger: what is submitted, swept and closed is decided and appended in it.
public final class LedgerTransaction {
  let writer: any EventStoreWriter
  package var rules: Rules
  /// The programmes published; subjects in memory are decided by what is in force now.
  package var programmes: PublishedProgrammes { didSet { subjects.renew(programmes) } }
  /// Whether a sweep of providers is everybody's, as it is but where a log is decided again.
  package var sweepsSubjects = true
  /// What is done at gates that are shut (offices §1).
  package var gating = Gating.refuse
  /// The position of the last event, as this transaction leaves it.
  public private(set) var position: Int
  let providers: HeldProviders
  let subjects: HeldSubjects
  private var lastRecordedAt: Instant?

  init(
    writer: any EventStoreWriter, rules: Rules, programmes: PublishedProgrammes, cache: StateCache,
    subjects: SubjectCache, isRehearsal: Bool
  ) throws {
    self.writer = writer
    self.rules = rules
    self.programmes = programmes
    providers = HeldProviders(cache, isRehearsal: isRehearsal)
    self.subjects = HeldSubjects(subjects, isRehearsal: isRehearsal)
    let head = try writer.head()
    position = head.position
    if let last = cache.last {
      cache.isShared = last.head != head
      if last.head == head {
        lastRecordedAt = last.recordedAt
        return
      }
    }
    lastRecordedAt = try writer.lastRecordedAt(in: rules.zone)
  }

  /// Writes the read models of every provider and subject that changed.
  func writeModels() throws {
    try writer.writeModels(of: providers.changed)
    try writer.writeModels(of: subjects.changed)
  }

  /// What is in memory, for the next transaction to go on from; once everything is written.
  func leave() throws -> (states: [HeldState], last: StateCache.LastEvent?) {
    let head = try writer.head()
    let last = lastRecordedAt.map { StateCache.LastEvent(head: head, recordedAt: $0) }
    return (try providers.left(in: writer), last)
  }

  /// The moment at which something learnt `now` is recorded: never before what was recorded last, whatever the clock.
  public func recordingTime(_ now: Instant) -> Instant {
    lastRecordedAt.map { max($0, now) } ?? now
  }

  /// Says which submissions come soon, so that a store that is far away fetches what they ask, in one round trip and while
  /// others are decided.
  public func expect(_ drafts: [Draft]) throws {
    let others = drafts.filter { subjects[$0.provider] == nil }
    try writer.expect(
      providers.wanted(submitting: drafts, but: { subjects[$0] != nil })
        .withSubjects(of: others, inMemory: [:], isShared: false, haveProgrammes: !programmes.isEmpty))
  }

  /// Decides one submission and appends what follows from it.
  ///
  /// - Parameters:
  ///   - draft: the event as handed in.
  ///   - now: the clock: what the draft leaves to it, and what no event may be later than.
  ///   - precondition: what whoever submits it has seen; nil for whatever it is. A repeat is answered whatever it says.
  /// - Throws: a `Refusal`, after which nothing has changed and the transaction can go on; or a `StoreError`, of which
  ///   `conflict` says that the precondition does not hold, after which nothing has changed either.
  public func submit(_ draft: Draft, now: Instant, if precondition: Precondition? = nil) throws -> Receipt {
    if let repeated = try receipt(repeating: draft, now: now) { return repeated }
    let recordedAt = recordingTime(now)
    if let subject = try subject(of: draft) {
      return try submit(draft, about: subject, now: now, recordedAt: recordedAt, if: precondition)
    }
    try checkForm(of: draft)
    var receiver: ProviderState?
    if case .outlet(.transferred(let transfer)) = draft.fact, transfer.to != draft.provider {
      receiver = try hold(transfer.to).state
    }
    try relieveMemory()
    let provider = try hold(draft.provider)
    if let precondition, !precondition.holds(version: provider.state.version, position: position) {
      throw StoreError.conflict(
        stream: draft.provider.stream, expected: precondition.expected,
        found: precondition.found(version: provider.state.version, position: position))
    }
    let past = try past(of: draft)
    let isFoldedAgain = past != nil
    let ticketRows = isFoldedAgain ? provider.state.openTicketRows : []
    let decided = try decided(
      draft, on: &provider.state, receiver: &receiver, now: now, recordedAt: recordedAt, past: consume past)
    if let receiver { try hold(receiver.provider).state = receiver }
    let recorded = try append(decided.events)
    if isFoldedAgain { provider.noteFoldingAgain(ticketRows: ticketRows) }
    return Receipt(events: recorded, isRepeat: false, doubts: decided.doubts, shutGate: decided.shutGate)
  }

  /// What follows from a submission, and what is said of it besides.
  ///
  /// The state is lent for all of it: what an object keeps would be copied for each question.
  private func decided(
    _ draft: Draft, on state: inout ProviderState, receiver: inout ProviderState?, now: Instant, recordedAt: Instant,
    past: consuming Past?
  ) throws(Refusal) -> (events: [Event], doubts: [Doubt], shutGate: Refusal?) {
    let submission = draft.submission(now: now)
    let doubts = state.doubts(about: submission, isDatedOnly: draft.isDatedOnly)
    let shutGate = gating == .take ? state.shutGate(before: submission, by: rules) : nil
    let events = try decide(
      submission, on: &state, receiver: &receiver, by: rules, now: now, recordedAt: recordedAt, after: position,
      past: consume past, gating: gating)
    return (events, doubts, shutGate)
  }

  /// What a correction is decided by besides the state: the whole stream; nil for any other fact.
  private func past(of draft: Draft) throws -> Past? {
    guard case .correction = draft.fact else { return nil }
    let zone = rules.zone
    return Past(try writer.history(of: draft.provider, in: zone)) { kind, data throws(Refusal) in
      do throws(InputError) {
        return try data.fact(of: kind, in: zone)
      } catch {
        throw error.refusal
      }
    }
  }

  /// That the version has the role of a submission: a matter of shape, which comes before the id (§4).
  private func checkRole(of draft: Draft, now: Instant) throws(Refusal) {
    if case .subject = draft.fact { return }
    try rules.terms(on: rules.zone.date(of: draft.at ?? now)).checkRole(of: draft.by)
  }

  /// The first result of a submission whose id was accepted before (§4, §7.5).
  private func receipt(repeating draft: Draft, now: Instant) throws -> Receipt? {
    guard let id = draft.id, let position = try writer.position(ofID: id) else { return nil }
    let draft = try local(draft)
    var events: [RecordedEvent] = []
    var before: Instant?
    try writer.scan(EntrySelection(after: position - 2)) { entry in
      let event = try Event(line: entry.line, in: rules.zone)
      if event.position < position {
        before = event.recordedAt
        return true
      }
      guard event.position == position || event.cause == position else { return false }
      let line = Array(entry.line)
      events.append(RecordedEvent(event: event, line: line))
      return true
    }
    guard let first = events.first, draft.says(the: first.event, recordedAfter: before) else {
      try checkRole(of: draft, now: now)
      throw Refusal.rules(.idConflict, found: Words(zh: "第 \(position) 条", en: "position \(position)"))
    }
    return Receipt(events: events, isRepeat: true)
  }

  /// Appends events.
  ///
  /// - Parameter zone: the one in which their times are written; nil for the ledger's.
  func append(_ events: [Event], in zone: Zone? = nil) throws -> [RecordedEvent] {
    guard let first = events.first else { return [] }
    let zone = zone ?? rules.zone
    let recorded = events.map { event in RecordedEvent(event: event, line: event.line(in: zone)) }
    try writer.append(recorded.map(\.entry))
    providers.note(events)
    lastRecordedAt = first.recordedAt
    position += events.count
    return recorded
  }

  /// Lets states in memory go when they have grown too many.
  func relieveMemory() throws {
    guard providers.areTooMany else { return }
    try writeModels()
    providers.letGo()
  }

  /// A provider, in memory from then on.
  package func hold(_ provider: Key<Provider>) throws -> HeldProvider {
    try providers.hold(provider, writer, zone: rules.zone)
  }
}
