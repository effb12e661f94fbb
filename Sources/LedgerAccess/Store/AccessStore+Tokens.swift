import Foundation
import GRDB
public import LedgerDomain

/// Tokens (server 2.4).
extension AccessStore {
  /// Issues a token, and says its text, which is kept nowhere.
  ///
  /// - Parameters:
  ///   - roles: of those of its account; nil for all that it has at the time.
  ///   - expires: when it ends by itself.
  ///   - label: what it is for.
  public func issueToken(
    to id: AccountID, roles: Set<AccountRole>? = nil, expires: Instant? = nil, label: String? = nil,
    by author: AccessAuthor, _ now: Instant, from random: inout some RandomNumberGenerator
  ) throws(AccessError) -> (token: Token, text: String) {
    let account = try account(id)
    guard account.isEnabled else { throw .disabled(id) }
    if let expires, expires <= now { throw .alreadyOver(expires) }
    if let stray = roles?.subtracting(account.kind.roles).min(by: { $0.rawValue < $1.rawValue }) {
      throw .roleNotHeld(stray, by: id)
    }
    if roles?.isEmpty ?? false { throw .fault(.noRole) }
    let presented = Token.Presented(id: Token.ID(number: random.next()), secret: Secret(from: &random))
    try change(.init(at: now, by: author, .issueToken, .init(presented.id, of: id))) { db in
      try db.execute(
        sql: "INSERT INTO tokens (id, account, hash, roles, label, created, expires) VALUES (?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          Int64(bitPattern: presented.id.number), id.text, Data(SecretHash(of: presented.secret).bytes), roles?.text,
          label, now.microseconds, expires?.microseconds,
        ])
    }
    guard let token = accounts.tokens[presented.id] else { throw .noSuchToken(presented.id.description) }
    return (token, presented.text)
  }

  /// The token with a number.
  public func token(_ text: String) throws(AccessError) -> Token {
    // Whoever has the whole token at hand may give that.
    let number = text.hasPrefix("kf1_") ? String(text.dropFirst(4).prefix(16)) : text
    guard let id = Token.ID(number), let token = accounts.tokens[id] else { throw .noSuchToken(number) }
    return token
  }

  /// Ends a token.
  public func revokeToken(_ id: Token.ID, by author: AccessAuthor, _ now: Instant) throws(AccessError) {
    guard let token = accounts.tokens[id] else { throw .noSuchToken(id.description) }
    try change(.init(at: now, by: author, .revokeToken, .init(id, of: token.account))) { db in
      try db.execute(sql: "DELETE FROM tokens WHERE id = ?", arguments: [Int64(bitPattern: id.number)])
      guard db.changesCount == 1 else { throw AccessError.noSuchToken(id.description) }
    }
  }

  /// Writes down when and from where tokens and sessions were last used, and forgets sessions that have ended: to be done
  /// every few seconds, and at the end.
  public func keepUses(_ now: Instant) throws(AccessError) {
    let accounts = accounts
    let tokens = accounts.tokens.values.compactMap { token in token.use.takeUnwritten().map { (token.id, $0) } }
    let sessions = accounts.sessions.values.compactMap { session in session.use.takeUnwritten().map { (session.id, $0) }
    }
    let ended = accounts.sessions.values.filter { $0.hasEnded(now) }
    if tokens.isEmpty, sessions.isEmpty, ended.isEmpty { return }
    try write(isDurable: false) { db in
      for (table, uses) in [("tokens", tokens), ("sessions", sessions)] {
        let statement = try db.cachedStatement(sql: "UPDATE \(table) SET used = ?, used_from = ? WHERE id = ?")
        for (id, use) in uses {
          try statement.execute(arguments: [use.at.microseconds, use.address, Int64(bitPattern: id.number)])
        }
      }
      if ended.isEmpty { return }
      // Another server may know of a later use.
      let (idle, oldest) = (now.adding(seconds: -Session.idleSeconds), now.adding(seconds: -Session.longestSeconds))
      for session in ended {
        try db.execute(
          sql: "DELETE FROM sessions WHERE id = ? AND (used <= ? OR created <= ?)",
          arguments: [Int64(bitPattern: session.id.number), idle.microseconds, oldest.microseconds])
      }
      try db.noteChange()
    }
    if !ended.isEmpty { try refresh() }
  }
}

extension AccessObject {
  /// A token of an account.
  init(_ token: Token.ID, of account: AccountID) { self.init(.token, "\(token) \(account)") }
}
