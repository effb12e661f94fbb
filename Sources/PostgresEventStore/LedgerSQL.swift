/// The statements of one ledger, every name written out: a session needs no settings of ours.
struct LedgerSQL: Sendable {
  /// The schema, quoted.
  private let schema: String
  private let ledger: String

  /// - Parameter ledger: its name, which `PostgresAddress` has looked at.
  init(_ ledger: String) {
    self.ledger = ledger
    schema = "\"\(ledger)\""
  }

  /// A text of SQL with the names of the schema and its roles filled in, as psql would.
  func filling(_ bytes: [UInt8]) -> String {
    var text = String(decoding: bytes, as: UTF8.self)
    for (variable, name) in [("ledger", ledger)] + LedgerRole.allCases.map({ ($0.rawValue, $0.name(in: ledger)) }) {
      text = text.replacing(":\"\(variable)\"", with: "\"\(name)\"").replacing(":'\(variable)'", with: "'\(name)'")
    }
    return text
  }

  /// Takes the gate; columns as `head`, and behind them where the log was moved to, and whether commits wait for standbys.
  var openGate: String { "SELECT g.*, \(Self.hasStandbys) FROM \(schema).open_gate(false) g" }

  /// Layout, last stream's key, position, stream, version, type, id, hash and line of the last event, and the lowest layout whose
  /// builds may read this one: NULL where no upgrade has said so, and the column is not there.
  var head: String {
    """
    SELECT l.layout, NULL::int, e.position, (SELECT s.name FROM \(schema).streams s WHERE s.key = e.stream), e.version, \
    e.type, e.id, e.hash, e.line, (pg_catalog.to_jsonb(l) ->> 'readable')::integer FROM \(schema).ledger l \
    LEFT JOIN (SELECT * FROM \(schema).events e ORDER BY e.position DESC LIMIT 1) e ON true
    """
  }

  /// Name, key, version and hash of the last event of the streams named; of one that nobody appended to, nothing's.
  var heads: String {
    """
    SELECT s.name, s.key, e.version, e.hash FROM \(schema).streams s \
    LEFT JOIN LATERAL (SELECT e.version, e.hash FROM \(schema).events e \
    WHERE e.stream = s.key ORDER BY e.version DESC LIMIT 1) e ON true WHERE s.name = ANY ($1)
    """
  }

  /// The same of all streams, in byte order.
  var allHeads: String { heads.replacing(" WHERE s.name = ANY ($1)", with: "") + " ORDER BY s.name" }

  /// The names of all streams, in byte order.
  var streams: String { "SELECT s.name FROM \(schema).streams s ORDER BY s.name" }

  /// Key and name of the streams with these names.
  var keys: String { "SELECT s.key, s.name FROM \(schema).streams s WHERE s.name = ANY ($1)" }

  /// Key and name of the streams with these keys.
  var names: String { "SELECT s.key, s.name FROM \(schema).streams s WHERE s.key = ANY ($1)" }

  /// Key and name of the streams of the first events behind a position.
  var firstNames: String {
    """
    SELECT s.key, s.name FROM \(schema).streams s WHERE s.key IN (SELECT f.stream FROM (SELECT e.stream \
    FROM \(schema).events e WHERE e.position > $1 ORDER BY e.position LIMIT 16) f)
    """
  }

  /// The ids asked, in small letters, and the positions they are at: each looked up by itself, for by its estimate of many
  /// the server would rather walk the log.
  var positions: String {
    """
    SELECT w.id, f.position FROM unnest($1::text[]) w (id) CROSS JOIN LATERAL (SELECT min(e.position + 0) AS position FROM (\
    SELECT e.position FROM \(schema).events e WHERE e.id = w.id UNION ALL SELECT e.position \
    FROM \(schema).events e WHERE e.id <> lower(e.id) AND lower(e.id) = w.id) e) f WHERE f.position IS NOT NULL
    """
  }

  /// Those of the ids that are in use, spelled exactly so.
  var taken: String { "SELECT e.id FROM \(schema).events e WHERE e.id = ANY ($1)" }

  /// Keys and values of read models.
  var values: String { models + " AND m.key = ANY ($1)" }

  /// Keys and values of read models from the first key to before the second.
  var valuesBetween: String { models + " AND m.key >= $1 AND m.key < $2 ORDER BY m.key" }

  private var models: String {
    "SELECT m.key, m.value FROM \(schema).models m WHERE m.generation = (SELECT l.generation FROM \(schema).ledger l)"
  }

  /// Events; conditions follow.
  var events: String {
    "SELECT e.position, e.stream, e.version, e.type, e.id, e.hash, e.line FROM \(schema).events e WHERE e.position > $1"
  }

  /// Heads, values, positions and tails in one, by plans that are kept: what a writer asks before it decides, and a reader who
  /// asks little.
  var look: String { "SELECT * FROM \(schema).look($1, $2, $3, $4, $5, $6::int)" }

  /// A condition on the one stream with the name in this argument.
  func isOfStream(_ argument: Int) -> String {
    "e.stream = (SELECT s.key FROM \(schema).streams s WHERE s.name = $\(argument))"
  }

  /// The hash and the id of the event at a position.
  var mark: String { "SELECT e.hash, e.id FROM \(schema).events e WHERE e.position = $1" }

  /// The generation of read models in use.
  var generation: String { "SELECT l.generation FROM \(schema).ledger l" }

  /// Whether commits wait for standbys, and this is no standby itself.
  let isFollowed = "SELECT \(hasStandbys) AND NOT pg_catalog.pg_is_in_recovery()"

  private static let hasStandbys = "pg_catalog.current_setting('synchronous_standby_names') <> ''"

  /// What tells the ledger from every other.
  var identity: String { "SELECT l.identity::text FROM \(schema).ledger l" }

  /// Where the log was moved to.
  var closed: String { "SELECT l.closed FROM \(schema).ledger l" }

  /// The layout, and what a function gives that changes the ledger as a whole: in a layout that this build does not know it is not
  /// called.
  func change(_ function: String) -> String {
    """
    SELECT l.layout, CASE WHEN l.layout <= \(PostgresSchema.layout) THEN \(schema).\(function) END FROM \(schema).ledger l
    """
  }

  /// A call of one of the ledger's functions.
  func call(_ function: String) -> String { "SELECT \(schema).\(function)" }
}

/// What a role of a ledger may do.
enum LedgerRole: String, CaseIterable {
  /// Owns everything; nobody works as it.
  case owner
  /// Reads.
  case reader
  /// Reads and appends.
  case ingest
  /// Reads, appends and rebuilds.
  case keeper

  /// The role that may do what the server, by its words, refuses; nil for what none of them may, such as making a schema.
  init?(wantedFor words: String) {
    let named = words.split { !$0.isLetter && $0 != "_" }.map(String.init)
    let rights: [(LedgerRole, [String])] = [
      (.keeper, ["begin_staging", "stage", "swap", "sweep_models", "set_closed", "adopt"]),
      (.ingest, ["open_gate", "add_streams", "append", "put", "remove"]),
      (.reader, ["barrier", "look", "ledger", "events", "streams", "models", "log"]),
    ]
    guard words.hasPrefix("permission denied"), let last = named.last else { return nil }
    let isSchema = words.hasPrefix("permission denied for schema")
    guard let role = isSchema ? .reader : rights.first(where: { $0.1.contains(last) })?.0 else { return nil }
    self = role
  }

  /// Its name in the cluster.
  func name(in ledger: String) -> String { "koufen_\(ledger)_\(rawValue)" }
}
