import EventStore
import HeapModule
import Ledger
import LedgerDomain
import Synchronization

/// What waits for anybody at all providers: of each item a line by which it is put in order and found, for of a million events
/// it can be a million items, of which a page shows a hundred (server 14.6;
/// [decision 0079](../../../Documentation/Decisions/0079-of-what-waits-lines-are-kept.md)).
struct WaitingLines: Sendable {
  /// What is to be done, and by whom.
  struct Matter: Hashable, Sendable {
    let work: QueueItem.Work
    /// Those of the regulation's roles that it concerns, each a bit.
    let roles: UInt16
  }

  /// One item: its place among the lines of its provider is its place in that provider's queue.
  fileprivate struct Line {
    let urgency: Urgency
    let matter: Matter
  }

  /// Which of it is asked for.
  struct Sought: Sendable {
    private let roles: UInt16?
    private let works: Set<QueueItem.Work>

    /// - Parameters:
    ///   - roles: what concerns one of them; none for what concerns anybody.
    ///   - works: of these kinds; none for any.
    init(of roles: [Role], _ works: Set<QueueItem.Work>) {
      self.roles = roles.isEmpty ? nil : WaitingLines.bits { roles.contains($0) }
      self.works = works
    }

    func holds(_ matter: Matter) -> Bool {
      roles.map { $0 & matter.roles != 0 } ?? true && (works.isEmpty || works.contains(matter.work))
    }
  }

  /// An item that is shown: its provider, and its place in that provider's queue.
  struct Place: Sendable {
    let provider: Key<Provider>
    let index: Int
    let urgency: Urgency
  }

  /// What waits at one provider, and such items of it as were shown.
  fileprivate struct OfProvider {
    let lines: [Line]
    let shown = Shown()
  }

  /// Items that were shown, by their places: most are shown again and again.
  fileprivate final class Shown: Sendable {
    let items = Mutex<[Int: QueueItem]>([:])
    /// How many are kept of one provider, at most.
    static let most = 64
  }

  private var providers: [Key<Provider>: OfProvider] = [:]
  private var counts: [Matter: Int] = [:]

  /// Nothing waits.
  init() {}

  /// Has what waits at a provider now in the place of what did.
  ///
  /// - Parameter lines: made of its queue for anybody.
  mutating func set(_ provider: Key<Provider>, to lines: LinesOfProvider) {
    for line in providers[provider]?.lines ?? [] { counts[line.matter, default: 0] -= 1 }
    for line in lines.lines { counts[line.matter, default: 0] += 1 }
    providers[provider] = lines.lines.isEmpty ? nil : OfProvider(lines: lines.lines)
  }

  /// The lines of one provider's queue.
  struct LinesOfProvider: Sendable {
    fileprivate let lines: [Line]

    /// - Parameter items: its queue for anybody, in order.
    init(_ items: [QueueItem], in zone: Zone) {
      lines = items.map { item in
        Line(
          urgency: Urgency(of: item, in: zone),
          matter: Matter(work: item.work, roles: WaitingLines.bits { item.concerns($0) }))
      }
    }
  }

  /// How much is wanted.
  private func count(of wanted: Sought) -> Int {
    counts.reduce(0) { wanted.holds($1.key) ? $0 + $1.value : $0 }
  }

  /// How much there is of each kind of work.
  var works: [QueueItem.Work: Int] {
    counts.reduce(into: [:]) { works, line in if line.value > 0 { works[line.key.work, default: 0] += line.value } }
  }

  /// What is wanted, or a part of it, the most urgent first; that of one provider as it stands in its queue.
  struct Part {
    /// Where it stands.
    let lines: WaitingLines
    /// Its places.
    let inOrder: InOrder
    /// How much it is.
    let count: Int
  }

  /// What is wanted of what waits.
  ///
  /// - Parameters:
  ///   - late: whether what is overdue alone, or all else; nil for both.
  ///   - moment: by which it is overdue.
  func part(of wanted: Sought, late: Bool?, at moment: Instant) -> Part {
    guard let late else { return Part(lines: self, inOrder: InOrder(providers, wanted), count: count(of: wanted)) }
    var (rest, overdue) = (InOrder(providers, wanted), 0)
    // What is overdue is due before all else, and so stands before it.
    while let next = rest.urgency, next.isOverdue(at: moment) {
      _ = rest.next()
      overdue += 1
    }
    if !late { return Part(lines: self, inOrder: rest, count: count(of: wanted) - overdue) }
    return Part(lines: self, inOrder: InOrder(providers, wanted, overdueAt: moment), count: overdue)
  }

  /// The item at a place, as it was shown or as it stands in the queue of its provider.
  ///
  /// - Parameter queue: reads that queue for anybody, in order.
  /// - Throws: `StoreError.damaged` where it is shorter than its lines: the rows and the log tell two things.
  func item(at place: Place, in queue: (Key<Provider>) throws -> [QueueItem]) throws -> QueueItem? {
    guard let shown = providers[place.provider]?.shown else { return nil }
    if let item = shown.items.withLock({ $0[place.index] }) { return item }
    let queue = try queue(place.provider)
    guard queue.indices.contains(place.index) else {
      throw StoreError.damaged("what waits at \(place.provider) is read in two ways; koufen rebuild puts it right")
    }
    let item = queue[place.index]
    shown.items.withLock { items in
      if items.count >= Shown.most { items.removeAll() }
      items[place.index] = item
    }
    return item
  }

  /// Goes through what is wanted in order, no further than it is asked to.
  struct InOrder: IteratorProtocol {
    /// The next item of a provider.
    private struct Head: Comparable {
      let provider: Key<Provider>
      let index: Int
      let urgency: Urgency

      static func < (one: Head, other: Head) -> Bool {
        (one.urgency, one.provider) < (other.urgency, other.provider)
      }
    }

    private let providers: [Key<Provider>: OfProvider]
    private let wanted: Sought
    private let end: Instant?
    private var heads: Heap<Head>

    /// - Parameter end: behind what is overdue at it nothing comes; nil for all.
    fileprivate init(_ providers: [Key<Provider>: OfProvider], _ wanted: Sought, overdueAt end: Instant? = nil) {
      self.providers = providers
      self.wanted = wanted
      self.end = end
      heads = Heap(providers.compactMap { Self.head(of: $0, $1.lines, from: 0, wanted) })
    }

    private static func head(
      of provider: Key<Provider>, _ lines: [Line], from start: Int, _ wanted: Sought
    ) -> Head? {
      lines[start...].firstIndex { wanted.holds($0.matter) }.map { index in
        Head(provider: provider, index: index, urgency: lines[index].urgency)
      }
    }

    /// What the next stands by; nil behind the last.
    fileprivate var urgency: Urgency? { heads.min?.urgency }

    mutating func next() -> Place? {
      guard let first = heads.min, end.map(first.urgency.isOverdue) ?? true else { return nil }
      let provider = first.provider
      if let next = Self.head(of: provider, providers[provider]?.lines ?? [], from: first.index + 1, wanted) {
        heads.replaceMin(with: next)
      } else {
        heads.removeMin()
      }
      return Place(provider: provider, index: first.index, urgency: first.urgency)
    }
  }

  private static func bits(_ holds: (Role) -> Bool) -> UInt16 {
    Role.allCases.enumerated().reduce(0) { holds($1.element) ? $0 | 1 << UInt16($1.offset) : $0 }
  }
}
