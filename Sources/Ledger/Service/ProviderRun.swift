import EventStore
import LedgerDomain

/// A job over providers, as far as one transaction does it.
final class ProviderRun {
  /// Accounts kept from one pass to the next, at most.
  private static let accountsKept = 10_000

  private let transaction: LedgerTransaction
  private let job: ProviderJob
  private let recordedAt: Instant
  private let today: LocalDate
  /// Accounts of providers for whom nothing was due, for their closing.
  private var accounts: [Key<Provider>: Account] = [:]

  /// - Throws: `day-not-over` or `year-not-over` when the job's last day is not over by the clock.
  init(of job: ProviderJob, in transaction: LedgerTransaction, now: Instant) throws {
    self.transaction = transaction
    self.job = job
    recordedAt = transaction.recordingTime(now)
    today = transaction.rules.zone.date(of: now)
    try transaction.check(job, now: now)
  }

  /// Does one thing with some providers.
  ///
  /// - Parameters:
  ///   - isAlone: whether what comes before was done in other transactions, so that something may have come in between: what
  ///     is due by now is then raised before a year is closed.
  ///   - progress: told how many providers are done.
  ///   - closed: is given what the year has come to for a provider, as its closing leaves it.
  func take(
    _ pass: ProviderJob.Pass, of providers: ArraySlice<Key<Provider>>, isAlone: Bool,
    _ progress: (Int) throws -> Void, closed: (YearBalance) -> Void
  ) throws -> [RecordedEvent] {
    try transaction.forEach(of: providers, announcing: { try announce(pass, of: $0, isAlone) }, progress) { provider in
      switch pass {
      case .dueDates: return try raise(provider)
      case .duties: return try missDuties(provider)
      case .closing(let year):
        guard isAlone else { return try close(year, provider, closed) }
        return try raise(provider) + missDuties(provider) + close(year, provider, closed)
      }
    }
  }

  /// Says what will be asked of some providers: of each its account, and of those at whom something is due all that deciding
  /// takes.
  private func announce(_ pass: ProviderJob.Pass, of providers: [Key<Provider>], _ isAlone: Bool) throws {
    let isAppending =
      switch pass {
      case .dueDates, .duties: closes && !isAlone
      case .closing: isAlone
      }
    try transaction.writer.expect(
      Wanted(
        streams: isAppending ? providers.map(\.stream) : [],
        keys: providers.filter { accounts[$0] == nil }.map(ReadModel.standingKey)))
    let due = try providers.filter { provider in
      guard transaction.providers[provider] == nil else { return false }
      guard let account = try account(of: provider) else { return true }
      keep(account)
      switch pass {
      case .dueDates: return job.isDue(account)
      case .duties: return isOverdue(account)
      case .closing: return isAlone && (job.isDue(account) || isOverdue(account))
      }
    }
    if !due.isEmpty { try transaction.writer.expect(transaction.providers.wanted(folding: due)) }
  }

  /// Whether a duty of an office is overdue by then.
  private func isOverdue(_ account: Account) -> Bool {
    transaction.rules.haveDuties && account.hasDutiesOverdue(through: job.last)
  }

  /// Whether the job closes a year.
  private var closes: Bool {
    switch job {
    case .sweep: false
    case .yearEnd: true
    }
  }

  /// Raises what fell due for one provider; one for whom nothing is due is not folded.
  private func raise(_ provider: Key<Provider>) throws -> [RecordedEvent] {
    if let account = try account(of: provider), !job.isDue(account) {
      keep(account)
      return []
    }
    accounts[provider] = nil
    return try transaction.append(
      transaction.hold(provider).state.sweep(
        through: job.last, by: transaction.rules, recordedAt: recordedAt, after: transaction.position))
  }

  /// Notes for one provider the duties of an office that fell due and are still open (offices §3).
  private func missDuties(_ provider: Key<Provider>) throws -> [RecordedEvent] {
    guard transaction.rules.haveDuties else { return [] }
    if let account = try account(of: provider), !isOverdue(account) { return [] }
    accounts[provider] = nil
    return try transaction.append(
      transaction.hold(provider).state.missDuties(
        through: job.last, by: transaction.rules, recordedAt: recordedAt, after: transaction.position))
  }

  private func close(
    _ year: Int, _ provider: Key<Provider>, _ closed: (YearBalance) -> Void
  ) throws -> [RecordedEvent] {
    if var account = try account(of: provider) {
      accounts[provider] = nil
      let events = account.closeYear(
        year, by: transaction.rules, recordedAt: recordedAt, after: transaction.position)
      if !events.isEmpty { try transaction.writer.put(account.model) }
      account.balance(of: year, asOf: today).map(closed)
      return try transaction.append(events)
    }
    let held = try transaction.hold(provider)
    let events = held.state.closeYear(
      year, by: transaction.rules, recordedAt: recordedAt, after: transaction.position)
    held.state.balance(of: year, asOf: today).map(closed)
    return try transaction.append(events)
  }

  /// The provider's account, where its state is not in memory.
  private func account(of provider: Key<Provider>) throws -> Account? {
    guard transaction.providers[provider] == nil else { return nil }
    return try accounts[provider] ?? Account(of: provider, from: transaction.writer, zone: transaction.rules.zone)
  }

  private func keep(_ account: Account) {
    if accounts.count < Self.accountsKept { accounts[account.provider] = account }
  }
}
