public import LedgerDomain

/// Who is asking: an account, with the roles that its token or session has (server §2).
public struct Caller: Sendable {
  /// By what the account is known.
  public enum Credential: Sendable {
    /// Over the API.
    case token(Token)
    /// In a browser.
    case session(Session)
  }

  /// The account.
  public let account: AccessAccount
  /// What it is here: of its roles, those of the token or session.
  public let kind: AccountKind
  /// By what it is known.
  public let credential: Credential

  /// An account, with the roles it has here.
  public init(_ account: AccessAccount, as kind: AccountKind, by credential: Credential) {
    self.account = account
    self.kind = kind
    self.credential = credential
  }

  /// The role that was chosen for the session, as long as the account has it; nil of a token.
  public var chosenRole: AccountRole? {
    switch credential {
    case .token: nil
    case .session(let session): session.role.flatMap { kind.roles.contains($0) ? $0 : nil }
    }
  }

  /// Notes that it asked something.
  public func noteUse(_ now: Instant, from address: String) {
    switch credential {
    case .token(let token): token.use.note(now, from: address)
    case .session(let session): session.use.note(now, from: address)
    }
  }
}
