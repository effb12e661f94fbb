import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerTesting
import PostgresTesting
import Testing

/// What a superuser changes behind the triggers' back.
@Suite("Changed rows in PostgreSQL", .enabled(if: PostgresCluster.isInstalled, "NOT TESTED: no PostgreSQL"))
struct PostgresFlipTests {
  /// A ledger with the story's log in it, and a copy of its tables beside it.
  private struct Place {
    let ledger: LedgerOfATest
    let seal: Seal

    init() throws {
      ledger = try LedgerOfATest()
      let opened = Ledger(store: try ledger.store(), rules: try History.rules.get())
      for step in try History.termination.get().steps { try step.take(on: opened) }
      seal = try opened.seal(now: Instant(seconds: 1_700_000_000))
      try ledger.psql(
        """
        CREATE TABLE kept_events_\(ledger.name) AS SELECT * FROM L.events;
        CREATE TABLE kept_streams_\(ledger.name) AS SELECT * FROM L.streams;
        CREATE TABLE kept_models_\(ledger.name) AS SELECT * FROM L.models;
        CREATE TABLE kept_ledger_\(ledger.name) AS SELECT * FROM L.ledger;
        """)
    }

    /// Does something with the tables unguarded, and puts the guards back.
    func edit(_ statements: String) throws {
      try ledger.psql(
        """
        ALTER TABLE L.events DISABLE TRIGGER ALL; ALTER TABLE L.streams DISABLE TRIGGER ALL;
        \(statements);
        ALTER TABLE L.events ENABLE ALWAYS TRIGGER append_only; ALTER TABLE L.streams ENABLE ALWAYS TRIGGER append_only;
        """)
    }

    /// Puts everything back as it was.
    func restore() throws {
      try edit(
        """
        DELETE FROM L.events; DELETE FROM L.streams; DELETE FROM L.models;
        INSERT INTO L.events SELECT * FROM kept_events_\(ledger.name);
        INSERT INTO L.streams SELECT * FROM kept_streams_\(ledger.name);
        INSERT INTO L.models SELECT * FROM kept_models_\(ledger.name);
        UPDATE L.ledger SET generation = (SELECT generation FROM kept_ledger_\(ledger.name))
        """)
    }

    /// Whether verifying, with a seal if given, finds something.
    func isNoticed(_ seal: Seal? = nil) throws -> Bool {
      let opened = Ledger(store: try ledger.store(), rules: try History.rules.get())
      do {
        return try !opened.verify(against: seal).isSound
      } catch is StoreError {
        return true
      }
    }
  }

  private static let place = Result { try Place() }

  @Test("Every row that is edited is noticed, and nothing where nothing was")
  func everyEdit() throws {
    let place = try Self.place.get()
    #expect(try !place.isNoticed(place.seal))
    for edit in Self.edits {
      try place.edit(edit)
      let isNoticed = try place.isNoticed()
      #expect(isNoticed, "\(edit)")
      Torture.count(.undetectedChanges, isNoticed ? 0 : 1)
      Torture.count("rows edited in PostgreSQL", 1)
      try place.restore()
    }
    try flips(place)
    try rewrites(place)
    #expect(try !place.isNoticed(place.seal))
  }

