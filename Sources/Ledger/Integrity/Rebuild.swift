import EventStore
import LedgerDomain

/// What rebuilding the read models came to.
public struct RebuildReport: Sendable {
  /// Providers folded.
  public var providers = 0
  /// Read models made.
  public var models = 0
  /// Keys of read models that were not what the log makes, or should not have been there, ascending.
  public var changed: [String] = []
}

extension Ledger {
  /// Makes all read models anew from the log, beside the live ones, and puts them in their place in one transaction.
  ///
  /// Readers go on with the old ones until then; a process killed on the way leaves the old ones.
  ///
  /// - Parameter progress: told now and then how many providers have been folded.
  public func rebuild(progress: (Int) throws -> Void = { _ in }) throws -> RebuildReport {
    try store.write { writer in try rebuild(writer, progress: progress) }
  }

  /// The same within a transaction.
  func rebuild(_ writer: any EventStoreWriter, progress: (Int) throws -> Void = { _ in }) throws -> RebuildReport {
    var report = RebuildReport()
    var made: Set<String> = []
    try writer.beginStaging()
    for provider in try writer.providers() {
      var state = ProviderState(provider: provider, zone: zone)
      try writer.catchUp(&state)
      for model in ReadModel.models(of: state) {
        try writer.stage(model.key, model.value)
        made.insert(model.key)
        if try writer.value(model.key) != model.value { report.changed.append(model.key) }
      }
      report.models = made.count
      if ReadModel.isSaved(from: 0, to: state.version) {
        let saved = ReadModel.saved(state)
        try writer.stage(saved.key, saved.value)
      }
      report.providers += 1
      try progress(report.providers)
    }
    try writer.scanValues(prefix: "") { key, _ in
      if !made.contains(key), !key.hasPrefix(ReadModel.statePrefix) { report.changed.append(key) }
      return true
    }
    report.changed.sort()
    try writer.swapStaged()
    return report
  }
}
