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
    try writer.beginStaging()
    let heads = try writer.heads()
    for head in heads {
      var state = ProviderState(provider: head.stream, zone: zone)
      try writer.catchUp(&state)
      for model in ReadModel.models(of: state, breaches: state.breaches.keys.sorted()) {
        try writer.stage(model.key, model.value)
        report.models += 1
        if try writer.value(model.key) != model.value { report.changed.append(model.key) }
      }
      report.changed += try ReadModel.strayBreaches(of: state, in: writer)
      report.providers += 1
      try progress(report.providers)
    }
    report.changed += try ReadModel.strays(besides: Set(heads.map(\.stream)), in: writer)
    report.changed.sort()
    try writer.swapStaged()
    return report
  }
}

extension ReadModel {
  /// Keys of live read models for breaches that the provider's log does not know.
  static func strayBreaches(of state: ProviderState, in reader: any EventStoreReader) throws -> [String] {
    let prefix = breachPrefix(state.provider)
    var strays: [String] = []
    try reader.scanValues(prefix: prefix) { key, _ in
      if state.breaches[String(key.dropFirst(prefix.count))] == nil { strays.append(key) }
      return true
    }
    return strays
  }

  /// Keys of live read models of providers that the log does not know.
  static func strays(besides providers: Set<Key>, in reader: any EventStoreReader) throws -> [String] {
    var strays: [String] = []
    try reader.scanValues(prefix: "") { key, _ in
      let parts = key.split(separator: "/", maxSplits: 2)
      let isKnown = parts.count >= 2 && providers.contains(String(parts[1]))
      if !isKnown { strays.append(key) }
      return true
    }
    return strays
  }
}
