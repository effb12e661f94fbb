public import EventStore
public import LedgerDomain
import LedgerFormat
public import Rulebook
import Synchronization

/// The rules, read when they are first needed: a question the read models answer needs none.
///
/// The version the program carries is in force from the beginning; the versions published in a log come on top of it.
public final class RuleSource: Sendable {
  /// The ledger's zone.
  public let zone: Zone
  /// The name of the version that is in force from the beginning.
  public let name: String
  private let load: @Sendable () -> Rules
  private let loaded = Mutex<Rules?>(nil)
  private let known = Mutex(Known.unread)
  /// Programmes that need not be read from the log, by the SHA-256 of their files.
  private let carried: [String: RulesFile]

  /// What is known of what a log publishes.
  private enum Known {
    /// It was not looked at yet.
    case unread
    /// It published nothing when it was looked at last.
    case empty
    /// It published this.
    case read(Published)
  }

  /// What a log publishes, read once for each state of its stream.
  private struct Published {
    var head: StreamHead
    var rules: Rules
    var rulebooks: [Rulebook] = []
    var programmes = PublishedProgrammes()
  }

  /// Rules that are at hand.
  public convenience init(_ rules: Rules) {
    self.init(rules, knowing: [])
  }

  /// Rules that are at hand, and programmes that need not be read once more where a log publishes them.
  package init(_ rules: Rules, knowing programmes: [RulesFile]) {
    zone = rules.zone
    name = rules.rulebook(on: LocalDate(daysSinceEpoch: 0))
    load = { rules }
    carried = Dictionary(programmes.filter { $0.daigou == nil }.map { ($0.digest.hex, $0) }) { first, _ in first }
  }

  /// Rules that `load` brings when they are first needed; the zone and the name must be theirs.
  public init(zone: Zone, name: String, load: @escaping @Sendable () -> Rules) {
    self.zone = zone
    self.name = name
    self.load = load
    carried = [:]
  }

  /// The rules without what a log publishes.
  public var rules: Rules {
    loaded.withLock { loaded in
      if let loaded { return loaded }
      let rules = load()
      loaded = rules
      return rules
    }
  }

  /// The rules with what the log publishes; one look-up where it publishes nothing.
  package func rules(in reader: any EventStoreReader) throws -> Rules {
    let head = try reader.head(of: Publication.stream)
    return try published(head, in: reader)?.rules ?? rules
  }

  /// The rulebooks the log publishes, in the order of their publication.
  func rulebooks(in reader: any EventStoreReader) throws -> [Rulebook] {
    let head = try reader.head(of: Publication.stream)
    return try published(head, in: reader)?.rulebooks ?? []
  }

  /// The programmes the log publishes; one look-up where it publishes nothing.
  package func programmes(in reader: any EventStoreReader) throws -> PublishedProgrammes {
    let head = try reader.head(of: Publication.stream)
    return try published(head, in: reader)?.programmes ?? PublishedProgrammes()
  }

  /// Whether the log publishes programmes, as far as is known: a log that was not looked at yet may.
  var mayHaveProgrammes: Bool {
    known.withLock { known in
      switch known {
      case .unread: true
      case .empty: false
      case .read(let published): !published.programmes.isEmpty
      }
    }
  }

  /// The same, and what the log publishes, which every decision asks: as a whole where nothing is known of it yet.
  func wanted(beside wanted: Wanted) -> Wanted {
    var wanted = wanted
    wanted.streams.append(Publication.stream.stream)
    let isUnread = known.withLock { if case .unread = $0 { true } else { false } }
    if isUnread { wanted.tails.append(Wanted.Tail(of: Publication.stream.stream, behind: [0])) }
    return wanted
  }

  /// The name of the version in force on a date, as known at a moment; no rulebook is read for it.
  func name(on date: LocalDate, knownAt: Instant?, in reader: any EventStoreReader) throws -> String {
    guard try reader.head(of: Publication.stream).version > 0 else { return name }
    var found = (from: LocalDate(daysSinceEpoch: .min), name: name)
    for version in try reader.publications(in: zone)
    where version.event.recordedAt <= knownAt ?? version.event.recordedAt && !version.publication.isProgramme {
      let (from, name) = (version.publication.effective, version.publication.name)
      if from <= date, found.from <= from { found = (from, name) }
    }
    return found.name
  }

  /// What is published through an event of the stream; nil where it has none.
  private func published(_ head: StreamHead, in reader: any EventStoreReader) throws -> Published? {
    guard head.version > 0 else {
      known.withLock { $0 = .empty }
      return nil
    }
    if case .read(let found) = known.withLock({ $0 }), found.head == head { return found }
    var made = Published(head: head, rules: rules)
    for version in try reader.publications(in: zone) {
      let effective = version.publication.effective
      switch try carried[version.publication.sha256] ?? version.publication.file() {
      case .daigou(let rulebook):
        made.rulebooks.append(rulebook)
        made.rules.publish(rulebook.terms, from: effective, at: version.event.recordedAt)
      case .programme(let programme, _):
        made.programmes.publish(
          programme, from: effective, at: version.event.position, recordedAt: version.event.recordedAt)
      }
    }
    known.withLock { [made] in $0 = .read(made) }
    return made
  }
}

/// A publication in a log.
struct PublishedVersion {
  let event: Event
  let publication: Publication
}

extension EventStoreReader {
  /// The versions the log publishes, in the order of their publication.
  func publications(in zone: Zone) throws -> [PublishedVersion] {
    var found: [PublishedVersion] = []
    try scan(EntrySelection(of: Publication.stream)) { entry in
      let event = try Event(line: entry.line, in: zone)
      if case .publication(let publication) = event.body {
        found.append(PublishedVersion(event: event, publication: publication))
      }
      return true
    }
    return found
  }

  /// The providers of the daigou form, by key: all streams but that of the publications and those of subjects.
  public func providers() throws -> [Key<Provider>] { try providers(but: subjects()) }

  /// The same, where the subjects are known.
  func providers(but subjects: [Key<Provider>]) throws -> [Key<Provider>] {
    let subjects = Set(subjects)
    return try streams().map(Key.init(stream:)).filter { $0 != Publication.stream && !subjects.contains($0) }
  }
}

extension Publication {
  /// The version as it was published.
  public func rulebook() throws(RulebookError) -> Rulebook {
    try Rulebook.published(
      Array(text.utf8), file: "\(Publication.stream)/\(name)", obeysEveryField: obeysEveryField)
  }
}
