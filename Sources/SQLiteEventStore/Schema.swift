import EventStore
import GRDB
import GRDBSQLite

/// The store's tables, and the marks by which a file is known to be one.
enum Schema {
  /// "kfen" as SQLite's application id.
  static let applicationID = 0x6B66_656E
  /// Memory for pages read, in KiB: a provider's events lie far apart in the file.
  static let cacheKilobytes = 12_000
  /// The same for a reader that goes through the file once, from its start to its end.
  static let scanCacheKilobytes = 4_000
  /// The layout this build reads and writes.
  static let version = 1

  /// How many marks there are by which stores of one layout are told apart; `user_version` holds both, below 2^31.
  private static let marks = 1 << 23

  /// The mark that tells a file from the others, in a `user_version`; 0 in stores made before there were any.
  static func mark(_ userVersion: Int) -> Int { userVersion >> 8 }

  /// Opens the tables, and makes them where they are not there and that is wanted.
  static func open(_ db: Database, _ mode: SQLiteEventStore.Mode) throws {
    try db.execute(sql: "PRAGMA cache_size = -\(cacheKilobytes)")
    let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
    let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let found = (try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0) & 0xFF
    if isEmpty && application == 0 {
      guard mode.mayMake else { throw StoreError.damaged("the file is empty: it holds no store") }
      try setDurability(db)
      return try create(db)
    }
    guard application == applicationID else { throw StoreError.damaged("the file is not a koufen store") }
    guard found <= version else { throw StoreError.newer(found: found, known: version) }
    if mode != .readOnly {
      try setDurability(db)
      try addCapitalIDs(db)
    }
  }

  /// Brings all that the log holds into the file and empties the log, so that the file alone is the store; closing does the
  /// same, but says nothing where it fails.
  static func emptyLog(_ db: Database) throws {
    let row = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    guard row?[0] == 0, row?[1] == 0 else {
      throw StoreError.inputOutput("what was written could not be brought from the log into the file")
    }
  }

  /// Writes the first page, with the file's mark on it, into the log.
  static func writeMark(_ db: Database) throws {
    let found = try BoundStatement(db, "PRAGMA user_version").first { Int(sqlite3_column_int64($0, 0)) } ?? version
    _ = try BoundStatement(db, "PRAGMA user_version = \(found)").first { _ in }
  }

  /// Gives the file a mark of its own.
  static func makeMark(_ db: Database) throws {
    let mark = 1 + (try Int.fetchOne(db, sql: "SELECT random() & \(marks - 1)") ?? 0) % (marks - 1)
    try db.execute(sql: "PRAGMA user_version = \(mark << 8 | version)")
  }

  /// The place a store was moved to, if it is closed to writers. Its guard refuses events by itself, also those of a build
  /// that does not know of it.
  static func closedFor(_ db: Database) throws -> String? {
    let isClosed = try db.cachedStatement(sql: "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'closed'")
    guard try Bool.fetchOne(isClosed) ?? false else { return nil }
    return try String.fetchOne(db, sql: "SELECT place FROM closed") ?? ""
  }

  private static let closedGuard =
    "CREATE TRIGGER events_closed BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'the store is closed'); END"

  /// Closes the store to writers.
  static func close(_ db: Database, for place: String) throws {
    try db.execute(sql: "CREATE TABLE closed (place TEXT NOT NULL) STRICT")
    try db.execute(sql: "INSERT INTO closed VALUES (?)", arguments: [place])
    try db.execute(sql: closedGuard)
  }

  /// Opens it again.
  static func reopen(_ db: Database) throws {
    try db.execute(sql: "DROP TRIGGER IF EXISTS events_closed; DROP TABLE IF EXISTS closed")
  }

  /// GRDB sets `synchronous=NORMAL` for WAL on its own pools; here FULL is set last, outside any transaction.
  private static func setDurability(_ db: Database) throws {
    try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000")
  }

