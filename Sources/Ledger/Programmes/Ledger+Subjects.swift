import EventStore
public import LedgerDomain
package import LedgerFormat
public import Programmes

/// Where a subject stands, and by which clocks (programmes §11).
public struct SubjectAnswer: Sendable {
  /// The standing.
  public let standing: SubjectStanding
  /// The moment its knowledge is of.
  public let knownAt: Instant
  /// The zone of its programme.
  public let zone: Zone
  /// The version of its programme in force on the day.
  public let programme: Programme

  /// A standing, the moment its knowledge is of, and the version of the programme in force on its day.
  package init(standing: SubjectStanding, knownAt: Instant, zone: Zone, programme: Programme) {
    (self.standing, self.knownAt, self.zone, self.programme) = (standing, knownAt, zone, programme)
  }
}

/// Questions about subjects (programmes §11): dates are of the zone of the subject's programme.
extension Ledger {
  /// Whether somebody is a subject of a programme, and not a provider of the daigou form.
  public func isSubject(_ provider: Key<Provider>) throws -> Bool {
    try store.read { reader in
      guard try !source.programmes(in: reader).isEmpty else { return false }
      return try reader.isSubject(provider)
    }
  }

  /// The zone in which times about somebody are read: that of a subject's programme, else the ledger's.
  public func zone(of provider: Key<Provider>) throws -> Zone {
    try store.read { reader in
      let programmes = try source.programmes(in: reader)
      guard !programmes.isEmpty, try reader.isSubject(provider) else { return zone }
      return try programme(of: provider, among: programmes, from: reader)?.zone ?? zone
    }
  }

  /// The zone in which the times of a draft are read.
  package func zone(of draft: Draft) throws -> Zone {
    guard case .subject(.enrolled(let fact)) = draft.fact else { return try zone(of: draft.provider) }
    return try store.read { reader in
      let programmes = try source.programmes(in: reader)
      return (fact.programme.flatMap { programmes[$0] } ?? programmes.only)?.zone ?? zone
    }
  }

  /// The zones of the ledger: its own, and those of its programmes; a day is over when it is over in each.
  package func zones() throws -> [Zone] {
    try store.read { [zone] + (try source.programmes(in: $0).zones) }
  }

  /// The roles in which an event about a subject may be submitted, by the version in force on its date; nil for an event about a
  /// provider of the daigou form, and for one that no programme knows.
  package func roles(submitting draft: Draft, now: Instant) throws -> [Role]? {
    guard let fact = ProgrammeFact(draft.fact) else { return nil }
    return try store.read { reader in
      let programmes = try source.programmes(in: reader)
      guard !programmes.isEmpty else { return nil }
      let known = try subjectState(of: draft.provider, knownAt: nil, among: programmes, from: reader)
      var versions = known.flatMap { programmes[$0.programme] }
      if case .enrolled(let fact) = fact {
        versions = versions ?? fact.programme.flatMap { programmes[$0] } ?? programmes.only
      }
      guard let versions else { return nil }
      let state = known ?? SubjectState(draft.provider, of: versions.name, zone: versions.zone)
      let programme = versions.on(versions.zone.date(of: draft.at ?? now))
      return state.roles(submitting: fact, by: programme).map(Role.init(named:))
    }
  }

  /// The version of a subject's programme in force on a day.
  ///
  /// - Throws: `unknown-provider` when the log knows of no such subject.
  public func programme(of subject: Key<Provider>, on date: LocalDate) throws -> Programme {
    try store.read { reader in
      let programmes = try source.programmes(in: reader)
      guard let versions = try programme(of: subject, among: programmes, from: reader) else {
        throw try reader.unknown(subject)
      }
      return versions.on(date)
    }
  }

  /// The version of a published programme in force on a day; with no name that of the only one. Nil for one that is not published.
  public func programme(named name: String?, on date: LocalDate) throws -> Programme? {
    try store.read { reader in
      let programmes = try source.programmes(in: reader)
      return (name.map { programmes[$0] } ?? programmes.only)?.on(date)
    }
  }

  /// Whether the log publishes a programme.
  public func hasProgrammes() throws -> Bool { try store.read { try !source.programmes(in: $0).isEmpty } }

