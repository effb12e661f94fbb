import EventStore
import LedgerDomain

/// One row of the read models: a key and its bytes.
///
/// `standing/<provider>` holds a provider's account, `breaches/<provider>/<block>` its breaches, a few together, so that
/// what an event writes does not grow with what came before. Both are what a fold of the whole log makes, byte for byte.
/// `state/<provider>` is a whole state saved now and then on the way: a fold goes on from there.
struct ReadModel: Sendable {
  let key: String
  let value: [UInt8]

  static let standingPrefix = "standing/"
  static let breachesPrefix = "breaches/"
  static let statePrefix = "state/"

  static func standingKey(_ provider: Key) -> String { standingPrefix + provider }
  static func blocksPrefix(_ provider: Key) -> String { breachesPrefix + provider + "/" }
  static func stateKey(_ provider: Key) -> String { statePrefix + provider }

  /// The rows a state makes: its account, and the blocks of breaches named, or all.
  static func models(of state: ProviderState, blocks: Set<Int>? = nil) -> [ReadModel] {
    var models = [Account(state).model]
    for block in blocks?.sorted() ?? Array(0..<state.breachBlocks) {
      let value = KeptBytes.make { state.pack(block: block, into: &$0) }
      models.append(ReadModel(key: blocksPrefix(state.provider) + number(block), value: value))
    }
    return models
  }

  /// A block's number, so wide that the order of keys is that of numbers.
  private static func number(_ block: Int) -> String {
    let digits = String(block)
    return String(repeating: "0", count: max(0, 8 - digits.utf8.count)) + digits
  }

  /// The whole state, saved.
  static func saved(_ state: ProviderState) -> ReadModel {
    let value = KeptBytes.make { bytes in
      bytes.add(state.version)
      state.pack(into: &bytes)
    }
    return ReadModel(key: stateKey(state.provider), value: value)
  }

  /// Whether a state is saved when it goes from one version to another: at every version of a series in which each is a
  /// third more than the one before. So a fold never goes over much more than a quarter of a stream.
  static func isSaved(from old: Int, to new: Int) -> Bool {
    var mark = 60
    while mark <= new {
      if mark > old { return true }
      mark += mark / 3
    }
    return false
  }
}

/// A provider as its row in the read models keeps it: the state without its books, and what a sweep must know.
struct Account {
  /// The state; of its outlets, tickets, meetings and breaches nothing can be asked.
  var state: ProviderState
  /// No sweep finds anything before this date, unless another event comes first; nil when none ever will.
  let nothingDueBefore: LocalDate?

  /// The account of a whole state.
  init(_ state: ProviderState) {
    self.state = state
    nothingDueBefore = state.nothingDueBefore
  }

  /// The row of `provider`; nil when there is none that this build can read.
  init?(of provider: Key, from reader: any EventStoreReader, zone: Zone) throws {
    guard let bytes = try reader.value(ReadModel.standingKey(provider)) else { return nil }
    let account = try KeptBytes.read(bytes, of: provider) { reader throws(UnreadableBytes) in
      let days = try reader.number() == 0 ? nil : try reader.number()
      return (
        try ProviderState(summaryOf: provider, zone: zone, from: &reader), days.map { LocalDate(daysSinceEpoch: $0) }
      )
    }
    guard let account else { return nil }
    (state, nothingDueBefore) = account
  }

  /// Its row.
  var model: ReadModel {
    let value = KeptBytes.make { bytes in
      bytes.add(nothingDueBefore == nil ? 0 : 1)
      if let nothingDueBefore { bytes.add(nothingDueBefore.daysSinceEpoch) }
      state.packSummary(into: &bytes)
    }
    return ReadModel(key: ReadModel.standingKey(state.provider), value: value)
  }
}

/// Bytes of the read models: their layout before them, the first eight bytes of their SHA-256 behind.
enum KeptBytes {
  /// The layout of all that is kept. What has another is not read, but made again from the log.
  private static let layout = 1
  private static let checkBytes = 8

  /// What `body` packs, with layout and check.
  static func make(_ body: (inout PackedBytes) -> Void) -> [UInt8] {
    var packed = PackedBytes()
    packed.add(layout)
    body(&packed)
    return packed.bytes + packed.bytes.withUnsafeBytes { check($0) }
  }