  static let edits = [
    "UPDATE L.events SET line = replace(convert_from(line, 'UTF8'), '\"charged\":20', '\"charged\":10')::bytea WHERE position = (SELECT min(position) FROM L.events WHERE position(convert_to('\"charged\":20', 'UTF8') IN line) > 0)",
    "UPDATE L.events SET line = line || ' '::bytea WHERE position = 7",
    "UPDATE L.events SET hash = sha256('x') WHERE position = 7",
    "UPDATE L.events SET hash = (SELECT hash FROM L.events WHERE position = 8) WHERE position = 7",
    "UPDATE L.events SET type = 'HelpAnswered' WHERE position = 7",
    "UPDATE L.events SET id = NULL WHERE position = 1",
    "UPDATE L.events SET id = upper(id) WHERE position = (SELECT min(position) FROM L.events WHERE id <> upper(id))",
    "UPDATE L.events SET id = '0190c0de-0000-7000-8000-ffffffffffff' WHERE position = 1",
    "UPDATE L.events SET version = version + 1000 WHERE position = (SELECT max(position) FROM L.events)",
    "UPDATE L.events SET position = position + 1000 WHERE position = (SELECT max(position) FROM L.events)",
    "UPDATE L.events SET stream = 1 + stream % 2, version = version + 1000 WHERE position = 20",
    "UPDATE L.streams SET name = 'someone-else' WHERE key = 1",
    "DELETE FROM L.events WHERE position = 7",
    "DELETE FROM L.events WHERE position = (SELECT max(position) FROM L.events)",
    "DELETE FROM L.events",
    "DELETE FROM L.streams WHERE key = 1",
    "DELETE FROM L.models WHERE key = (SELECT min(key) FROM L.models)",
    "UPDATE L.models SET value = value || ' '::bytea WHERE key = (SELECT min(key) FROM L.models WHERE key LIKE 'standing/%')",
    "INSERT INTO L.models (generation, key, value) SELECT generation, 'standing/nobody', '{}' FROM L.ledger",
    "UPDATE L.ledger SET generation = 99",
    "INSERT INTO L.streams (key, name) VALUES (99, 'nobody')",
  ]

  /// Single bits of lines and hashes.
  private func flips(_ place: Place) throws {
    var random = SplitMix64(seed: 5)
    let count = Int(try place.ledger.psql("SELECT count(*) FROM L.events")) ?? 0
    for _ in 0..<Torture.rounds(10, long: 1_000) {
      let (position, column) = (1 + random.below(count), random.pick(["line", "hash"]))
      let bit = random.below(1 << 20)
      let flip = """
        UPDATE L.events SET \(column) = set_bit(\(column), \(bit) % (8 * length(\(column))), \
        1 - get_bit(\(column), \(bit) % (8 * length(\(column))))) WHERE position = \(position)
        """
      try place.edit(flip)
      let isNoticed = try place.isNoticed()
      #expect(isNoticed, "bit \(bit) of the \(column) at \(position)")
      Torture.count(.undetectedChanges, isNoticed ? 0 : 1)
      Torture.count("bits flipped in PostgreSQL", 1)
      // A bit is turned back as it was turned.
      try place.edit(flip)
    }
  }

  /// The log cut back, and written anew with all hashes fitting: sound in themselves, and told by the seal.
  private func rewrites(_ place: Place) throws {
    let opened = Ledger(store: try place.ledger.store(), rules: try History.rules.get())
    try place.edit(
      "DELETE FROM L.events WHERE position >= (SELECT max(position) FROM L.events WHERE convert_from(line, 'UTF8') LIKE '%\"cause\":null%')"
    )
    _ = try opened.rebuild()
    #expect(try !place.isNoticed())
    #expect(try place.isNoticed(place.seal))
    try place.restore()
    let forged = try Forgery.rewrite(opened.exported(), replacing: "\"reason\":\"", with: "\"reason\":\"so ")
    let other = try LedgerOfATest()
    var lines = forged[...]
    _ = try Ledger(store: other.store(), rules: History.rules.get()).importLog(mayLackSeal: true) { lines.popFirst() }
    try place.edit(
      """
      DELETE FROM L.events; DELETE FROM L.streams; DELETE FROM L.models;
      INSERT INTO L.events SELECT * FROM "\(other.name)".events;
      INSERT INTO L.streams SELECT * FROM "\(other.name)".streams;
      INSERT INTO L.models SELECT l.generation, m.key, m.value FROM L.ledger l, "\(other.name)".models m
        JOIN "\(other.name)".ledger o ON o.generation = m.generation
      """)
    #expect(try !place.isNoticed())
    #expect(try place.isNoticed(place.seal))
    try place.restore()
  }
}
