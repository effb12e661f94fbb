import EventStore
package import LedgerDomain
import LedgerFormat
import Packing
package import Programmes
import Synchronization

/// A subject whose state a transaction has in memory, evolved where it stands.
package final class HeldSubject {
  package var state: SubjectState
  /// The versions of its programme; nil where it is not published.
  fileprivate(set) var versions: ProgrammeVersions?
  /// The last event folded into it when it was loaded.
  private let loaded: StreamHead

  init(_ state: SubjectState, versions: ProgrammeVersions?, head: StreamHead) {
    self.state = state
    self.versions = versions
    loaded = head
  }

  /// Hands its state to `body`, which may look at all subjects meanwhile: an empty one stands in its place until then.
  func evolve<T>(_ body: (inout SubjectState) throws -> T) rethrows -> T {
    var taken = SubjectState(state.provider, of: state.programme, zone: state.zone)
    swap(&taken, &state)
    defer { swap(&taken, &state) }
    return try body(&taken)
  }

  /// Whether something was recorded about it since it was loaded.
  var isChanged: Bool { state.version != loaded.version }
}

/// The subjects a transaction has in memory (programmes §10).
final class HeldSubjects {
  private var held: [Key<Provider>: HeldSubject] = [:]
  private let cache: SubjectCache

  init(_ cache: SubjectCache) {
    self.cache = cache
  }

  /// A subject that is in memory.
  subscript(subject: Key<Provider>) -> HeldSubject? { held[subject] }

  /// A subject, in memory from then on.
  func hold(
    _ subject: Key<Provider>, among programmes: PublishedProgrammes, _ reader: any EventStoreReader
  ) throws -> HeldSubject {
    if let held = held[subject] { return held }
    let head = try reader.head(of: subject)
    guard let state = try cache.state(at: head) ?? reader.foldedSubject(subject, among: programmes) else {
      throw try reader.unknown(subject)
    }
    let held = HeldSubject(state, versions: programmes[state.programme], head: head)
    self.held[subject] = held
    return held
  }

  /// A subject that enrols, in memory from then on.
  func enrol(_ subject: Key<Provider>, in programme: String?, by versions: ProgrammeVersions?, zone: Zone)
    -> HeldSubject
  {
    let state = SubjectState(subject, of: programme ?? "", zone: versions?.zone ?? zone)
    return HeldSubject(state, versions: versions, head: StreamHead(of: subject, version: 0, hash: .zero))
  }

  /// Takes up what is published by now.
  func renew(_ programmes: PublishedProgrammes) {
    for subject in held.values { subject.versions = programmes[subject.state.programme] }
  }

  /// Keeps one that has been enrolled.
  func keep(_ subject: HeldSubject) { held[subject.state.provider] = subject }

  /// Those about whom something was recorded, by key.
  var changed: [HeldSubject] {
    held.values.filter(\.isChanged).sorted { $0.state.provider < $1.state.provider }
  }

  /// What the next transaction goes on from, once everything is written.
  func left(in reader: any EventStoreReader) throws -> [(state: SubjectState, head: StreamHead)] {
    try held.values.filter { $0.state.version > 0 }.map { ($0.state, try reader.head(of: $0.state.provider)) }
  }
}

/// States of subjects kept between transactions; good only where the last event folded in still is the last of its stream.
final class SubjectCache: Sendable {
  /// States held, at most.
  private static let capacity = 4_000

  private let states = Mutex<[Key<Provider>: (state: SubjectState, head: StreamHead)]>([:])

  /// The state of a stream that ends here.
  func state(at head: StreamHead) -> SubjectState? {
    states.withLock { states in
      guard let kept = states[head.provider], kept.head == head else { return nil }
      return kept.state
    }
  }

  /// Keeps states.
  func put(_ left: [(state: SubjectState, head: StreamHead)]) {
    states.withLock { states in
      for kept in left { states[kept.head.provider] = kept }
      while states.count > Self.capacity, let victim = states.keys.first { states[victim] = nil }
    }
  }

  /// Lets everything go.
  func forget() { states.withLock { $0 = [:] } }
}

extension EventStoreReader {
  /// Whether a stream is of a subject: it begins with its enrolment (programmes §10).
  func isSubject(_ provider: Key<Provider>) throws -> Bool {
    var isOne = false
    try scan(EntrySelection(stream: provider.stream, limit: 1)) { entry in
      isOne = entry.type.elementsEqual(SubjectFact.Kind.enrolled.rawValue.utf8)
      return false
    }
    return isOne
  }

  /// A subject's stream folded from its first event; nil where it is none's, or its programme is not published.
  ///
  /// - Parameters:
  ///   - known: only what was known at this moment; nil for all.
  ///   - position: only what stands before it; nil for all.
  func foldedSubject(
    _ subject: Key<Provider>, among programmes: PublishedProgrammes, knownAt known: Instant? = nil,
    before position: Int? = nil
  ) throws -> SubjectState? {
    guard !programmes.isEmpty, try isSubject(subject) else { return nil }
    var state: SubjectState?
    try scanSubject(subject, among: programmes) { event, versions in
      if let known, event.recordedAt > known { return false }
      if let position, event.position >= position { return false }
      var next = state.take() ?? SubjectState(subject, of: versions.name, zone: versions.zone)
      next.evolve(event)
      state = consume next
      return true
    }
    return state
  }

  /// Hands a subject's events to `body`, with the versions of its programme, until it returns false.
  func scanSubject(
    _ subject: Key<Provider>, among programmes: PublishedProgrammes,
    _ body: (SubjectEvent, ProgrammeVersions) throws -> Bool
  ) throws {
    var versions: ProgrammeVersions?
    try scan(EntrySelection(of: subject)) { entry in
      let event = try Event(line: entry.line, in: versions?.zone ?? .utc, of: .programme)
      if versions == nil { versions = programmes.holding(version: event.rulebook) }
      guard let versions, let event = event.ofSubject else { return false }
      return try body(event, versions)
    }
  }

  /// The subjects, by key: those of the read models that have a row of theirs.
  package func subjects() throws -> [Key<Provider>] {
    var found: [Key<Provider>] = []
    try scanValues(prefix: ReadModel.subjectPrefix) { key, _ in
      found.append(Key(String(key.dropFirst(ReadModel.subjectPrefix.count))))
      return true
    }
    return found
  }
}

extension ReadModel {
  static let subjectPrefix = "subject/"

  /// The row of a subject: its programme and its name.
  static func model(of subject: SubjectState) -> ReadModel {
    ReadModel(
      key: subjectPrefix + subject.provider.text,
      value: KeptBytes.make { writer in
        _ = writer.text(subject.programme)
        _ = writer.text(subject.enrolment?.name ?? "")
      })
  }
}
