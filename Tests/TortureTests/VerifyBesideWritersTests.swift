import EventStore
import Foundation
import GRDB
import KoufenTesting
import Ledger
import LedgerDomain
import LedgerFormat
import SQLiteEventStore
import Synchronization
import Testing

@Suite("Verifying beside a writer")
struct VerifyBesideWritersTests {
  /// A store of so many providers, and how often it is verified.
  struct Size: Sendable, CustomTestStringConvertible {
    let providers: Int
    let rounds: Int

    var testDescription: String { "\(providers) providers" }
  }

  static let sizes = [
    Size(providers: 20, rounds: Torture.rounds(40, long: 200)),
    Size(providers: 5_000, rounds: Torture.rounds(2, long: 200)),
  ]

  /// What is done to the store behind the ledger's back, and put right again.
  static let damages = [
    "UPDATE models SET value = zeroblob(40) WHERE key = 'standing/p-9'",
    "UPDATE events SET line = replace(line, '2011-01-03', '2011-01-02') WHERE position = 2",
    "UPDATE events SET hash = zeroblob(32) WHERE position = 3",
  ]

  @Test("A sound store is never called damaged, and a damaged one always is", arguments: sizes)
  func everyRun(_ size: Size) throws {
    let folder = try TemporaryFolder()
    let store = folder.file("store.db")
    try Self.register(size.providers, store)
    let writer = try Appending(to: store)
    let alarms = try Self.verify(store, size.rounds)
    #expect(alarms == [])
    Torture.count(.verifications, size.rounds)
    Torture.count(.falseAlarms, alarms.count)
    for damage in Self.damages {
      let repair = try Self.damage(store, by: damage)
      let found = try Self.verify(store, max(1, size.rounds / 10))
      #expect(found.count == max(1, size.rounds / 10), "\(damage)")
      Torture.count(.undetectedChanges, max(1, size.rounds / 10) - found.count)
      try repair()
    }
    try writer.end()
    #expect(try Self.verify(store, 1) == [])
  }

  /// Verifies so often, each time as a process that has just begun would; what the runs that found anything found first.
  private static func verify(_ store: String, _ rounds: Int) throws -> [String] {
    try (0..<rounds).compactMap { _ in try StoredBytes.open(store).verify().findings.first?.problem.en }
  }

  private static func register(_ providers: Int, _ store: String) throws {
    let ledger = Ledger(store: try SQLiteEventStore(path: store), rules: try History.rules.get())
    try ledger.write { transaction in
      for number in 0..<providers {
        let json = """
          {"type":"ProviderRegistered","provider":"p-\(number)","at":"2011-01-03","by":"c@channel-expansion",\
          "data":{"name":"n","kind":"thirdParty"}}
          """
        _ = try transaction.submit(
          Draft(json: Array(json.utf8), in: ledger.zone, isLenient: true), now: Instant(seconds: 1_600_000_000))
      }
    }
  }

  /// Changes the store as somebody with the file in hand would; gives what changes it back.
  private static func damage(_ store: String, by sql: String) throws -> () throws -> Void {
    var configuration = Configuration()
    // Whoever appends hardly lets go of the lock, and SQLite gives it to whoever happens to look in between.
    configuration.busyMode = .timeout(120)
    let queue = try DatabaseQueue(path: store, configuration: configuration)
    let guards = try queue.read { db in
      try String.fetchAll(db, sql: "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'events'")
    }
    func edit(_ statements: [String]) throws {
      try queue.inTransaction(.immediate) { db in
        try db.execute(sql: "DROP TRIGGER events_update; DROP TRIGGER events_delete")
        for statement in statements { try db.execute(sql: statement) }
        for statement in guards { try db.execute(sql: statement) }
        return .commit
      }
    }
    try queue.inTransaction(.immediate) { db in
      try db.execute(
        sql: """
          CREATE TEMP TABLE old_events AS SELECT position, line, hash FROM events WHERE position IN (2, 3);
          CREATE TEMP TABLE old_models AS SELECT key, value FROM models WHERE key = 'standing/p-9'
          """)
      return .commit
    }
    try edit([sql])
    return {
      try edit([
        "UPDATE events SET line = (SELECT line FROM old_events o WHERE o.position = events.position), "
          + "hash = (SELECT hash FROM old_events o WHERE o.position = events.position) WHERE position IN (2, 3)",
        "UPDATE models SET value = (SELECT value FROM old_models) WHERE key = (SELECT key FROM old_models)",
      ])
    }
  }
}

/// One event appended after the other on a thread of its own, begun before the test goes on.
private final class Appending: Sendable {
  private let isOver = Flag()
  private let failure = Mutex<(any Error)?>(nil)
  private let begun = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)

  init(to store: String) throws {
    let ledger = Ledger(store: try SQLiteEventStore(path: store), rules: try History.rules.get())
    let thread = Thread { [self] in
      do {
        var count = 0
        while !isOver.isRaised {
          let draft = try Crowd.draft(
            provider: "p-\(count % 7)", ticket: "t-\(count)", id: History.id(count), ledger.zone)
          _ = try ledger.write { try $0.submit(draft, now: Instant(seconds: 1_700_000_000)) }
          count += 1
          if count == 1 { begun.signal() }
        }
      } catch {
        failure.withLock { $0 = error }
        begun.signal()
      }
      ended.signal()
    }
    thread.start()
    begun.wait()
  }

  /// Ends it; throws what ended it before.
  func end() throws {
    isOver.raise()
    ended.wait()
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
