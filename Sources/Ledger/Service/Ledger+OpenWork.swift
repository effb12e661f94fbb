import EventStore
public import LedgerDomain

extension Ledger {
  /// What waited for a person on a date as known at a moment, and what fell due on or before `last`; most urgent first:
  /// by the instant due, then by how long it has waited.
  ///
  /// - Parameters:
  ///   - roles: only what one of these roles can do, or must know of; none for all.
  ///   - provider: only what is about this one; nil for all.
  ///   - last: the last due date of the providers' duties shown.
  ///   - question: the view; its year is not used.
  ///   - now: the moment the question is asked.
  /// - Throws: `unknown-provider` when the view knows of no such provider.
  public func queue(
    for roles: [Role], of provider: Key<Provider>? = nil, through last: LocalDate, _ question: StandingQuestion,
    now: Instant
  ) throws -> [QueueItem] {
    let today = question.asOf ?? zone.date(of: now)
    guard let provider else {
      let items = try eachOpenWork(question, asOf: today) { _, work, rules in
        work.queue(on: today, through: last, for: roles, by: rules)
      }
      return items.flatMap(\.self).inOrder(in: zone)
    }
    let items = try store.read { reader in
      let rules = try rules(for: question, in: reader)
      let work = try openWork(of: provider, question, asOf: today, forecastingBy: rules, from: reader)
      guard work.isRegistered else { throw try reader.unknown(provider) }
      return work.queue(on: today, through: last, for: roles, by: rules)
    }
    return items.inOrder(in: zone)
  }

  /// What `body` makes of what waits at each provider today, by key: whoever wants sums of it keeps nothing else of what may be
  /// a million items.
  public func eachQueue<T: Sendable>(
    through last: LocalDate, now: Instant, _ body: @escaping @Sendable (Key<Provider>, [QueueItem]) -> T
  ) throws -> [T] {
    let today = zone.date(of: now)
    return try eachOpenWork(StandingQuestion(), asOf: today) { provider, work, rules in
      body(provider, work.queue(on: today, through: last, by: rules))
    }
  }

  /// How the year of the view's date may end for a provider.
  ///
  /// - Throws: `unknown-provider` when the view knows of no such provider.
  public func forecast(of provider: Key<Provider>, _ question: StandingQuestion, now: Instant) throws -> Forecast {
    try outlook(of: provider, question, now: now).forecast
  }

  /// The same, with what the provider is known by.
  ///
  /// - Throws: `unknown-provider` when the view knows of no such provider.
  public func outlook(of provider: Key<Provider>, _ question: StandingQuestion, now: Instant) throws -> Outlook {
    try store.read { reader in
      let asOf = question.asOf ?? zone.date(of: now)
      let rules = try rules(for: question, in: reader)
      let work = try openWork(of: provider, question, asOf: asOf, forecastingBy: rules, from: reader)
      guard let outlook = work.outlook(asOf: asOf, by: rules) else {
        throw try reader.unknown(provider)
      }
      return outlook
    }
  }

  /// How the year of the view's date may end for all providers in the view, by key; of their duties those that are listed.
  public func forecasts(
    _ question: StandingQuestion, listing listed: Forecast.DutiesListed = .all, now: Instant
  ) throws -> [Outlook] {
    let asOf = question.asOf ?? zone.date(of: now)
    return try eachOpenWork(question, asOf: asOf) { _, work, rules in
      work.outlook(asOf: asOf, by: rules, listing: listed)
    }.compactMap(\.self)
  }

  /// Threads that look at providers at the same time.
  private static let threads = 2

  /// What `body` makes of what is open at each provider in the view asked about, by key.
  private func eachOpenWork<T: Sendable>(
    _ question: StandingQuestion, asOf: LocalDate,
    _ body: @escaping @Sendable (Key<Provider>, OpenWork, Rules) -> T
  ) throws -> [T] {
    try store.read(inParts: Self.threads) { reader in
      try reader.expect(
        Wanted(streams: [Publication.stream.stream], prefixes: [ReadModel.subjectPrefix], isOfAllStreams: true))
      let rules = try rules(for: question, in: reader)
      let providers = try reader.providers()
      let parts = try reader.inParts(Self.threads) { [self] (part, reader) -> [Key<Provider>: T] in
        let mine = Set(providers.enumerated().filter { $0.offset % Self.threads == part }.map(\.element))
        var made: [Key<Provider>: T] = [:]
        if question.knownAt == nil {
          try reader.scanOpenWork(of: mine, asOf: asOf, forecastingBy: rules, zone: zone) {
            made[$0] = body($0, $1, rules)
          }
        }
        for provider in mine where made[provider] == nil {
          made[provider] = body(provider, try foldedWork(of: provider, question, asOf: asOf, from: reader), rules)
        }
        return made
      }
      return providers.enumerated().compactMap { parts[$0 % Self.threads][$1] }
    }
  }

  /// What is open at a provider in the view asked about.
  private func openWork(
    of provider: Key<Provider>, _ question: StandingQuestion, asOf: LocalDate, forecastingBy rules: Rules,
    from reader: any EventStoreReader
  ) throws -> OpenWork {
    if question.knownAt == nil,
      let work = try reader.openWork(of: provider, asOf: asOf, forecastingBy: rules, zone: zone)
    {
      return work
    }
    return try foldedWork(of: provider, question, asOf: asOf, from: reader)
  }

  private func foldedWork(
    of provider: Key<Provider>, _ question: StandingQuestion, asOf: LocalDate, from reader: any EventStoreReader
  ) throws -> OpenWork {
    OpenWork(of: try reader.state(of: provider, in: View(asOf: asOf, knownAt: question.knownAt, zone: zone), zone))
  }
}