  private static func create(_ db: Database) throws {
    try db.inTransaction(.immediate) {
      guard try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0 else { return .commit }
      for statement in log + [capitalIDs] { try db.execute(sql: statement) }
      try db.execute(sql: models("models"))
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      try makeMark(db)
      return .commit
    }
  }

  /// What ids written with capital letters, which are few, are known by. Asked of every event, it must cost little.
  static let isCapital = "id <> lower(id)"
  /// Those ids: they are found without regard to case, and so every id is. Stores made before ids were compared so lack it,
  /// or have one by a pattern; whoever finds that out and may write adds it.
  private static let capitalIDs = "CREATE INDEX events_by_capitals ON events (id COLLATE NOCASE) WHERE \(isCapital)"

  private static func addCapitalIDs(_ db: Database) throws {
    func isThere() throws -> Bool {
      try Bool.fetchOne(db, sql: "SELECT 1 FROM sqlite_schema WHERE name = 'events_by_capitals'") ?? false
    }
    if try isThere() { return }
    try db.inTransaction(.immediate) {
      if try !isThere() { try db.execute(sql: "DROP INDEX IF EXISTS events_by_capital_id; " + capitalIDs) }
      return .commit
    }
  }

  /// The table of read models, under the name given; with row numbers, for without them every search for a key reads the
  /// whole values it comes past.
  static func models(_ name: String) -> String {
    "CREATE TABLE \(name) (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;"
  }

  /// What makes the log, each statement as SQLite keeps it.
  private static let log = [
    """
    CREATE TABLE streams (
      key INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    ) STRICT
    """,
    """
    CREATE TABLE events (
      position INTEGER PRIMARY KEY,
      stream INTEGER NOT NULL REFERENCES streams (key),
      version INTEGER NOT NULL,
      type TEXT NOT NULL,
      id TEXT,
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      line TEXT NOT NULL,
      UNIQUE (stream, version)
    ) STRICT
    """,
    "CREATE UNIQUE INDEX events_by_id ON events (id) WHERE id IS NOT NULL",
    "CREATE TRIGGER streams_update BEFORE UPDATE ON streams BEGIN SELECT RAISE(ABORT, 'streams are append-only'); END",
    "CREATE TRIGGER streams_delete BEFORE DELETE ON streams BEGIN SELECT RAISE(ABORT, 'streams are append-only'); END",
    "CREATE TRIGGER events_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END",
    "CREATE TRIGGER events_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END",
  ]

  /// What is missing, in words, of the tables and of the guards that keep the log from being changed, and what is there
  /// besides: a trigger of somebody else's may change what is recorded next.
  static func damage(_ db: Database) throws -> [String] {
    let rows = try Row.fetchAll(
      db, sql: "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*'")
    let found = Set(rows.compactMap { $0["sql"] as String? })
    let lacking = log.filter { !found.contains($0) }.map { statement in
      let words = statement.split(separator: " ", maxSplits: 4).filter { $0 != "CREATE" && $0 != "UNIQUE" }
      return "\(words.prefix(2).joined(separator: " ").lowercased()): the ledger no longer has this"
    }
    let strange = rows.compactMap { row -> String? in
      let (type, name): (String, String) = (row["type"], row["name"])
      return isOurs(type, name, row["sql"]) ? nil : "\(type) \(name): the ledger was not made with this"
    }
    return lacking + strange
  }

  /// Whether this program, of whatever version, makes a thing of the schema; read models may have been staged beside others.
  private static func isOurs(_ type: String, _ name: String, _ sql: String) -> Bool {
    switch type {
    case "table": ["models", "closed"].contains(name) || name.hasPrefix("models_next") || log.contains(sql)
    case "index": ["events_by_capitals", "events_by_capital_id"].contains(name) || log.contains(sql)
    case "trigger": sql == closedGuard || log.contains(sql)
    case _: false
    }
  }
}
