import EventStore
import LedgerDomain
import Packing
import Programmes

/// The rows of the read models that a subject's standing is told from, whatever the length of its stream (decision 0073).
///
/// `outline/<subject>/0` holds what every event may change, `outline/<subject>/b<block>` breaches, `…/d<block>` duties,
/// `…/n<block>` notices. `linked/<programme>/<attribute>/<value>/<subject>` is there where the subject ever had the value.
extension ReadModel {
  static func outlinePrefix(_ subject: Key<Provider>) -> String { "outline/" + subject.text + "/" }
  static func outlineKey(_ subject: Key<Provider>) -> String { outlinePrefix(subject) + "0" }

  static func key(_ block: Int, of list: SubjectList, _ subject: Key<Provider>) -> String {
    outlinePrefix(subject) + String(list.letter) + number(block)
  }

  static func linkedPrefix(_ programme: String, _ value: NamedValue) -> String {
    linkedKey + [programme, value.name, value.value.description].joined(separator: "/") + "/"
  }

  /// The row that says through which event of the log everybody's links were found to be there (decision 0085).
  static let linkedKey = "linked/"

  static func linkedMark(_ head: LogHead) -> ReadModel {
    ReadModel(
      key: linkedKey,
      value: KeptBytes.make { writer in
        writer.add(head.position)
        _ = writer.block(head.hash.bytes)
      })
  }

  /// Whether a row is no part of what every fold makes: a state that was saved on the way, or the mark of links.
  static func isBeside(_ key: String) -> Bool { key.hasPrefix(statePrefix) || key == linkedKey }

  /// All rows of a subject.
  static func models(of state: SubjectState) -> [ReadModel] {
    SubjectChange(of: state).models(of: state)
  }
}

extension SubjectList {
  /// What its rows are told by.
  var letter: Character {
    switch self {
    case .breaches: "b"
    case .duties: "d"
    case .notices: "n"
    }
  }
}

/// What events have changed about a subject since its rows were written, so that only rows that changed are.
struct SubjectChange {
  /// How many of each list there were.
  private let counts: [SubjectList: Int]
  /// The blocks in which duties were open.
  private let openDuties: Set<Int>
  /// Whether a duty was met or missed.
  private var settlesDuties = false
  /// The names of duties that opened.
  private var opened: Set<DutyName> = []
  /// Whether every row is to be written: they are not there, or a record was folded again.
  private var isAll: Bool
  private var breaches: Set<BreachID> = []
  private var values: Set<NamedValue> = []

  /// Nothing changed since a state.
  ///
  /// - Parameter isAll: whether its rows are not there.
  init(of state: SubjectState, isAll: Bool = true) {
    counts = Dictionary(uniqueKeysWithValues: SubjectList.allCases.map { ($0, state.count(of: $0)) })
    openDuties = state.openDutyBlocks
    self.isAll = isAll
  }

  /// Adds what an event changed.
  mutating func add(_ event: SubjectEvent) {
    switch event.body {
    case .fact(let fact, _): add(fact)
    case .drawn(let drawn, _): add(drawn)
    }
  }

  private mutating func add(_ fact: ProgrammeFact) {
    switch fact {
    case .enrolled(let fact): values.formUnion(fact.attributes ?? [])
    case .attributeSet(let fact): values.insert(NamedValue(fact.attribute, fact.value))
    case .reported(let fact): breaches.insert(fact.breach)
    case .assessed(let fact): breaches.insert(fact.breach)
    case .dismissed(let fact): breaches.insert(fact.breach)
    case .appealFiled(let fact): breaches.insert(fact.breach)
    case .appealDecided(let fact): breaches.insert(fact.breach)
    case .recorded, .paidIn, .lifted: break
    }
  }

  private mutating func add(_ drawn: ProgrammeConsequence) {
    switch drawn {
    case .breachDetected(let raised): breaches.insert(raised.breach)
    case .breachWithdrawn(let breach): breaches.insert(breach)
    case .pointsDeducted(let charge): if let breach = charge.breach { breaches.insert(breach) }
    case .valueSet(let change): if let value = change.value { values.insert(NamedValue(change.name, value)) }
    case .dutyMet, .dutyMissed: settlesDuties = true
    case .dutyOpened(let duty): opened.insert(duty.name)
    case .reversed, .dutyWithdrawn: isAll = true
    case .pointsRestored, .nodeReached, .measureImposed, .measureEnded, .noticeGiven, .fined,
      .reviewDecided, .periodClosed:
      break
    }
  }

  /// The rows that it touches, as they are now, by key.
  func models(of state: SubjectState) -> [ReadModel] {
    let subject = state.provider
    var models = [ReadModel.model(of: state)]
    guard state.outlinedFrom != nil else { return models }
    models.append(
      ReadModel(key: ReadModel.outlineKey(subject), value: KeptBytes.make { state.packOutline(into: &$0) }))
    for list in SubjectList.allCases {
      for block in blocks(of: list, state).sorted() {
        let value = KeptBytes.make { state.pack(block: block, of: list, into: &$0) }
        models.append(ReadModel(key: ReadModel.key(block, of: list, subject), value: value))
      }
    }
    for value in isAll ? state.valuesEverSet : values {
      let key = ReadModel.linkedPrefix(state.programme, value) + subject.text
      models.append(ReadModel(key: key, value: KeptBytes.make { _ in }))
    }
    return models.sorted { $0.key < $1.key }
  }

