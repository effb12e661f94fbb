import GRDB
public import LedgerDomain

/// An account that is to be made.
public struct NewAccount: Sendable {
  /// Its id.
  public var id: AccountID
  /// What it is, by its roles.
  public var kind: AccountKind
  /// What it is called, for staff only.
  public var name: String?
  /// The language it is spoken to in.
  public var language: AccountLanguage?

  /// An account to be made.
  public init(id: AccountID, kind: AccountKind, name: String? = nil, language: AccountLanguage? = nil) {
    self.id = id
    self.kind = kind
    self.name = name
    self.language = language
  }
}

/// Changes of accounts, each with its line in the access log (server 2.3).
extension AccessStore {
  /// Makes an account, which can neither sign in nor ask anything before it has a password or a token.
  public func add(_ account: NewAccount, by author: AccessAuthor, _ now: Instant) throws(AccessError) -> AccessAccount {
    try change(.init(at: now, by: author, .addAccount, .init(account.id))) { db in
      if try Self.exists(account.id, db) { throw AccessError.accountExists(account.id) }
      try db.execute(
        sql: "INSERT INTO accounts (id, name, provider, outlet, lang, enabled, created) VALUES (?, ?, ?, ?, ?, 1, ?)",
        arguments: [
          account.id.text, account.name, account.kind.provider?.text, account.kind.outlet?.text,
          account.language?.rawValue, now.microseconds,
        ])
      for role in account.kind.roles { try Self.insert(role, of: account.id, db) }
    }
    return try self.account(account.id)
  }

  /// The account with an id.
  ///
  /// - Throws: `noSuchAccount`, with one that was perhaps meant.
  public func account(_ id: AccountID) throws(AccessError) -> AccessAccount {
    guard let account = accounts.byID[id] else {
      throw .noSuchAccount(id.text, near: id.text.near(among: accounts.byID.keys.map(\.text)).map { Key($0) })
    }
    return account
  }

  /// Lets an account be used again, or ends its use: then its sessions and tokens are gone, also when it is enabled again.
  ///
  /// - Returns: whether that changed anything.
  @discardableResult
  public func setEnabled(
    _ isEnabled: Bool, of id: AccountID, by author: AccessAuthor, _ now: Instant
  ) throws(AccessError) -> Bool {
    guard try account(id).isEnabled != isEnabled else { return false }
    try change(.init(at: now, by: author, isEnabled ? .enableAccount : .disableAccount, .init(id))) { db in
      try Self.update(id, "enabled = ?", [isEnabled], db)
      if isEnabled { return }
      try db.execute(sql: "DELETE FROM sessions WHERE account = ?", arguments: [id.text])
      try db.execute(sql: "DELETE FROM tokens WHERE account = ?", arguments: [id.text])
    }
    return true
  }

  /// Gives an account one role more.
  ///
  /// - Returns: whether it had it not.
  @discardableResult
  public func grant(
    _ role: AccountRole, to id: AccountID, by author: AccessAuthor, _ now: Instant
  ) throws(AccessError) -> Bool {
    guard !(try account(id).kind.roles.contains(role)) else { return false }
    try change(.init(at: now, by: author, .grantRole, .init(.role, "\(id) \(role.rawValue)"))) { db in
      _ = try Self.kind(of: id, db).granting(role)
      try Self.insert(role, of: id, db)
    }
    return true
  }

  /// Takes a role from an account.
  public func revoke(
    _ role: AccountRole, from id: AccountID, by author: AccessAuthor, _ now: Instant
  ) throws(AccessError) {
    _ = try account(id)
    try change(.init(at: now, by: author, .revokeRole, .init(.role, "\(id) \(role.rawValue)"))) { db in
      _ = try Self.kind(of: id, db).revoking(role)
      try db.execute(
        sql: "DELETE FROM account_roles WHERE account = ? AND role = ?", arguments: [id.text, role.rawValue])
    }
  }

  /// Calls an account something else; nil erases the name (server 2.1).
  public func setName(
    _ name: String?, of id: AccountID, by author: AccessAuthor, _ now: Instant
  ) throws(AccessError) {
    _ = try account(id)
    try change(.init(at: now, by: author, .changeAccount, .init(id))) { db in
      try Self.update(id, "name = ?", [name], db)
    }
  }

  /// Speaks to an account in a language; nil for the server's.
  public func setLanguage(
    _ language: AccountLanguage?, of id: AccountID, by author: AccessAuthor, _ now: Instant
  ) throws(AccessError) {
    _ = try account(id)
    try change(.init(at: now, by: author, .changeAccount, .init(id))) { db in
      try Self.update(id, "lang = ?", [language?.rawValue], db)
    }
  }
}

extension AccessStore {
  /// Sets columns of an account.
  static func update(
    _ id: AccountID, _ setting: String, _ values: [(any DatabaseValueConvertible)?], _ db: Database
  ) throws {
    try db.execute(
      sql: "UPDATE accounts SET \(setting) WHERE id = ?", arguments: StatementArguments(values + [id.text]))
    guard db.changesCount == 1 else { throw AccessError.noSuchAccount(id.text, near: nil) }
  }

  private static func exists(_ id: AccountID, _ db: Database) throws -> Bool {
    try Bool.fetchOne(db, sql: "SELECT 1 FROM accounts WHERE id = ?", arguments: [id.text]) ?? false
  }

  private static func insert(_ role: AccountRole, of id: AccountID, _ db: Database) throws {
    try db.execute(sql: "INSERT INTO account_roles VALUES (?, ?)", arguments: [id.text, role.rawValue])
  }

  /// What an account is at this moment, under the write lock.
  private static func kind(of id: AccountID, _ db: Database) throws -> AccountKind {
    let roles = try String.fetchAll(
      db, sql: "SELECT role FROM account_roles WHERE account = ?", arguments: [id.text])
    guard
      let row = try Row.fetchOne(db, sql: "SELECT provider, outlet FROM accounts WHERE id = ?", arguments: [id.text])
    else { throw AccessError.noSuchAccount(id.text, near: nil) }
    let (provider, outlet): (String?, String?) = (row[0], row[1])
    return try AccountKind(
      roles.compactMap(AccountRole.init(named:)), provider: provider.map { Key($0) }, outlet: outlet.map { Key($0) })
  }
}

extension AccessObject {
  /// An account.
  public init(_ account: AccountID) { self.init(.account, account.text) }
}