  /// The roles that the published programmes declare, and `subject`, each by all that it is called; none where there is none.
  public func programmeRoles() throws -> [(Role, Words?)] {
    let programmes = try store.read { try source.programmes(in: $0) }
    let declared = programmes.names.compactMap { programmes[$0] }.flatMap(\.versions).flatMap(\.programme.roles)
    var roles: [(Role, Words?)] = programmes.isEmpty ? [] : [(.subject, nil)]
    for role in declared where !roles.contains(where: { $0.0 == Role(named: role.name) && $0.1 == role.words }) {
      roles.append((Role(named: role.name), role.words))
    }
    return roles
  }

  /// The versions of a subject's programme, told from its first event.
  private func programme(
    of subject: Key<Provider>, among programmes: PublishedProgrammes, from reader: any EventStoreReader
  ) throws -> ProgrammeVersions? {
    var found: ProgrammeVersions?
    try reader.scanSubject(subject, among: programmes) { _, versions in
      found = versions
      return false
    }
    return found
  }

  /// One subject's standing. It sweeps nothing.
  ///
  /// - Throws: `unknown-provider` when the view knows of no such subject.
  public func subjectStanding(
    of subject: Key<Provider>, _ question: StandingQuestion, now: Instant
  ) throws -> SubjectAnswer {
    try store.read { reader in
      let programmes = try source.programmes(in: reader)
      guard let answer = try answer(of: subject, question, now: now, among: programmes, from: reader) else {
        throw try reader.unknown(subject)
      }
      return answer
    }
  }

  /// The standings of all subjects in the view, by key.
  public func subjectStandings(_ question: StandingQuestion, now: Instant) throws -> [SubjectAnswer] {
    try store.read { reader in
      let programmes = try source.programmes(in: reader)
      guard !programmes.isEmpty else { return [] }
      return try reader.subjects().compactMap {
        try answer(of: $0, question, now: now, among: programmes, from: reader)
      }
    }
  }

  /// A subject's standing in a view; nil where the view knows of none.
  func answer(
    of subject: Key<Provider>, _ question: StandingQuestion, now: Instant, among programmes: PublishedProgrammes,
    from reader: any EventStoreReader
  ) throws -> SubjectAnswer? {
    let programmes = programmes.known(at: question.knownAt)
    guard let standing = try standing(of: subject, question, now: now, among: programmes, from: reader),
      let versions = programmes[standing.programme]
    else { return nil }
    return SubjectAnswer(
      standing: standing, knownAt: try question.knowledge(now: now, in: reader, zone), zone: versions.zone,
      programme: versions.on(standing.asOf))
  }

  /// The same without what is said around it: of everything known, and of no day before the last event's, told from rows that are
  /// as many for a long stream as for a short one; else from the whole state.
  private func standing(
    of subject: Key<Provider>, _ question: StandingQuestion, now: Instant, among programmes: PublishedProgrammes,
    from reader: any EventStoreReader
  ) throws -> SubjectStanding? {
    func day(in versions: ProgrammeVersions) -> LocalDate { question.asOf ?? versions.zone.date(of: now) }
    if question.knownAt == nil, subjects.state(at: try reader.head(of: subject)) == nil,
      let outline = try reader.outline(of: subject, among: programmes), let versions = programmes[outline.programme],
      let standing = outline.standing(asOf: day(in: versions), by: versions)
    {
      return standing
    }
    guard
      let state = try subjectState(of: subject, knownAt: question.knownAt, among: programmes, from: reader),
      let versions = programmes[state.programme]
    else { return nil }
    return state.standing(asOf: day(in: versions), by: versions)
  }

  /// A subject's state as known at a moment, or with nil as it is.
  func subjectState(
    of subject: Key<Provider>, knownAt known: Instant?, among programmes: PublishedProgrammes,
    from reader: any EventStoreReader
  ) throws -> SubjectState? {
    let head = try reader.head(of: subject)
    guard head.version > 0 else { return nil }
    if known == nil, let kept = subjects.state(at: head) { return kept }
    if known == nil { return try reader.subject(subject, among: programmes)?.state }
    return try reader.foldedSubject(subject, among: programmes, knownAt: known)
  }
}
