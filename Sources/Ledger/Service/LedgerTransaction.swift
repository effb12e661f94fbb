import EventStore
public import LedgerDomain
public import LedgerFormat

/// One write transaction on the ledger.
///
/// States are loaded as they are needed and evolve in memory; the read models of whoever changed are written at the end.
public final class LedgerTransaction {
  let writer: any EventStoreWriter
  package var rules: Rules
  private let cache: StateCache
  private var held: [Key<Provider>: Held] = [:]
  private var changed: [Key<Provider>: Change] = [:]
  private var lastRecordedAt: Instant?
  /// Events folded into the states held.
  private var weight = 0
  /// Accounts kept between the sweep that ends a year and its closing, at most.
  private static let restingAccounts = 10_000

  /// A state in memory, evolved where it stands.
  package final class Held {
    package var state: ProviderState

    init(_ state: ProviderState) {
      self.state = state
    }
  }

  /// The states in memory, for the next transaction to go on from.
  var states: [Key<Provider>: ProviderState] { held.mapValues(\.state) }

  /// The last event of the log, as this transaction leaves it.
  var last: StateCache.LastEvent? {
    get throws {
      let position = try writer.head()
      return lastRecordedAt.map { StateCache.LastEvent(position: position, recordedAt: $0) }
    }
  }

  /// What has changed about a provider since its read models were written.
  private struct Change {
    /// The version they are of.
    var since: Int
    /// Breaches raised or changed.
    var breaches: Set<BreachID> = []
  }

  init(writer: any EventStoreWriter, rules: Rules, cache: StateCache) throws {
    self.writer = writer
    self.rules = rules
    self.cache = cache
    let head = try writer.head()
    if let last = cache.last, last.position == head {
      lastRecordedAt = last.recordedAt
      return
    }
    lastRecordedAt = try writer.lastRecordedAt(in: rules.zone)
  }

  /// The position of the last event, as this transaction leaves it.
  public func head() throws -> Int { try writer.head() }

  /// The moment at which something learnt `now` is recorded: never before what was recorded last, whatever the clock.
  public func recordingTime(_ now: Instant) -> Instant {
    lastRecordedAt.map { max($0, now) } ?? now
  }

  /// Decides one submission and appends what follows from it.
  ///
  /// - Parameters:
  ///   - draft: the event as handed in.
  ///   - now: the clock: what the draft leaves to it, and what no event may be later than.
  /// - Throws: a `Refusal`, after which nothing has changed and the transaction can go on; or a `StoreError`.
  public func submit(_ draft: Draft, now: Instant) throws -> Receipt {
    if let repeated = try receipt(repeating: draft) { return repeated }
    let recordedAt = recordingTime(now)
    var receiver: ProviderState?
    if case .outlet(.transferred(let transfer)) = draft.fact, transfer.to != draft.provider {
      receiver = try hold(transfer.to).state
    }
    try relieveMemory()
    let provider = try hold(draft.provider)
    let events = try decide(
      draft.submission(now: now), on: &provider.state, receiver: &receiver, by: rules, now: now,
      recordedAt: recordedAt, after: try writer.head())
    if let receiver { held[receiver.provider] = Held(receiver) }
    return Receipt(events: try append(events), isRepeat: false)
  }

  /// The first result of a submission whose id was accepted before (§4, §7.5).
  private func receipt(repeating draft: Draft) throws -> Receipt? {
    guard let id = draft.id, let position = try writer.position(ofID: id) else { return nil }
    var events: [RecordedEvent] = []
    var before: Instant?
    try writer.scan(EntrySelection(after: position - 2)) { entry in
      let event = try Event(line: entry.line, in: rules.zone)
      if event.position < position {
        before = event.recordedAt
        return true
      }
      guard event.position == position || event.cause == position else { return false }
      let line = Array(entry.line)
      events.append(RecordedEvent(event: event, line: line))
      return true
    }
    guard let first = events.first, draft.says(the: first.event, recordedAfter: before) else {
      throw Refusal.rules(.idConflict, found: "position \(position)")
    }
    return Receipt(events: events, isRepeat: true)
  }

  /// Raises what fell due on or before `last`, for every provider (§5).
  ///
  /// - Parameter progress: told how many providers are done, and how much of all that is, from 0 to 1.
  /// - Throws: `day-not-over` when `last` is not over by the clock.
  public func sweep(
    through last: LocalDate, now: Instant, progress: (Int, Double?) throws -> Void = { _, _ in }
  ) throws -> [RecordedEvent] {
    let recordedAt = recordingTime(now)
    guard last < rules.zone.date(of: now) else { throw Refusal.rules(.dayNotOver, found: last.description) }
    return try forEachProvider(progress) { try sweep($0, through: last, recordedAt) { _ in } }
  }

