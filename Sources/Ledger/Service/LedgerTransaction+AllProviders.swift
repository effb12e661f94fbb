import EventStore
public import LedgerDomain

/// Sweep and year end (§5) as one transaction: what is decided about every provider.
extension LedgerTransaction {
  /// Providers whose rows are asked for together.
  static let askedTogether = 500

  /// Raises what fell due on or before `last`, for every provider (§5).
  ///
  /// - Parameter progress: told how many providers are done, and how much of all that is, from 0 to 1.
  /// - Throws: `day-not-over` when `last` is not over by the clock.
  public func sweep(
    through last: LocalDate, now: Instant, progress: (Int, Double?) throws -> Void = { _, _ in }
  ) throws -> [RecordedEvent] {
    try run(.sweep(through: last), now: now, progress: progress)
  }

  /// Sweeps through 31 December and closes the year for every provider registered by then (§5).
  ///
  /// - Parameter closed: is given what the year has come to for every provider registered by then, as the closing leaves it.
  /// - Throws: `year-not-over` when it is not over by the clock.
  public func closeYear(
    _ year: Int, now: Instant, progress: (Int, Double?) throws -> Void = { _, _ in },
    closed: (YearBalance) -> Void = { _ in }
  ) throws -> [RecordedEvent] {
    try run(.yearEnd(year), now: now, progress: progress, closed: closed)
  }

  /// Does a job for all providers, in this transaction.
  ///
  /// - Parameters:
  ///   - progress: told how many providers are done, and how much of all that is, from 0 to 1.
  ///   - closed: is given what the year has come to for every provider registered by then, as the closing leaves it.
  /// - Throws: `day-not-over` or `year-not-over` when the job's last day is not over by the clock.
  public func run(
    _ job: ProviderJob, now: Instant, progress: (Int, Double?) throws -> Void = { _, _ in },
    closed: (YearBalance) -> Void = { _ in }
  ) throws -> [RecordedEvent] {
    let passes = job.passes(by: rules)
    let run = try ProviderRun(of: job, in: self, now: now)
    let all = try writer.providers()
    return try passes.enumerated().flatMap { number, pass in
      try run.take(
        pass, of: all[...], isAlone: false,
        { try progress($0, (Double($0) / Double(all.count) + Double(number)) / Double(passes.count)) }, closed: closed)
    } + (sweepsSubjects ? sweepSubjects(through: job.last, recordedAt: recordingTime(now)) : [])
  }

  /// Sweeps some subjects of programmes through a job's last day (programmes §11): a sweep and a year end are everybody's sweep.
  ///
  /// - Throws: `day-not-over` or `year-not-over` when the job's last day is not over by the clock.
  func sweep(subjects: ArraySlice<Key<Provider>>, for job: ProviderJob, now: Instant) throws -> [RecordedEvent] {
    try check(job, now: now)
    let recordedAt = recordingTime(now)
    return try subjects.flatMap { try sweep(subject: $0, through: job.last, recordedAt: recordedAt) }
  }

  /// - Throws: `day-not-over` or `year-not-over` when a job's last day is not over in every zone of the ledger.
  func check(_ job: ProviderJob, now: Instant) throws(Refusal) {
    let today = rules.zone.date(of: now)
    try job.check(isOverOn: programmes.zones.reduce(today) { min($0, $1.date(of: now)) })
  }

  /// Counts again, for every provider, the provisional due dates of the duties that are still open (§2): once a version is
  /// published whose calendar knows a further year.
  ///
  /// - Parameter progress: told how many providers are done, and how much of all that is, from 0 to 1.
  public func countAgain(
    now: Instant, progress: (Int, Double?) throws -> Void = { _, _ in }
  ) throws -> [RecordedEvent] {
    let recordedAt = recordingTime(now)
    let all = try writer.providers()
    return try forEach(
      of: all[...], announcing: { try writer.expect(providers.wanted(folding: $0)) },
      { try progress($0, Double($0) / Double(all.count)) }
    ) { provider in
      try append(hold(provider).state.countAgain(by: rules, recordedAt: recordedAt, after: position))
    }
  }

  /// Does something for each of some providers.
  ///
  /// - Parameters:
  ///   - announce: says what will be asked of some of them.
  ///   - progress: told how many are done.
  func forEach(
    of providers: ArraySlice<Key<Provider>>, announcing announce: ([Key<Provider>]) throws -> Void,
    _ progress: (Int) throws -> Void, _ body: (Key<Provider>) throws -> [RecordedEvent]
  ) throws -> [RecordedEvent] {
    var recorded: [RecordedEvent] = []
    for (done, provider) in providers.enumerated() {
      try progress(done)
      if done % Self.askedTogether == 0 {
        try announce(Array(providers.dropFirst(done).prefix(Self.askedTogether)))
      }
      try relieveMemory()
      recorded += try body(provider)
    }
    return recorded
  }
}
