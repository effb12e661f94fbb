public import LedgerDomain
public import Packing

/// As much of a subject's state as a standing takes from the day on of the last event: what is over is left out, and entries that end
/// together stand for one another (decision 0073).
///
/// It is read in parts: a head, which every event changes, and the blocks of what only grows.
public struct SubjectOutline: Sendable {
  /// The events it is made of.
  public let version: Int
  /// The first day it may be asked about.
  public let first: LocalDate
  /// How many of each list there must be.
  private let counts: [Int]
  /// How many blocks of duties were added: how many duties are left in each, only it says.
  private var dutyBlocks = 0
  /// What there is of the state.
  private(set) var state: SubjectState

  /// The head of an outline.
  ///
  /// - Throws: `UnreadableBytes`, where the bytes are none.
  public init(
    _ provider: Key<Provider>, of programme: String, zone: Zone, from reader: inout PackedReader
  ) throws(UnreadableBytes) {
    let head = try Head(&reader, nil)
    guard let enrolment = head.enrolment else { throw reader.unreadable() }
    (version, first, counts) = (head.version, head.first, head.counts)
    state = SubjectState(provider, of: programme, zone: zone)
    state.enrolment = enrolment
    state.progress = Progress(day: head.first, step: .begin)
    for known in head.attributes { state.set(ValueChange(known.name, known.value), on: head.first) }
    for kept in head.entries { state.add(kept, from: head.first) }
    state.measures = head.measures
    state.running = Array(head.measures.indices)
    state.accounts = head.accounts
    state.periodDuties = head.periods
  }

  /// Adds a block of a list; those of one list in their order.
  ///
  /// - Throws: `UnreadableBytes`, where the bytes are none.
  public mutating func add(_ list: SubjectList, from reader: inout PackedReader) throws(UnreadableBytes) {
    switch list {
    case .breaches: for kept in try [KeptBreach](&reader, nil) { state.add(kept) }
    case .duties:
      dutyBlocks += 1
      for duty in try [SubjectDuty](&reader, nil) {
        if duty.status == .open { state.openDuties.append(state.duties.count) }
        state.duties.append(duty)
      }
    case .notices: state.notices += try [MeasureNotice](&reader, nil)
    }
  }

  /// The programme, without its version.
  public var programme: String { state.programme }

  /// What the subject is called.
  public var name: String { state.enrolment?.name ?? "" }

  /// Whether every block has been added.
  public var isWhole: Bool {
    zip(SubjectList.allCases, counts).allSatisfy { list, count in
      switch list {
      case .breaches, .notices: state.count(of: list) == count
      case .duties: dutyBlocks == SubjectList.blocks(of: count).count
      }
    }
  }
}

/// What every event of a subject may change.
private struct Head: Packed {
  var version: Int
  var first: LocalDate
  var counts: [Int]
  var enrolment: SubjectState.Enrolment?
  var attributes: [NamedValue]
  var entries: [KeptEntries]
  var measures: [SubjectMeasure]
  var accounts: [String: SubjectAccount]
  var periods: [String: [PeriodOutcome]]

  init<Pass: PackedPass>(_ pass: inout Pass, _ known: Head?) throws(Pass.Problem) {
    version = try pass.next(known) { $0.version }
    first = try pass.next(known) { $0.first }
    counts = try pass.next(known) { $0.counts }
    enrolment = try pass.next(known) { $0.enrolment }
    attributes = try pass.next(known) { $0.attributes }
    entries = try pass.next(known) { $0.entries }
    measures = try pass.next(known) { $0.measures }
    accounts = try pass.next(known) { $0.accounts }
    periods = try pass.next(known) { $0.periods }
  }

  init(of state: SubjectState, from day: LocalDate) {
    version = state.version
    first = day
    counts = SubjectList.allCases.map(state.count)
    enrolment = state.enrolment
    attributes = state.attributes.keys.sorted().compactMap { name in
      state.attributes[name]?.last?.value.map { NamedValue(name, $0) }
    }
    entries = state.tracks.keys.sorted().flatMap { counter in
      let keys = state.tracks[counter] ?? [:]
      return keys.keys.sorted().map { key in
        KeptEntries(counter: counter, key: key, left: keys[key]?.left(from: day, of: state.entries) ?? [])
      }
    }
    measures = state.running.sorted().map { state.measures[$0] }.filter { $0.end.map { day < $0 } ?? true }
    accounts = state.accounts.mapValues(\.withoutMovements)
    periods = state.periodDuties.mapValues { outcomes in
      let over = outcomes.filter { $0.until <= day }.max { $0.until < $1.until }
      return (over.map { [$0] } ?? []) + outcomes.filter { day < $0.until }
    }
  }
}

