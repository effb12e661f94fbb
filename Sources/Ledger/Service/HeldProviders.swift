import EventStore
import LedgerDomain
import LedgerFormat

/// The states a transaction has in memory: loaded as they are needed, and let go when they have grown too many.
final class HeldProviders {
  private var held: [Key<Provider>: HeldProvider] = [:]
  private let cache: StateCache
  private let isRehearsal: Bool
  /// Events folded into the states held.
  private var weight = 0

  /// None yet.
  ///
  /// - Parameters:
  ///   - cache: what earlier transactions left.
  ///   - isRehearsal: whether all that is decided will be given up; then the cache is left as it is.
  init(_ cache: StateCache, isRehearsal: Bool) {
    self.cache = cache
    self.isRehearsal = isRehearsal
  }

  /// A provider that is in memory.
  subscript(provider: Key<Provider>) -> HeldProvider? { held[provider] }

  /// A provider, in memory from then on.
  func hold(_ provider: Key<Provider>, _ reader: any EventStoreReader, zone: Zone) throws -> HeldProvider {
    if let held = held[provider] { return held }
    let loaded = try load(provider, reader, zone: zone)
    weight += StateCache.leastWeight + loaded.state.version
    let held = HeldProvider(loaded)
    self.held[provider] = held
    return held
  }

  private func load(_ provider: Key<Provider>, _ reader: any EventStoreReader, zone: Zone) throws -> HeldState {
    if let cached = cache.take(provider, isKept: isRehearsal),
      let now = try reader.goOn(from: cached, to: try reader.head(of: provider))
    {
      return now
    }
    var loaded = try reader.state(of: provider, zone: zone)
    loaded.hasRows = try loaded.state.version == 0 || reader.hasOpenRows(of: provider)
    return loaded
  }

  /// What deciding some submissions asks, besides what is in memory, and besides what subjects take that are.
  func wanted(submitting drafts: [Draft], but subjects: (Key<Provider>) -> Bool) -> Wanted {
    let others = Set(drafts.flatMap(\.providers)).filter { held[$0] == nil && !subjects($0) }
    return cache.wanted(folding: others, ids: drafts.compactMap(\.id))
  }

  /// What bringing some providers into memory asks.
  func wanted(folding providers: [Key<Provider>]) -> Wanted {
    cache.wanted(folding: providers.filter { held[$0] == nil })
  }

  /// Takes note of events that have been appended.
  func note(_ events: [Event]) {
    for event in events { held[event.provider]?.note(event) }
    weight += events.count
  }

  /// Those whose read models are to be written, by key.
  var changed: [HeldProvider] {
    held.values.filter { $0.change != nil }.sorted { $0.state.provider < $1.state.provider }
  }

  /// Whether some must go before more are loaded.
  var areTooMany: Bool { weight > cache.capacity }

  /// Lets the smaller half go, their read models written; they are folded again if needed.
  func letGo() {
    let smallestFirst = held.map { (provider: $0.key, version: $0.value.state.version) }
      .sorted { ($0.version, $0.provider) < ($1.version, $1.provider) }
    for (provider, version) in smallestFirst.dropLast() where weight > cache.capacity / 2 {
      held[provider] = nil
      weight -= StateCache.leastWeight + version
    }
  }

  /// What the next transaction goes on from, once everything is written.
  func left(in reader: any EventStoreReader) throws -> [HeldState] { try held.values.map { try $0.left(in: reader) } }

  /// Leaves what nothing was decided about, when all that was decided is given up.
  func leaveUntouched() {
    if !isRehearsal { cache.put(held.values.compactMap(\.untouched)) }
  }
}
