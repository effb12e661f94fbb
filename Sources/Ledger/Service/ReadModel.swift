import EventStore
import LedgerDomain
import LedgerFormat
import Packing

/// What the ledger keeps in the read models.
///
/// `standing/<provider>` holds a provider's account, `breaches/<provider>/<block>` its breaches, a few together, and the
/// rows under `open/<provider>/` what is open, so that what an event writes does not grow with what came before. All are
/// what a fold of the whole log makes, byte for byte.
/// `state/<provider>` is a whole state saved now and then on the way: a fold goes on from there.
extension ReadModel {
  static let standingPrefix = "standing/"
  static let breachesPrefix = "breaches/"
  static let openPrefix = "open/"
  static let statePrefix = "state/"

  static func standingKey(_ provider: Key<Provider>) -> String { standingPrefix + provider.text }
  static func blocksPrefix(_ provider: Key<Provider>) -> String { breachesPrefix + provider.text + "/" }
  static func openPrefix(_ provider: Key<Provider>) -> String { openPrefix + provider.text + "/" }
  static func stateKey(_ provider: Key<Provider>) -> String { statePrefix + provider.text }

  /// The rows a state makes: its account, its blocks of breaches, and what is open.
  static func models(of state: ProviderState) -> [ReadModel] {
    let rows = OpenRows(of: state)
    return [Account.model(of: state)] + rows.breaches + rows.open
  }

  /// A block's number, so wide that the order of keys is that of numbers.
  static func number(_ block: Int) -> String {
    let digits = String(block)
    return String(repeating: "0", count: max(0, 8 - digits.utf8.count)) + digits
  }

  /// The whole state, saved.
  static func saved(_ held: HeldState) -> ReadModel {
    let value = KeptBytes.make { writer in
      writer.add(held.state.version)
      _ = writer.block(held.hash.bytes)
      held.state.pack(into: &writer)
    }
    return ReadModel(key: stateKey(held.state.provider), value: value)
  }

  /// Whether a state is saved when it goes from one version to another: at every version of a series in which each is a
  /// third more than the one before. So a fold never goes over much more than a quarter of a stream.
  static func isSaved(from old: Int, to new: Int) -> Bool { isMarked(from: old, to: new) { $0 / 3 } }

  /// The same for a subject's: at those versions, and so often between them that a fold goes over no more than 64 events or a
  /// thirty-second of the stream, whichever is more (decision 0084).
  static func isSubjectSaved(from old: Int, to new: Int) -> Bool {
    isSaved(from: old, to: new) || isMarked(from: old, to: new) { max(leastSubjectStep, $0 / 32) }
  }

  /// Whether a version of a series lies behind one and no further than another.
  ///
  /// - Parameter step: how much further the next of the series is.
  private static func isMarked(from old: Int, to new: Int, _ step: (Int) -> Int) -> Bool {
    var mark = firstMark
    while mark <= new {
      if mark > old { return true }
      mark += step(mark)
    }
    return false
  }

  private static let leastSubjectStep = 64

  private static let firstMark = 60

  /// The versions behind which whoever reads a state saved last goes on: that before its own, or none where none is saved. A
  /// subject's is never further back. Of a longer stream too much would come to be announced.
  static let tailMarks: [Int] = [0] + sequence(first: firstMark) { $0 + $0 / 3 }.prefix { $0 < 20_000 }.map { $0 - 1 }
}

extension EventStoreReader {
  /// The provider's breaches in order of `on`, then id; nil when this build cannot read all of them.
  func breachLines(of provider: Key<Provider>) throws -> [Standing.BreachLine]? {
    var lines: [Standing.BreachLine] = []
    var isReadable = true
    try scanValues(prefix: ReadModel.blocksPrefix(provider)) { _, bytes in
      isReadable = try lines.add(block: bytes, of: provider)
      return isReadable
    }
    return isReadable ? lines.inOrder : nil
  }

  /// The keys of the models that the store has otherwise or not at all.
  func differing(from models: [ReadModel]) throws -> [String] {
    try models.filter { try value($0.key) != $0.value }.map(\.key)
  }

