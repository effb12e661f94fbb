import GRDB
public import LedgerDomain

/// The access log (server 11.4).
extension AccessStore {
  /// Writes lines down, all at once, without waiting for the disk.
  public func record(_ entries: [AccessEntry]) throws(AccessError) {
    if entries.isEmpty { return }
    try write(isDurable: false) { db in for entry in entries { try entry.insert(db) } }
  }

  /// A page of what was written down, the latest first.
  public func log(_ question: AccessQuestion) throws(AccessError) -> AccessPage {
    try read { db in
      var conditions: [String] = []
      var values: [(any DatabaseValueConvertible)?] = []
      func demand(_ condition: String, _ asked: (any DatabaseValueConvertible)?...) {
        conditions.append(condition)
        values += asked
      }
      if let account = question.account { demand("account = ?", account) }
      if let action = question.action { demand("action = ?", action.rawValue) }
      if let from = question.from { demand("at >= ?", from.microseconds) }
      if let to = question.to { demand("at < ?", to.microseconds) }
      if let after = question.after { demand("(at, position) < (?, ?)", after.microseconds, after.position) }
      let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
      let rows = try Row.fetchAll(
        db, sql: "SELECT * FROM access_log\(filter) ORDER BY at DESC, position DESC LIMIT ?",
        arguments: StatementArguments(values + [question.limit + 1]))
      let lines = try rows.prefix(question.limit).map(AccessLine.init)
      let next = rows.count > question.limit ? lines.last : nil
      return AccessPage(
        lines: lines,
        next: next.map { .init(microseconds: $0.entry.at.microseconds, position: $0.position) })
    }
  }

  /// Removes lines that are old enough: the only way in which any is.
  ///
  /// - Returns: how many.
  @discardableResult
  public func pruneLog(_ now: Instant, keeping retention: Retention = .usual) throws(AccessError) -> Int {
    let before = now.adding(seconds: -retention.days * 86_400)
    return try write(isDurable: true) { db in
      try db.execute(sql: "DELETE FROM access_log WHERE at < ?", arguments: [before.microseconds])
      return db.changesCount
    }
  }
}

extension AccessAuthor {
  /// As the log has accounts: a user of the machine is `machine:USER`, which no account is called.
  public var account: String? {
    switch self {
    case .machine(let user): "machine:\(user)"
    case .account(let id, _, _): id.text
    case .nobody: nil
    }
  }

  /// The role in which it was done.
  public var role: AccountRole? {
    switch self {
    case .account(_, let role, _): role
    case .machine, .nobody: nil
    }
  }

  /// The address from which it was done.
  public var address: String? {
    switch self {
    case .account(_, _, let address), .nobody(let address): address
    case .machine: nil
    }
  }

  fileprivate init(account: String?, role: String?, address: String?) {
    if let account, let colon = account.firstIndex(of: ":") {
      self = .machine(user: String(account[account.index(after: colon)...]))
    } else if let account {
      self = .account(Key(account), as: role.flatMap(AccountRole.init(named:)), from: address ?? "")
    } else {
      self = .nobody(from: address ?? "")
    }
  }
}

extension AccessEntry {
  func insert(_ db: Database) throws {
    let statement = try db.cachedStatement(
      sql: "INSERT INTO access_log (at, account, role, address, action, object, outcome) VALUES (?, ?, ?, ?, ?, ?, ?)")
    try statement.execute(arguments: [
      at.microseconds, author.account, author.role?.rawValue, author.address, action.rawValue, object?.description,
      outcome.text,
    ])
  }
}

extension AccessLine {
  fileprivate init(_ row: Row) throws {
    let (action, object): (String, String?) = (row["action"], row["object"])
    guard let action = AccessAction(rawValue: action) else {
      throw FileFault.damaged("the access log holds the action \(action), which is none")
    }
    position = row["position"]
    entry = AccessEntry(
      at: Instant(microseconds: row["at"]),
      by: AccessAuthor(account: row["account"], role: row["role"], address: row["address"]), action,
      object.flatMap { AccessObject($0) }, outcome: AccessOutcome(text: row["outcome"]))
  }
}
