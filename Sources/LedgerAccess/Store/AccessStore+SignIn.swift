import Foundation
import GRDB
public import LedgerDomain
import Synchronization

/// Signing in and out (server 2.5 to 2.7). What is done with a password takes some 0.2 s of a processor and 32 MiB, two at a
/// time at most: it is called on threads that may wait.
extension AccessStore {
  /// Signs in: the same answer, after the same work, for a wrong password, a wrong code, an unknown and a disabled account.
  public func signIn(
    _ attempt: SignInAttempt, _ now: Instant, from random: inout some RandomNumberGenerator
  ) throws(AccessError) -> SignInAnswer {
    if let wait = begin(attempt, now) {
      if wait.isFirst { try note(attempt, "too-many-requests", now) }
      return .tooMany(retryAfter: wait.seconds)
    }
    let judged = try judge(attempt, now)
    guard judged.isRight else {
      try note(attempt, judged.reason, now)
      return .refused
    }
    let secret = Secret(from: &random)
    let (hash, number) = (SecretHash(of: secret), Token.ID(number: random.next()))
    do {
      try beginSession(number, hash, for: attempt, usingUp: judged.step, now)
    } catch .wrongCode {
      try note(attempt, "wrong-code", now)
      return .refused
    }
    takeBack(attempt, now)
    guard let session = accounts.sessions[hash] else { return .refused }
    return .signedIn(session, cookie: secret.text)
  }

  /// Whether whoever is signed in knows the password, and the code where there is a second factor: before a password or a
  /// second factor is changed. It counts as an attempt to sign in.
  public func confirm(_ attempt: SignInAttempt, _ now: Instant) throws(AccessError) -> Confirmed {
    if let wait = begin(attempt, now) { return .tooMany(retryAfter: wait.seconds) }
    let judged = try judge(attempt, now)
    guard judged.isRight else {
      try note(attempt, judged.reason, now)
      return .no
    }
    let isNew = try write(isDurable: true) { db in try Self.use(judged.step, of: AccountID(attempt.account), db) }
    guard isNew else { return .no }
    takeBack(attempt, now)
    return .yes
  }

  /// Ends a session by itself, on sign-out.
  public func signOut(_ caller: Caller, from address: String, _ now: Instant) throws(AccessError) {
    guard case .session(let session) = caller.credential else { return }
    let author = AccessAuthor(caller, from: address)
    try change(.init(at: now, by: author, .signOut, .init(.session, "\(session.id)"))) { db in
      try db.execute(sql: "DELETE FROM sessions WHERE id = ?", arguments: [Int64(bitPattern: session.id.number)])
    }
  }

  /// Ends one of an account's sessions, by its number.
  public func endSession(
    _ id: Token.ID, of account: AccountID, by author: AccessAuthor, _ now: Instant
  ) throws(AccessError) {
    try change(.init(at: now, by: author, .endSession, .init(.session, "\(id) \(account)"))) { db in
      try db.execute(
        sql: "DELETE FROM sessions WHERE id = ? AND account = ?",
        arguments: [Int64(bitPattern: id.number), account.text])
      guard db.changesCount == 1 else { throw AccessError.noSuchSession(id.description) }
    }
  }

  /// Chooses the role in which a session acts, one of the account's; nil leaves it to each event (server 2.11).
  public func choose(_ role: AccountRole?, for session: Session) throws(AccessError) {
    let account = try account(session.account)
    if let role, !account.kind.roles.contains(role) { throw .roleNotHeld(role, by: account.id) }
    try write(isDurable: false) { db in
      try db.execute(
        sql: "UPDATE sessions SET role = ? WHERE id = ?",
        arguments: [role?.rawValue, Int64(bitPattern: session.id.number)])
      guard db.changesCount == 1 else { throw AccessError.noSuchSession(session.id.description) }
      try db.noteChange()
    }
    try refresh()
  }
}

