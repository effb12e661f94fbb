import EventStore
import LedgerDomain
package import Programmes

/// A subject whose state a transaction has in memory, evolved where it stands.
package final class HeldSubject {
  package var state: SubjectState
  /// The versions of its programme; nil where it is not published.
  fileprivate(set) var versions: ProgrammeVersions?
  /// The last event folded into it when it was loaded.
  private let loaded: StreamHead
  /// Whether its rows were there then.
  private let hadRows: Bool
  /// The version its read models are of.
  private var written: Int
  /// What has changed since.
  private var change: SubjectChange

  init(_ folded: FoldedSubject, versions: ProgrammeVersions?) {
    state = folded.state
    self.versions = versions
    loaded = folded.head
    hadRows = folded.hasRows
    written = loaded.version
    change = SubjectChange(of: folded.state, isAll: !folded.hasRows)
  }

  /// Takes note of events that were folded into it.
  func note(_ events: [SubjectEvent]) { for event in events { change.add(event) } }

  /// The rows that what was recorded about it touches.
  var models: [ReadModel] { change.models(of: state) }

  /// Hands its state to `body`, which may look at all subjects meanwhile: an empty one stands in its place until then.
  func evolve<T>(_ body: (inout SubjectState) throws -> T) rethrows -> T {
    var taken = SubjectState(state.provider, of: state.programme, zone: state.zone)
    swap(&taken, &state)
    defer { swap(&taken, &state) }
    return try body(&taken)
  }

  /// Whether something was recorded about it since its read models were written.
  var isChanged: Bool { state.version != written }

  /// Whether the whole state is saved on the way to its version.
  var isSaved: Bool { ReadModel.isSubjectSaved(from: written, to: state.version) }

  /// Takes note that its read models are written.
  func noteWritten() {
    written = state.version
    change = SubjectChange(of: state, isAll: false)
  }

  /// What it was loaded as, unless it has evolved since.
  var untouched: FoldedSubject? {
    state.version == loaded.version ? FoldedSubject(state: state, hash: loaded.hash, hasRows: hadRows) : nil
  }

  /// What it has become, its last event being in the log.
  func left(in reader: any EventStoreReader) throws -> FoldedSubject {
    try untouched
      ?? FoldedSubject(
        state: state, hash: reader.head(of: state.provider).hash, hasRows: written == state.version)
  }
}

/// The subjects a transaction has in memory (programmes §10).
final class HeldSubjects {
  private var held: [Key<Provider>: HeldSubject] = [:]
  private let cache: SubjectCache
  private let isRehearsal: Bool

  /// None yet.
  ///
  /// - Parameters:
  ///   - cache: what earlier transactions left.
  ///   - isRehearsal: whether all that is decided will be given up; then the cache is left as it is.
  init(_ cache: SubjectCache, isRehearsal: Bool) {
    self.cache = cache
    self.isRehearsal = isRehearsal
  }

  /// A subject that is in memory.
  subscript(subject: Key<Provider>) -> HeldSubject? { held[subject] }

  /// A subject, in memory from then on.
  func hold(
    _ subject: Key<Provider>, among programmes: PublishedProgrammes, _ reader: any EventStoreReader
  ) throws -> HeldSubject {
    if let held = held[subject] { return held }
    guard let loaded = try load(subject, among: programmes, reader) else { throw try reader.unknown(subject) }
    let held = HeldSubject(loaded, versions: programmes[loaded.state.programme])
    self.held[subject] = held
    return held
  }

  private func load(
    _ subject: Key<Provider>, among programmes: PublishedProgrammes, _ reader: any EventStoreReader
  ) throws -> FoldedSubject? {
    let cached = cache.take(subject, isKept: isRehearsal)
    let head = try reader.head(of: subject)
    if let cached, cached.head == head { return cached }
    var loaded =
      try cached.flatMap { try reader.goOn(from: $0, to: head) } ?? reader.subject(subject, among: programmes)
    // Whoever recorded what came since may have been of a version that writes no rows.
    if let version = loaded?.state.version { loaded?.hasRows = try reader.outlinedVersion(of: subject) == version }
    return loaded
  }

  /// A subject that enrols, in memory from then on.
  func enrol(_ subject: Key<Provider>, in programme: String?, by versions: ProgrammeVersions?, zone: Zone)
    -> HeldSubject
  {
    let state = SubjectState(subject, of: programme ?? "", zone: versions?.zone ?? zone)
    return HeldSubject(FoldedSubject(state: state, hash: .zero), versions: versions)
  }

  /// Takes up what is published by now.
  func renew(_ programmes: PublishedProgrammes) {
    for subject in held.values { subject.versions = programmes[subject.state.programme] }
  }

  /// Keeps one that has been enrolled.
  func keep(_ subject: HeldSubject) { held[subject.state.provider] = subject }

  /// Those about whom something was recorded that their read models do not say, by key.
  var changed: [HeldSubject] {
    held.values.filter(\.isChanged).sorted { $0.state.provider < $1.state.provider }
  }

  /// What the next transaction goes on from, once everything is written.
  func left(in reader: any EventStoreReader) throws -> [FoldedSubject] {
    try held.values.filter { $0.state.version > 0 }.map { try $0.left(in: reader) }
  }

  /// Leaves those about whom nothing was decided, when all that was decided is given up.
  func leaveUntouched() {
    if !isRehearsal { cache.put(held.values.compactMap(\.untouched).filter { $0.state.version > 0 }) }
  }
}

extension EventStoreWriter {
  /// Writes the read models of subjects that changed, in the order of their keys.
  func writeModels(of changed: [HeldSubject]) throws {
    for subject in changed where subject.isSaved { try put(ReadModel.saved(try subject.left(in: self))) }
    for subject in changed {
      for model in subject.models { try put(model) }
      subject.noteWritten()
    }
  }
}
