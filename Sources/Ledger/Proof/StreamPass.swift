import EventStore
import Synchronization

/// What is made of one stream while the log is read from its first event to its last.
protocol StreamFold: AnyObject, SendableMetatype {
  /// Takes the stream's next event.
  func take(_ entry: EntryView) throws
  /// The stream read to its end: the keys of the read models that are asked as it is finished.
  func keys() throws -> [String]
}

/// Reads the whole log in the order in which it lies on the disk and folds every stream side by side, on two threads,
/// each with half of the work; in as many passes as it takes to hold only so many streams in memory.
struct StreamPass {
  /// Threads that read at the same time.
  static let threads = 2
  /// Events folded into the streams of one pass, at most, unless one stream has more.
  private static let passEvents = 1_500_000
  /// Streams whose read models are asked together.
  private static let askedTogether = 500
  /// Events between two looks at whether to stop.
  private static let stride = 4096

  private let reader: any EventStoreReader
  private let progress: (Int) throws -> Void
  private let heads: [StreamHead]
  private let last: Int

  /// A pass over all streams of `reader`; `progress` is told how many events are folded, and stops it by throwing.
  init(_ reader: any EventStoreReader, heads: [StreamHead], progress: @escaping (Int) throws -> Void) throws {
    self.reader = reader
    self.progress = progress
    self.heads = heads
    last = try reader.lastPosition()
  }

  /// Folds every stream.
  ///
  /// - Parameters:
  ///   - first: the keys of the read models that are asked as a stream is begun.
  ///   - make: begins a stream.
  ///   - finish: gives what a fold came to; called on the thread that folded it.
  ///   - beside: done on a thread of its own while the first pass goes on.
  ///   - take: takes the results of a pass, in the order of the streams' names.
  func run<Fold: StreamFold, Result: Sendable>(
    beside: (@Sendable (any EventStoreReader) throws -> Void)?,
    asking first: @escaping @Sendable (String) -> [String] = { _ in [] },
    make: @escaping @Sendable (String, any EventStoreReader) throws -> Fold,
    finish: @escaping @Sendable (Fold) throws -> Result, take: ([Result]) throws -> Void
  ) throws {
    let tally = Tally()
    nonisolated(unsafe) let progress = progress
    let last = last
    for (number, group) in groups.enumerated() {
      let halves = Self.halves(of: group)
      let beside = number == 0 ? beside : nil
      let results = try reader.inParts(Self.threads + (beside == nil ? 0 : 1)) {
        (part, reader) -> [(name: String, result: Result)] in
        guard part < Self.threads else {
          try beside?(reader)
          return []
        }
        return try Self.fold(halves[part], through: last, reader, first, make, finish) { events in
          let sum = tally.folded.add(events, ordering: .relaxed).newValue
          if tally.isStopped.load(ordering: .relaxed) { throw CancellationError() }
          guard part == 0 else { return }
          do {
            try progress(sum)
          } catch {
            tally.isStopped.store(true, ordering: .relaxed)
            throw error
          }
        }
      }
      try take(results.flatMap { $0 }.sorted { $0.name < $1.name }.map(\.result))
    }
  }

  /// How far all threads have come together.
  private final class Tally: Sendable {
    let folded = Atomic<Int>(0)
    let isStopped = Atomic<Bool>(false)
  }

  private static func fold<Fold: StreamFold, Result>(
    _ streams: Set<String>, through last: Int, _ reader: any EventStoreReader, _ first: (String) -> [String],
    _ make: (String, any EventStoreReader) throws -> Fold, _ finish: (Fold) throws -> Result,
    _ tell: (Int) throws -> Void
  ) throws -> [(name: String, result: Result)] {
    var folds: [String: Fold] = [:]
    try together(Array(streams)) { streams in
      try reader.expect(Wanted(keys: streams.flatMap(first)))
      for stream in streams { folds[stream] = try make(stream, reader) }
    }
    var count = 0
    try reader.scan(EntrySelection(streams: streams, through: last)) { entry in
      try folds[entry.stream]?.take(entry)
      count += 1
      if count == stride {
        try tell(count)
        count = 0
      }
      return true
    }
    try tell(count)
    var results: [(name: String, result: Result)] = []
    try together(Array(folds.keys)) { names in
      try reader.expect(Wanted(keys: names.flatMap { try folds[$0]?.keys() ?? [] }))
      for name in names {
        if let fold = folds.removeValue(forKey: name) { results.append((name, try finish(fold))) }
      }
    }
    return results
  }

  /// Hands names over, some at a time.
  private static func together(_ names: [String], _ body: (ArraySlice<String>) throws -> Void) rethrows {
    for start in Swift.stride(from: 0, to: names.count, by: askedTogether) {
      try body(names[start..<min(start + askedTogether, names.count)])
    }
  }

  private var groups: [[StreamHead]] {
    var groups: [[StreamHead]] = [[]]
    var events = 0
    for head in heads {
      if events + head.version > Self.passEvents, events > 0 {
        groups.append([])
        events = 0
      }
      groups[groups.count - 1].append(head)
      events += head.version
    }
    return groups
  }

  /// The streams in two halves of about as many events, the longest first.
  private static func halves(of group: [StreamHead]) -> [Set<String>] {
    var halves = Array(repeating: Set<String>(), count: threads)
    var events = Array(repeating: 0, count: threads)
    for head in group.sorted(by: { ($0.version, $0.stream) > ($1.version, $1.stream) }) {
      let lighter = events.indices.min { events[$0] < events[$1] }!
      halves[lighter].insert(head.stream)
      events[lighter] += head.version
    }
    return halves
  }
}
