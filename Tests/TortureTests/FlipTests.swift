import EventStore
import Foundation
import GRDB
import KoufenTesting
import Ledger
import LedgerDomain
import LedgerTesting
import SQLiteEventStore
import Testing

@Suite("Changed bytes")
struct FlipTests {
  /// Where bytes are changed.
  enum Place: CaseIterable {
    case anywhere, header, pageHeaders, line, hash, pages, end
  }

  @Test("Verifying notices every change of the file that changes what is stored", arguments: Place.allCases)
  func everyChangeIsNoticed(_ place: Place) throws {
    let stored = try StoredBytes.termination.get()
    let folder = try TemporaryFolder()
    var random = SplitMix64(seed: Place.allCases.firstIndex(of: place)!)
    var verdicts: [StoredBytes.Verdict: Int] = [:]
    for round in 0..<Torture.rounds(100, long: 20_000) {
      let change = Change.random(place, round, stored.bytes, &random)
      let changed = change.apply(to: stored.bytes)
      if changed == stored.bytes { continue }
      let verdict = try stored.verdict(on: changed, in: folder)
      #expect(verdict != .undetected, "\(place): \(change)")
      verdicts[verdict, default: 0] += 1
    }
    #expect(verdicts[.noticed, default: 0] > 0)
    Torture.count(.bytesFlipped, verdicts.values.reduce(0, +))
    Torture.count(.undetectedChanges, verdicts[.undetected, default: 0])
  }

  @Test("Every row that is edited behind the triggers' back is noticed", arguments: edits)
  func everyEditIsNoticed(_ sql: String) throws {
    let verdict = try verdict(after: sql)
    #expect(verdict == .noticed)
    Torture.count(.undetectedChanges, verdict == .undetected ? 1 : 0)
  }

  static let edits = [
    "UPDATE events SET line = replace(line, '\"charged\":20', '\"charged\":10') WHERE line LIKE '%\"charged\":20%'",
    "UPDATE events SET line = line || ' ' WHERE position = 7",
    "UPDATE events SET hash = randomblob(32) WHERE position = 7",
    "UPDATE events SET hash = (SELECT hash FROM events WHERE position = 8) WHERE position = 7",
    "UPDATE events SET type = 'HelpAnswered' WHERE position = 7",
    "UPDATE events SET id = NULL WHERE position = 1",
    "UPDATE events SET id = '0190c0de-0000-7000-8000-ffffffffffff' WHERE position = 1",
    "UPDATE events SET version = version + 1000 WHERE position = (SELECT max(position) FROM events)",
    "UPDATE events SET position = position + 1000 WHERE position = (SELECT max(position) FROM events)",
    "UPDATE events SET stream = 1 + stream % 2, version = version + 1000 WHERE position = 20",
    "UPDATE streams SET name = 'someone-else' WHERE key = 1",
    "DELETE FROM events WHERE position = 7",
    "DELETE FROM events WHERE position = (SELECT max(position) FROM events)",
    "DELETE FROM events",
    "DELETE FROM streams WHERE key = 1",
    "DELETE FROM models WHERE key = (SELECT min(key) FROM models)",
    "UPDATE models SET value = CAST(replace(CAST(value AS TEXT), '20', '10') AS BLOB)",
    "INSERT INTO models (key, value) VALUES ('standing/nobody', x'7b7d')",
    "INSERT INTO streams (name) VALUES ('nobody')",
  ]

  @Test("Columns that hold nothing where something must stand are noticed, and end no process", arguments: emptied)
  func emptyColumnsAreNoticed(_ table: String, _ column: String) throws {
    let sql = """
      PRAGMA writable_schema = 1;
      UPDATE sqlite_schema SET sql = replace(replace(sql, 'STRICT', ''), 'NOT NULL', '') WHERE name = '\(table)';
      PRAGMA writable_schema = RESET;
      UPDATE \(table) SET \(column) = NULL WHERE rowid = 7 OR \(column) = (SELECT min(\(column)) FROM \(table));
      """
    let verdict = try StoredBytes.termination.get().verdict(onFile: edited(sql).file("store.db"))
    #expect(verdict == .noticed)
  }

  static let emptied = [
    ("events", "stream"), ("events", "version"), ("events", "type"), ("events", "hash"), ("events", "line"),
    ("streams", "name"),
  ]