  /// What `body` reads from bytes made so; nil for another layout.
  ///
  /// - Throws: `StoreError.damaged` when they are not what was written.
  static func read<T>(
    _ bytes: [UInt8], of provider: Key, _ body: (inout PackedReader) throws(UnreadableBytes) -> T
  ) throws -> T? {
    try readStart(bytes, of: provider) { reader throws(UnreadableBytes) in
      let value = try body(&reader)
      guard reader.isAtEnd else { throw reader.unreadable() }
      return value
    }
  }

  /// The same for what stands first in them.
  static func readStart<T>(
    _ bytes: [UInt8], of provider: Key, _ body: (inout PackedReader) throws(UnreadableBytes) -> T
  ) throws -> T? {
    try bytes.withUnsafeBytes { bytes in
      let packed = UnsafeRawBufferPointer(rebasing: bytes.dropLast(checkBytes))
      guard bytes.count > checkBytes, check(packed).elementsEqual(bytes.suffix(checkBytes)) else {
        throw damage(provider)
      }
      var reader = PackedReader(packed)
      do {
        guard try reader.number() == layout else { return nil }
        return try body(&reader)
      } catch is UnreadableBytes {
        throw damage(provider)
      }
    }
  }

  private static func damage(_ provider: Key) -> StoreError {
    .damaged("a read model of \(provider) is not what was written; koufen rebuild makes it again from the log")
  }

  private static func check(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var builder = DigestBuilder()
    builder.add(fixed: bytes)
    return Array(builder.digest().bytes.prefix(checkBytes))
  }
}

extension EventStoreReader {
  /// The provider's breaches in order of `on`, then id.
  private func breachLines(of provider: Key) throws -> [Standing.BreachLine] {
    var lines: [Standing.BreachLine] = []
    try scanValues(prefix: ReadModel.blocksPrefix(provider)) { _, bytes in
      let block = try KeptBytes.read(bytes, of: provider) { reader throws(UnreadableBytes) in
        try Standing.BreachLine.block(from: &reader)
      }
      lines += block ?? []
      return true
    }
    // Numbers are sorted, not lines: there are hundreds, each of many words, and most stand in order already.
    let order = lines.indices.sorted { left, right in
      let (before, after) = (lines[left].on.daysSinceEpoch, lines[right].on.daysSinceEpoch)
      return before == after ? lines[left].breach < lines[right].breach : before < after
    }
    return order.map { lines[$0] }
  }

  /// The state of a provider now: the one saved last, and the events since folded into it.
  func state(of provider: Key, zone: Zone) throws -> ProviderState {
    var state = try savedState(of: provider, zone: zone) ?? ProviderState(provider: provider, zone: zone)
    try catchUp(&state)
    return state
  }

  /// The version at which the state of a provider was saved last.
  func savedVersion(of provider: Key) throws -> Int? {
    guard let bytes = try value(ReadModel.stateKey(provider)) else { return nil }
    return try KeptBytes.readStart(bytes, of: provider) { reader throws(UnreadableBytes) in try reader.number() }
  }

  /// The state of a provider as it was saved last.
  func savedState(of provider: Key, zone: Zone) throws -> ProviderState? {
    guard let bytes = try value(ReadModel.stateKey(provider)) else { return nil }
    return try KeptBytes.read(bytes, of: provider) { reader throws(UnreadableBytes) in
      _ = try reader.number()
      return try ProviderState(provider, zone: zone, from: &reader)
    }
  }

  /// Folds what a provider's stream holds beyond what `state` has seen.
  func catchUp(_ state: inout ProviderState) throws {
    try scan(EntrySelection(stream: state.provider, after: state.position)) { entry in
      state.evolve(try Event(line: entry.line, in: state.zone))
      return true
    }
  }

  /// The standing in the read models, with its breaches or without, good for every question from the day of its last event on; nil when there is none.
  func currentStanding(
    of provider: Key, year: Int?, asOf: LocalDate, knownAt: Instant, zone: Zone, rulebook: String, listing: Bool
  ) throws -> Standing? {
    guard let state = try Account(of: provider, from: self, zone: zone)?.state, let through = state.through,
      through <= asOf, let summary = state.summary
    else { return nil }
    let breaches = listing ? try breachLines(of: provider) : []
    return Standing(
      provider: provider, rulebook: rulebook, asOf: asOf, knownAt: knownAt, year: year ?? asOf.year, summary: summary,
      breaches: breaches)
  }
}
