import EventStore
import EventStoreTesting
import Foundation
import PostgresEventStore
import PostgresTesting
import Testing

/// What the database itself refuses, and what is found where somebody took its guards away.
@Suite("Rights and guards in PostgreSQL", .enabled(if: PostgresCluster.isInstalled, "NOT TESTED: no PostgreSQL"))
struct RightsTests {
  private static let hash = "sha256('\\x01' || decode(repeat('00', 32), 'hex') || int8send(2) || '{}')"
  private static let append = "SELECT L.append(2, '{1}', '{3}', '{T}', '{NULL}', ARRAY[\(hash)], ARRAY['{}'::bytea])"

  /// Who tries what; `superuser` is one.
  static let forbidden: [(role: String, statement: String)] = [
    ("reader", "INSERT INTO L.events VALUES (3, 1, 3, 'T', NULL, decode(repeat('00', 32), 'hex'), '{}')"),
    ("reader", "SELECT * FROM L.open_gate()"), ("reader", append), ("reader", "SELECT * FROM L.ledger FOR UPDATE"),
    ("reader", "UPDATE L.ledger SET generation = 7"), ("reader", "SELECT L.put('{k}', '{v}')"),
    ("ingest", "INSERT INTO L.events VALUES (3, 1, 3, 'T', NULL, decode(repeat('00', 32), 'hex'), '{}')"),
    ("ingest", "UPDATE L.events SET line = '{}'"), ("ingest", "DELETE FROM L.events"), ("ingest", "TRUNCATE L.events"),
    ("ingest", "INSERT INTO L.models VALUES (1, 'k', 'v')"), ("ingest", "SELECT L.begin_staging()"),
    ("ingest", "DROP TABLE L.events"), ("ingest", "ALTER TABLE L.events DISABLE TRIGGER ALL"), ("ingest", append),
    ("ingest", "SELECT L.set_closed('elsewhere')"), ("ingest", "SELECT L.adopt()"),
    ("keeper", "UPDATE L.streams SET name = 'x'"), ("keeper", "DELETE FROM L.models"),
    ("keeper", "CREATE TABLE L.x (a int)"),
    ("superuser", "UPDATE L.events SET line = '{}'"), ("superuser", "DELETE FROM L.events WHERE position = 2"),
    ("superuser", "TRUNCATE L.events"), ("superuser", "DELETE FROM L.streams"),
    ("superuser", "SET session_replication_role = replica; UPDATE L.events SET line = '{}'"),
    ("superuser", "SET session_replication_role = replica; DELETE FROM L.streams"), ("superuser", append),
    ("superuser", "SELECT L.append(1, '{1}', '{2}', '{T}', '{NULL}', ARRAY[\(hash)], ARRAY['{}'::bytea])"),
    ("superuser", "SELECT L.append(2, '{9}', '{1}', '{T}', '{NULL}', ARRAY[\(hash)], ARRAY['{}'::bytea])"),
    ("superuser", "SELECT L.append(2, '{1}', '{4}', '{T}', '{NULL}', ARRAY[\(hash)], ARRAY['{}'::bytea])"),
    ("superuser", "SELECT L.append(2, '{1,1}', '{3}', '{T}', '{NULL}', ARRAY[\(hash)], ARRAY['{}'::bytea])"),
    ("superuser", "SELECT L.add_streams(0, '{x}')"),
  ]

  @Test(
    "Nobody changes or removes an event, goes past the functions, or appends what does not follow", arguments: forbidden
  )
  func refused(_ role: String, _ statement: String) throws {
    let ledger = try LedgerOfATest()
    let store = try ledger.store()
    try store.append("a", "a")
    let before = try store.read { try $0.entries() }
    let user = try role == "superuser" ? "postgres" : ledger.user(role)
    #expect(throws: (any Error).self) { try ledger.psql(statement, as: user) }
    #expect(try store.read { try $0.entries() } == before)
    #expect(try store.read { try $0.damage() } == [])
  }

  @Test("Each role does what it is for, and is told what it may not")
  func roles() throws {
    let ledger = try LedgerOfATest()
    try ledger.store().append("a")
    let (reader, ingest, keeper) = (
      try ledger.store(as: ledger.user("reader")), try ledger.store(as: ledger.user("ingest")),
      try ledger.store(as: ledger.user("keeper"))
    )
    #expect(try reader.read { try $0.entries().count } == 1)
    forbids { try reader.append("a") }
    forbids { _ = try reader.beginStaging() }
    try ingest.append("a", "b")
    forbids { _ = try ingest.beginStaging() }
    try keeper.append("a")
    let staging = try keeper.beginStaging()
    try staging.stage([ReadModel(key: "k", value: [1])])
    try keeper.write { try $0.swapIn(staging) }
    for store in [reader, ingest, keeper] {
      #expect(try store.read { try $0.value("k") } == [1])
      #expect(try store.read(inParts: 2) { try $0.inParts(2) { try $1.lastPosition() } } == [4, 4])
      #expect(try store.read { try $0.damage() } == [])
    }
    let stranger = "u_\(ledger.name)"
    try ledger.cluster.psql("CREATE ROLE \(stranger) LOGIN")
    forbids { _ = try ledger.store(as: stranger).read { try $0.lastPosition() } }
  }

  private func forbids(_ body: () throws -> Void, sourceLocation: SourceLocation = #_sourceLocation) {
    do {
      try body()
      Issue.record("expected it to be forbidden", sourceLocation: sourceLocation)
    } catch StoreError.forbidden {
    } catch {
      Issue.record("expected it to be forbidden, found \(error)", sourceLocation: sourceLocation)
    }
  }