  @Test("A store that lost a guard of its log is noticed", arguments: guards)
  func everyGuardIsMissed(_ sql: String) throws {
    let verdict = try StoredBytes.termination.get().verdict(onFile: edited(sql, keepsTriggers: true).file("store.db"))
    #expect(verdict == .noticed)
  }

  static let guards = [
    "DROP TRIGGER events_update", "DROP TRIGGER events_delete", "DROP TRIGGER streams_update",
    "DROP TRIGGER streams_delete", "DROP INDEX events_by_id",
    "DROP TRIGGER events_update; CREATE TRIGGER events_update BEFORE UPDATE ON events BEGIN SELECT 1; END",
  ]

  @Test("A log cut at its end, its read models made anew, is told by the seal")
  func cutEndIsSealed() throws {
    let stored = try StoredBytes.termination.get()
    let sql = """
      DELETE FROM events WHERE position >= (SELECT max(position) FROM events WHERE line LIKE '%"cause":null%');
      """
    let folder = try edited(sql)
    let path = folder.file("store.db")
    _ = try Ledger(store: SQLiteEventStore(path: path), rules: History.rules.get()).rebuild()
    let zone = try History.rules.get().zone
    let seal = try Seal(parsing: stored.seal, in: zone)
    #expect(stored.verdict(onFile: path) == .undetected)
    #expect(stored.verdict(onFile: path, seal: seal) == .noticed)
  }

  @Test("A log written anew with other points, every hash made to fit, is not imported: its rulebook draws others")
  func rewrittenPointsAreRefused() throws {
    let stored = try StoredBytes.termination.get()
    var lines = try Forgery.rewrite(stored.export, replacing: "\"charged\":20", with: "\"charged\":10")[...]
    let ledger = Ledger(store: InMemoryEventStore(), rules: try History.rules.get())
    #expect(throws: ImportError.self) { try ledger.importLog(mayLackSeal: true) { lines.popFirst() } }
    #expect(try ledger.head() == 0)
  }

  @Test("A log written anew from an edited event on, every hash made to fit, is told by the seal")
  func rewriteIsSealed() throws {
    let stored = try StoredBytes.termination.get()
    let rules = try History.rules.get()
    let folder = try TemporaryFolder()
    let path = folder.file("rewritten.db")
    let forged = try Forgery.rewrite(stored.export, replacing: "\"reason\":\"", with: "\"reason\":\"so ")
    let ledger = Ledger(store: try SQLiteEventStore(path: path), rules: rules)
    var lines = forged[...]
    _ = try ledger.importLog(mayLackSeal: true) { lines.popFirst() }
    let seal = try Seal(parsing: stored.seal, in: rules.zone)
    #expect(stored.verdict(onFile: path) == .undetected)
    #expect(stored.verdict(onFile: path, seal: seal) == .noticed)
  }

  @Test("An export with any byte changed is not imported, or comes to the same log")
  func changedExportIsRefused() throws {
    let stored = try StoredBytes.termination.get()
    let rules = try History.rules.get()
    let whole = stored.export.flatMap { $0 + [UInt8(ascii: "\n")] }
    var random = SplitMix64(seed: 11)
    for _ in 0..<Torture.rounds(40, long: 4_000) {
      var changed = whole
      changed[random.below(changed.count)] ^= 1 << UInt8(random.below(8))
      var lines = changed.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)[...]
      if lines.last == [] { lines.removeLast() }
      let ledger = Ledger(store: InMemoryEventStore(), rules: rules)
      do {
        _ = try ledger.importLog(mayLackSeal: true) { lines.popFirst() }
        // A hash may be written in capitals.
        #expect(try ledger.exported() == stored.export)
      } catch is ImportError {
        #expect(try ledger.head() == 0)
      }
    }
  }

  private func verdict(after sql: String) throws -> StoredBytes.Verdict {
    try StoredBytes.termination.get().verdict(onFile: edited(sql).file("store.db"))
  }

  /// A store edited by someone who knows SQLite.
  private func edited(_ sql: String, keepsTriggers: Bool = false) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Data(StoredBytes.termination.get().bytes).write(to: URL(filePath: folder.file("store.db")))
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: folder.file("store.db"), configuration: configuration)
    try queue.inDatabase { db in
      let triggers = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
      for trigger in triggers where !keepsTriggers { try db.execute(sql: "DROP TRIGGER \(trigger["name"] as String)") }
      try db.execute(sql: sql)
      for trigger in triggers where !keepsTriggers { try db.execute(sql: trigger["sql"] as String) }
    }
    try queue.close()
    return folder
  }
}
