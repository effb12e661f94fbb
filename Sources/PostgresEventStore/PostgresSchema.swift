import EventStore

/// The schema of a ledger: how it is made, and what may have been taken away from it.
enum PostgresSchema {
  /// The layout this build makes, reads and writes.
  static let layout = 1

  /// Makes roles, schema, tables and functions, in one transaction; again where another was at the same.
  ///
  /// - Returns: false where the ledger was there already.
  static func create(_ address: PostgresAddress) throws -> Bool {
    let sql = LedgerSQL(address.ledger)
    var attempts = 0
    while true {
      let connection = try PostgresConnection(address)
      if try found(connection, sql) != nil { return false }
      do {
        try connection.run(
          script: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;\nSET LOCAL standard_conforming_strings = on;\n"
            + sql.filling(PackageResources.layout_1_sql) + "\nCOMMIT;")
        return true
      } catch let error as PostgresError {
        attempts += 1
        let isBeside = ["23505", "42P06", "42P07", "42710", "XX000"].contains(error.state)
        guard isBeside, attempts < mostAttempts else { throw error }
      }
    }
  }

  /// How often is tried while others are at the same.
  private static let mostAttempts = 20

  /// The layout of the ledger that is there; nil for none.
  private static func found(_ connection: PostgresConnection, _ sql: LedgerSQL) throws -> Int? {
    var isThere = false
    connection.ask(
      "SELECT pg_catalog.to_regclass($1) IS NOT NULL", [.text(sql.filling(Array(#":"ledger".ledger"#.utf8)))]
    ) {
      isThere = $0.isTrue(0, 0)
    }
    try connection.settle()
    guard isThere else { return nil }
    var layout: Int?
    connection.ask(sql.filling(Array(#"SELECT layout FROM :"ledger".ledger"#.utf8))) { layout = $0.number(0, 0) }
    try connection.settle()
    if let layout { try check(layout) }
    return layout
  }

  /// That a layout is one this build knows, or, where it is only read, says that this build may.
  ///
  /// - Parameter readable: the lowest layout whose builds may read it; nil where it is not only read.
  /// - Throws: `StoreError.newer`.
  static func check(_ layout: Int, readable: Int? = nil) throws {
    guard min(layout, readable ?? layout) <= Self.layout else {
      throw StoreError.newer(found: layout, known: Self.layout)
    }
  }

  /// What brings a ledger from the layout before to `layout`: statements that add, and functions put in the place of old ones.
  struct Step {
    /// The layout it leads to.
    let layout: Int
    /// The lowest layout whose builds read what it makes as they read their own, for servers that are exchanged one after the other;
    /// none of them writes in it.
    let readable: Int
    let sql: [UInt8]

    /// - Parameter readable: nil where no older build reads it.
    init(layout: Int, readable: Int? = nil, sql: [UInt8]) {
      self.layout = layout
      self.readable = readable ?? layout
      self.sql = sql
    }
  }

  /// The steps to this build's layout, in order. Layout 1 is the first; a later one adds a file of SQL here.
  static let steps: [Step] = []

  /// Brings a ledger to the layout of the last step: all that are missing in one transaction, which holds the gate.
  ///
  /// - Parameter patience: milliseconds to wait for the gate, and for whatever else is locked.
  /// - Returns: the layout it had.
  static func upgrade(_ address: PostgresAddress, by steps: [Step] = steps, patience: Int = 10_000) throws -> Int {
    let sql = LedgerSQL(address.ledger)
    let connection = try PostgresConnection(address)
    guard let found = try found(connection, sql) else {
      throw PostgresError(state: "42P01", message: "there is no ledger")
    }
    let missing = steps.filter { $0.layout > found }
    guard let last = missing.last else { return found }
    let ledger = sql.filling(Array(#":"ledger".ledger"#.utf8))
    let begin = """
      BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SET LOCAL lock_timeout = \(patience);
      SET LOCAL standard_conforming_strings = on; \(sql.filling(Array(Self.asOwner.begin.utf8))) SELECT FROM \(ledger) FOR UPDATE;
      DO $$ BEGIN IF (SELECT layout FROM \(ledger)) <> \(found) THEN
        RAISE 'another has upgraded the ledger meanwhile' USING ERRCODE = 'KF005'; END IF; END $$;
      """
    let body = missing.map { sql.filling($0.sql) }.joined(separator: ";\n")
    let end = sql.filling(Array(Self.asOwner.end.utf8))
    let readable = missing.map(\.readable).max() ?? last.layout
    let mark = """
      ALTER TABLE \(ledger) ADD COLUMN IF NOT EXISTS readable integer;
      UPDATE \(ledger) SET layout = \(last.layout), readable = greatest(readable, \(readable))
      """
    try connection.run(script: "\(begin)\n\(body);\n\(mark);\n\(end)\nCOMMIT;")
    return found
  }

  /// Whoever may make roles becomes the owner for the one transaction, as when the ledger was made.
  private static let asOwner = (
    begin: """
    DO $$ BEGIN IF NOT (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) THEN
      GRANT :"owner" TO CURRENT_USER; END IF; END $$; SET LOCAL ROLE :"owner";
    """,
    end: """
    RESET ROLE; DO $$ BEGIN IF NOT (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) THEN
      REVOKE :"owner" FROM CURRENT_USER; END IF; END $$;
    """
  )

  /// What is not as this build made it, in words.
  static func damage(_ connection: PostgresConnection, _ sql: LedgerSQL) throws -> [String] {
    guard try Self.found(connection, sql) != nil else {
      throw PostgresError(state: "42P01", message: "there is no ledger")
    }
    var found: Set<String> = []
    connection.ask(sql.filling(PackageResources.structure_sql)) { result in
      for row in 0..<result.count {
        if let line = result.text(row, 0) { found.insert(line) }
      }
    }
    try connection.settle()
    let made = Set(
      String(decoding: PackageResources.structure_1_txt, as: UTF8.self).split(separator: "\n").map { String($0) })
    return made.subtracting(found).sorted().map { "\($0): the ledger no longer has this" }
      + found.subtracting(made).sorted().map { "\($0): the ledger was not made with this" }
  }
}