  @Test(
    "What a superuser took away or slipped in is named",
    arguments: [
      "ALTER TABLE L.events DISABLE TRIGGER append_only", "ALTER TABLE L.events ENABLE TRIGGER append_only",
      "DROP TRIGGER append_only ON L.streams", "DROP INDEX L.events_by_id",
      "ALTER TABLE L.events DROP CONSTRAINT events_stream_version_key",
      "ALTER TABLE L.events DROP CONSTRAINT events_hash_check",
      "CREATE OR REPLACE FUNCTION L.refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$ BEGIN RETURN NULL; END $$",
      "ALTER FUNCTION L.append(bigint, integer[], integer[], text[], text[], bytea[], bytea[]) SECURITY INVOKER",
      "ALTER FUNCTION L.put(text[], bytea[]) RESET search_path", "GRANT INSERT ON L.events TO PUBLIC",
      "GRANT EXECUTE ON FUNCTION L.put(text[], bytea[]) TO PUBLIC", "ALTER TABLE L.events OWNER TO postgres",
      "CREATE RULE r AS ON INSERT TO L.events DO INSTEAD NOTHING", "ALTER TABLE L.events SET UNLOGGED",
      "CREATE TRIGGER t BEFORE INSERT ON L.events FOR EACH ROW EXECUTE FUNCTION L.refuse()",
      "ALTER TABLE L.events ENABLE ROW LEVEL SECURITY",
      "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'L.events_by_id'::regclass",
      "DROP TABLE L.models", "DROP TABLE L.events CASCADE", "GRANT \"koufen_NAME_owner\" TO pg_monitor",
      "GRANT \"koufen_NAME_owner\" TO pg_monitor WITH ADMIN OPTION", "ALTER ROLE \"koufen_NAME_owner\" LOGIN",
      "GRANT INSERT (position, stream, version, type, id, hash, line) ON L.events TO pg_monitor",
      "GRANT CREATE ON SCHEMA \"NAME\" TO pg_monitor",
      "DROP INDEX L.events_by_id; CREATE UNIQUE INDEX events_by_id ON L.events (position) WHERE id IS NOT NULL",
      "CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OF position OR DELETE OR TRUNCATE ON L.events FOR EACH STATEMENT EXECUTE FUNCTION L.refuse(); ALTER TABLE L.events ENABLE ALWAYS TRIGGER append_only",
      "CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON L.events FOR EACH STATEMENT WHEN (current_user <> 'mallory') EXECUTE FUNCTION L.refuse(); ALTER TABLE L.events ENABLE ALWAYS TRIGGER append_only",
      "CREATE SCHEMA e_NAME; CREATE FUNCTION e_NAME.refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON L.streams FOR EACH STATEMENT EXECUTE FUNCTION e_NAME.refuse(); ALTER TABLE L.streams ENABLE ALWAYS TRIGGER append_only",
    ])
  func damage(_ statement: String) throws {
    let ledger = try LedgerOfATest()
    let store = try ledger.store()
    try store.append("a")
    #expect(try store.read { try $0.damage() } == [])
    try ledger.psql(statement.replacing("NAME", with: ledger.name))
    let found = try store.read { try $0.damage() }
    #expect(!found.isEmpty)
    #expect(
      found.allSatisfy {
        $0.hasSuffix("the ledger no longer has this") || $0.hasSuffix("the ledger was not made with this")
      })
  }

  @Test("Objects of the same names in pg_temp, in public and in the user's own schema are in nobody's way")
  func hostileObjects() throws {
    let ledger = try LedgerOfATest()
    let user = try ledger.user("ingest")
    let objects = """
      CREATE FUNCTION public.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT ''x''::bytea';
      CREATE FUNCTION public.int8send(bigint) RETURNS bytea LANGUAGE sql AS 'SELECT ''x''::bytea';
      CREATE SCHEMA "\(user)" AUTHORIZATION \(user); CREATE TABLE "\(user)".ledger (one boolean);
      CREATE TABLE "\(user)".events (position bigint); CREATE TABLE "\(user)".streams (key int);
      ALTER ROLE \(user) SET search_path = pg_temp, "\(user)", public, pg_catalog;
      """
    try ledger.cluster.psql(objects)
    defer { _ = try? ledger.cluster.psql("DROP FUNCTION public.sha256(bytea); DROP FUNCTION public.int8send(bigint)") }
    let store = try ledger.store(as: user)
    try store.append("a", "b", "a")
    #expect(try store.read { try $0.entries().map(\.position) } == [1, 2, 3])
    #expect(try store.read { try $0.damage() } == [])
  }

  @Test("Several who make the same ledger at the same time all find it made, and so does whoever makes it again")
  func madeTogether() async throws {
    let cluster = try #require(PostgresCluster.ofRun)
    let address = try PostgresAddress(cluster.address(of: PostgresCluster.freshName()))
    let made = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<6 { group.addTask { try PostgresEventStore.create(at: address) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(made.count { $0 } == 1)
    #expect(try !PostgresEventStore.create(at: address))
    #expect(try PostgresEventStore.upgrade(at: address) == (1, 1))
    #expect(try PostgresEventStore(address).read { try $0.damage() } == [])
  }

  @Test("An administrator who is no superuser makes a ledger, uses it, and does not own it")
  func administrator() throws {
    let cluster = try #require(PostgresCluster.ofRun)
    let name = PostgresCluster.freshName()
    try cluster.makeAdministrator("a_" + name)
    let address = try PostgresAddress(cluster.address(of: name, as: "a_" + name))
    #expect(try PostgresEventStore.create(at: address))
    let store = PostgresEventStore(address)
    try store.append("a")
    #expect(try store.read { try $0.damage() } == [])
    #expect(throws: (any Error).self) { try cluster.psql("DROP TABLE \"\(name)\".events", as: "a_" + name) }
  }
}
