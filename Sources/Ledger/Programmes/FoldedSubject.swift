import EventStore
package import LedgerDomain
import LedgerFormat
import Packing
import Programmes

/// A subject's state, and the hash of the last event folded into it: it is good only where that event still is (see `HeldState`).
struct FoldedSubject {
  var state: SubjectState
  var hash: Hash
  /// Whether its rows are there, and of this state; else all of them are written with its next event.
  var hasRows = false

  /// The last event folded in.
  var head: StreamHead { StreamHead(of: state.provider, version: state.version, hash: hash) }
}

extension EventStoreReader {
  /// Whether a stream is of a subject: it begins with its enrolment (programmes §10).
  func isSubject(_ provider: Key<Provider>) throws -> Bool {
    // The row that either has is asked for together with all else.
    if try value(ReadModel.subjectKey(provider)) != nil { return true }
    if try value(ReadModel.standingKey(provider)) != nil { return false }
    var isOne = false
    try scan(EntrySelection(stream: provider.stream, limit: 1)) { entry in
      isOne = entry.type.elementsEqual(SubjectFact.Kind.enrolled.rawValue.utf8)
      return false
    }
    return isOne
  }

  /// A subject's state now: the one saved last, and the events since folded into it; nil where it is none's, or its programme is
  /// not published.
  func subject(_ subject: Key<Provider>, among programmes: PublishedProgrammes) throws -> FoldedSubject? {
    guard !programmes.isEmpty, try isSubject(subject) else { return nil }
    let head = try head(of: subject)
    if let saved = try savedSubject(subject, among: programmes), let now = try goOn(from: saved, to: head) {
      return now
    }
    return try foldedSubject(subject, among: programmes).map { FoldedSubject(state: $0, hash: head.hash) }
  }

  /// Folds into a subject's state what has come since; nil when the events it was folded from are not those of this log.
  func goOn(from folded: FoldedSubject, to head: StreamHead) throws -> FoldedSubject? {
    if folded.head == head { return folded }
    guard folded.state.version > 0, folded.state.version < head.version else { return nil }
    var next = folded
    var isFollowed = false
    try scan(EntrySelection(stream: head.stream, afterVersion: folded.state.version - 1)) { entry in
      guard isFollowed else {
        isFollowed = Hash(bytes: entry.hash) == folded.hash
        return isFollowed
      }
      guard let event = try Event(line: entry.line, in: folded.state.zone, of: .programme).ofSubject else {
        isFollowed = false
        return false
      }
      next.state.evolve(event)
      return true
    }
    next.hash = head.hash
    return isFollowed ? next : nil
  }

  /// The state of a subject as it was saved last; nil where none is, or its programme is not published.
  ///
  /// - Throws: `StoreError.damaged` when it is not what was written.
  func savedSubject(_ subject: Key<Provider>, among programmes: PublishedProgrammes) throws -> FoldedSubject? {
    guard let bytes = try value(ReadModel.stateKey(subject)) else { return nil }
    let found: FoldedSubject?? = try KeptBytes.readStart(bytes, of: subject) { reader throws(UnreadableBytes) in
      _ = try reader.number()
      let hash = try reader.block(nil)
      let programme = try reader.text(nil)
      guard let versions = programmes[programme] else { return nil }
      let state = try SubjectState(subject, of: programme, zone: versions.zone, from: &reader)
      guard reader.isAtEnd else { throw reader.unreadable() }
      return FoldedSubject(state: state, hash: Hash(bytes: hash) ?? .zero)
    }
    return found ?? nil
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
    try scanEntries(of: subject, among: programmes) { event, versions, _, _ in try body(event, versions) }
  }

  /// The same, each event also as the log has it, with its entry.
  func scanEntries(
    of subject: Key<Provider>, among programmes: PublishedProgrammes,
    _ body: (SubjectEvent, ProgrammeVersions, Event, EntryView) throws -> Bool
  ) throws {
    var versions: ProgrammeVersions?
    try scan(EntrySelection(of: subject)) { entry in
      let event = try Event(line: entry.line, in: versions?.zone ?? .utc, of: .programme)
      if versions == nil { versions = programmes.holding(version: event.rulebook) }
      guard let versions, let folded = event.ofSubject else { return false }
      return try body(folded, versions, event, entry)
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

  static func subjectKey(_ subject: Key<Provider>) -> String { subjectPrefix + subject.text }

  /// The row of a subject: its programme and its name.
  static func model(of subject: SubjectState) -> ReadModel {
    ReadModel(
      key: subjectKey(subject.provider),
      value: KeptBytes.make { writer in
        _ = writer.text(subject.programme)
        _ = writer.text(subject.enrolment?.name ?? "")
      })
  }

  /// A subject's whole state, saved where a provider's is.
  static func saved(_ folded: FoldedSubject) -> ReadModel {
    let value = KeptBytes.make { writer in
      writer.add(folded.state.version)
      _ = writer.block(folded.hash.bytes)
      _ = writer.text(folded.state.programme)
      folded.state.pack(into: &writer)
    }
    return ReadModel(key: stateKey(folded.state.provider), value: value)
  }
}
