import EventStore
import LedgerDomain
import LedgerFormat
import Programmes
import Synchronization

/// Which subjects of a log ever had which value of an attribute, found when it is first asked.
///
/// Read from the events alone: while a log is proved, nothing is believed of its read models.
final class LinkedInLog: Sendable {
  private struct Link: Hashable {
    let attribute: String
    let value: DeclaredValue
  }

  /// By value; under nil, everybody.
  private let found = Mutex<[Link?: Set<Key<Provider>>]?>(nil)
  private let seen = Mutex<[ObjectIdentifier: LinkedStates]>([:])

  /// The states of subjects as one thread comes by them, which reads the log in order.
  func states(seenBy reader: any EventStoreReader) -> LinkedStates {
    seen.withLock { seen in
      let states = seen[ObjectIdentifier(reader)] ?? LinkedStates()
      seen[ObjectIdentifier(reader)] = states
      return states
    }
  }

  /// The subjects that ever had a value of an attribute, or all where nothing need have been set; in order.
  func subjects(seeking sought: OthersSought, _ reader: any EventStoreReader) throws -> [Key<Provider>] {
    try found.withLock { found in
      let links = try found ?? Self.links(in: reader)
      found = links
      let link = sought.isDefault ? nil : Link(attribute: sought.attribute, value: sought.value)
      return links[link, default: []].sorted()
    }
  }

  private static func links(in reader: any EventStoreReader) throws -> [Link?: Set<Key<Provider>>] {
    var links: [Link?: Set<Key<Provider>>] = [:]
    let types = [
      SubjectFact.Kind.enrolled.rawValue, SubjectFact.Kind.attributeSet.rawValue,
      ProgrammeConsequence.Kind.valueSet.rawValue,
    ]
    for type in types {
      try reader.scan(EntrySelection(type: type)) { entry in
        let event = try Event(line: entry.line, in: .utc, of: .programme)
        links[nil, default: []].insert(event.provider)
        for value in event.attributesSet {
          links[Link(attribute: value.name, value: value.value), default: []].insert(event.provider)
        }
        return true
      }
    }
    return links
  }
}

extension Event {
  /// The attributes of a subject that it sets.
  fileprivate var attributesSet: [NamedValue] {
    switch ofSubject?.body {
    case .fact(.enrolled(let fact), _): fact.attributes ?? []
    case .fact(.attributeSet(let fact), _): [NamedValue(fact.attribute, fact.value)]
    case .drawn(.valueSet(let change), _): change.value.map { [NamedValue(change.name, $0)] } ?? []
    case .fact, .drawn, nil: []
    }
  }
}

/// The subjects of a log as they stood before an event, for tests that count them and for what is folded again (programmes §4, §6).
final class SubjectsInLog: OtherSubjects {
  private let around: SubjectFold.Around
  private let position: Int
  /// Others as earlier events of the stream were decided, where it is folded again.
  private let before = LinkedStates()
  /// Why they could not be read.
  private(set) var failure: (any Error)?

  init(_ around: SubjectFold.Around, before position: Int) {
    self.around = around
    self.position = position
  }

  /// Those that ever had the value, or all where nothing need have been set, as they stood before a position, or before the
  /// event.
  func others(than provider: Key<Provider>, _ sought: OthersSought, before position: Int?) -> [SubjectState] {
    noting([]) {
      let found = try around.links.subjects(seeking: sought, around.reader)
      let states = position == nil ? around.links.states(seenBy: around.reader) : before
      return try found.filter { $0 != provider }.compactMap { other in
        try states.state(of: other, before: position ?? self.position, among: around.programmes, around.reader)
      }
    }
  }

  /// A subject's stream before the event.
  func stream(of subject: Key<Provider>) -> [SubjectEvent] {
    noting([]) {
      var events: [SubjectEvent] = []
      try around.reader.scanSubject(subject, among: around.programmes) { event, _ in
        guard event.position < position else { return false }
        events.append(event)
        return true
      }
      return events
    }
  }

  private func noting<T>(_ instead: T, _ body: () throws -> T) -> T {
    do {
      return try body()
    } catch {
      failure = failure ?? error
      return instead
    }
  }
}