  /// Sweeps one provider; `rests` is given the account of one for whom nothing is due, which is then not folded.
  private func sweep(
    _ provider: Key<Provider>, through last: LocalDate, _ recordedAt: Instant, rests: (Account) throws -> Void
  ) throws -> [RecordedEvent] {
    if held[provider] == nil, let account = try Account(of: provider, from: writer, zone: rules.zone),
      account.nothingDueBefore.map({ $0 > last }) ?? true
    {
      try rests(account)
      return []
    }
    return try append(
      hold(provider).state.sweep(through: last, by: rules, recordedAt: recordedAt, after: try writer.head()))
  }

  /// Sweeps through 31 December and closes the year for every provider registered by then (§5).
  ///
  /// - Parameter closed: is given what the year has come to for every provider registered by then, as the closing leaves it.
  /// - Throws: `year-not-over` when it is not over by the clock.
  public func closeYear(
    _ year: Int, now: Instant, progress: (Int, Double?) throws -> Void = { _, _ in },
    closed: (YearBalance) -> Void = { _ in }
  ) throws -> [RecordedEvent] {
    let recordedAt = recordingTime(now)
    let last = Period.naturalYear(year).lastDay
    let today = rules.zone.date(of: now)
    guard last < today else { throw Refusal.rules(.yearNotOver, found: String(year)) }
    var resting: [Key<Provider>: Account] = [:]
    let found = try forEachProvider({ try progress($0, $1.map { $0 / 2 }) }) { provider in
      try sweep(provider, through: last, recordedAt) { account in
        guard resting.count < Self.restingAccounts else { return }
        resting[provider] = account
        // Looked up now: between rows that are being written, it would have to wait for them.
        _ = try writer.head(of: provider)
      }
    }
    return try found
      + forEachProvider({ try progress($0, $1.map { ($0 + 1) / 2 }) }) { provider in
        let account = resting.removeValue(forKey: provider)
        if held[provider] == nil, var account = try account ?? Account(of: provider, from: writer, zone: rules.zone) {
          let events = account.closeYear(year, by: rules, recordedAt: recordedAt, after: try writer.head())
          if !events.isEmpty { try put(account.model) }
          account.balance(of: year, asOf: today).map(closed)
          return try append(events)
        }
        let provider = try hold(provider)
        let events = provider.state.closeYear(year, by: rules, recordedAt: recordedAt, after: try writer.head())
        provider.state.balance(of: year, asOf: today).map(closed)
        return try append(events)
      }
  }

  private func forEachProvider(
    _ progress: (Int, Double?) throws -> Void, _ body: (Key<Provider>) throws -> [RecordedEvent]
  ) throws -> [RecordedEvent] {
    var recorded: [RecordedEvent] = []
    let providers = try writer.providers()
    for (done, provider) in providers.enumerated() {
      try progress(done, Double(done) / Double(providers.count))
      try relieveMemory()
      recorded += try body(provider)
    }
    return recorded
  }

  func append(_ events: [Event]) throws -> [RecordedEvent] {
    guard let first = events.first else { return [] }
    let zone = rules.zone
    let recorded = events.map { event in RecordedEvent(event: event, line: event.line(in: zone)) }
    try writer.append(recorded.map(\.entry))
    for event in events {
      var change = changed.removeValue(forKey: event.provider) ?? Change(since: event.version - 1)
      if let breach = event.breach { change.breaches.insert(breach) }
      changed[event.provider] = change
    }
    lastRecordedAt = first.recordedAt
    weight += events.count
    return recorded
  }

  /// Lets the states held go when they have grown too many, their read models written; they are folded again if needed.
  private func relieveMemory() throws {
    guard weight > cache.capacity else { return }
    try writeModels()
    let smallestFirst = held.map { (provider: $0.key, version: $0.value.state.version) }
      .sorted { ($0.version, $0.provider) < ($1.version, $1.provider) }
    for (provider, version) in smallestFirst.dropLast() where weight > cache.capacity / 2 {
      held[provider] = nil
      weight -= StateCache.leastWeight + version
    }
  }

  /// The state of a provider, in memory from then on.
  package func hold(_ provider: Key<Provider>) throws -> Held {
    if let held = held[provider] { return held }
    var state: ProviderState
    if let cached = cache.take(provider) {
      state = cached
      if state.version != (try writer.head(of: provider).version) { try writer.catchUp(&state) }
    } else {
      state = try writer.state(of: provider, zone: rules.zone)
    }
    weight += StateCache.leastWeight + state.version
    let held = Held(state)
    self.held[provider] = held
    return held
  }

  /// Writes the read models of every provider that changed.
  func writeModels() throws {
    let changes = changed.sorted { $0.key < $1.key }
    // The accounts first, so that new ones come to lie side by side: a sweep and a year's end read them all.
    for (provider, _) in changes {
      if let held = held[provider] { try put(Account.model(of: held.state)) }
    }
    for (provider, change) in changes {
      guard let held = held[provider] else { continue }
      let blocks = Set(change.breaches.compactMap(held.state.block))
      for model in ReadModel.blocks(of: held.state, blocks.sorted()) { try put(model) }
      if ReadModel.isSaved(from: change.since, to: held.state.version) { try put(ReadModel.saved(held.state)) }
    }
    changed.removeAll()
  }

  private func put(_ model: ReadModel) throws { try writer.put(model.key, model.value) }
}
