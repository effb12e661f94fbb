import EventStore
import LedgerDomain
import Programmes

/// The other subjects of a programme, asked only by tests that count them (programmes §4).
///
/// Only those are loaded that ever had the value asked for; who has it on the day is for the test to see.
final class LinkedSubjects: OtherSubjects {
  /// Most events behind the mark of links before it is moved: so each is looked at a few times, and few transactions write it.
  private static let mostUnmarked = 100

  private let programmes: PublishedProgrammes
  private let reader: any EventStoreReader
  /// Gives a subject that is at hand; nil for others.
  private let held: (Key<Provider>) throws -> SubjectState?
  private let all: () throws -> [Key<Provider>]
  /// Those about whom something was recorded that the rows do not say yet.
  private let changed: () -> [Key<Provider>]
  /// Moves the mark of links to the end of the log, where that can be written.
  private let mark: () throws -> Void
  /// Whether everybody's links are there; nil until somebody asks.
  private var areLinksThere: Bool?
  /// Others as earlier events were decided, where a stream is folded again.
  private let before = LinkedStates()
  /// Why they could not be read.
  private(set) var failure: (any Error)?

  /// Those of a log that is only read.
  init(among programmes: PublishedProgrammes, from reader: any EventStoreReader) {
    self.programmes = programmes
    self.reader = reader
    held = { _ in nil }
    all = { try reader.subjects() }
    changed = { [] }
    mark = {}
  }

  /// Those of a transaction, as it has them.
  init(of transaction: LedgerTransaction) {
    programmes = transaction.programmes
    reader = transaction.writer
    held = { try transaction.hold(subject: $0).state }
    all = { try transaction.knownSubjects() }
    changed = { transaction.subjects.changed.map(\.state.provider) }
    mark = { try transaction.writer.put(.linkedMark(transaction.writer.head())) }
  }

  /// Those that ever had the value, or all where nothing need have been set, as they stood before a position, or as they stand.
  func others(than provider: Key<Provider>, _ sought: OthersSought, before position: Int?) -> [SubjectState] {
    do {
      return try found(sought).filter { $0 != provider }.compactMap { try state(of: $0, before: position) }
    } catch {
      failure = failure ?? error
      return []
    }
  }

  private func found(_ sought: OthersSought) throws -> [Key<Provider>] {
    guard !sought.isDefault, try areFoundByLinks() else { return try all() }
    return Set(try reader.linked(by: sought)).union(changed()).sorted()
  }

  private func areFoundByLinks() throws -> Bool {
    if let areLinksThere { return areLinksThere }
    let events = try reader.eventsBehindLinks(but: Set(changed()))
    if let events, events > Self.mostUnmarked { try mark() }
    areLinksThere = events != nil
    return events != nil
  }

  private func state(of other: Key<Provider>, before position: Int?) throws -> SubjectState? {
    guard let position else { return try held(other) ?? reader.subject(other, among: programmes)?.state }
    return try before.state(of: other, before: position, among: programmes, reader)
  }
}
