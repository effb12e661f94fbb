import EventStore
import Foundation
import LedgerDomain
import LedgerFormat
import LedgerTesting
import PostgresEventStore
import PostgresTesting
import SQLiteEventStore
import Testing

@testable import Ledger

/// The same submissions at the same times: whatever a store is made of, the ledger in it is the same, byte for byte.
@Suite("Stores are equal", .enabled(if: PostgresCluster.isInstalled, "NOT TESTED: no PostgreSQL"))
struct StoreEquivalenceTests {
  /// A store, and where its file is.
  private struct Trial {
    let name: String
    let store: any EventStore
  }

  private func trials(pooled: Bool, _ body: ([Trial]) throws -> Void) throws {
    let cluster = try #require(PostgresCluster.ofRun)
    let address = try PostgresAddress(cluster.address(of: PostgresCluster.freshName()))
    _ = try PostgresEventStore.create(at: address)
    let file = FileManager.default.temporaryDirectory.appending(path: "koufen-\(UUID().uuidString).db").path
    defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + suffix) } }
    var trials = [
      Trial(name: "memory", store: InMemoryEventStore()),
      Trial(name: "SQLite", store: try SQLiteEventStore(path: file)),
      Trial(name: "PostgreSQL", store: PostgresEventStore(address)),
    ]
    if pooled, let pooler = Pooler.ofRun {
      let ledger = try LedgerOfATest()
      trials.append(Trial(name: "PostgreSQL through pgbouncer", store: try ledger.store(by: pooler.folder)))
    }
    try body(trials)
  }

  /// What a ledger says while a history is played on it, and what it is in the end.
  private func played(_ actions: [RandomHistory.Action], seed: Int, on store: any EventStore) throws -> [String] {
    var said: [String] = []
    var random = SplitMix64(seed: UInt64(seed))
    var clock = time("2011-01-04")
    var ledger = Ledger(store: store, rules: BuiltIn.rules)
    for (number, action) in actions.enumerated() {
      if random.chance(3) { ledger = Ledger(store: store, rules: BuiltIn.rules) }
      if number % 40 == 39 { try ledger.write { try RuledHistory.publish(number / 40, false, clock, in: $0) } }
      switch action {
      case .submit(let submission, let recordedAt):
        clock = max(clock, recordedAt)
        let id = "0190c0de-0000-7000-8000-" + String(repeating: "0", count: 9) + (number + 100).description
        let draft = Draft(
          id: random.chance(30) ? (random.chance(20) ? id.uppercased() : id) : nil, provider: submission.provider,
          at: submission.at, by: submission.by, fact: submission.fact)
        if random.chance(10) { said.append(outcome { try ledger.submit(draft, now: clock, keeping: false) }) }
        said.append(outcome { try ledger.submit(draft, now: clock) })
        if draft.id != nil, random.chance(30) { said.append(outcome { try ledger.submit(draft, now: clock) }) }
      case .sweep(let last):
        clock = max(clock, ledger.zone.instant(last.adding(days: 1)))
        try ledger.run(.sweep(through: last), portionsOf: 1 + seed % 3, clock: { clock })
      case .closeYear(let year):
        clock = max(clock, time("\(year + 1)-01-01"))
        try ledger.run(.yearEnd(year), portionsOf: 1 + seed % 3, clock: { clock })
      }
      if random.chance(2) { said.append("\(try ledger.rebuild())") }
    }
    return try said + state(ledger, clock)
  }

  private func outcome(_ body: () throws -> Receipt) -> String {
    do {
      let receipt = try body()
      return receipt.events.map { String(decoding: $0.line, as: UTF8.self) }.joined() + "\(receipt.isRepeat)"
    } catch {
      return "\(error)"
    }
  }

  private func state(_ ledger: Ledger, _ clock: Instant) throws -> [String] {
    var lines: [String] = []
    try ledger.export { lines.append(String(decoding: $0, as: UTF8.self)) }
    let proof = try ledger.verify()
    lines += ["\(proof.isSound) \(proof.logDigest.hex) \(proof.modelDigest.hex)", try ledger.seal(now: clock).root.hex]
    let head = try ledger.head()
    var questions = [StandingQuestion()]
    try ledger.events(EntrySelection()) { recorded in
      guard recorded.event.position % max(1, head / 3) == 0 else { return true }
      questions.append(StandingQuestion(knownAt: recorded.event.recordedAt))
      questions.append(
        StandingQuestion(asOf: ledger.zone.date(of: recorded.event.at), knownAt: recorded.event.recordedAt))
      return true
    }
    for question in questions {
      lines += try ledger.standings(question, now: clock).map { $0.jsonText(in: ledger.zone) }
      lines += try RandomHistory.providers.map {
        try ledger.standing(of: $0, question, now: clock).jsonText(in: ledger.zone)
      }
    }
    return lines
  }

  /// More than a few in the torture.
  static let seeds = 1...(ProcessInfo.processInfo.environment["KOUFEN_TORTURE"] == "long" ? 1000 : 4)

  @Test(
    "Random histories on each store: equal receipts, refusals, logs, roots, digests and standings", arguments: seeds)
  func equal(_ seed: Int) throws {
    var history = RandomHistory(seed: seed)
    history.signsAgreements = true
    var actions: [RandomHistory.Action] = []
    _ = history.play(120) { _, action, _, _ in actions.append(action) }
    try trials(pooled: seed % 4 == 1) { trials in
      let expected = try played(actions, seed: seed, on: trials[0].store)
      for trial in trials.dropFirst() {
        let found = try played(actions, seed: seed, on: trial.store)
        #expect(found.count == expected.count, "\(trial.name)")
        for (index, pair) in zip(found, expected).enumerated() where pair.0 != pair.1 {
          Issue.record("\(trial.name) at \(index): expected \(pair.1), found \(pair.0)")
          break
        }
      }
    }
  }
}
