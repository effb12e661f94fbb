import GRDB

/// The tables of the access store, and the marks by which a file is known to be one.
enum AccessSchema {
  /// "kfac" as SQLite's application id.
  static let applicationID = 0x6B66_6163
  /// The layout this build reads and writes.
  static let version = layouts.count

  /// Opens the tables, or, in an empty file, makes them.
  ///
  /// - Parameters:
  ///   - isMaking: whether the tables may be made.
  ///   - isWriting: whether those of an earlier layout are brought to this one.
  static func open(_ db: Database, path: String, isMaking: Bool, isWriting: Bool) throws {
    let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
    let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    if isEmpty, application == 0, isMaking { return try create(db) }
    guard application == applicationID else { throw AccessError.file(path: path, .foreign) }
    let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard found <= version else { throw AccessError.file(path: path, .newer(found: found, known: version)) }
    let tables = Set(try String.fetchAll(db, sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"))
    guard layouts.prefix(max(1, found)).joined().allSatisfy(tables.contains) else {
      throw FileFault.damaged("a table or a guard of the access log is missing")
    }
    if found < version, isWriting { try upgrade(db) }
  }

  /// Adds what an earlier layout had not; another process may have been faster.
  private static func upgrade(_ db: Database) throws {
    try db.inTransaction(.immediate) {
      let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      for statement in layouts.dropFirst(max(1, found)).joined() { try db.execute(sql: statement) }
      if found < 4 { try db.execute(sql: moved) }
      try db.execute(sql: "PRAGMA user_version = \(version)")
      return .commit
    }
  }

  private static func create(_ db: Database) throws {
    try db.inTransaction(.immediate) {
      guard try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0 else { return .commit }
      for statement in layouts.joined() { try db.execute(sql: statement) }
      try db.execute(sql: "INSERT INTO changes VALUES (1, 0)")
      try db.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(version)")
      return .commit
    }
  }

  /// What each layout adds to the one before, each statement as SQLite keeps it. Moments are microseconds since 1970.
  private static let layouts = [accounts + log + webhooks, keys, backups, deliveries]

  /// Before the fourth layout a webhook had room for one secret that was replaced.
  private static let moved = """
    INSERT INTO webhook_secrets SELECT id, old_secret, old_until FROM webhooks WHERE old_until IS NOT NULL;
    UPDATE webhooks SET old_secret = NULL, old_until = NULL
    """

  private static let deliveries = [
    """
    CREATE TABLE webhook_secrets (
      webhook TEXT NOT NULL,
      secret BLOB NOT NULL CHECK (length(secret) = 32),
      until INTEGER NOT NULL,
      PRIMARY KEY (webhook, secret)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE webhook_deliveries (
      webhook TEXT PRIMARY KEY,
      through INTEGER NOT NULL,
      types TEXT,
      providers TEXT
    ) STRICT, WITHOUT ROWID
    """,
  ]

  private static let keys = [
    """
    CREATE TABLE keys (
      name TEXT PRIMARY KEY,
      key BLOB NOT NULL CHECK (length(key) = 32)
    ) STRICT, WITHOUT ROWID
    """
  ]

  private static let backups = [
    """
    CREATE TABLE backups (
      file TEXT PRIMARY KEY,
      made INTEGER NOT NULL,
      events INTEGER NOT NULL,
      bytes INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """
  ]

  private static let accounts = [
    // Counts what moves an account, a token, a session or a webhook, so that other processes see that something did.
    "CREATE TABLE changes (one INTEGER PRIMARY KEY CHECK (one = 1), count INTEGER NOT NULL) STRICT",
    """
    CREATE TABLE accounts (
      id TEXT PRIMARY KEY,
      name TEXT,
      provider TEXT,
      outlet TEXT,
      lang TEXT,
      enabled INTEGER NOT NULL,
      created INTEGER NOT NULL,
      password TEXT,
      second_factor BLOB,
      second_factor_step INTEGER NOT NULL DEFAULT 0,
      second_factor_proposed BLOB,
      second_factor_required INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    """
    CREATE TABLE account_roles (
      account TEXT NOT NULL REFERENCES accounts (id),
      role TEXT NOT NULL,
      PRIMARY KEY (account, role)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE TABLE second_factor_roles (role TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE tokens (
      id INTEGER PRIMARY KEY,
      account TEXT NOT NULL REFERENCES accounts (id),
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      roles TEXT,
      label TEXT,
      created INTEGER NOT NULL,
      expires INTEGER,
      used INTEGER,
      used_from TEXT
    ) STRICT
    """,
    """
    CREATE TABLE sessions (
      id INTEGER PRIMARY KEY,
      account TEXT NOT NULL REFERENCES accounts (id),
      hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
      role TEXT,
      created INTEGER NOT NULL,
      used INTEGER NOT NULL,
      used_from TEXT NOT NULL
    ) STRICT
    """,
  ]

  private static let log = [
    """
    CREATE TABLE access_log (
      position INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      account TEXT,
      role TEXT,
      address TEXT,
      action TEXT NOT NULL,
      object TEXT,
      outcome TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX access_log_by_time ON access_log (at)",
    "CREATE INDEX access_log_by_account ON access_log (account, at)",
    "CREATE INDEX access_log_by_action ON access_log (action, at)",
    """
    CREATE TRIGGER access_log_update BEFORE UPDATE ON access_log
    BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END
    """,
    // Held by the machine's own clock: no setting, and no clock handed in, removes what is younger.
    """
    CREATE TRIGGER access_log_delete BEFORE DELETE ON access_log
    WHEN old.at > (unixepoch('now') + 1 - \(Retention.leastDays) * 86400) * 1000000
    BEGIN SELECT RAISE(ABORT, 'the access log is kept for \(Retention.leastDays) days'); END
    """,
  ]

  private static let webhooks = [
    """
    CREATE TABLE webhooks (
      id TEXT PRIMARY KEY,
      owner TEXT NOT NULL,
      url TEXT NOT NULL,
      types TEXT,
      providers TEXT,
      signature TEXT NOT NULL,
      secret BLOB NOT NULL CHECK (length(secret) = 32),
      old_secret BLOB CHECK (length(old_secret) = 32),
      old_until INTEGER,
      state TEXT NOT NULL,
      created INTEGER NOT NULL,
      cursor INTEGER NOT NULL,
      attempt INTEGER NOT NULL,
      next INTEGER,
      answered INTEGER,
      answer_status INTEGER,
      answer TEXT
    ) STRICT
    """
  ]
}
