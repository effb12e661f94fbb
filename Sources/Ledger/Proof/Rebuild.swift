import EventStore
import LedgerDomain
import LedgerFormat
import Programmes

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
  /// Makes all read models anew from the log, beside the live ones, and puts them in their place.
  ///
  /// They are folded from one state of the log and staged in short transactions while others read and write. Only what
  /// came since is folded under the write lock, before they are swapped in; a process killed on the way leaves the old
  /// ones.
  ///
  /// - Parameter progress: told now and then how many events have been folded.
  public func rebuild(progress: @escaping (Int) throws -> Void = { _ in }) throws -> RebuildReport {
    let staging = try store.beginStaging()
    do {
      var (report, folded) = try store.read(inParts: StreamPass.threads) { reader in
        (try fold(all: reader, progress: progress) { try staging.stage($0) }, try reader.head())
      }
      report.models += try store.write { writer in
        try writer.swapIn(staging)
        return try foldRest(after: folded, writer)
      }
      return report
    } catch {
      try? staging.discard()
      throw error
    }
  }

  /// Makes the read models of a log that a transaction has just taken in.
  ///
  /// - Parameter timeline: the rules as they were known; every fact must have its consequences.
  /// - Throws: the earliest `LogFault`.
  func makeModels(_ writer: any EventStoreWriter, drawingBy timeline: RulesTimeline) throws {
    var old: [String] = []
    try writer.scanValues(prefix: "") { key, _ in
      old.append(key)
      return true
    }
    for key in old { try writer.remove(key) }
    _ = try fold(all: writer, drawingBy: timeline) { models in for model in models { try writer.put(model) } }
  }

  /// Folds every stream from its first event, and hands the rows of many streams together to `take`, in the order of
  /// their keys.
  private func fold(
    all reader: any EventStoreReader, drawingBy timeline: RulesTimeline? = nil,
    progress: @escaping (Int) throws -> Void = { _ in }, _ take: ([ReadModel]) throws -> Void
  ) throws -> RebuildReport {
    var report = RebuildReport()
    // What every row came to: the rows of the store are held against it as they are read, once and in order.
    var made: [String: Hash] = [:]
    var faults: [LogFault] = []
    var handedOver = HandOvers()
    let heads = try reader.heads().filter { $0.provider != Publication.stream }
    let zone = zone
    let programmes = try source.programmes(in: reader)
    let corrected = try reader.correctedProviders(by: source.rules(in: reader))
    let links = LinkedInLog()
    try StreamPass(reader, heads: heads, progress: progress).run(beside: nil) { stream, reader in
      let provider = Key<Provider>(stream: stream)
      return ProviderFold(
        provider, zone, by: timeline, programmes: programmes, links: links, isCorrected: corrected.contains(provider),
        reader)
    } finish: { fold in
      fold.rows()
    } take: { providers in
      let models = providers.flatMap { $0.models + ($0.saved.map { [$0] } ?? []) }
      try take(models.sorted { $0.key < $1.key })
      for rows in providers {
        for (model, digest) in zip(rows.models, rows.digests) { made[model.key] = digest }
        if let fault = rows.fault { faults.append(fault) }
        handedOver.merge(rows.handedOver)
      }
      report.providers += providers.count
      report.models = made.count
    }
    if let fault = faults.min(by: { $0.position < $1.position }) ?? handedOver.faults.first { throw fault }
    try reader.scanValues(prefix: "") { key, value in
      let digest = made.removeValue(forKey: key)
      let isAsMade = digest.map { $0 == HashBuilder.digest(of: value) } ?? ReadModel.isBeside(key)
      if !isAsMade { report.changed.append(key) }
      return true
    }
    report.changed = (report.changed + made.keys).sorted()
    return report
  }

  /// Makes the rows of every provider that something was recorded of since the log ended at `end`.
  ///
  /// - Returns: how many more there are.
  /// - Throws: `StoreError.conflict` when the log does not go on from there.
  func foldRest(after end: LogHead, _ writer: any EventStoreWriter) throws -> Int {
    var touched: Set<Key<Provider>> = []
    var isThere = end.position == 0
    try writer.scan(EntrySelection(after: max(0, end.position - 1))) { entry in
      if entry.position == end.position {
        isThere = Hash(bytes: entry.hash) == end.hash
      } else if Key(stream: entry.stream) != Publication.stream {
        touched.insert(Key(stream: entry.stream))
      }
      return isThere
    }
    guard isThere else {
      let head = try writer.lastPosition()
      throw StoreError.conflict(stream: "", expected: end.position, found: head)
    }
    var added = 0
    let programmes = try source.programmes(in: writer)
    for provider in touched.sorted() {
      if let subject = try writer.subject(provider, among: programmes) {
        added += try putRows(of: subject, writer)
        continue
      }
      let held = try writer.state(of: provider, zone: zone)
      let models = ReadModel.models(of: held.state)
      let there = Set(models.map(\.key))
      var closed: [String] = []
      try writer.scanValues(prefix: ReadModel.openPrefix(provider)) { key, _ in
        if !there.contains(key) { closed.append(key) }
        return true
      }
      for key in closed { try writer.remove(key) }
      added -= closed.count
      for model in models {
        if try writer.value(model.key) == nil { added += 1 }
        try writer.put(model)
      }
      let saved = try writer.savedVersion(of: provider) ?? 0
      if ReadModel.isSaved(from: saved, to: held.state.version) { try writer.put(ReadModel.saved(held)) }
    }
    return added
  }

  /// Makes the rows of a subject.
  ///
  /// - Returns: how many more there are.
  private func putRows(of subject: FoldedSubject, _ writer: any EventStoreWriter) throws -> Int {
    var added = 0
    for model in ReadModel.models(of: subject.state) {
      if try writer.value(model.key) == nil { added += 1 }
      try writer.put(model)
    }
    let saved = try writer.savedVersion(of: subject.state.provider) ?? 0
    if ReadModel.isSubjectSaved(from: saved, to: subject.state.version) { try writer.put(ReadModel.saved(subject)) }
    return added
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
    /// What each of them comes to.
    let digests: [Hash]
    /// The first event that cannot stand where it stands, if that was asked.
    let fault: LogFault?
    /// What it hands over to other streams, and receives of them.
    let handedOver: HandOvers
  }

  private var fold: DrawnFold
  private var fault: LogFault?
  private var hash = Hash.zero

  init(
    _ provider: Key<Provider>, _ zone: Zone, by timeline: RulesTimeline?, programmes: PublishedProgrammes,
    links: LinkedInLog, isCorrected: Bool, _ reader: any EventStoreReader
  ) {
    fold = DrawnFold(
      provider, zone, by: timeline, programmes: programmes, links: links, isCorrected: isCorrected, reader)
  }

  func take(_ entry: EntryView) throws {
    if fault != nil { return }
    hash = Hash(bytes: entry.hash) ?? .zero
    let event = try Event(line: entry.line, in: fold.state.zone, of: fold.form)
    noting { () throws(LogFault) in try fold.take(event) }
  }

  private func noting(_ body: () throws(LogFault) -> Void) {
    do {
      try body()
    } catch {
      fault = fault ?? error
    }
  }

  /// Nothing is asked: the rows there are read all together.
  func keys() -> [String] { [] }

  func rows() -> Rows {
    noting { () throws(LogFault) in try fold.finish() }
    let models = fold.models
    return Rows(
      models: models, saved: fold.saved(endingWith: hash), digests: models.map { HashBuilder.digest(of: $0.value) },
      fault: fault, handedOver: fold.handedOver)
  }
}
