import EventStore
import LedgerDomain

/// Those who come in while a job is done portion by portion.
extension LedgerTransaction {
  /// Does all of a job for the providers whose first event stands behind a position. Subjects of programmes that came in since were
  /// swept with what was submitted about them (programmes §1).
  ///
  /// - Parameters:
  ///   - most: for no more providers than that.
  ///   - progress: told how many are done.
  func run(
    _ job: ProviderJob, forThoseSince position: Int, most: Int, now: Instant, _ progress: (Int) throws -> Void,
    closed: (YearBalance) -> Void
  ) throws -> [RecordedEvent] {
    var found: [Key<Provider>] = []
    let registrations = EntrySelection(type: ProviderFact.Kind.registered.rawValue, after: position, limit: most)
    try writer.scan(registrations) { entry in
      if entry.version == 1 { found.append(Key(stream: entry.stream)) }
      return true
    }
    let providers = found.sorted()[...]
    return try job.passes(by: rules).flatMap { pass in
      try ProviderRun(of: job, in: self, now: now).take(pass, of: providers, isAlone: true, progress, closed: closed)
    }
  }
}
