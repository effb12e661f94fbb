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
  /// - Parameter progress: told now and then how many events have been folded.
  public func rebuild(progress: @escaping (Int) throws -> Void = { _ in }) throws -> RebuildReport {
    try store.write { writer in try rebuild(writer, progress: progress) }
  }

  /// The same within a transaction.
  func rebuild(
    _ writer: any EventStoreWriter, progress: @escaping (Int) throws -> Void = { _ in }
  ) throws -> RebuildReport {
    var report = RebuildReport()
    var made: Set<String> = []
    try writer.beginStaging()
    let heads = try writer.heads().filter { $0.stream != Publication.stream }
    let zone = zone
    try StreamPass(writer, heads: heads, progress: progress).run(beside: nil) { provider, reader in
      ProviderFold(provider, zone, reader)
    } _: { fold in
      try fold.rows()
    } _: { providers in
      // The accounts first, so that they come to lie side by side: a sweep and a year's end read them all.
      for (models, _, _) in providers {
        for model in models.prefix(1) { try writer.stage(model.key, model.value) }
      }
      for (models, saved, differing) in providers {
        for model in models.dropFirst() { try writer.stage(model.key, model.value) }
        if let saved { try writer.stage(saved.key, saved.value) }
        made.formUnion(models.map(\.key))
        report.changed += differing
      }
      report.providers += providers.count
      report.models = made.count
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

/// A provider's stream being folded from its first event.
private final class ProviderFold: StreamFold {
  private var state: ProviderState
  private let reader: any EventStoreReader

  init(_ provider: Key, _ zone: Zone, _ reader: any EventStoreReader) {
    state = ProviderState(provider: provider, zone: zone)
    self.reader = reader
  }

  func take(_ entry: EntryView) throws {
    state.evolve(try Event(line: entry.line, in: state.zone))
  }

  /// The read models it comes to, the state where it is long enough to be saved, and the keys of the models that the store
  /// has otherwise or not at all.
  func rows() throws -> (models: [ReadModel], saved: ReadModel?, differing: [String]) {
    let models = ReadModel.models(of: state)
    let saved = ReadModel.isSaved(from: 0, to: state.version) ? ReadModel.saved(state) : nil
    return (models, saved, try reader.differing(from: models))
  }
}
