import EventStore
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
  enum Pass {
    /// What fell due and costs points is raised.
    case dueDates
    /// The duties of an office that fell due are noted as missed (offices §3).
    case duties
    /// A year is closed.
    case closing(Int)
  }
}

extension Ledger {
  /// Providers whose share of a job is kept as one transaction.
  public static let providersKeptTogether = 500

  /// Does a job in portions of some providers in the order of their keys, each portion kept by itself: first all sweeps,
  /// then all closings. Nobody waits longer for the ledger than a portion takes, and a ledger of no more providers than a
  /// portion has does all of it in one transaction.
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
    let providers = try store.read { try $0.providers() }
    guard providers.count > size else {
      return try kept(write { try $0.run(job, now: clock(), progress: progress, closed: closed) })
    }
    let passes = try store.read { job.passes(by: try source.rules(in: $0)) }
    for (number, pass) in passes.enumerated() {
      for start in stride(from: 0, to: providers.count, by: size) {
        let portion = providers[start..<min(start + size, providers.count)]
        let recorded = try write { transaction in
          try ProviderRun(of: job, in: transaction, now: clock()).take(
            pass, of: portion, isAlone: true,
            { done in
              let part = Double(start + done) / Double(providers.count)
              try progress(start + done, (part + Double(number)) / Double(passes.count))
            }, closed: closed)
        }
        try kept(recorded)
      }
    }
  }
}
