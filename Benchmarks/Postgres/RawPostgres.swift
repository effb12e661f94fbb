import EventStore
import Foundation
import PostgresEventStore

/// Statements on plain tables, over the same wire: what the server can do with the same rows, without koufen.
final class RawPostgres {
  /// One row of the log.
  struct Row {
    var position: Int
    var stream: Int
    var version: Int
    var type: String
    var id: String?
    var hash: [UInt8]
    var line: [UInt8]
  }

  let connection: PostgresConnection

  /// Connects to a cluster's database.
  init(_ address: String) throws { connection = try PostgresConnection(PostgresAddress(address)) }

  /// Runs one statement.
  func run(_ sql: String, _ arguments: [Argument] = []) throws {
    connection.ask(sql, arguments)
    try connection.settle()
  }

  /// The one number a query gives.
  func number(_ sql: String) throws -> Int {
    var number = 0
    connection.ask(sql) { number = $0.number(0, 0) ?? 0 }
    try connection.settle()
    return number
  }

  /// Tables with columns and indexes like those of a ledger, and nothing that checks.
  func makeTables() throws {
    for sql in [
      "DROP SCHEMA IF EXISTS raw CASCADE", "CREATE SCHEMA raw",
      """
      CREATE TABLE raw.events (position bigint PRIMARY KEY, stream integer NOT NULL, version integer NOT NULL, \
      type text COLLATE "C" NOT NULL, id text COLLATE "C", hash bytea NOT NULL, line bytea NOT NULL, \
      UNIQUE (stream, version))
      """,
      "CREATE UNIQUE INDEX ON raw.events (id) WHERE id IS NOT NULL",
      "CREATE TABLE raw.models (key text COLLATE \"C\" PRIMARY KEY, value bytea NOT NULL) WITH (fillfactor = 80)",
      "ALTER TABLE raw.models ALTER value SET STORAGE EXTERNAL",
    ] { try run(sql) }
  }

  /// Every row of a log behind a position, read ahead page by page.
  func scan(_ schema: String, after position: Int = 0, _ body: (PostgresResult, Int) -> Void) throws {
    connection.ask("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    connection.ask(
      """
      DECLARE c NO SCROLL CURSOR FOR SELECT position, stream, version, type, id, hash, line FROM \(schema).events \
      WHERE position > $1 ORDER BY position
      """, [.number(position)])
    var arrived: PostgresResult?
    func fetch() { connection.ask("FETCH 1000 FROM c") { arrived = $0 } }
    fetch()
    while true {
      try connection.settle(until: { arrived != nil })
      guard let page = arrived, page.count > 0 else { break }
      arrived = nil
      fetch()
      try connection.flush()
      for row in 0..<page.count { body(page, row) }
    }
    connection.ask("ROLLBACK")
    try connection.settle()
  }

  /// The rows of a log behind a position.
  func rows(_ schema: String, after position: Int = 0) throws -> [Row] {
    var rows: [Row] = []
    try scan(schema, after: position) { page, row in
      rows.append(
        Row(
          position: page.number(row, 0) ?? 0, stream: page.number(row, 1) ?? 0, version: page.number(row, 2) ?? 0,
          type: page.text(row, 3) ?? "", id: page.text(row, 4), hash: page.bytes(row, 5).map(Array.init) ?? [],
          line: page.bytes(row, 6).map(Array.init) ?? []))
    }
    return rows
  }

  /// The standings of a ledger, by the keys of their streams.
  func standings(_ schema: String) throws -> [Int: [UInt8]] {
    var found: [Int: [UInt8]] = [:]
    connection.ask(
      """
      SELECT s.key, m.value FROM \(schema).models m JOIN \(schema).streams s ON m.key = 'standing/' || s.name \
      WHERE m.generation = (SELECT generation FROM \(schema).ledger)
      """
    ) { result in
      for row in 0..<result.count {
        found[result.number(row, 0) ?? 0] = result.bytes(row, 1).map(Array.init) ?? []
      }
    }
    try connection.settle()
    return found
  }

  /// Inserts rows and sets a model of each stream among them, so many in a commit, the next sent while one is done.
  func insert(_ rows: ArraySlice<Row>, _ models: [Int: [UInt8]], perCommit: Int) throws {
    var rest = rows
    while !rest.isEmpty {
      let batch = rest.prefix(perCommit)
      rest = rest.dropFirst(batch.count)
      var positions = Argument.ArrayBuilder(.integer)
      var (streams, versions) = (Argument.ArrayBuilder(.integer), Argument.ArrayBuilder(.integer))
      var (types, ids) = (Argument.ArrayBuilder(.text), Argument.ArrayBuilder(.text))
      var (hashes, lines) = (Argument.ArrayBuilder(.bytes), Argument.ArrayBuilder(.bytes))
      for row in batch {
        positions.add(row.position)
        streams.add(row.stream)
        versions.add(row.version)
        types.add(row.type)
        ids.add(row.id)
        row.hash.withUnsafeBytes { hashes.add($0) }
        row.line.withUnsafeBytes { lines.add($0) }
      }
      let touched = Set(batch.map(\.stream)).sorted()
      connection.ask("BEGIN")
      connection.ask(
        """
        INSERT INTO raw.events (position, stream, version, type, id, hash, line) \
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)
        """,
        [
          positions.argument, streams.argument, versions.argument, types.argument, ids.argument, hashes.argument,
          lines.argument,
        ])
      connection.ask(
        """
        INSERT INTO raw.models SELECT * FROM unnest($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value
        """, [.texts(touched.map { "standing/\($0)" }), .bytes(touched.map { models[$0] ?? [] })])
      connection.ask("COMMIT")
      if perCommit == 1 { try connection.settle() } else { try connection.flush() }
    }
    try connection.settle()
  }

  /// The seconds of a lookup of one standing by its key, one round trip each.
  func lookups(_ schema: String, _ keys: [String]) throws -> [Double] {
    try keys.map { key in
      try Timer.seconds {
        try run(
          """
          SELECT m.value FROM \(schema).models m WHERE m.generation = (SELECT l.generation FROM \(schema).ledger l) \
          AND m.key = $1
          """, [.text("standing/" + key)])
      }
    }
  }
}
