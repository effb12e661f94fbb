import EventStore
import LedgerDomain
import LedgerFormat
import Programmes
import Synchronization

/// Subjects as they stood before an event, each folded as far as it was asked for: where later and later events ask, every stream
/// is read once, however often it is asked for (programmes §4).
final class LinkedStates: Sendable {
  /// States by subject, each with its last event in it, and how many events are folded into all of them.
  private struct Contents {
    var states: [Key<Provider>: (state: SubjectState, last: Int)] = [:]
    var weight = 0
  }

  /// Events folded into what is kept, at most, unless one stream has more.
  private static let capacity = 500_000

  private let contents = Mutex(Contents())

  /// A subject as it stood before a position; nil where it was not enrolled, or its programme is not published.
  func state(
    of subject: Key<Provider>, before position: Int, among programmes: PublishedProgrammes,
    _ reader: any EventStoreReader
  ) throws -> SubjectState? {
    try contents.withLock { contents in
      let known = contents.states.removeValue(forKey: subject)
      contents.weight -= known?.state.version ?? 0
      guard var now = try Self.begun(known, subject, before: position, among: programmes, reader) else { return nil }
      try reader.scan(EntrySelection(stream: subject.stream, afterVersion: now.state.version)) { entry in
        guard entry.position < position,
          let event = try Event(line: entry.line, in: now.state.zone, of: .programme).ofSubject
        else { return false }
        now.state.evolve(event)
        now.last = entry.position
        return true
      }
      if contents.weight + now.state.version > Self.capacity { contents = Contents() }
      contents.weight += now.state.version
      contents.states[subject] = now
      return now.state
    }
  }

  /// What is known of a subject and no further than a position; else it begins anew, with nothing folded in.
  private static func begun(
    _ known: (state: SubjectState, last: Int)?, _ subject: Key<Provider>, before position: Int,
    among programmes: PublishedProgrammes, _ reader: any EventStoreReader
  ) throws -> (state: SubjectState, last: Int)? {
    if let known, known.last < position { return known }
    var begun: (state: SubjectState, last: Int)?
    try reader.scanSubject(subject, among: programmes) { event, versions in
      guard event.position < position else { return false }
      begun = (SubjectState(subject, of: versions.name, zone: versions.zone), 0)
      return false
    }
    return begun
  }
}
