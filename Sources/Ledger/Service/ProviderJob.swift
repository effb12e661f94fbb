public import EventStore
public import LedgerDomain

/// What is done about every provider, one after the other (§5): by night, and once a year is over.
public enum ProviderJob: Sendable, Equatable {
  /// Raises what fell due on or before a day.
  case sweep(through: LocalDate)
  /// Sweeps through 31 December of a year, and closes it for every provider registered by then.
  case yearEnd(Int)

  /// The last day that is looked at.
  var last: LocalDate {
    switch self {
    case .sweep(let last): last
    case .yearEnd(let year): Period.naturalYear(year).lastDay
    }
  }

  /// - Throws: `day-not-over`, `year-not-over`: the last day is not over on `today`.
  func check(isOverOn today: LocalDate) throws(Refusal) {
    guard last >= today else { return }
    switch self {
    case .sweep: throw Refusal.rules(.dayNotOver, found: .same(last.description))
    case .yearEnd(let year): throw Refusal.rules(.yearNotOver, found: .same(String(year)))
    }
  }

  /// What is done with all providers before the next thing is done with any of them.
  func passes(by rules: Rules) -> [Pass] {
    let duties: [Pass] = rules.haveDuties ? [.duties] : []
    switch self {
    case .sweep: return [.dueDates] + duties
    case .yearEnd(let year): return [.dueDates] + duties + [.closing(year)]
    }
  }

  /// One thing done with every provider.
  enum Pass: Sendable {
    /// What fell due and costs points is raised.
    case dueDates
    /// The duties of an office that fell due are noted as missed (offices §3).
    case duties
    /// A year is closed.
    case closing(Int)

    /// Whether it closes a year.
    var isClosing: Bool {
      switch self {
      case .dueDates, .duties: false
      case .closing: true
      }
    }
  }
}

extension Ledger {
  /// Providers whose share of a job is kept as one transaction.
  public static let providersKeptTogether = 500

  /// Does a job in portions of some providers in the order of their keys, each portion kept by itself: first all sweeps,
  /// then all closings. Nobody waits longer for the ledger than a portion takes, and a ledger of no more providers than a
  /// portion has does all of it in one transaction. Whoever comes in while it is done has a portion behind all others.
  ///
  /// Ended half-way, by an error or by somebody, it leaves what was done, and done again it goes on from there: what one
  /// portion has raised or closed is not raised or closed again. So undisturbed, in one go or in several, it writes what one
  /// transaction would, but for the moments of recording.
  ///
  /// - Parameters:
  ///   - size: how many providers are a portion.
  ///   - clock: the moment; asked for each portion, for that is when the ledger learns of it.
  ///   - progress: told how many providers are done, and how much of all that is, from 0 to 1.
  ///   - closed: is given what the year has come to for every provider registered by then, as its closing leaves it.
  ///   - kept: is given what each portion recorded, once it is kept.
  /// - Throws: `day-not-over` or `year-not-over`, before anything; a `StoreError`; what `progress` throws.
  public func run(
    _ job: ProviderJob, portionsOf size: Int = Self.providersKeptTogether, clock: () throws -> Instant,
    progress: (Int, Double?) throws -> Void = { _, _ in }, closed: (YearBalance) -> Void = { _ in },
    kept: ([RecordedEvent]) throws -> Void = { _ in }
  ) throws {
    for portion in try portions(of: job, size: size) {
      let recorded = try write(expecting: portion.wanted) {
        try portion.run(in: $0, now: clock(), progress: progress, closed: closed)
      }
      try kept(recorded)
    }
  }

  /// The portions in which a job is done, in their order: each a transaction, for whoever lets others write in between. Of what falls
  /// due only those have a portion at whom something does.
  public func portions(of job: ProviderJob, size: Int = Self.providersKeptTogether) throws -> [JobPortion] {
    let (providers, subjects, passes, head) = try store.read { reader in
      try reader.expect(
        Wanted(
          streams: [Publication.stream.stream], prefixes: [ReadModel.subjectPrefix, ReadModel.standingPrefix],
          isOfAllStreams: true))
      let subjects = try reader.subjects()
      let providers = try reader.providers(but: subjects)
      let passes = job.passes(by: try source.rules(in: reader))
      let concerned = try reader.concerned(by: job, among: providers, zone: zone)
      return (
        providers, try source.programmes(in: reader).isEmpty ? [] : subjects,
        passes.map { ($0, concerned.providers(in: $0)) }, try reader.lastPosition()
      )
    }
    guard max(providers.count, subjects.count) > size else { return [JobPortion(job: job, part: .whole)] }
    let sweeps = stride(from: 0, to: subjects.count, by: size).map { start in
      JobPortion(job: job, part: .subjects(subjects[start..<min(start + size, subjects.count)]))
    }
    let some = passes.enumerated().flatMap { number, pass in
      let (pass, providers) = pass
      return stride(from: 0, to: providers.count, by: size).map { start in
        JobPortion(
          job: job,
          part: .some(
            pass, of: providers[start..<min(start + size, providers.count)], number: number, passes: passes.count,
            among: providers.count))
      }
    }
    return some + sweeps + [JobPortion(job: job, part: .late(since: head, most: size, among: providers.count))]
  }
}

/// A part of a job over all providers that is kept by itself.
public struct JobPortion: Sendable {
  fileprivate enum Part: Sendable {
    case whole
    case subjects(ArraySlice<Key<Provider>>)
    case some(
      ProviderJob.Pass, of: ArraySlice<Key<Provider>>, number: Int, passes: Int, among: Int)
    /// Those whose first event came behind a position, while the other portions were done: no more than a portion has, for the next
    /// job takes the others.
    case late(since: Int, most: Int, among: Int)
  }

  fileprivate let job: ProviderJob
  fileprivate let part: Part

  /// What it will ask first.
  public var wanted: Wanted {
    switch part {
    case .whole, .late: Wanted()
    case .subjects(let subjects): Wanted(ofSubjects: subjects)
    case .some(let pass, let providers, _, _, _):
      Wanted(streams: pass.isClosing ? providers.map(\.stream) : [], keys: providers.map(ReadModel.standingKey))
    }
  }

  /// Does it in a transaction.
  ///
  /// - Parameters:
  ///   - progress: told how many providers are done, and how much of all that is, from 0 to 1.
  ///   - closed: is given what the year has come to for each provider.
  /// - Throws: `day-not-over` or `year-not-over`; a `StoreError`; what `progress` throws.
  public func run(
    in transaction: LedgerTransaction, now: Instant, progress: (Int, Double?) throws -> Void = { _, _ in },
    closed: (YearBalance) -> Void = { _ in }
  ) throws -> [RecordedEvent] {
    switch part {
    case .whole: return try transaction.run(job, now: now, progress: progress, closed: closed)
    case .subjects(let subjects): return try transaction.sweep(subjects: subjects, for: job, now: now)
    case .some(let pass, let providers, let number, let passes, let all):
      return try ProviderRun(of: job, in: transaction, now: now).take(
        pass, of: providers, isAlone: true,
        { done in
          let before = Double(providers.startIndex + done) / Double(all)
          try progress(providers.startIndex + done, (before + Double(number)) / Double(passes))
        }, closed: closed)
    case .late(let position, let most, let all):
      return try transaction.run(
        job, forThoseSince: position, most: most, now: now, { _ in try progress(all, 1) }, closed: closed)
    }
  }
}
