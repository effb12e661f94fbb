public import EventStore
public import LedgerDomain
public import LedgerFormat

/// The ledger: a store, the rules it decides by, and every question that can be asked of it.
public struct Ledger: Sendable {
  /// Where the events are.
  public let store: any EventStore
  package let source: RuleSource
  private let cache: StateCache
  let subjects: SubjectCache

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
    subjects = SubjectCache(capacity: heldEvents)
  }

  /// The rules without what the log publishes.
  public var rules: Rules { source.rules }

  /// The ledger's zone.
  public var zone: Zone { source.zone }

  /// Runs one write transaction: everything `body` submits, sweeps and closes is kept with its read models, or, if it
  /// throws, none of it.
  ///
  /// - Parameters:
  ///   - keeps: false for a rehearsal: everything is decided, and nothing kept.
  ///   - wanted: what `body` will ask first.
  public func write<T>(
    keeping keeps: Bool = true, expecting wanted: Wanted = Wanted(), _ body: (LedgerTransaction) throws -> T
  ) throws -> T {
    guard keeps else {
      return try store.rehearse { try body(begin($0, expecting: wanted, isRehearsal: true)) }
    }
    let (value, left, leftSubjects) = try store.write { writer in
      let transaction = try begin(writer, expecting: wanted, isRehearsal: false)
      do {
        let value = try body(transaction)
        try transaction.writeModels()
        return (value, try transaction.leave(), try transaction.subjects.left(in: writer))
      } catch {
        transaction.providers.leaveUntouched()
        transaction.subjects.leaveUntouched()
        throw error
      }
    }
    cache.put(left.states, last: left.last)
    subjects.put(leftSubjects)
    return value
  }

  private func begin(
    _ writer: any EventStoreWriter, expecting wanted: Wanted, isRehearsal: Bool
  ) throws -> LedgerTransaction {
    try writer.expect(source.wanted(beside: wanted))
    return try LedgerTransaction(
      writer: writer, rules: try source.rules(in: writer), programmes: try source.programmes(in: writer), cache: cache,
      subjects: subjects, isRehearsal: isRehearsal)
  }

  /// Forgets the states held in memory: another process has gone on since.
  package func forgetHeld() {
    cache.forget()
    subjects.forget()
  }

  /// How often a submission is decided, at most, while others come in between.
  private static let attempts = 3

  /// Decides one submission in a transaction of its own.
  ///
  /// Where the store finds that another came in between, it is decided again on what is there then, a few times at most;
  /// but not where there is a precondition, for then whoever submits it must look again.
  ///
  /// - Parameters:
  ///   - draft: the event as handed in.
  ///   - now: when the ledger learns of it.
  ///   - precondition: what whoever submits it has seen; nil for whatever it is.
  ///   - keeps: false for a rehearsal.
  /// - Throws: a `Refusal`, or a `StoreError`.
  public func submit(
    _ draft: Draft, now: Instant, if precondition: Precondition? = nil, keeping keeps: Bool = true
  ) throws -> Receipt {
    var attempt = 1
    while true {
      do {
        return try write(keeping: keeps, expecting: wanted(submitting: [draft])) { transaction in
          try transaction.submit(draft, now: now, if: precondition)
        }
      } catch let conflict as StoreError {
        guard case .conflict = conflict, precondition == nil, attempt < Self.attempts else { throw conflict }
        cache.forget()
        attempt += 1
      }
    }
  }
}

extension Ledger {
  /// What deciding some submissions one after the other asks, in a transaction that begins with them.
  public func wanted(submitting drafts: [Draft]) -> Wanted {
    let all = Set(drafts.flatMap(\.providers))
    let subjects = subjects.versions(of: all)
    return cache.wanted(folding: all.subtracting(subjects.keys), ids: drafts.compactMap(\.id))
      .withSubjects(
        of: drafts, inMemory: subjects, isShared: cache.isShared, haveProgrammes: source.mayHaveProgrammes)
  }
}

extension StateCache {
  /// What deciding about some providers asks: their heads, and of those whose states are not here what is kept of them, with
  /// the events since. Of a state that is here only the events since are asked, and only where others write too.
  func wanted(folding providers: some Collection<Key<Provider>>, ids: [String] = []) -> Wanted {
    let (versions, isShared) = (versions(of: providers), isShared)
    var wanted = Wanted(ids: ids, streams: providers.map(\.stream))
    for provider in providers {
      if let version = versions[provider] {
        if isShared { wanted.tails.append(Wanted.Tail(of: provider.stream, behind: [version - 1])) }
      } else {
        wanted.keys += [ReadModel.stateKey(provider), OpenRows.baseKey(provider)]
        wanted.tails.append(Wanted.Tail(of: provider.stream, behind: ReadModel.tailMarks))
      }
    }
    return wanted
  }
}

extension Draft {
  /// The providers whose states it is decided on.
  var providers: [Key<Provider>] {
    guard case .outlet(.transferred(let transfer)) = fact, transfer.to != provider else { return [provider] }
    return [provider, transfer.to]
  }
}

/// An event that is in the log, and the line it stands as.
public struct RecordedEvent: Sendable {
  /// The event.
  public let event: Event
  private let makeLine: @Sendable () -> [UInt8]

  /// An event, and its line, which is made when it is asked for.
  package init(event: Event, line: @escaping @autoclosure @Sendable () -> [UInt8]) {
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
  /// What is doubtful about it; nothing of what was accepted before.
  public var doubts: [Doubt] = []
  /// Where gates refuse nothing, what the first of them that is shut would have refused it with.
  package var shutGate: Refusal?

  /// What became of a submission; all but its events is as with most.
  package init(events: [RecordedEvent], isRepeat: Bool, doubts: [Doubt] = [], shutGate: Refusal? = nil) {
    (self.events, self.isRepeat, self.doubts, self.shutGate) = (events, isRepeat, doubts, shutGate)
  }
}
