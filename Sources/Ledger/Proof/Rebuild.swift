import EventStore
import LedgerDomain
import LedgerFormat

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
  ///
  /// - Parameter timeline: the rules as they were known; where they are given, every fact must have its consequences.
  /// - Throws: the earliest `LogFault`.
  func rebuild(
    _ writer: any EventStoreWriter, drawingBy timeline: RulesTimeline? = nil,
    progress: @escaping (Int) throws -> Void = { _ in }
  ) throws -> RebuildReport {
    var report = RebuildReport()
    var made: Set<String> = []
    var faults: [LogFault] = []
    var handedOver = HandOvers()
    try writer.beginStaging()
    let heads = try writer.heads().filter { $0.provider != Publication.stream }
    let zone = zone
    try StreamPass(writer, heads: heads, progress: progress).run(beside: nil) { stream, reader in
      ProviderFold(Key(stream: stream), zone, by: timeline, reader)
    } _: { fold in
      try fold.rows()
    } _: { providers in
      // The accounts first, so that they come to lie side by side: a sweep and a year's end read them all.
      for rows in providers {
        for model in rows.models.prefix(1) { try writer.stage(model.key, model.value) }
      }
      for rows in providers {
        for model in rows.models.dropFirst() { try writer.stage(model.key, model.value) }
        if let saved = rows.saved { try writer.stage(saved.key, saved.value) }
        made.formUnion(rows.models.map(\.key))
        report.changed += rows.differing
        if let fault = rows.fault { faults.append(fault) }
        handedOver.merge(rows.handedOver)
      }
      report.providers += providers.count
      report.models = made.count
    }
    if let fault = faults.min(by: { $0.position < $1.position }) ?? handedOver.faults.first { throw fault }
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
  /// What it came to.
  struct Rows: Sendable {
    /// The read models.
    let models: [ReadModel]
    /// The state, where it is long enough to be saved.
    let saved: ReadModel?
    /// The keys of the models that the store has otherwise or not at all.
    let differing: [String]
    /// The first event that cannot stand where it stands, if that was asked.
    let fault: LogFault?
    /// What it hands over to other streams, and receives of them.
    let handedOver: HandOvers
  }

  private var fold: DrawnFold
  private var fault: LogFault?
  private let reader: any EventStoreReader

  init(_ provider: Key<Provider>, _ zone: Zone, by timeline: RulesTimeline?, _ reader: any EventStoreReader) {
    fold = DrawnFold(provider, zone, by: timeline)
    self.reader = reader
  }

  func take(_ entry: EntryView) throws {
    if fault != nil { return }
    let event = try Event(line: entry.line, in: fold.state.zone)
    noting { () throws(LogFault) in try fold.take(event) }
  }

  private func noting(_ body: () throws(LogFault) -> Void) {
    do {
      try body()
    } catch {
      fault = fault ?? error
    }
  }

  func rows() throws -> Rows {
    noting { () throws(LogFault) in try fold.finish() }
    let models = ReadModel.models(of: fold.state)
    let saved = ReadModel.isSaved(from: 0, to: fold.state.version) ? ReadModel.saved(fold.state) : nil
    return Rows(
      models: models, saved: saved, differing: try reader.differing(from: models), fault: fault,
      handedOver: fold.handedOver)
  }
}
