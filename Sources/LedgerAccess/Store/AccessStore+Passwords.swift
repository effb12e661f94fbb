import Foundation
import GRDB
public import LedgerDomain

/// Passwords and second factors (server 2.5).
extension AccessStore {
  /// Sets an account's password and ends its sessions.
  public func setPassword(
    _ password: NewPassword, of id: AccountID, by author: AccessAuthor, _ now: Instant,
    from random: inout some RandomNumberGenerator
  ) throws(AccessError) {
    _ = try account(id)
    let hash: PasswordHash
    do {
      hash = try PasswordHash(of: password.text, cost: cost, from: &random)
    } catch {
      throw .file(path: path, .inputOutput("\(error)"))
    }
    try change(.init(at: now, by: author, .setPassword, .init(id))) { db in
      try Self.update(id, "password = ?", [hash.text], db)
      try db.execute(sql: "DELETE FROM sessions WHERE account = ?", arguments: [id.text])
    }
  }

  /// Gives an account a second factor that holds from now on. Its secret is shown once.
  public func setSecondFactor(
    of id: AccountID, by author: AccessAuthor, _ now: Instant, from random: inout some RandomNumberGenerator
  ) throws(AccessError) -> SecondFactor {
    _ = try account(id)
    let factor = SecondFactor(from: &random)
    try change(.init(at: now, by: author, .setSecondFactor, .init(id))) { db in try Self.set(factor, of: id, db) }
    return factor
  }

  /// Makes a second factor that holds once a code of it was given, so that nobody locks itself out.
  public func proposeSecondFactor(
    of id: AccountID, from random: inout some RandomNumberGenerator
  ) throws(AccessError) -> SecondFactor {
    let factor = SecondFactor(from: &random)
    try write(isDurable: true) { db in
      try Self.update(id, "second_factor_proposed = ?", [Data(factor.secret)], db)
    }
    return factor
  }

  /// Has the second factor hold that was proposed last.
  ///
  /// - Throws: `noSecondFactor` where none was, `wrongCode`.
  public func confirmSecondFactor(
    of id: AccountID, code: String, by author: AccessAuthor, _ now: Instant
  ) throws(AccessError) {
    let proposed = try read { db in
      try Data.fetchOne(db, sql: "SELECT second_factor_proposed FROM accounts WHERE id = ?", arguments: [id.text])
    }
    guard let proposed else { throw .noSecondFactor(id) }
    let factor = SecondFactor(secret: Array(proposed))
    guard let step = factor.step(of: code, now, after: 0) else { throw .wrongCode }
    try change(.init(at: now, by: author, .setSecondFactor, .init(id))) { db in
      try Self.set(factor, of: id, db)
      try Self.update(id, "second_factor_step = ?", [step], db)
    }
  }

  /// Takes an account's second factor away, as where the device is lost.
  public func removeSecondFactor(of id: AccountID, by author: AccessAuthor, _ now: Instant) throws(AccessError) {
    guard try account(id).hasSecondFactor else { throw .noSecondFactor(id) }
    try change(.init(at: now, by: author, .removeSecondFactor, .init(id))) { db in
      try Self.update(id, "second_factor = NULL, second_factor_proposed = NULL", [], db)
    }
  }

  /// Has an account need a second factor to sign in, whatever its roles, or no longer.
  public func requireSecondFactor(
    _ isRequired: Bool, of id: AccountID, by author: AccessAuthor, _ now: Instant
  ) throws(AccessError) {
    _ = try account(id)
    let action: AccessAction = isRequired ? .requireSecondFactor : .releaseSecondFactor
    try change(.init(at: now, by: author, action, .init(id))) { db in
      try Self.update(id, "second_factor_required = ?", [isRequired], db)
    }
  }

  /// Has every account with a role need a second factor to sign in, or no longer.
  public func requireSecondFactor(
    _ isRequired: Bool, for role: AccountRole, by author: AccessAuthor, _ now: Instant
  ) throws(AccessError) {
    let action: AccessAction = isRequired ? .requireSecondFactor : .releaseSecondFactor
    try change(.init(at: now, by: author, action, .init(.role, role.rawValue))) { db in
      let statement =
        isRequired
        ? "INSERT INTO second_factor_roles VALUES (?) ON CONFLICT DO NOTHING"
        : "DELETE FROM second_factor_roles WHERE role = ?"
      try db.execute(sql: statement, arguments: [role.rawValue])
    }
  }

  private static func set(_ factor: SecondFactor, of id: AccountID, _ db: Database) throws {
    try update(
      id, "second_factor = ?, second_factor_proposed = NULL, second_factor_step = 0", [Data(factor.secret)], db)
  }
}
