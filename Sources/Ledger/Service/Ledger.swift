public import EventStore
public import LedgerDomain

/// The ledger: a store, the rules it decides by, and every question that can be asked of it.
public struct Ledger: Sendable {
  /// Where the events are.
  public let store: any EventStore
  package let source: RuleSource
  private let cache: StateCache

  /// Events folded into the states that a ledger holds in memory, at most, unless it is told otherwise: some 150 MB.
  public static let leastHeldEvents = 1_200_000

  /// A ledger over `store`, deciding by `rules`.
  public init(store: any EventStore, rules: Rules) {
    self.init(store: store, source: RuleSource(rules))
  }

  /// A ledger over `store`, deciding by rules that are read when they are first needed.
  ///
  /// - Parameter heldEvents: how many events may be folded into the states held in memory, at some 120 bytes each; a
  ///   state that is let go is folded again from the one saved last.
  public init(store: any EventStore, source: RuleSource, heldEvents: Int = Self.leastHeldEvents) {
    self.store = store
    self.source = source
    cache = StateCache(capacity: heldEvents)
  }

  /// The rules without what the log publishes.
  public var rules: Rules { source.rules }

  /// The ledger's zone.
  public var zone: Zone { source.zone }

  /// Runs one write transaction: everything `body` submits, sweeps and closes is kept with its read models, or, if it
  /// throws, none of it.
  ///
  /// - Parameter keeps: false for a rehearsal: everything is decided, and nothing kept.
  public func write<T>(keeping keeps: Bool = true, _ body: (LedgerTransaction) throws -> T) throws -> T {
    guard keeps else {
      return try store.rehearse { writer in
        try body(LedgerTransaction(writer: writer, rules: try source.rules(in: writer), cache: cache))
      }
    }
    let (value, states, last) = try store.write { writer in
      let transaction = try LedgerTransaction(writer: writer, rules: try source.rules(in: writer), cache: cache)
      let value = try body(transaction)
      try transaction.writeModels()
      return (value, transaction.states, try transaction.last)
    }
    cache.put(states, last: last)
    return value
  }
}

/// An event that is in the log, and the line it stands as.
public struct RecordedEvent: Sendable {
  /// The event.
  public let event: Event
  private let makeLine: @Sendable () -> [UInt8]

  /// An event, and its line, which is made when it is asked for.
  init(event: Event, line: @escaping @autoclosure @Sendable () -> [UInt8]) {
    self.event = event
    makeLine = line
  }

  /// Its line of JSON, without a line break.
  public var line: [UInt8] { makeLine() }

  /// The event as the store takes it.
  var entry: Entry {
    Entry(
      position: event.position, stream: event.provider.stream, version: event.version, id: event.id, type: event.type,
      line: makeLine())
  }

  /// The line as a text.
  public var text: String { String(decoding: line, as: UTF8.self) }
}

/// What became of an accepted submission.
public struct Receipt: Sendable {
  /// The fact and its consequences, as they are in the log.
  public var events: [RecordedEvent]
  /// Whether the same submission had been accepted before, and nothing was appended now.
  public var isRepeat: Bool
}
