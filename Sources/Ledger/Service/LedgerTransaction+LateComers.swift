import EventStore
import LedgerDomain

/// Those who come in while a job is done portion by portion.
extension LedgerTransaction {
  /// Does all of a job for those whose first event stands behind a position.
  ///
  /// - Parameters:
  ///   - most: for no more providers than that, and no more subjects.
  ///   - progress: told how many are done.
  func run(
    _ job: ProviderJob, forThoseSince position: Int, most: Int, now: Instant, _ progress: (Int) throws -> Void,
    closed: (YearBalance) -> Void
  ) throws -> [RecordedEvent] {
    func late(by type: String) throws -> ArraySlice<Key<Provider>> {
      var found: [Key<Provider>] = []
      try writer.scan(EntrySelection(type: type, after: position, limit: most)) { entry in
        if entry.version == 1 { found.append(Key(stream: entry.stream)) }
        return true
      }
      return found.sorted()[...]
    }
    let providers = try late(by: ProviderFact.Kind.registered.rawValue)
    let recorded = try job.passes(by: rules).flatMap { pass in
      try ProviderRun(of: job, in: self, now: now).take(pass, of: providers, isAlone: true, progress, closed: closed)
    }
    guard !programmes.isEmpty else { return recorded }
    return recorded + (try sweep(subjects: late(by: SubjectFact.Kind.enrolled.rawValue), for: job, now: now))
  }
}
