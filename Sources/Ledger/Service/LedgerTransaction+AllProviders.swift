import EventStore
public import LedgerDomain

/// Sweep and year end (§5): what is decided about every provider.
extension LedgerTransaction {
  /// Accounts kept between the sweep that ends a year and its closing, at most.
  private static let accountsKept = 10_000
  /// Providers whose rows are asked for together.
  private static let askedTogether = 500

  /// Raises what fell due on or before `last`, for every provider (§5).
  ///
  /// - Parameter progress: told how many providers are done, and how much of all that is, from 0 to 1.
  /// - Throws: `day-not-over` when `last` is not over by the clock.
  public func sweep(
    through last: LocalDate, now: Instant, progress: (Int, Double?) throws -> Void = { _, _ in }
  ) throws -> [RecordedEvent] {
    let recordedAt = recordingTime(now)
    guard last < rules.zone.date(of: now) else { throw Refusal.rules(.dayNotOver, found: .same(last.description)) }
    let parts = rules.haveDuties ? 2.0 : 1
    let raised = try forEachProvider(
      expecting: { Wanted(keys: $0.map(ReadModel.standingKey)) }, { try progress($0, $1.map { $0 / parts }) }
    ) {
      try sweep($0, through: last, recordedAt, nothingDue: { _ in })
    }
    return try raised + missDuties(through: last, recordedAt) { try progress($0, $1.map { ($0 + 1) / parts }) }
  }

  /// Notes for every provider the duties of an office that fell due on or before `last` and are still open (offices §3).
  private func missDuties(
    through last: LocalDate, _ recordedAt: Instant, _ progress: (Int, Double?) throws -> Void
  ) throws -> [RecordedEvent] {
    guard rules.haveDuties else { return [] }
    return try forEachProvider(expecting: { Wanted(keys: $0.map(ReadModel.standingKey)) }, progress) { provider in
      if providers[provider] == nil, let account = try Account(of: provider, from: writer, zone: rules.zone),
        !account.hasDutiesOverdue(through: last)
      {
        return []
      }
      return try append(
        hold(provider).state.missDuties(through: last, by: rules, recordedAt: recordedAt, after: position))
    }
  }

  /// Sweeps one provider; one for whom nothing is due is not folded, and its account handed over.
  private func sweep(
    _ provider: Key<Provider>, through last: LocalDate, _ recordedAt: Instant, nothingDue: (Account) throws -> Void
  ) throws -> [RecordedEvent] {
    if providers[provider] == nil, let account = try Account(of: provider, from: writer, zone: rules.zone),
      account.nothingDueBefore.map({ $0 > last }) ?? true
    {
      try nothingDue(account)
      return []
    }
    return try append(
      hold(provider).state.sweep(through: last, by: rules, recordedAt: recordedAt, after: position))
  }

  /// Sweeps through 31 December and closes the year for every provider registered by then (§5).
  ///
  /// - Parameter closed: is given what the year has come to for every provider registered by then, as the closing leaves it.
  /// - Throws: `year-not-over` when it is not over by the clock.
  public func closeYear(
    _ year: Int, now: Instant, progress: (Int, Double?) throws -> Void = { _, _ in },
    closed: (YearBalance) -> Void = { _ in }
  ) throws -> [RecordedEvent] {
    let recordedAt = recordingTime(now)
    let last = Period.naturalYear(year).lastDay
    let today = rules.zone.date(of: now)
    guard last < today else { throw Refusal.rules(.yearNotOver, found: .same(String(year))) }
    var withNothingDue: [Key<Provider>: Account] = [:]
    let found = try forEachProvider(
      expecting: { Wanted(streams: $0.map(\.stream), keys: $0.map(ReadModel.standingKey)) },
      { try progress($0, $1.map { $0 / 2 }) }
    ) { provider in
      try sweep(
        provider, through: last, recordedAt,
        nothingDue: { account in
          guard withNothingDue.count < Self.accountsKept else { return }
          withNothingDue[provider] = account
        })
    }
    let missed = try missDuties(through: last, recordedAt) { _, _ in }
    // The account of a provider that missed a duty is no more what it was when nothing was due.
    for recorded in missed { withNothingDue[recorded.event.provider] = nil }
    return try found + missed
      + forEachProvider(expecting: { _ in Wanted() }, { try progress($0, $1.map { ($0 + 1) / 2 }) }) { provider in
        let account = withNothingDue.removeValue(forKey: provider)
        if providers[provider] == nil,
          var account = try account ?? Account(of: provider, from: writer, zone: rules.zone)
        {
          let events = account.closeYear(year, by: rules, recordedAt: recordedAt, after: position)
          if !events.isEmpty { try writer.put(account.model) }
          account.balance(of: year, asOf: today).map(closed)
          return try append(events)
        }
        let provider = try hold(provider)
        let events = provider.state.closeYear(year, by: rules, recordedAt: recordedAt, after: position)
        provider.state.balance(of: year, asOf: today).map(closed)
        return try append(events)
      }
  }

  /// Counts again, for every provider, the provisional due dates of the duties that are still open (§2): once a version is
  /// published whose calendar knows a further year.
  ///
  /// - Parameter progress: told how many providers are done, and how much of all that is, from 0 to 1.
  public func countAgain(
    now: Instant, progress: (Int, Double?) throws -> Void = { _, _ in }
  ) throws -> [RecordedEvent] {
    let recordedAt = recordingTime(now)
    return try forEachProvider(expecting: { Wanted(streams: $0.map(\.stream)) }, progress) { provider in
      try append(hold(provider).state.countAgain(by: rules, recordedAt: recordedAt, after: position))
    }
  }

  private func forEachProvider(
    expecting wanted: ([Key<Provider>]) -> Wanted, _ progress: (Int, Double?) throws -> Void,
    _ body: (Key<Provider>) throws -> [RecordedEvent]
  ) throws -> [RecordedEvent] {
    var recorded: [RecordedEvent] = []
    let all = try writer.providers()
    for (done, provider) in all.enumerated() {
      try progress(done, Double(done) / Double(all.count))
      if done % Self.askedTogether == 0 {
        try writer.expect(wanted(Array(all[done...].prefix(Self.askedTogether))))
      }
      try relieveMemory()
      recorded += try body(provider)
    }
    return recorded
  }
}