  private func blocks(of list: SubjectList, _ state: SubjectState) -> Set<Int> {
    let all = state.blocks(of: list)
    guard !isAll else { return Set(all) }
    let known = counts[list] ?? 0
    var blocks = Set(known < state.count(of: list) ? known / SubjectList.block..<all.upperBound : 0..<0)
    switch list {
    case .breaches: blocks.formUnion(breaches.compactMap(state.block))
    case .duties:
      if settlesDuties { blocks.formUnion(openDuties) }
      blocks.formUnion(state.blocks(ofDutiesNamed: opened, amongFirst: known))
    case .notices: break
    }
    return blocks
  }
}

extension EventStoreReader {
  /// The version that a subject's rows are of; nil where there are none that this build can read.
  func outlinedVersion(of subject: Key<Provider>) throws -> Int? {
    guard let bytes = try value(ReadModel.outlineKey(subject)) else { return nil }
    return try KeptBytes.readStart(bytes, of: subject) { reader throws(UnreadableBytes) in try reader.number() }
  }

  /// As much of a subject as its standing takes, told from its rows; nil where they are not those of its last event.
  func outline(of subject: Key<Provider>, among programmes: PublishedProgrammes) throws -> SubjectOutline? {
    let head = try head(of: subject)
    guard head.version > 0, let row = try value(ReadModel.subjectKey(subject)),
      let programme = try KeptBytes.readStart(
        row, of: subject, { reader throws(UnreadableBytes) in try reader.text(nil) }),
      let zone = programmes[programme]?.zone
    else { return nil }
    var outline: SubjectOutline?
    var isReadable = true
    let prefix = ReadModel.outlinePrefix(subject)
    try scanValues(prefix: prefix) { key, bytes in
      let kind = key.dropFirst(prefix.count).first
      let read: Void? = try KeptBytes.read(bytes, of: subject) { reader throws(UnreadableBytes) in
        if let list = SubjectList.allCases.first(where: { $0.letter == kind }) {
          try outline?.add(list, from: &reader)
        } else {
          outline = try SubjectOutline(subject, of: programme, zone: zone, from: &reader)
        }
      }
      isReadable = read != nil && outline?.version == head.version
      return isReadable
    }
    guard isReadable, let outline, outline.isWhole else { return nil }
    return outline
  }

  /// The subjects whose links say that they ever had a value of an attribute, by key.
  func linked(by sought: OthersSought) throws -> [Key<Provider>] {
    let prefix = ReadModel.linkedPrefix(sought.programme, NamedValue(sought.attribute, sought.value))
    var found: [Key<Provider>] = []
    try scanValues(prefix: prefix) { key, _ in
      // Of a value that has a slash another may begin with it: the name behind the last one is whose it may be.
      if let slash = key.lastIndex(of: "/") { found.append(Key(String(key[key.index(after: slash)...]))) }
      return true
    }
    return found
  }

  /// How many events stand behind the mark of links, where everybody's links are there; nil where they are not.
  ///
  /// A build that knows of no links leaves rows that are not of a subject's last event. Looked at are those of whom something stands
  /// behind the mark.
  ///
  /// - Parameter changed: those whose rows a transaction has still to write.
  func eventsBehindLinks(but changed: Set<Key<Provider>>) throws -> Int? {
    let (subjects, events) = try subjectsBehindLinks()
    for subject in subjects where !changed.contains(subject) {
      guard try outlinedVersion(of: subject) == head(of: subject).version else { return nil }
    }
    return events
  }

  /// The subjects of whom something stands behind the mark of links, and how many events do; all, where there is no mark in this log.
  private func subjectsBehindLinks() throws -> (subjects: [Key<Provider>], events: Int) {
    guard let mark = try linkedMark() else { return (try subjects(), .max) }
    var isFollowed = false
    var (streams, events) = (Set<String>(), 0)
    try scan(EntrySelection(after: mark.position - 1)) { entry in
      guard isFollowed else {
        isFollowed = Hash(bytes: entry.hash) == mark.hash
        return isFollowed
      }
      streams.insert(entry.stream)
      events += 1
      return true
    }
    guard isFollowed else { return (try subjects(), .max) }
    let recorded = streams.map { Key<Provider>(stream: $0) }
    return (try recorded.filter { try value(ReadModel.subjectKey($0)) != nil }, events)
  }

  /// The event that the mark of links names; nil where it names none, as that of an older build, or cannot be read.
  private func linkedMark() throws -> LogHead? {
    guard let bytes = try value(ReadModel.linkedKey) else { return nil }
    return try? KeptBytes.readStart(bytes, of: Key("linked")) { reader throws(UnreadableBytes) in
      LogHead(position: try reader.number(), hash: Hash(bytes: try reader.block(nil)) ?? .zero)
    }
  }
}