  /// The state of a provider now: the one saved last, and the events since folded into it.
  func state(of provider: Key<Provider>, zone: Zone) throws -> HeldState {
    let head = try head(of: provider)
    if let saved = try savedState(of: provider, zone: zone), let now = try goOn(from: saved, to: head) { return now }
    return HeldState(state: try folded(provider, in: zone), hash: head.hash)
  }

  /// The version at which the state of a provider was saved last.
  func savedVersion(of provider: Key<Provider>) throws -> Int? {
    guard let bytes = try value(ReadModel.stateKey(provider)) else { return nil }
    return try KeptBytes.readStart(bytes, of: provider) { reader throws(UnreadableBytes) in try reader.number() }
  }

  /// The state of a provider as it was saved last.
  func savedState(of provider: Key<Provider>, zone: Zone) throws -> HeldState? {
    guard let bytes = try value(ReadModel.stateKey(provider)) else { return nil }
    return try KeptBytes.read(bytes, of: provider) { reader throws(UnreadableBytes) in
      _ = try reader.number()
      let hash = try reader.block(nil)
      let state = try ProviderState(provider, zone: zone, from: &reader)
      return HeldState(state: state, hash: Hash(bytes: hash) ?? .zero)
    }
  }

  /// The standing in the read models, with its breaches or without, good for every question from the day of its last event
  /// on; nil when there is none.
  func currentStanding(
    of provider: Key<Provider>, year: Int?, asOf: LocalDate, knownAt: Instant, zone: Zone, rulebook: String,
    listing: Bool
  ) throws -> Standing? {
    guard let account = try Account(of: provider, from: self, zone: zone), let through = account.through,
      through <= asOf, let summary = account.summary, let breaches = listing ? try breachLines(of: provider) : []
    else { return nil }
    return Standing(
      provider: provider, rulebook: rulebook, asOf: asOf, knownAt: knownAt, year: year ?? asOf.year, summary: summary,
      breaches: breaches)
  }

  /// The same of every provider of which there is one, in one pass over the rows.
  func currentStandings(
    year: Int?, asOf: LocalDate, knownAt: Instant, zone: Zone, rulebook: String, listing: Bool
  ) throws -> [Key<Provider>: Standing] {
    var found: [Key<Provider>: Standing] = [:]
    try scanValues(prefix: ReadModel.standingPrefix) { key, bytes in
      let provider = Key<Provider>(String(key.dropFirst(ReadModel.standingPrefix.count)))
      guard let state = try Account(bytes, of: provider, zone: zone), let through = state.through,
        through <= asOf, let summary = state.summary
      else { return true }
      found[provider] = Standing(
        provider: provider, rulebook: rulebook, asOf: asOf, knownAt: knownAt, year: year ?? asOf.year,
        summary: summary, breaches: [])
      return true
    }
    guard listing else { return found }
    try scanValues(prefix: ReadModel.breachesPrefix) { key, bytes in
      guard let slash = key.utf8.lastIndex(of: UInt8(ascii: "/")) else { return true }
      let start = key.index(key.startIndex, offsetBy: ReadModel.breachesPrefix.utf8.count)
      let provider = Key<Provider>(start <= slash ? String(key[start..<slash]) : "")
      if try found[provider]?.breaches.add(block: bytes, of: provider) == false { found[provider] = nil }
      return true
    }
    return found.mapValues { standing in
      var standing = standing
      standing.breaches = standing.breaches.inOrder
      return standing
    }
  }
}

extension [Standing.BreachLine] {
  /// Adds those of a row.
  ///
  /// - Returns: whether this build can read it.
  fileprivate mutating func add(block bytes: [UInt8], of provider: Key<Provider>) throws -> Bool {
    let read: Void? = try KeptBytes.read(bytes, of: provider) { reader throws(UnreadableBytes) in
      try Standing.BreachLine.readBlock(from: &reader, into: &self)
    }
    return read != nil
  }

  /// By `on`, then id. Numbers are sorted, not lines: there are hundreds, each of many words, and most stand in order
  /// already.
  fileprivate var inOrder: Self {
    let order = indices.sorted { left, right in
      let (before, after) = (self[left].on.daysSinceEpoch, self[right].on.daysSinceEpoch)
      return before == after ? self[left].breach < self[right].breach : before < after
    }
    return order.map { self[$0] }
  }
}