extension AccessStore {
  /// - Throws: `wrongCode` where another has used the code up meanwhile, or the account is disabled by now.
  private func beginSession(
    _ number: Token.ID, _ hash: SecretHash, for attempt: SignInAttempt, usingUp step: Int?, _ now: Instant
  ) throws(AccessError) {
    let id = AccountID(attempt.account)
    let author = AccessAuthor.account(id, as: nil, from: attempt.address)
    try change(.init(at: now, by: author, .signIn, .init(.session, "\(number)"))) { db in
      guard try Self.use(step, of: id, db) else { throw AccessError.wrongCode }
      try db.execute(
        sql: "INSERT INTO sessions (id, account, hash, created, used, used_from) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [
          Int64(bitPattern: number.number), id.text, Data(hash.bytes), now.microseconds, now.microseconds,
          attempt.address,
        ])
    }
  }

  /// What was found out about an attempt.
  private struct Judged {
    /// Nil where it is right; else why not, for the access log alone.
    var reason: String
    /// The step of the code that was used; nil where none was needed.
    var step: Int?
    var isRight: Bool { reason.isEmpty }
  }

  /// What is kept of an account for its sign-in.
  private struct Kept {
    var hash: PasswordHash
    var hasPassword = false
    var factor: SecondFactor?
    var usedStep = 0
  }

  /// Finds out whether an attempt is right; all of it is done whatever is wrong.
  private func judge(_ attempt: SignInAttempt, _ now: Instant) throws(AccessError) -> Judged {
    let kept = try read { db in try whatIsKept(of: attempt.account, db) }
    let account = accounts.byID[AccountID(attempt.account)]
    let isFew = attempt.password.utf8.count <= PasswordRules.mostBytes
    let isPassword = try AccessFile.translating(path) { try kept.hash.isOf(isFew ? attempt.password : "") }
    let factor = kept.factor ?? SecondFactor(secret: kept.hash.salt)
    let step = factor.step(of: attempt.code ?? "", now, after: kept.usedStep)
    let isMissing = kept.factor == nil && (account.map(accounts.requiresSecondFactor) ?? false)
    let reasons: [(String, Bool)] = [
      ("unknown-account", account == nil), ("disabled", account?.isEnabled == false),
      ("no-password", !kept.hasPassword), ("wrong-password", !isPassword || !isFew),
      ("second-factor-missing", isMissing), ("wrong-code", kept.factor != nil && step == nil),
    ]
    let reason = reasons.first { $0.1 }?.0 ?? ""
    return Judged(reason: reason, step: kept.factor == nil ? nil : step)
  }

  private func whatIsKept(of account: String, _ db: Database) throws -> Kept {
    var kept = Kept(hash: .nobodys(cost))
    guard
      let row = try Row.fetchOne(
        db, sql: "SELECT password, second_factor, second_factor_step FROM accounts WHERE id = ?", arguments: [account])
    else { return kept }
    let (text, secret): (String?, Data?) = (row[0], row[1])
    if let text {
      guard let hash = PasswordHash(text: text) else {
        throw FileFault.damaged("the password of \(account) is kept in a way nobody knows")
      }
      (kept.hash, kept.hasPassword) = (hash, true)
    }
    kept.factor = secret.map { SecondFactor(secret: Array($0)) }
    kept.usedStep = row[2]
    return kept
  }

  /// Uses a code up, under the write lock, for an account that may still be used.
  ///
  /// - Returns: false where another was quicker, or the account is disabled by now.
  private static func use(_ step: Int?, of id: AccountID, _ db: Database) throws -> Bool {
    try db.execute(
      sql: """
        UPDATE accounts SET second_factor_step = coalesce(?, second_factor_step)
        WHERE id = ? AND enabled AND (? IS NULL OR second_factor_step < ?)
        """,
      arguments: [step, id.text, step, step])
    return db.changesCount == 1
  }

  private func begin(_ attempt: SignInAttempt, _ now: Instant) -> SignInFailures.Wait? {
    failures.withLock { $0.begin(attempt.account, from: attempt.address, now) }
  }

  private func takeBack(_ attempt: SignInAttempt, _ begun: Instant) {
    failures.withLock { $0.takeBack(attempt.account, from: attempt.address, begun: begun) }
  }

  /// Writes a refused attempt down. An unknown name may be a password typed into the wrong field, and is not kept.
  private func note(_ attempt: SignInAttempt, _ reason: String, _ now: Instant) throws(AccessError) {
    let id = AccountID(attempt.account)
    let object = accounts.byID[id].map { AccessObject($0.id) }
    try record([
      AccessEntry(at: now, by: .nobody(from: attempt.address), .signIn, object, outcome: .refused(reason))
    ])
  }
}
