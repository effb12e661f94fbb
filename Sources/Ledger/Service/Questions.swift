public import EventStore
public import LedgerDomain
import LedgerFormat

/// What a standing is asked for (§6).
public struct StandingQuestion: Sendable {
  /// As of the end of this date; nil for today.
  public var asOf: LocalDate?
  /// As known at this moment; nil for everything recorded.
  public var knownAt: Instant?
  /// The year of score and exposure; nil for that of `asOf`.
  public var year: Int?

  /// A question; all nil asks for the standing now.
  public init(asOf: LocalDate? = nil, knownAt: Instant? = nil, year: Int? = nil) {
    self.asOf = asOf
    self.knownAt = knownAt
    self.year = year
  }
}

extension Ledger {
  /// One provider's standing.
  ///
  /// - Parameter listing: whether it lists its breaches.
  /// - Throws: `unknown-provider` when the view knows of no such provider.
  public func standing(
    of provider: Key<Provider>, _ question: StandingQuestion, now: Instant, listing: Bool = true
  ) throws -> Standing {
    try store.read { reader in
      try reader.expect(.standing(of: provider, listing: listing && question.knownAt == nil))
      let rulebook = try rulebook(for: question, now: now, in: reader)
      guard
        let standing = try standing(
          of: provider, question, rulebook, now: now, knownAt: try question.knowledge(now: now, in: reader, zone),
          listing: listing, from: reader)
      else {
        throw try reader.unknown(provider)
      }
      return standing
    }
  }

  /// The terms in force on the date asked about, as known in the view.
  public func terms(_ question: StandingQuestion, now: Instant) throws -> Terms {
    try store.read { reader in
      try rules(for: question, in: reader).terms(on: question.asOf ?? zone.date(of: now))
    }
  }

  /// The name of the version in force on the date asked about, as known in the view.
  public func rulebookName(_ question: StandingQuestion, now: Instant) throws -> String {
    try store.read { try rulebook(for: question, now: now, in: $0) }
  }

  /// The slugs of the duties of all versions of the rules, those that the log publishes included (offices §3).
  public func dutySlugs() throws -> [Key<DutyRow>] { try store.read { try source.rules(in: $0).dutySlugs } }

  /// The thresholds that scores are held against in the view.
  public func thresholds(_ question: StandingQuestion, now: Instant) throws -> [Threshold] {
    try terms(question, now: now).thresholds
  }

  /// The standings of all providers in the view, by key.
  ///
  /// - Parameter listing: whether each lists its breaches; without them thousands are read in no time.
  public func standings(
    _ question: StandingQuestion, now: Instant, listing: Bool = true
  ) throws -> [Standing] {
    try store.read { reader in
      let prefixes = [ReadModel.standingPrefix] + (listing ? [ReadModel.breachesPrefix] : [])
      try reader.expect(
        Wanted(
          streams: [Publication.stream.stream],
          prefixes: [ReadModel.subjectPrefix] + (question.knownAt == nil ? prefixes : []), isOfAllStreams: true)
      )
      let rulebook = try rulebook(for: question, now: now, in: reader)
      let asOf = question.asOf ?? zone.date(of: now)
      let knownAt = try question.knowledge(now: now, in: reader, zone)
      let current =
        question.knownAt == nil
        ? try reader.currentStandings(
          year: question.year, asOf: asOf, knownAt: knownAt, zone: zone, rulebook: rulebook, listing: listing) : [:]
      return try reader.providers().compactMap { provider in
        try current[provider]
          ?? standing(of: provider, question, rulebook, now: now, knownAt: knownAt, listing: listing, from: reader)
      }
    }
  }

  /// The name of the version in force on the date asked about.
  private func rulebook(
    for question: StandingQuestion, now: Instant, in reader: any EventStoreReader
  ) throws -> String {
    try source.name(on: question.asOf ?? zone.date(of: now), knownAt: question.knownAt, in: reader)
  }

  private func standing(
    of provider: Key<Provider>, _ question: StandingQuestion, _ rulebook: String, now: Instant, knownAt: Instant,
    listing: Bool = true, from reader: any EventStoreReader
  ) throws -> Standing? {
    let asOf = question.asOf ?? zone.date(of: now)
    if question.knownAt == nil {
      let current = try reader.currentStanding(
        of: provider, year: question.year, asOf: asOf, knownAt: knownAt, zone: zone, rulebook: rulebook,
        listing: listing)
      if let current { return current }
    }
    let state = try reader.folded(provider, in: zone, asOf: asOf, knownAt: question.knownAt)
    return state.standing(year: question.year ?? asOf.year, asOf: asOf, knownAt: knownAt, rulebook: rulebook)
  }

  /// Hands events to `body` in log order, until it returns false.
  public func events(_ selection: EntrySelection, _ body: (RecordedEvent) throws -> Bool) throws {
    try store.read { reader in
      try reader.scan(selection) { entry in
        let line = Array(entry.line)
        return try body(RecordedEvent(event: try Event(line: entry.line, in: zone), line: line))
      }
    }
  }

  /// The position of the last event.
  public func head() throws -> Int {
    try store.read { try $0.lastPosition() }
  }

  /// When the last event was recorded, which may be ahead of the clock; nil for an empty log.
  public func lastRecordedAt() throws -> Instant? {
    try store.read { try $0.lastRecordedAt(in: zone) }
  }
}

extension Wanted {
  /// What the standing of one provider asks.
  ///
  /// - Parameter listing: whether its breaches are listed, as they are known now.
  public static func standing(of provider: Key<Provider>, listing: Bool = true) -> Wanted {
    Wanted(
      streams: [Publication.stream.stream], keys: [ReadModel.standingKey(provider)],
      prefixes: listing ? [ReadModel.blocksPrefix(provider)] : [])
  }
}

extension StandingQuestion {
  /// The moment on the date asked about from which hours are counted: that of the knowledge asked about or the clock's
  /// where it lies on this date, else the date's end.
  public func moment(now: Instant, in zone: Zone) -> Instant {
    let date = asOf ?? zone.date(of: now)
    return [knownAt, now].compactMap(\.self).first { zone.date(of: $0) == date } ?? zone.endOfDay(date)
  }

  /// The moment the answer's knowledge is of: the one asked about, else the clock or when the last event was recorded,
  /// whichever is later, so that everything recorded is known by then.
  func knowledge(now: Instant, in reader: any EventStoreReader, _ zone: Zone) throws -> Instant {
    try knownAt ?? max(now, reader.lastRecordedAt(in: zone) ?? now)
  }
}

extension EventStoreReader {
  /// When the last event of the log was recorded; nil for an empty one.
  func lastRecordedAt(in zone: Zone) throws -> Instant? {
    var last: Instant?
    try scan(EntrySelection(after: try lastPosition() - 1)) { entry in
      last = try Event(line: entry.line, in: zone).recordedAt
      return true
    }
    return last
  }
}
