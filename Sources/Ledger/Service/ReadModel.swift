import EventStore
import LedgerDomain
import LedgerFormat
import Packing

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

  static func standingKey(_ provider: Key<Provider>) -> String { standingPrefix + provider.text }
  static func blocksPrefix(_ provider: Key<Provider>) -> String { breachesPrefix + provider.text + "/" }
  static func stateKey(_ provider: Key<Provider>) -> String { statePrefix + provider.text }

  /// The rows a state makes: its account, and its blocks of breaches.
  static func models(of state: ProviderState) -> [ReadModel] {
    [Account.model(of: state)] + blocks(of: state, 0..<state.breachBlocks)
  }

  /// The blocks of breaches with these numbers.
  static func blocks(of state: ProviderState, _ numbers: some Sequence<Int>) -> [ReadModel] {
    numbers.map { block in
      let value = KeptBytes.make { state.pack(block: block, into: &$0) }
      return ReadModel(key: blocksPrefix(state.provider) + number(block), value: value)
    }
  }

  /// A block's number, so wide that the order of keys is that of numbers.
  private static func number(_ block: Int) -> String {
    let digits = String(block)
    return String(repeating: "0", count: max(0, 8 - digits.utf8.count)) + digits
  }

  /// The whole state, saved.
  static func saved(_ state: ProviderState) -> ReadModel {
    let value = KeptBytes.make { writer in
      writer.add(state.version)
      state.pack(into: &writer)
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

extension EventStoreReader {
  /// The provider's breaches in order of `on`, then id; nil when this build cannot read all of them.
  private func breachLines(of provider: Key<Provider>) throws -> [Standing.BreachLine]? {
    var lines: [Standing.BreachLine] = []
    var isReadable = true
    try scanValues(prefix: ReadModel.blocksPrefix(provider)) { _, bytes in
      let read: Void? = try KeptBytes.read(bytes, of: provider) { reader throws(UnreadableBytes) in
        try Standing.BreachLine.readBlock(from: &reader, into: &lines)
      }
      isReadable = read != nil
      return isReadable
    }
    guard isReadable else { return nil }
    // Numbers are sorted, not lines: there are hundreds, each of many words, and most stand in order already.
    let order = lines.indices.sorted { left, right in
      let (before, after) = (lines[left].on.daysSinceEpoch, lines[right].on.daysSinceEpoch)
      return before == after ? lines[left].breach < lines[right].breach : before < after
    }
    return order.map { lines[$0] }
  }

  /// The keys of the models that the store has otherwise or not at all.
  func differing(from models: [ReadModel]) throws -> [String] {
    try models.filter { try value($0.key) != $0.value }.map(\.key)
  }

  /// The state of a provider now: the one saved last, and the events since folded into it.
  func state(of provider: Key<Provider>, zone: Zone) throws -> ProviderState {
    var state = try savedState(of: provider, zone: zone) ?? ProviderState(provider: provider, zone: zone)
    try catchUp(&state)
    return state
  }

  /// The version at which the state of a provider was saved last.
  func savedVersion(of provider: Key<Provider>) throws -> Int? {
    guard let bytes = try value(ReadModel.stateKey(provider)) else { return nil }
    return try KeptBytes.readStart(bytes, of: provider) { reader throws(UnreadableBytes) in try reader.number() }
  }

  /// The state of a provider as it was saved last.
  func savedState(of provider: Key<Provider>, zone: Zone) throws -> ProviderState? {
    guard let bytes = try value(ReadModel.stateKey(provider)) else { return nil }
    return try KeptBytes.read(bytes, of: provider) { reader throws(UnreadableBytes) in
      _ = try reader.number()
      return try ProviderState(provider, zone: zone, from: &reader)
    }
  }

  /// Folds what a provider's stream holds beyond what `state` has seen.
  func catchUp(_ state: inout ProviderState) throws {
    try scan(EntrySelection(of: state.provider, after: state.position)) { entry in
      state.evolve(try Event(line: entry.line, in: state.zone))
      return true
    }
  }

  /// The standing in the read models, with its breaches or without, good for every question from the day of its last event on; nil when there is none.
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
}
