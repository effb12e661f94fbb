import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import SQLiteEventStore

/// What is wrong with a store, found without the ledger's own verification; nothing is trusted that can be computed.
struct StoreCheck {
  private(set) var problems: [String] = []
  /// The lines of the log.
  private(set) var lines: [[UInt8]] = []
  private var models: [String: [UInt8]] = [:]
  private let rules: Rules
  private let sweptThrough: LocalDate?

  /// Checks the chain and the density, and that replaying the facts in memory makes the same log and read models.
  ///
  /// - Parameters:
  ///   - sweptThrough: the day through which was swept; nil for the one before the sweep.
  ///   - replays: false where the log is compared with one known to be right.
  init(_ ledger: Ledger, sweptThrough: LocalDate? = nil, replays: Bool = true) throws {
    rules = ledger.rules
    self.sweptThrough = sweptThrough
    try readChain(ledger.store)
    models = try ledger.snapshot().models
    let verification = try ledger.verify()
    problems += verification.findings.map { "verify: \($0.problem.en)" }
    if replays { try replay() }
  }

  private mutating func readChain(_ store: any EventStore) throws {
    var heads: [String: StreamHead] = [:]
    var ids: Set<String> = []
    var lines: [[UInt8]] = []
    var problems: [String] = []
    try store.read { reader in
      try reader.scan(EntrySelection()) { entry in
        let last = heads[entry.stream] ?? StreamHead(stream: entry.stream, version: 0, hash: .zero)
        let hash = Chain.hash(after: last.hash, line: entry.line)
        if !entry.hash.elementsEqual(hash.bytes) { problems.append("\(entry.position): hash") }
        if entry.position != lines.count + 1 { problems.append("\(entry.position): position") }
        if entry.version != last.version + 1 { problems.append("\(entry.position): version") }
        if let id = entry.id.map({ String(decoding: $0, as: UTF8.self) }), !ids.insert(id).inserted {
          problems.append("\(entry.position): id twice")
        }
        heads[entry.stream] = StreamHead(stream: entry.stream, version: entry.version, hash: hash)
        lines.append(Array(entry.line))
        return true
      }
      if try reader.lastPosition() != lines.count { problems.append("head") }
    }
    self.lines = lines
    self.problems += problems
  }

  /// Hands every fact in again, and every sweep and year end, as the log says they came.
  private mutating func replay() throws {
    let replayed = Ledger(store: InMemoryEventStore(), rules: rules)
    let events = try lines.map { try $0.withUnsafeBytes { try Event(line: $0, in: rules.zone) } }
    var done = 0
    while done < events.count {
      let next = try replayed.write { try take(events[done...], lines[done], $0) }
      guard !next.isEmpty, next.map(\.line) == Array(lines[done...].prefix(next.count)) else {
        problems.append("\(done + 1): \(events[done].type) does not come to what the log says")
        return
      }
      done += next.count
    }
    if try replayed.snapshot().models != models { problems.append("read models differ from those of a replay") }
  }

  /// The events that one transaction's beginning leads to.
  private func take(
    _ events: ArraySlice<Event>, _ line: [UInt8], _ transaction: LedgerTransaction
  ) throws -> [RecordedEvent] {
    let first = events[events.startIndex]
    if case .fact = first.body {
      return try transaction.submit(Draft(logLine: line, in: rules.zone), now: first.recordedAt).events
    }
    for event in events.prefix(while: { $0.recordedAt == first.recordedAt }) {
      if case .consequence(.yearClosed(let closed)) = event.body {
        return try transaction.closeYear(closed.year, now: first.recordedAt)
      }
      if case .fact = event.body { break }
    }
    let last = sweptThrough ?? rules.zone.date(of: first.recordedAt).adding(days: -1)
    return try transaction.sweep(through: last, now: first.recordedAt)
  }
}

extension Draft {
  /// The event as it was handed in, from its line in the log.
  init(logLine line: [UInt8], in zone: Zone) throws {
    self = try Draft(json: Array(JSON(logLine: line).text.utf8), in: zone)
  }
}