/// What is left of the entries of a counter and a key; under the empty key those without one.
private struct KeptEntries: Packed {
  let counter: String
  let key: String
  let left: [EntriesLeft]

  init(counter: String, key: String, left: [EntriesLeft]) {
    (self.counter, self.key, self.left) = (counter, key, left)
  }

  init<Pass: PackedPass>(_ pass: inout Pass, _ known: KeptEntries?) throws(Pass.Problem) {
    counter = try pass.next(known) { $0.counter }
    key = try pass.next(known) { $0.key }
    left = try pass.next(known) { $0.left }
  }
}

extension EntriesLeft: Packed {
  init<Pass: PackedPass>(_ pass: inout Pass, _ known: EntriesLeft?) throws(Pass.Problem) {
    days = Days(
      from: try pass.next(known) { $0.days.from }, until: try pass.next(known) { $0.days.until })
    points = try pass.next(known) { $0.points }
  }
}

/// A breach with what it charged each counter.
private struct KeptBreach: Packed {
  let breach: SubjectBreach
  let charged: [String: Int]

  init(_ breach: SubjectBreach, charged: [String: Int]) { (self.breach, self.charged) = (breach, charged) }

  init<Pass: PackedPass>(_ pass: inout Pass, _ known: KeptBreach?) throws(Pass.Problem) {
    breach = try pass.next(known) { $0.breach }
    charged = try pass.next(known) { $0.charged }
  }
}

extension SubjectState {
  /// The day from which on an outline tells a standing; nil before the enrolment.
  ///
  /// Nothing recorded is dated later, for the days of a subject have run through it.
  public var outlinedFrom: LocalDate? { enrolment == nil ? nil : progress?.day }

  /// Packs the head of an outline; nothing before the enrolment.
  public func packOutline(into writer: inout PackedWriter) {
    if let day = outlinedFrom { writer.add(Head(of: self, from: day)) }
  }

  /// Packs a block of a list.
  public func pack(block: Int, of list: SubjectList, into writer: inout PackedWriter) {
    let places = block * SubjectList.block..<min((block + 1) * SubjectList.block, count(of: list))
    switch list {
    case .breaches:
      writer.add(
        breaches[places].map { breach in
          var charged: [String: Int] = [:]
          for entry in (charges[breach.id] ?? []).map({ entries[$0] }) {
            charged[entry.counter, default: 0] += entry.standing
          }
          return KeptBreach(breach, charged: charged)
        })
    case .duties: writer.add(places.filter(isTold).map { duties[$0] })
    case .notices: writer.add(Array(notices[places]))
    }
  }

  /// Adds what is left of a key's entries, as entries of no breach.
  fileprivate mutating func add(_ kept: KeptEntries, from day: LocalDate) {
    if kept.left.isEmpty { tracks[kept.counter, default: [:]][kept.key] = EntryTrack() }
    for part in kept.left {
      add(
        SubjectEntry(
          number: entries.count + 1, counter: kept.counter, key: kept.key.isEmpty ? nil : kept.key, breach: nil,
          charged: part.points, from: part.days.from ?? day, until: part.days.until, group: nil, isCarried: false,
          shownFrom: nil,
          ground: Ground(.submission, for: "")))
    }
  }

  /// Adds a breach and, in an entry of each counter that is of no value, what it charged.
  fileprivate mutating func add(_ kept: KeptBreach) {
    raise(kept.breach)
    for (counter, points) in kept.charged.sorted(by: { $0.key < $1.key }) {
      charges[kept.breach.id, default: []].append(entries.count)
      entries.append(
        SubjectEntry(
          number: entries.count + 1, counter: counter, key: nil, breach: kept.breach.id, charged: points,
          from: kept.breach.on, until: nil, group: nil, isCarried: false, shownFrom: nil,
          ground: Ground(.submission, for: "")))
    }
  }
}

extension SubjectAccount {
  /// What lies in it and is owed, without how it came to that.
  fileprivate var withoutMovements: SubjectAccount {
    SubjectAccount(balance: balance, owed: owed)
  }
}
