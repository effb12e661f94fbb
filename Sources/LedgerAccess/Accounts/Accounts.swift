public import LedgerDomain

/// All accounts, tokens and sessions at one moment, in memory: what each request is held against. It never changes; the
/// store has a new one when something has (server 2.3).
public final class Accounts: Sendable {
  /// The accounts, by id.
  public let byID: [AccountID: AccessAccount]
  /// Roles that must have a second factor.
  public let secondFactorRoles: Set<AccountRole>
  let tokens: [Token.ID: Token]
  let sessions: [SecretHash: Session]

  /// None.
  public static let none = Accounts(accounts: [], tokens: [], sessions: [], secondFactorRoles: [])

  init(accounts: [AccessAccount], tokens: [Token], sessions: [Session], secondFactorRoles: Set<AccountRole>) {
    byID = Dictionary(uniqueKeysWithValues: accounts.map { ($0.id, $0) })
    self.tokens = Dictionary(uniqueKeysWithValues: tokens.map { ($0.id, $0) })
    self.sessions = Dictionary(uniqueKeysWithValues: sessions.map { ($0.hash, $0) })
    self.secondFactorRoles = secondFactorRoles
  }

  /// The accounts, in the order of their ids.
  public var all: [AccessAccount] { byID.values.sorted { $0.id < $1.id } }

  /// The tokens of an account, the latest first, also those that have ended by themselves.
  public func tokens(of account: AccountID) -> [Token] {
    tokens.values.filter { $0.account == account }.sorted { ($1.created, $1.id.number) < ($0.created, $0.id.number) }
  }

  /// The sessions of an account that have not ended, the latest first.
  public func sessions(of account: AccountID, _ now: Instant) -> [Session] {
    sessions.values.filter { $0.account == account && !$0.hasEnded(now) }
      .sorted { ($1.created, $1.id.number) < ($0.created, $0.id.number) }
  }

  /// Whether an account must have a second factor, itself or for one of its roles (server 2.5).
  public func requiresSecondFactor(_ account: AccessAccount) -> Bool {
    account.requiresSecondFactor || account.kind.roles.contains(where: secondFactorRoles.contains)
  }
}

extension Accounts {
  /// Whose token it is; nil for one that is none, has ended, or whose account may not be used (server 2.4).
  public func caller(bearing text: some StringProtocol, _ now: Instant) -> Caller? {
    guard let presented = Token.Presented(text), let token = tokens[presented.id],
      SecretHash(of: presented.secret) == token.hash, !token.hasExpired(now),
      let account = byID[token.account], account.isEnabled,
      let kind = token.kind(of: account)
    else { return nil }
    return Caller(account, as: kind, by: .token(token))
  }

  /// Whose session it is, by the text of its cookie; nil for one that is none, has ended, or whose account may not be used
  /// (server 2.7).
  public func caller(withCookie text: some StringProtocol, _ now: Instant) -> Caller? {
    guard let secret = Secret(Array(text.utf8)), let session = sessions[SecretHash(of: secret)],
      !session.hasEnded(now), let account = byID[session.account], account.isEnabled
    else { return nil }
    return Caller(account, as: account.kind, by: .session(session))
  }

  /// Whether whoever began a stream may go on with it: the account, and the token or session, are still there
  /// (server 10.6).
  public func stillHolds(_ caller: Caller, _ now: Instant) -> Caller? {
    guard let account = byID[caller.account.id], account.isEnabled else { return nil }
    switch caller.credential {
    case .token(let old):
      guard let token = tokens[old.id], !token.hasExpired(now),
        let kind = token.kind(of: account)
      else { return nil }
      return Caller(account, as: kind, by: .token(token))
    case .session(let old):
      guard let session = sessions[old.hash], !session.hasEnded(now) else { return nil }
      return Caller(account, as: account.kind, by: .session(session))
    }
  }
}
